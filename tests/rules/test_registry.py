"""The taxonomies by name, and those that other packages bring."""

from __future__ import annotations

import sys
import types
import warnings
from importlib.metadata import EntryPoint

import polars as pl
import pytest

import globalfirm as gf
from globalfirm.rules import registry


@pytest.fixture
def plugged(monkeypatch):
    """A way to have entry points, as if packages that bring them were installed."""

    def plug(**modules) -> None:
        points = []
        for name, content in modules.items():
            module = types.ModuleType(f"plugged_{name}")
            vars(module).update(content)
            monkeypatch.setitem(sys.modules, module.__name__, module)
            points.append(EntryPoint(name, content.get("points_to", module.__name__), registry.GROUP))
        monkeypatch.setattr(registry, "entry_points", lambda group: points)
        registry._loaded.cache_clear()

    yield plug
    monkeypatch.undo()
    registry._loaded.cache_clear()


MINE = gf.default_taxonomy(small=10)


def test_a_package_brings_a_taxonomy_by_a_module_or_by_itself(plugged) -> None:
    plugged(mine={"taxonomy": MINE}, direct={"it": MINE, "points_to": "plugged_direct:it"})
    assert gf.taxonomy("mine") == gf.taxonomy("direct") == MINE
    assert list(gf.rules.taxonomies())[-2:] == ["direct", "mine"]
    assert gf.rules.classify_all(gf.Company(name="A", headcount=3))["mine"].label == "undetermined"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"points_to": "no_such_module_at_all"}, "ModuleNotFoundError"),
        ({"points_to": "plugged_broken:nothing"}, "AttributeError"),
        ({"taxonomy": 7}, "it is not a Taxonomy"),
    ],
)
def test_one_that_fails_is_named_and_takes_nothing_down(plugged, content, why) -> None:
    plugged(broken=content, fine={"taxonomy": MINE})
    with pytest.warns(gf.rules.PlugInWarning, match=f"the definition 'broken' of a package .* did not load: .*{why}"):
        found = gf.rules.taxonomies()
    assert "broken" not in found
    assert found["fine"] == MINE
    assert [failure.name for failure in registry.failures()] == ["broken"]


def test_one_under_a_name_that_is_taken_does_not_take_its_place(plugged) -> None:
    plugged(eu_size_class={"taxonomy": MINE})
    with pytest.warns(gf.rules.PlugInWarning, match="there is a definition called 'eu_size_class' already"):
        assert gf.rules.taxonomies()["eu_size_class"] != MINE


def test_a_published_definition_by_its_name_loads_no_package(plugged) -> None:
    plugged(broken={"points_to": "no_such_module_at_all"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert gf.taxonomy("article_2007").name


def test_a_package_that_ends_the_process_as_it_is_loaded_is_named_like_any_other(
    plugged, monkeypatch, tmp_path
) -> None:
    (tmp_path / "plugged_exit.py").write_text("import sys\n\nsys.exit(3)\n")
    monkeypatch.syspath_prepend(tmp_path)
    plugged(leaves={"points_to": "plugged_exit"})
    with pytest.warns(gf.rules.PlugInWarning, match="'leaves' .* did not load: SystemExit: 3"):
        assert "leaves" not in gf.rules.taxonomies()


@pytest.mark.parametrize(("content", "is_there"), [({"taxonomy": MINE}, True), ({"taxonomy": 7}, False)])
def test_one_that_takes_long_to_load_is_named_with_its_seconds(plugged, monkeypatch, content, is_there) -> None:
    plugged(slow=content)
    seconds = iter([0.0, 1.25])
    monkeypatch.setattr(registry, "perf_counter", lambda: next(seconds))
    with pytest.warns(gf.rules.PlugInWarning) as warned:
        assert ("slow" in gf.rules.taxonomies()) == is_there
    assert {each.filename for each in warned} == {__file__}, "a warning names the line that calls the library"
    assert str(warned[0].message) == "the definition 'slow' of a package (plugged_slow) took 1.2 s to load"
    assert len(warned) == (1 if is_there else 2)


@pytest.mark.parametrize("nonsense", [None, 7, {"taxonomy": 7}, gf.Taxonomy, lambda: MINE], ids=type)
def test_whatever_stands_where_a_taxonomy_should_is_named(plugged, nonsense) -> None:
    plugged(nonsense={"taxonomy": nonsense}, fine={"taxonomy": MINE})
    with pytest.warns(
        gf.rules.PlugInWarning, match=r"the definition 'nonsense' of a package .* did not load: TypeError"
    ):
        assert [name for name in gf.rules.taxonomies() if name in {"nonsense", "fine"}] == ["fine"]


class Judging(gf.Taxonomy):
    """A taxonomy that answers by code of its own."""

    def classify(self, firm):
        if self.name == "leaving":
            raise SystemExit(3)
        return 42 if self.name == "nonsense" else 1 / 0


FIRM = gf.Company(name="A", headcount=3)
FAILING = {
    "leaving": "RuntimeError: it tried to end the process: SystemExit: 3",
    "nonsense": "TypeError: it answered 42, which is not a Verdict.",
    "raising": "ZeroDivisionError: division by zero",
}


@pytest.mark.parametrize(("name", "why"), FAILING.items())
def test_one_that_fails_on_a_firm_is_named_among_several_and_raises_where_it_is_asked_for(plugged, name, why) -> None:
    plugged(fails={"taxonomy": Judging(name=name, classes=MINE.classes)}, fine={"taxonomy": MINE})
    with pytest.warns(gf.rules.PlugInWarning) as warned:
        verdicts = gf.rules.classify_all(FIRM)
    assert {each.filename for each in warned} == {__file__}, "a warning names the line that calls the library"
    assert [*verdicts] == [name for name in gf.rules.taxonomies() if name != "fails"]
    assert verdicts["fine"] == MINE.classify(FIRM)
    assert [str(each.message) for each in warned] == [
        f"the definition 'fails' failed, and is left out: {why} (in the taxonomy {name!r})"
    ]
    fails = gf.taxonomy("fails")
    for ask in (
        lambda: gf.classify(FIRM, fails),
        lambda: gf.rules.what_if(FIRM, FIRM.replace(headcount=9), fails),
        lambda: gf.cohort.measure_companies([FIRM], taxonomy=[MINE, fails]),
    ):
        with pytest.raises((RuntimeError, TypeError, ArithmeticError)) as raised:
            ask()
        assert raised.value.__notes__ == [f"in the taxonomy {name!r}"]


def test_one_that_takes_long_to_judge_is_named_with_its_seconds(plugged, monkeypatch) -> None:
    plugged(slow={"taxonomy": MINE})
    assert "slow" in gf.rules.taxonomies()
    seconds = iter([0.0, 1.25])
    monkeypatch.setattr(registry, "perf_counter", lambda: next(seconds))
    with pytest.warns(gf.rules.PlugInWarning, match=r"^the definition 'slow' took 1.2 s to judge$"):
        assert "slow" in gf.rules.classify_all(FIRM)


def test_an_error_that_is_raised_twice_bears_a_name_once(own_metrics) -> None:
    same = KeyError("mode")

    @gf.metric(unit="points", source="these tests, 2026")
    def broken(firm, xp):
        """Broken."""
        raise same

    for _ in range(2):
        with pytest.raises(KeyError):
            broken(FIRM)
    assert same.__notes__ == ["in the metric 'broken' of 'A'"]


def test_a_taxonomy_that_judges_by_code_of_its_own_has_no_columns() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    with pytest.raises(ValueError, match="the taxonomy 'raising' judges by a `classify` of its own"):
        gf.cohort.measure(table, taxonomy=Judging(name="raising", classes=MINE.classes))


def test_a_column_that_cannot_be_made_is_named_with_its_taxonomy(own_metrics) -> None:
    @gf.metric(unit="points", source="these tests, 2026", tables=False)
    def of_records(firm, xp):
        """Of records alone."""
        return len(firm.record.offices)

    rule = of_records >= 3
    mine = gf.Taxonomy(name="mine", classes=[gf.Definition(name="big", summary="big", rule=rule, citation="ours")])
    with pytest.raises(ValueError, match="declared with tables=False") as raised:
        gf.cohort.measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]}), taxonomy=[MINE, mine])
    assert raised.value.__notes__[-1] == "in the column 'mine: big'"


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(ValueError, match="Did you mean 'born_global'"):
        gf.taxonomy("born_globel")


def test_what_is_not_a_firm_or_not_a_taxonomy_is_refused() -> None:
    with pytest.raises(TypeError, match="'Vast' is no firm: give a Company or its Profile"):
        gf.classify("Vast")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="is not a taxonomy: give one"):
        gf.classify(gf.Company(name="A"), gf.default_taxonomy)  # type: ignore[arg-type]


def test_the_verdicts_of_all_taxonomies_are_shown_on_one_screen_however_many_there_are() -> None:
    verdict = gf.classify(gf.Company(name="A", headcount=300, offices=[gf.Office(country="RS")]))
    many = gf.rules.Verdicts({f"taxonomy_{at}": verdict for at in range(50)})
    lines = repr(many).splitlines()
    assert lines[0] == "taxonomy_0   domestic large firm"
    assert lines[-1] == "and 30 more"
    assert len(lines) == 21
