"""The taxonomies by name: the published ones, and those that other packages bring.

A package brings one by an entry point of the group `globalfirm.definitions`, which names a `Taxonomy`, or a module
that holds one as `taxonomy`:

    [project.entry-points."globalfirm.definitions"]
    my_taxonomy = "my_package.my_module"

>>> "eu_size_class" in taxonomies()
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

from globalfirm.expressions.facts import FactSource, facts_of
from globalfirm.ground.errors import GlobalfirmError, GlobalfirmWarning, warn
from globalfirm.ground.messages import nearest, nearest_name, quote
from globalfirm.ground.others_code import in_one_line
from globalfirm.model.company import Company
from globalfirm.rules.definitions import PUBLISHED, published
from globalfirm.rules.taxonomy import Taxonomy, judge
from globalfirm.rules.verdict import Verdict

GROUP = "globalfirm.definitions"
"""The entry-point group through which packages bring their taxonomies."""


SLOW_SECONDS = 1.0
"""A package whose definition takes longer to load, or to judge a firm, is named: whoever waits for it learns what for."""


class PlugInWarning(GlobalfirmWarning):
    """A package's definition could not be loaded or failed on a firm, or took long; the others are there all the same."""


class Failure(NamedTuple):
    """An entry point that did not load: its name, where it points, its package, and why."""

    name: str
    value: str
    package: str
    why: str

    def __str__(self) -> str:
        """As the warning says it."""
        return f"the definition {self.name!r} of {self.package} ({self.value}) did not load: {self.why}"


@cache
def _loaded() -> tuple[Mapping[str, Taxonomy], tuple[Failure, ...]]:
    found = {name: published(name) for name in PUBLISHED}
    failures = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        began = perf_counter()
        try:
            if point.name in found:
                raise ValueError(f"there is a definition called {point.name!r} already")
            found[point.name] = _taxonomy_at(point)
        except (Exception, SystemExit) as error:  # noqa: BLE001 # whatever a package's code does, the library stays up
            failures.append(Failure(point.name, point.value, _package(point), f"{type(error).__name__}: {error}"))
        _name_if_slow(f"the definition {point.name!r} of {_package(point)} ({point.value})", began, "load")
    for failure in failures:
        warn(str(failure), PlugInWarning)
    return MappingProxyType(found), tuple(failures)


def _name_if_slow(definition: str, began: float, what: str) -> None:
    if (took := perf_counter() - began) > SLOW_SECONDS:
        warn(f"{definition} took {took:.1f} s to {what}", PlugInWarning)


def _taxonomy_at(point: EntryPoint) -> Taxonomy:
    loaded = point.load()
    found = getattr(loaded, "taxonomy", loaded)
    if not isinstance(found, Taxonomy):
        raise TypeError(f"it is not a Taxonomy, and holds none as `taxonomy`, but {quote(loaded)}")
    return found


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "a package"


def taxonomies() -> Mapping[str, Taxonomy]:
    """Every taxonomy by name: the library's in the order of the documentation, then those of other packages.

    A package's that does not load is left out with a `PlugInWarning` that names it; `failures` lists those. One that takes
    longer than a second to load is named by such a warning, too.

    >>> list(taxonomies())[:2]
    ['size_and_reach', 'article_2007']
    """
    return _loaded()[0]


def failures() -> tuple[Failure, ...]:
    """The definitions of other packages that did not load.

    >>> failures()
    ()
    """
    return _loaded()[1]


def taxonomy(name: str) -> Taxonomy:
    """A taxonomy by its name. For one of the library's own no other package is loaded.

    Raises:
        GlobalfirmError: there is none; the nearest is suggested.

    >>> taxonomy("eu_size_clas")
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: no taxonomy is called 'eu_size_clas': give one of size_and_reach, ... Did you mean 'eu_size_class'?
    """
    found = published(name) if name in PUBLISHED else taxonomies().get(name)
    if found is None:
        known = ", ".join(taxonomies())
        message = f"no taxonomy is called {quote(name)}: give one of {known}.{nearest(name, taxonomies())}"
        near = nearest_name(name, taxonomies())
        raise GlobalfirmError(message, type="unknown_taxonomy", given=name, suggestion=near, candidates=taxonomies())
    return found


class Verdicts(dict[str, Verdict]):
    """The verdicts of several taxonomies on a firm, by name: shown as a table of their labels.

    >>> Verdicts()
    no verdicts
    """

    def __repr__(self) -> str:
        """A line each, of no more than a screen: `print` one of them for its evidence."""
        lines = [f"{name:<{max(map(len, self))}}  {verdict.label}" for name, verdict in self.items()]
        more = [f"and {len(lines) - SHOWN_VERDICTS} more"] if len(lines) > SHOWN_VERDICTS else []
        return "\n".join([*lines[:SHOWN_VERDICTS], *more]) or "no verdicts"


SHOWN_VERDICTS = 20
"""Of the verdicts that a table shows, with room on the screen for what stands around it."""


def classify_all(firm: Company | FactSource) -> Verdicts:
    """The verdicts of every taxonomy on a firm, whose facts are worked out once for all of them.

    A package's that fails on the firm is left out with a `PlugInWarning` that names it; so is one named that takes longer
    than a second.

    >>> from globalfirm import Office
    >>> verdicts = classify_all(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")]))
    >>> verdicts["article_2007"].label, verdicts["rugman_verbeke_2004"].label
    ('micro-multinational', 'undetermined')
    """
    facts = facts_of(firm)
    verdicts = Verdicts()
    for name, each in taxonomies().items():
        if name in PUBLISHED:
            verdicts[name] = each.classify(facts)
            continue
        began = perf_counter()
        try:
            verdicts[name] = judge(each, facts)
        except Exception as error:  # noqa: BLE001 # as above
            warn(f"the definition {name!r} failed, and is left out: {in_one_line(error)}", PlugInWarning)
        _name_if_slow(f"the definition {name!r}", began, "judge")
    return verdicts
