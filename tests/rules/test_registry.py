"""The taxonomies by name, and those that other packages bring."""

from __future__ import annotations

import sys
import types
import warnings
from importlib.metadata import EntryPoint

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
    assert str(warned[0].message) == "the definition 'slow' of a package (plugged_slow) took 1.2 s to load"
    assert len(warned) == (1 if is_there else 2)


@pytest.mark.parametrize("nonsense", [None, 7, {"taxonomy": 7}, gf.Taxonomy, lambda: MINE], ids=type)
def test_whatever_stands_where_a_taxonomy_should_is_named(plugged, nonsense) -> None:
    plugged(nonsense={"taxonomy": nonsense}, fine={"taxonomy": MINE})
    with pytest.warns(
        gf.rules.PlugInWarning, match=r"the definition 'nonsense' of a package .* did not load: TypeError"
    ):
        assert [name for name in gf.rules.taxonomies() if name in {"nonsense", "fine"}] == ["fine"]


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
