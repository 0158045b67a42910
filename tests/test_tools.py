"""The commands that look for faults find those that are there: fuzzing, mutants, generated tables, budgets."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import globalfirm as gf
from benchmarks.timing import over_budget
from tools import fuzz, mutate, regenerate, release


@pytest.mark.parametrize(
    "kind", sorted(fuzz.TARGETS.keys() - {"table"})
)  # which takes seconds to plan, and has its own tests
def test_strange_inputs_of_each_kind_are_answered(kind: str) -> None:
    assert all(fuzz.tried(kind, number, seed=0) < fuzz.LONGEST_SECONDS for number in range(2))


def test_an_error_that_is_not_documented_is_found_and_can_be_replayed(monkeypatch) -> None:
    def read(text: str) -> None:
        if "e" in text:
            raise RuntimeError("no e")

    monkeypatch.setitem(fuzz.TARGETS, "place", fuzz.Target(fuzz.place, read, ()))
    [problem] = fuzz.search(["place"], inputs=40, seconds=60, seed=3)
    assert "place: RuntimeError" in problem
    number = int(problem.rpartition(":")[2])
    with pytest.raises(RuntimeError, match="no e"):
        fuzz.tried("place", number, seed=3)


def test_texts_that_are_kept_are_found(monkeypatch) -> None:
    """What the process holds is counted here: by its own measure, it finds room that other tests have left."""
    kept: list[str] = []
    monkeypatch.setattr(gf, "Count", kept.append)
    monkeypatch.setattr(fuzz, "held_mb", lambda: float(len(kept)))
    assert "memory grew by 27 MB" in fuzz.memory(150)[0]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("a < b", "a <= b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("a + b", "a - b"),
        ("250", "251"),
        ("True", "False"),
        ("b if a else c", "b if not a else c"),
        ("'text'", None),
    ],
)
def test_a_mutant_is_one_small_slip(was: str, now: str | None) -> None:
    slip = mutate.changed(ast.parse(was, mode="eval").body)
    assert (None if slip is None else ast.unparse(ast.fix_missing_locations(slip))) == now


def test_mutants_change_what_runs_and_not_what_is_written_of_it() -> None:
    tree = ast.parse('def f(a: Literal[1]) -> Literal[2]:\n    """No 3."""\n    return f"{4}" if a else 5')
    assert [
        (name, ast.unparse(getattr(parent, field))) for name, parent, field, at in mutate.sites(tree) if at is None
    ] == [
        ("f", "f'{4}' if a else 5"),
        ("f", "5"),
    ]


def test_a_cache_keeps_more_or_lengths_go_unchecked_and_no_answer_changes() -> None:
    tree = ast.parse("@lru_cache(maxsize=9)\ndef f(a): return g(zip(a, strict=True), strict=True)")
    assert [ast.unparse(getattr(parent, field)) for _, parent, field, _ in mutate.sites(tree)] == ["True"]


def test_the_situations_of_a_definition_are_tests_and_no_code() -> None:
    found = mutate.mutants_of(mutate.SOURCES / "rules" / "definitions" / "accounting_directive.py")
    assert {mutant.name.partition(",")[0] for mutant in found} == {"_MICRO", "_SMALL", "_MEDIUM", "_CRITERIA", "within"}
    assert found[0].was not in ("", found[0].now)


def test_what_changes_in_a_generated_table_is_shown_wherever_it_stands() -> None:
    table = regenerate.Generated(Path("name_table.py"), ["a", "b", "c"], ["c", "a", "d"], b"")
    assert regenerate.difference(table) == ["name_table.py: 1 lines go, 1 come", "  - b", "  + d"]


def test_a_ratio_that_has_grown_by_half_is_over_its_budget() -> None:
    assert over_budget({"a / b": 1.49, "c / d": 3.2}, {"a / b": 1, "c / d": 2}) == ["c / d: 3.20, of 2.00"]
    assert over_budget({"new": 1}, {"old": 1}) == ["new: has no budget", "old: is not measured"]


def test_a_project_without_an_address_is_not_released(monkeypatch, tmp_path: Path) -> None:
    def problem(file: str, text: str) -> str | None:
        (tmp_path / file).write_text(text)
        return release.address_problem()

    monkeypatch.setattr(release, "ROOT", tmp_path)
    urls = "".join(f'{label} = "https://example.org"\n' for label in ("Source", "Documentation", "Changelog"))
    assert problem("pyproject.toml", "[project]").endswith("Changelog, Documentation, Issues, Source")
    assert problem("pyproject.toml", f"[project.urls]\n{urls}").endswith("lacks under [project.urls]: Issues")
    (tmp_path / "CITATION.cff").write_text("title: A")
    assert "repository-code" in problem("pyproject.toml", f'[project.urls]\n{urls}Issues = "https://example.org"')
    (tmp_path / "README.md").write_text('<img src="a.svg">')
    assert "README.md shows a.svg" in problem("CITATION.cff", "repository-code: https://example.org")
    assert problem("README.md", '<img srcset="https://example.org/a.svg">') is None
