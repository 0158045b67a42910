"""globalfirm measures how global a firm is, says what kind of firm that makes it, and shows why.

>>> import globalfirm as gf
>>> offices = [gf.Office(country="US", headcount=5), gf.Office(country="Serbia", headcount=12)]
>>> gf.classify(gf.Company(name="Vast", home="US", headcount=25, offices=offices)).label
'micro-multinational'
"""

from importlib import import_module

from globalfirm.ground.version import __version__

PUBLIC = {
    "ground.errors": ("GlobalfirmError", "PlaceError"),
    "places": ("Continent", "Country", "Place", "TimeZone"),
    "places.versions": ("versions",),
    "model": (
        *("Accounts", "Break", "Claim", "Company", "Count", "CountryFigures", "Interval", "Market", "Member"),
        *("Office", "PartialSet", "RegionalSales", "Relation", "Site", "Team", "WorkingHours"),
    ),
    "metrics": (
        *("Bounds", "Profile", "metric", "profile"),
        *("continent_coverage", "country_count", "foreign_headcount_share", "time_zone_count", "time_zone_span"),
    ),
    "rules": (
        *("Definition", "Evidence", "Rule", "Taxonomy", "Verdict"),
        *("at_least", "classify", "default_taxonomy", "parameter"),
    ),
    "rules.registry": ("taxonomy",),
}
"""The public names, by the part of the library that holds them: all else is behind `metric` or one of `MODULES`."""

MODULES = {
    "cohort": "cohort",
    "datasets": "datasets",
    "errors": "ground.errors",
    "files": "rules.files",
    "metrics": "metrics",
    "rules": "rules",
    "working_day": "metrics.working_day",
}
"""Whose names are many and plain words: they are used by the module, as in `gf.cohort.measure`."""

_MODULE_OF = {name: module for module, names in PUBLIC.items() for name in names}

__all__ = [*_MODULE_OF, *MODULES, "__version__"]  # noqa: PLE0604 # pyright: ignore[reportUnsupportedDunderAll] # on first use


def __getattr__(name: str) -> object:
    """Load a public name's part of the library on first use: `import globalfirm` alone costs next to nothing."""
    if name in MODULES:
        value: object = import_module(f"globalfirm.{MODULES[name]}")
    elif name in _MODULE_OF:
        value = getattr(import_module(f"globalfirm.{_MODULE_OF[name]}"), name)
    elif name in (errors := import_module("globalfirm.ground.errors")).__all__:  # each error is named after the library
        value = getattr(errors, name)
    else:
        metrics = () if name.startswith("_") else dir(import_module("globalfirm.metrics").metric)
        hint = f": it is globalfirm.metric.{name}" if name in metrics else ""
        raise AttributeError(f"module 'globalfirm' has no attribute {name!r}{hint}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
