"""The packed table: loaded once, bounded, and what its script makes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter, defaultdict
from pathlib import Path

import pycountry
import pytest

from globalfirm import Place
from globalfirm.places import gazetteer
from globalfirm.places.parsing import pieces
from tests.profiles import USUAL, examples

ROOT = Path(__file__).parents[2]


def test_thirty_two_threads_load_it_once(monkeypatch) -> None:
    made = []

    class Counted(gazetteer._PackedTable):
        def __init__(self, data: bytes) -> None:
            made.append(1)
            super().__init__(data)

    monkeypatch.setattr(gazetteer, "_PackedTable", Counted)
    monkeypatch.setattr(gazetteer, "_loaded", [])
    for cached in (gazetteer.meanings, gazetteer.longest_name, pieces._cut, pieces._named):
        cached.cache_clear()
    barrier, found = threading.Barrier(32), []

    def read() -> None:
        barrier.wait()
        found.append(Place.parse("Porto Alegre, RS").subdivision)

    threads = [threading.Thread(target=read) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), set(found)) == (1, {"BR-RS"})


def test_import_loads_none_of_it() -> None:
    code = "import sys, globalfirm, globalfirm.places; print('globalfirm.places.parsing' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"


def test_what_it_says_of_a_name_is_sorted_by_weight_and_knows_what_lies_where() -> None:
    london = gazetteer.meanings("London")
    assert [meaning.weight for meaning in london] == sorted((meaning.weight for meaning in london), reverse=True)
    ontario = next(meaning for meaning in gazetteer.meanings("Ontario") if meaning.name == "CA-ON")
    assert {meaning.country for meaning in london if meaning.inside(ontario)} == {"CA"}


def test_every_line_is_found_and_the_longest_name_that_begins_with_a_word_is_known() -> None:
    _, lines = gazetteer.unpacked()
    some = [line.split("\t", 1) for line in (*lines[:3], *lines[:: len(lines) // 20], *lines[-3:])]
    table, longest = gazetteer._table(), {key.partition(" ")[0]: 0 for key, _ in some}
    for line in lines:
        words = line.partition("\t")[0].split(" ")
        if words[0] in longest:
            longest[words[0]] = max(longest[words[0]], len(words))
    for key, value in some:  # at both ends, and in twenty blocks between
        assert table.find(key) == value
        assert table.find(key + "\x00") == ""
    assert {word: table.longest(word) for word in longest} == longest
    assert table.find("") == table.find("\x00") == table.find("\U0010ffff") == ""
    assert table.longest("") == table.longest("\U0010ffff") == 0


def test_a_code_is_one_only_in_capitals() -> None:
    assert gazetteer.meanings("ME") != gazetteer.meanings("me")
    assert gazetteer.meanings("U.S.") == gazetteer.meanings("US")


def test_each_part_of_iso_is_one_part_of_geonames() -> None:
    lines = (ROOT / "tools" / "parts.tsv").read_text("utf-8").splitlines()
    codes = Counter(line.split("\t")[3] for line in lines if not line.startswith("#"))
    assert [code for code, times in codes.items() if code and times > 1] == []


def test_parts_that_bear_the_name_of_a_city_mostly_hold_it() -> None:
    """Where a country has new parts, and GeoNames new codes for them, the map of the codes would say otherwise."""
    held: dict[str, list[bool]] = defaultdict(list)
    for part in (part for part in pycountry.subdivisions if not part.parent_code):
        named = gazetteer.meanings(part.name)
        of_country = [each for each in named if each.country == part.country_code]
        city = next((each for each in of_country if each.kind == "city" and each.weight >= 50_000), None)
        known = any(each.kind == "part" and each.name == each.part == part.code for each in of_country)
        if city and known:
            held[part.country_code].append(city.part == part.code)
    assert len(held) > 80
    assert [country for country, each in held.items() if len(each) > 2 and 2 * sum(each) < len(each)] == []


@pytest.mark.parametrize(
    ("text", "part"),
    [("Hanoi", "VN-HN"), ("Zagreb", "HR-21"), ("Panama City", "PA-8"), ("Almaty, Kazakhstan", "KZ-75")],
)
def test_a_city_that_is_a_part_of_its_own_lies_in_it(text: str, part: str) -> None:
    assert Place.parse(text).subdivision == part


@pytest.mark.parametrize("text", ["Taipei", "Taichung", "Nablus", "Hebron", "Szeged"])
def test_a_city_whose_part_can_not_be_told_is_given_none(text: str) -> None:
    assert (Place.parse(text).subdivision, Place.parse(text).city) == (None, text)


@pytest.mark.grows
@pytest.mark.skipif(examples(USUAL) <= USUAL, reason="a minute: before a release")
def test_it_is_what_its_script_makes_of_its_sources() -> None:
    script = ROOT / "tools" / "generate_gazetteer.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)
