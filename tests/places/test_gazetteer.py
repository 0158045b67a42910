"""The packed table: loaded once, bounded, and what its script makes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from globalfirm import Place
from globalfirm.places import gazetteer
from globalfirm.places.parsing import pieces
from tests.profiles import thorough

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


def test_a_code_is_one_only_in_capitals() -> None:
    assert gazetteer.meanings("ME") != gazetteer.meanings("me")
    assert gazetteer.meanings("U.S.") == gazetteer.meanings("US")


@pytest.mark.grows
@pytest.mark.skipif(not thorough(), reason="a minute: only where the profile has time")
def test_it_is_what_its_script_makes_of_its_sources() -> None:
    script = ROOT / "tools" / "generate_gazetteer.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)
