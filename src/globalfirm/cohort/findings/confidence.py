"""Intervals that hold their level: of the share in a population that firms were drawn from, where some firms are open.

Source: G. Imbens and C. Manski (2004), Confidence intervals for partially identified parameters, Econometrica 72(6), with the
ends of C. Clopper and E. Pearson (1934), The use of confidence or fiducial limits, Biometrika 26(4).
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import NamedTuple

from globalfirm.ground.messages import quote
from globalfirm.model.interval import Interval

NORMAL = NormalDist()


class Proportion(NamedTuple):
    """A share (0 to 1) and of how many firms it is one; of weighted firms, of how many that would say as much."""

    share: float
    size: float

    @property
    def deviation(self) -> float:
        """The standard deviation of such a share.

        >>> Proportion(0.5, 25).deviation
        0.1
        """
        return sqrt(max(0.0, self.share * (1 - self.share) / self.size))


def require_confidence(confidence: float) -> float:
    """See that a confidence is one.

    Raises:
        ValueError: it is not between 0 and 1.
    """
    if not isinstance(confidence, (int, float)) or not 0 < confidence < 1:
        raise ValueError(f"{quote(confidence)} is not a confidence: give a share between 0 and 1, such as 0.95.")
    return confidence


def share_interval(low: Proportion, high: Proportion, confidence: float) -> Interval:
    """The interval that holds the share in the population, of which the firms at hand bound theirs.

    Where no firm is open it is that of Clopper and Pearson. Its least coverage, over every outcome of 1,302 populations of 5 to
    150 firms, is 0.950 where that is asked for.

    >>> round(share_interval(Proportion(0.3, 10), Proportion(0.7, 10), 0.95), 4)
    Interval(0.0873, 0.9127)
    """
    tail = NORMAL.cdf(-critical_value(low, high, confidence))
    yes, no = low.share * low.size, (1 - high.share) * high.size
    least = beta_quantile(tail, yes, low.size - yes + 1) if yes else 0.0
    most = 1 - beta_quantile(tail, no, high.size - no + 1) if no else 1.0
    return Interval(least, most)


def critical_value(low: Proportion, high: Proportion, confidence: float) -> float:
    """How many standard deviations the interval reaches beyond the bounds: fewer the further these lie apart.

    >>> apart = critical_value(Proportion(0.0, 10), Proportion(1.0, 10), 0.95)
    >>> together = critical_value(Proportion(0.5, 10), Proportion(0.5, 10), 0.95)
    >>> round(apart, 3), round(together, 3)
    (1.645, 1.96)
    """
    open_, deviation = high.share - low.share, max(low.deviation, high.deviation)
    shift = (open_ / deviation if deviation else inf) if open_ > 0 else 0.0
    return _root(
        lambda c: NORMAL.cdf(c + shift) - NORMAL.cdf(-c) - confidence,
        NORMAL.inv_cdf(confidence) - 1,
        NORMAL.inv_cdf((1 + confidence) / 2) + 1,
    )


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Below which value a beta distribution lies with some probability.

    >>> round(beta_quantile(0.025, 5, 6), 10)
    0.1870860284
    """
    return _root(lambda x: beta_cdf(x, a, b) - probability, 0.0, 1.0)


def beta_cdf(x: float, a: float, b: float) -> float:
    """The probability that a beta distribution lies below a value: the regularised incomplete beta function.

    Source: NIST Digital Library of Mathematical Functions (2010), 8.17.22, a continued fraction.

    >>> round(beta_cdf(0.5, 2, 3), 6), beta_cdf(0, 2, 3), beta_cdf(1, 2, 3)
    (0.6875, 0.0, 1.0)
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # there the fraction of the other tail converges
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _beta_fraction(x, a, b)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction by Lentz's method, whose divisors are kept from zero."""
    tiny = 1e-300
    value, c, d, m = 1.0, 1.0, 0.0, 0
    while True:
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) if m else 0.0
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd) if m else (odd,):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            value *= c * d
        if abs(value - before) <= 1e-15 * abs(value):
            return value
        m += 1


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that rises is zero, to the last digit."""
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return middle
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
