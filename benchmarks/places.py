"""What reading texts costs: microseconds a text, cold and warm, and memory.

    python benchmarks/places.py

Cold: the first text of a process, and texts none of whose names has been looked up; warm: the same texts again. Nothing here
is asserted: the bounds beside the figures are the project's aims.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from timing import medians, report

import globalfirm as gf
from globalfirm.places import country, gazetteer
from globalfirm.places.parsing import pieces

COUNTRIES = ("South Korea", "Côte d’Ivoire", "Niemcy", "Bosnia and Herz.", "🇫🇷", "840")
PLACES = (
    "Belgrade, Serbia",
    "Porto Alegre, RS",
    "São Paulo - SP - Brazil",
    "Remote (US)",
    "London & Paris",
    "AUSTIN, TX",
)
ADDRESSES = (
    "1600 Pennsylvania Avenue NW, Washington, DC 20500",
    "8 Rue de Londres, 75009 Paris, France",
    "Av. Paulista 1000, São Paulo - SP, 01310-100, Brazil",
    "1-6-1 Otemachi, Chiyoda-ku, Tokyo 100-0004, Japan",
)
KINDS: tuple[tuple[str, Callable[[str], object], tuple[str, ...], float], ...] = (
    ("country", gf.Country, COUNTRIES, 10),
    ("place", gf.Place.parse_all, PLACES, 200),
    ("address", gf.Place.parse_all, ADDRESSES, 400),
)
FIRST = "import time; import globalfirm as gf; t = time.perf_counter(); {}; print((time.perf_counter() - t) * 1e3)"


def first_texts() -> None:
    """The first text of a process, which loads what it needs."""
    for what, statement, aim in (
        ("first country", "gf.Country('South Korea')", 100),
        ("first country in another language", "gf.Country('Niemcy')", 100),
        ("first place", "gf.Place.parse('Belgrade, Serbia')", 100),
    ):
        runs = [
            subprocess.run([sys.executable, "-c", FIRST.format(statement)], capture_output=True, check=True)
            for _ in range(5)
        ]
        took = sorted(float(run.stdout) for run in runs)[2]
        report(f"{what}, ms", took, aim, "")


def forget() -> None:
    """Empty every cache of what has been read, but keep the table."""
    for cached in (gazetteer.meanings, gazetteer.longest_name, gazetteer.countries_called, pieces._cut, pieces._named):
        cached.cache_clear()
    for cached in (country._resolve, country._validate):
        cached.cache_clear()


def texts() -> None:
    for kind, read, examples, aim in KINDS:
        [warm] = medians(lambda read=read, examples=examples: [read(text) for text in examples], times=20, rounds=15)
        cold = []
        for _ in range(15):
            forget()
            start = time.perf_counter()
            for text in examples:
                read(text)
            cold.append(time.perf_counter() - start)
        us = 1e6 / len(examples)
        report(f"{kind}, us a text, warm", warm * us, aim, f"cold {sorted(cold)[7] * us:.0f} us")


def long_texts() -> None:
    for what, text in (
        ("lines of cities", "Berlin\nParis\nLagos, Nigeria\n" * 170),
        ("a list of cities", "London, Paris, " * 100),
        ("names of nothing", "Narnia, Mordor, " * 300),
        ("brackets", "(" * 5000),
    ):
        [took] = medians(lambda text=text: gf.Place.find_all(text[:5000]), times=1, rounds=9)
        report(f"5,000 characters of {what}, ms", took * 1e3, 50, "")


def memory() -> None:
    """What a process holds more once it has read cities, on Linux."""
    code = (
        "import globalfirm as gf; gf.Country('South Korea'); held = lambda: int(open('/proc/self/statm').read().split()[1]) / 256; "
        "before = held(); [gf.Place.parse(text) for text in ('Belgrade, Serbia', 'Paris', 'Lagos')]; print(held() - before)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    report("memory of the gazetteer, MB", float(run.stdout), 45, "")


if __name__ == "__main__":
    for benchmark in (first_texts, texts, long_texts, memory):
        benchmark()
