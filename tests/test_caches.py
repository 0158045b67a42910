"""No cache grows without end: a service that reads a stranger's texts for a year holds no more than after an hour."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import globalfirm as gf
from globalfirm import cli
from globalfirm.places import offsets

SRC = Path(__file__).parents[1] / "src" / "globalfirm"
FILES = sorted(SRC.rglob("*.py"))
CONTAINERS = (dict, list, set)


def called(node: ast.expr) -> str:
    """The name of what is called or named, without the module that it stands in."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def unbounded(tree: ast.AST) -> Iterator[str]:
    """Each cache without a bound: `cache` over arguments, and `lru_cache` without a size or with none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "lru_cache":
            sizes = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "maxsize")]
            if not (sizes and isinstance(sizes[0], ast.Constant) and isinstance(sizes[0].value, int)):
                yield f"line {node.lineno}: lru_cache without a size"
        if isinstance(node, ast.Call) and called(node) == "cache":
            yield f"line {node.lineno}: cache of a function whose arguments are not seen here"
        if isinstance(node, ast.FunctionDef):
            given = ast.unparse(node.args)
            named = {called(decorator) for decorator in node.decorator_list}
            if "cache" in named and given:
                yield f"line {node.lineno}: {node.name}({given}) keeps every answer"
            if any(called(each) == "lru_cache" and not isinstance(each, ast.Call) for each in node.decorator_list):
                yield f"line {node.lineno}: {node.name} says no size"


def test_every_cache_over_arguments_has_a_bound() -> None:
    found = [
        f"{path.relative_to(SRC)}, {line}"
        for path in FILES
        for line in unbounded(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == [], "use lru_cache(maxsize=...): what is asked for once a second is kept for ever otherwise"


@pytest.mark.parametrize(
    "written",
    ["@cache\ndef f(text): ...", "@functools.cache\ndef f(*, a): ...", "@lru_cache\ndef f(a): ...", "g = cache(f)"]
    + ["@lru_cache(maxsize=None)\ndef f(a): ...", "g = lru_cache(None)(f)", "@lru_cache()\ndef f(a): ..."],
)
def test_a_cache_without_a_bound_is_seen_however_it_is_written(written: str) -> None:
    assert list(unbounded(ast.parse(written)))


def held() -> dict[str, int]:
    """How much each container of each module of the library holds."""
    return {
        f"{name}.{attribute}": len(value)
        for name, module in [*sys.modules.items()]
        if name.startswith("globalfirm")
        for attribute, value in [*vars(module).items()]
        if isinstance(value, CONTAINERS) and not attribute.startswith("__")
    }


def feed(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A text wherever texts go."""
    for read in (
        *(gf.Country, gf.TimeZone, gf.Continent, gf.Count, gf.Place.parse_all, gf.Place.explain, gf.taxonomy),
        *(offsets.country_zones, gf.files.loads_rule),
        lambda text: gf.Company(name=text, headcount=text),
        lambda text: gf.classify(gf.Company(name=text, offices=[gf.Office(country="RS", city=text)])),
        lambda text: getattr(gf.metric, text),
        lambda text: cli.main(["place", text]),
    ):
        with suppress(ValueError, AttributeError, KeyError):
            read(text)
    capsys.readouterr()


def test_no_container_of_the_library_grows_with_the_texts_that_it_reads(capsys: pytest.CaptureFixture[str]) -> None:
    feed("Belgrade, Serbia", capsys)  # what is loaded on first use is loaded
    before = held()
    for number in range(20):
        feed(f"Nowhere-{number}, {number} Narnia", capsys)
    assert held() == before
