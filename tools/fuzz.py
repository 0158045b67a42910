"""Throws a million strange inputs at the library: texts, records, rule files, tables and command lines.

    python -m tools.fuzz --inputs 1000000 --seconds 600 --seed 0
    python -m tools.fuzz --seed 0 --replay place:1234    # one input again, with its traceback

What must hold: each input is read, or refused by an error that is documented; none takes longer than a second; four times the
length takes no more than ten times as long; and over a million texts never seen before memory stays where it is. It ends with
1 where something does not, and says each kind once, with the command that replays it.

Inputs are real ones, broken: what a parser chokes on lies close to what it reads. An input follows from the seed, the name of
what reads it and its number alone, so that it can be replayed without those before it. Hypothesis draws for the tests
(tests/test_bad_input.py), and shrinks what it finds; it takes a hundred times as long for each.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import random
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import cli, cohort
from globalfirm.places.continent import continent_of
from tests.timing import in_proportion

LONGEST_SECONDS = 1.0
"""Of the process's own time, that one input may take."""
MOST_GROWTH_MB = 16
"""By which a process may grow once its caches are full: an allocator's noise. A million texts kept would come to 100 MB."""

PLACES = (
    *("Belgrade, Serbia", "Porto Alegre, RS", "São Paulo - SP - Brazil", "Remote (US)", "London & Paris", "AUSTIN, TX"),
    *("1600 Pennsylvania Avenue NW, Washington, DC 20500", "8 Rue de Londres, 75009 Paris, France", "🇫🇷 France", "NYC"),
    *(
        "Congo",
        "Côte d’Ivoire",
        "Niemcy",
        "Asia/Kolkata",
        "US/Pacific",
        "Springfield",
        "Tokyo (HQ); Osaka / Kyoto",
        "840",
    ),
    *(
        "S. Korea",
        "Hong Kong (China)",
        "東京",
        "Москва, Россия",
        "القاهرة",
        "Europe\nBerlin\n\nLagos, Nigeria",
        "GB-ENG",
    ),
    *("11-50", "50+", "<10", "about 40", "1.5k", "10,000", "Jan-50", "2020-01-01", "EUR 2m", "9" * 30, "1e400"),
)
ODD = (
    *"\0\t\n\r\x1b\u200b\u200f\u0301\u0323\ufeff\ud800ßİıǅﬁΣς½٣²𝔸🇺🇸🏴()[]{}<>\"'`,;:/\\|&-–+*=%#@.!?~$^_ 0129eE",
    *(" and ", " or ", "The ", "St. ", "Remote", "null", "NaN", "inf", "-0", "1e999", "((", "))", " - ", ", , ", "://"),
)
RECORD = {
    "name": "Vast",
    "founded": 2005,
    "home": "US",
    "headcount": "11-50",
    "offices": [
        {"country": "Serbia", "city": "Belgrade", "headcount": 12, "opened": "2006", "kind": "office"},
        {"country": "US", "time_zone": "America/Los_Angeles", "headcount": {"low": 1, "high": 5}},
        {"country": "US", "subdivision": "US-HI", "latitude": 21.3, "longitude": -157.8, "closed": "2020-01-01"},
    ],
    "teams": [{"name": "core", "members": [{"country": "DO", "role": "CTO", "nationality": "RS"}]}],
    "claims": [{"metric": "headcount", "value": 25, "source": "a newspaper", "seen": "2007-03-01"}],
    "markets": [{"country": "DE", "entry_mode": "export", "entered": 2007}],
    "accounts": [{"year": 2007, "turnover": 1e6, "currency": "EUR", "foreign_sales_share": "0.2-0.5"}],
}
RULES = (
    (gf.metric.country_count >= 2) & ~(gf.metric.headcount < 250),
    gf.default_taxonomy(),
    gf.taxonomy("eu_size_class"),
)
FILES = tuple((gf.files.dumps(record, kind), kind) for record in RULES for kind in ("json", "yaml", "toml"))
COMMANDS = (
    *(["place", "Belgrade, Serbia"], ["definitions"], ["schema", "company"], ["completion", "bash"], ["--version"]),
    *(
        ["assess", "FILE", "--definition", "eu_size_class", "--format", "json"],
        ["assess", "FILE", "--on", "2026-03-02"],
    ),
    *(
        ["overlap", "FILE", "--year", "2026"],
        ["table", "TABLE", "--column", "country=land", "--definition", "article_2007"],
    ),
)
COLUMNS = ("country", "time_zone", "headcount", "home", "founded", "opened", "city", "subdivision", "kind")

Draw = Callable[[random.Random], Any]  # Any: a text, a record, a table, arguments


class Target(NamedTuple):
    """What reads inputs of one kind, how they are drawn, and the errors that are its answers too."""

    draw: Draw
    read: Callable[[Any], object]
    documented: tuple[type[BaseException], ...]


def broken(text: str, rng: random.Random) -> str:
    """A text with one to four of its parts lost, doubled, moved, or replaced by something odd or of another text."""
    for _ in range(rng.randint(1, 4)):
        low = rng.randrange(len(text) + 1)
        high = min(low + rng.choice((0, 0, 1, 1, 2, 5, 20)), len(text))
        other = rng.choice((*PLACES, text))
        start = rng.randrange(len(other) + 1)
        put = rng.choice(
            (
                "",
                text[low:high] * 2,
                rng.choice(ODD),
                rng.choice(ODD),
                other[start : start + 12],
                chr(rng.randrange(0x11000)),
            )
        )
        text = text[:low] + put + text[high:]
    return text


def place(rng: random.Random) -> str:
    """A place, or several, written badly."""
    return broken(
        rng.choice((", ", "; ", " / ", "\n", " ")).join(rng.choices(PLACES, k=rng.choice((1, 1, 1, 2, 3)))), rng
    )


def scalar(rng: random.Random) -> object:
    """What may stand in a field, and what may not."""
    odd = (
        None,
        True,
        -1,
        0,
        3.5,
        float("nan"),
        float("inf"),
        10**400,
        "",
        [],
        {},
        [[]],
        b"x",
        "US",
        rng.randrange(3000),
    )
    return rng.choice((*odd, place(rng), place(rng), place(rng)))


def shuffled(value: Any, rng: random.Random, chance: float) -> Any:
    """A record of which each part is, by chance, replaced, lost, or said twice."""
    if rng.random() < chance:
        return scalar(rng)
    if isinstance(value, dict):
        kept = {key: shuffled(part, rng, chance) for key, part in value.items() if rng.random() > chance}
        return kept | ({rng.choice((*RECORD, place(rng))): scalar(rng)} if rng.random() < chance else {})
    if isinstance(value, list):
        return [shuffled(part, rng, chance) for part in value for _ in range(rng.choice((1, 1, 1, 0, 2)))]
    return value


def record(rng: random.Random) -> dict[str, Any]:
    """A company of which some parts are not what they should be."""
    return {"name": "A"} | {key: shuffled(part, rng, rng.choice((0.03, 0.1, 0.3))) for key, part in RECORD.items()}


def file(rng: random.Random) -> tuple[str, str]:
    """The text of a rule file, and its format."""
    text, kind = rng.choice(FILES)
    return broken(text, rng), kind


def table(rng: random.Random) -> dict[str, list[Any]]:
    """The columns of a table of twenty rows, some of them of kinds that they should not be."""
    named = ["firm", "country", *rng.sample(COLUMNS[1:], rng.randrange(len(COLUMNS)))]
    columns: dict[str, list[Any]] = {name: [place(rng) for _ in range(20)] for name in named}
    columns["firm"] = [f"F{rng.randrange(6)}" for _ in range(20)]
    columns["country"] = [rng.choice(("RS", "US", "Germany", place(rng))) for _ in range(20)]
    for name in named[2:]:
        if rng.random() < 0.3:
            columns[name] = [rng.choice((None, 0, 7, -3, 2**40)) for _ in range(20)]
    return columns


def command(rng: random.Random) -> tuple[list[str], str, str]:
    """A command line, the record and the table that it may name."""
    words = [broken(word, rng) if rng.random() < 0.15 and word.islower() else word for word in rng.choice(COMMANDS)]
    written = json.dumps(shuffled(RECORD, rng, 0.05), default=str)
    rows = "\n".join(["firm,land,headcount", *(f"A,{broken('Serbia', rng)},{broken('11-50', rng)}" for _ in range(5))])
    return words, broken(written, rng) if rng.random() < 0.3 else written, rows


def read_text(text: str) -> None:
    """By each of what reads a text."""
    for read in (gf.Country, gf.TimeZone, gf.Count, gf.Place.parse_all, gf.Place.parse):
        with contextlib.suppress(gf.PlaceError, ValidationError, gf.errors.GlobalfirmError):
            read(text)
    str(gf.Place.explain(text)), gf.Place.find_all(text)


def read_record(value: dict[str, Any]) -> None:
    """As a company, which is judged, shown, and comes back from its JSON."""
    firm = gf.Company.model_validate(value)
    str(gf.classify(firm)), repr(gf.profile(firm))
    if gf.Company.model_validate_json(firm.model_dump_json()) != firm:
        raise AssertionError("it does not come back from its JSON as it was")


def read_file(given: tuple[str, str]) -> None:
    """As a rule and as a taxonomy; what is read comes back from what is written."""
    text, kind = given
    with contextlib.suppress(gf.files.RecordFileError):
        gf.files.loads_rule(text, kind)
    found = gf.files.loads(text, gf.Taxonomy, kind)
    if gf.files.loads(gf.files.dumps(found, kind), gf.Taxonomy, kind) != found:
        raise AssertionError("it does not come back from its file as it was")


def read_table(columns: dict[str, list[Any]]) -> None:
    """As offices of firms, measured and judged."""
    found = cohort.measure(pl.DataFrame(columns), taxonomy=gf.default_taxonomy())
    found.firms, found.rejects, found.conflicts, found.tally  # noqa: B018 # each is worked out when it is asked for


def run_command(given: tuple[list[str], str, str]) -> None:
    """In a folder of its own; it ends with 0, 1 or 2."""
    words, written, rows = given
    with tempfile.TemporaryDirectory() as folder:
        paths = {"FILE": Path(folder, "firm.json"), "TABLE": Path(folder, "firms.csv")}
        for path, text in zip(paths.values(), (written, rows), strict=True):
            path.write_text(text, encoding="utf-8", errors="surrogatepass")
        try:
            ended = cli.main([str(paths.get(word, word)) for word in words])
        except SystemExit as error:
            ended = error.code
    if ended not in {0, 1, 2}:
        raise AssertionError(f"it ended with {ended}")


TARGETS = {
    "place": Target(place, read_text, ()),
    "record": Target(record, read_record, (ValidationError,)),
    "file": Target(file, read_file, (gf.files.RecordFileError,)),
    "table": Target(table, read_table, (ValueError, TypeError)),
    "command": Target(command, run_command, ()),
}

GROWING: dict[str, tuple[Draw, Callable[[Any, int], object], int]] = {
    "place": (place, lambda text, size: read_text(text * size), 30),
    "file": (file, lambda given, size: read_file((given[0] * size, given[1])), 5),
    "list of offices": (record, lambda value, size: read_record(value | {"offices": RECORD["offices"] * size}), 100),
}
"""What is tried at a size and at four times that size: a text over and over, a list of many."""


def tried(name: str, number: int, seed: int) -> float:
    """The seconds that one input takes; an error where it is none of those documented."""
    target = TARGETS[name]
    given = target.draw(random.Random(f"{seed} {name} {number}"))
    start = time.process_time()
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(*target.documented),
    ):
        warnings.simplefilter("ignore")
        target.read(given)
    return time.process_time() - start


def where(error: BaseException) -> str:
    """The error's kind, and the last line of the library that it passed."""
    ours = [line for line in traceback.extract_tb(error.__traceback__) if "globalfirm" in line.filename]
    at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "tools/fuzz.py"
    return f"{type(error).__name__} at {at}: {str(error)[:150]}"


def held_mb() -> float:
    """What the process holds, on Linux."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def search(names: list[str], inputs: int, seconds: float, seed: int) -> list[str]:
    """What went wrong, each kind once. The kinds of input take turns, by the time that they have had."""
    problems: dict[str, str] = {}
    spent, numbers = dict.fromkeys(names, 0.0), Counter[str]()
    slowest, began = 0.0, time.monotonic()
    while sum(numbers.values()) < inputs and time.monotonic() - began < seconds:
        name = min(names, key=spent.__getitem__)
        replay = f"python -m tools.fuzz --seed {seed} --replay {name}:{numbers[name]}"
        start = time.process_time()
        try:
            took = tried(name, numbers[name], seed)
            if took > LONGEST_SECONDS:
                problems.setdefault(f"{name}: slow", f"{name}: an input took {took:.1f} s; {replay}")
            slowest = max(slowest, took)
        except Exception as error:  # noqa: BLE001 # whatever is not documented is what is looked for
            found = f"{name}: {where(error)}"
            problems.setdefault(found.partition(": ")[2][:60], f"{found}; {replay}")
        spent[name] += time.process_time() - start
        numbers[name] += 1
    print(f"{sum(numbers.values()):,} inputs in {time.monotonic() - began:.0f} s: {dict(numbers)}")
    print(f"the slowest took {slowest * 1e3:.0f} ms")
    return [*problems.values()]


def memory(texts: int) -> list[str]:
    """What grows with texts that were never seen before: every cache is full after a tenth of them."""
    reads = (
        lambda n: gf.Count(f"{n}-{n + 9}"),
        lambda n: gf.Place.parse(f"Serbia {n}"),
        lambda n: gf.Company(name=f"A{n}", headcount=f"{n}+", offices=[gf.Office(country="RS", city=f"Novi {n}")]),
        lambda n: gf.metric.headcount >= n,
        lambda n: continent_of("RS", None, f"Europe/{n}"),
    )
    full = 0.0
    for number in range(texts):
        if number == texts // 10:
            full = held_mb()
        with contextlib.suppress(ValueError):
            reads[number % len(reads)](number)
    grown = held_mb() - full
    print(f"memory over {texts:,} texts, the last nine in ten of them: {grown:+.1f} MB, of {held_mb():.0f} MB")
    return [f"memory grew by {grown:.0f} MB over {texts:,} texts"] if grown > MOST_GROWTH_MB else []


def growth(draws: int, seed: int) -> list[str]:
    """The drawn inputs whose work grows faster than their size."""
    problems = []
    for name, (draw, work, size) in GROWING.items():
        for number in range(draws):
            given = draw(random.Random(f"{seed} growing {name} {number}"))
            if not in_proportion(lambda times, work=work, given=given: work(given, times), size):
                problems.append(f"{name}: more than linear in its size: {given!r:.200}")
    return problems


def main() -> int:
    """Search, or replay one input."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--inputs", type=int, default=1_000_000, metavar="N", help="at most (%(default)s)")
    options.add_argument("--seconds", type=float, default=600, metavar="S", help="at most (%(default)s)")
    options.add_argument("--seed", type=int, default=0, metavar="N")
    options.add_argument("--only", choices=TARGETS, action="append", help="inputs of this kind alone")
    options.add_argument("--growing", type=int, default=5, metavar="N", help="inputs of each kind tried at two sizes")
    options.add_argument("--texts", type=int, default=1_000_000, metavar="N", help="texts that memory is measured over")
    options.add_argument("--replay", metavar="KIND:NUMBER", help="one input again")
    asked = options.parse_args()
    if asked.replay:
        name, _, number = asked.replay.partition(":")
        print(repr(TARGETS[name].draw(random.Random(f"{asked.seed} {name} {number}"))))
        print(f"{tried(name, int(number), asked.seed):.3f} s")
        return 0
    problems = search(asked.only or [*TARGETS], asked.inputs, asked.seconds, asked.seed)
    problems += memory(asked.texts) + growth(asked.growing, asked.seed)
    print(*problems or ["nothing found"], sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
