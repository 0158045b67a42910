"""How often intervals hold the truth where 95 % is written: of shares with open firms, of ratios of medians and of means.

    python benchmarks/coverage.py [draws]

Shares are not drawn: every outcome is counted by its probability. Ratios are of samples of a few firms a side out of populations
whose ratio is 2, which funding is like: lognormal, and Pareto's, whose tail is heavier. The percentile bootstrap of means, which
cohorts had once, stands beside. Nothing here is asserted; an interval that holds its level reads 0.95 or more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import comb
from random import Random
from statistics import fmean

from globalfirm.cohort.findings.confidence import Proportion, share_interval
from globalfirm.cohort.findings.ratios import lognormal_interval, median_interval
from globalfirm.model.interval import Interval

RATIO = 2.0
POPULATIONS: dict[str, Callable[[Random], float]] = {
    "lognormal, s = 1": lambda random: random.lognormvariate(0, 1),
    "lognormal, s = 1.5": lambda random: random.lognormvariate(0, 1.5),
    "Pareto, a = 1.5": lambda random: random.paretovariate(1.5),
}
SIDES = ((5, 5), (5, 15), (10, 10), (15, 40))


def of_shares(n: int, share: float, open_: float) -> float:
    """The least of how often the interval holds either end of what the population's share may be."""
    held = [0.0, 0.0]
    for yes in range(n + 1):
        for unknown in range(n - yes + 1):
            no = n - yes - unknown
            chance = comb(n, yes) * comb(n - yes, unknown) * share**yes * open_**unknown * (1 - share - open_) ** no
            interval = share_interval(Proportion(yes / n, n), Proportion((yes + unknown) / n, n), 0.95)
            for at, truth in enumerate((share, share + open_)):
                held[at] += chance * (truth in interval)
    return min(held)


def percentile_interval(one: list[float], other: list[float], random: Random) -> Interval:
    """The percentile bootstrap of the ratio of means."""
    found = sorted(
        fmean(random.choices(one, k=len(one))) / fmean(random.choices(other, k=len(other))) for _ in range(400)
    )
    return Interval(found[10], found[-11])


def of_ratios(draw: Callable[[Random], float], sides: tuple[int, int], draws: int) -> tuple[float, float, float]:
    """How often the intervals of medians, of lognormal means and of bootstrapped means hold the ratio."""
    random, held = Random(1), [0, 0, 0]
    for seed in range(draws):
        one, other = (
            [scale * draw(random) for _ in range(size)] for scale, size in zip((RATIO, 1), sides, strict=True)
        )
        held[0] += RATIO in (median_interval(one, other, [], 0.95) or Interval(None, None))
        if seed < draws // 20:  # which take a hundred times as long
            held[1] += RATIO in (lognormal_interval(one, other, 0.95, seed) or Interval(None, None))
            held[2] += RATIO in percentile_interval(one, other, random)
    fewer = max(1, draws // 20)
    return held[0] / draws, held[1] / fewer, held[2] / fewer


def main(draws: int) -> None:
    """Print both tables."""
    print("shares: least coverage of the population's share, every outcome counted")
    for n in (5, 10, 20, 50):
        cells = {open_: min(of_shares(n, share / 20, open_) for share in range(1, 14)) for open_ in (0.0, 0.05, 0.3)}
        print(f"  {n:3} firms  " + "  ".join(f"{open_:.0%} open {least:.3f}" for open_, least in cells.items()))
    print(f"\nratios of two populations, {draws:,} draws ({draws // 20:,} of means)")
    print(f"  {'population':<20}{'firms':>8}{'medians':>10}{'lognormal means':>18}{'bootstrapped means':>20}")
    for name, draw in POPULATIONS.items():
        for sides in SIDES:
            medians, lognormal, bootstrapped = of_ratios(draw, sides, draws)
            print(f"  {name:<20}{f'{sides[0]}, {sides[1]}':>8}{medians:>10.3f}{lognormal:>18.3f}{bootstrapped:>20.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000)
