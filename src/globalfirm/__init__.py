"""globalfirm measures how global a firm is, says what kind of firm that makes it, and shows why.

>>> import globalfirm as gf
>>> offices = [gf.Office(country="US", headcount=5), gf.Office(country="Serbia", headcount=12)]
>>> gf.classify(gf.Company(name="Vast", home="US", headcount=25, offices=offices)).label
'micro-multinational'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from globalfirm import cohort as cohort
    from globalfirm.metrics import Conflict as Conflict
    from globalfirm.metrics import Facts as Facts
    from globalfirm.metrics import Known as Known
    from globalfirm.metrics import Profile as Profile
    from globalfirm.metrics import balance_sheet_eur as balance_sheet_eur
    from globalfirm.metrics import continent_coverage as continent_coverage
    from globalfirm.metrics import countries as countries
    from globalfirm.metrics import country_count as country_count
    from globalfirm.metrics import entry_modes as entry_modes
    from globalfirm.metrics import foreign_activity_count as foreign_activity_count
    from globalfirm.metrics import foreign_assets_share as foreign_assets_share
    from globalfirm.metrics import foreign_countries as foreign_countries
    from globalfirm.metrics import foreign_employment_share as foreign_employment_share
    from globalfirm.metrics import foreign_headcount_share as foreign_headcount_share
    from globalfirm.metrics import foreign_market_count as foreign_market_count
    from globalfirm.metrics import foreign_sales_share as foreign_sales_share
    from globalfirm.metrics import geographical_spread_index as geographical_spread_index
    from globalfirm.metrics import group_balance_sheet_eur as group_balance_sheet_eur
    from globalfirm.metrics import group_headcount as group_headcount
    from globalfirm.metrics import group_turnover_eur as group_turnover_eur
    from globalfirm.metrics import home_region_sales_share as home_region_sales_share
    from globalfirm.metrics import host_region_sales_share as host_region_sales_share
    from globalfirm.metrics import internationalization_index_percent as internationalization_index_percent
    from globalfirm.metrics import profile as profile
    from globalfirm.metrics import regional_sales_share as regional_sales_share
    from globalfirm.metrics import time_zone_count as time_zone_count
    from globalfirm.metrics import time_zone_span as time_zone_span
    from globalfirm.metrics import time_zone_span_extremes as time_zone_span_extremes
    from globalfirm.metrics import time_zones as time_zones
    from globalfirm.metrics import transnationality_index_percent as transnationality_index_percent
    from globalfirm.metrics import turnover_eur as turnover_eur
    from globalfirm.metrics import value_adding_country_count as value_adding_country_count
    from globalfirm.metrics import years_to_second_country as years_to_second_country
    from globalfirm.model import Accounts as Accounts
    from globalfirm.model import Claim as Claim
    from globalfirm.model import Company as Company
    from globalfirm.model import Count as Count
    from globalfirm.model import Interval as Interval
    from globalfirm.model import Market as Market
    from globalfirm.model import Member as Member
    from globalfirm.model import Office as Office
    from globalfirm.model import RegionalSales as RegionalSales
    from globalfirm.model import Relation as Relation
    from globalfirm.model import Site as Site
    from globalfirm.model import Team as Team
    from globalfirm.places import Continent as Continent
    from globalfirm.places import Country as Country
    from globalfirm.places import Found as Found
    from globalfirm.places import Place as Place
    from globalfirm.places import PlaceError as PlaceError
    from globalfirm.places import TimeZone as TimeZone
    from globalfirm.places import continent_of as continent_of
    from globalfirm.rules import Change as Change
    from globalfirm.rules import Definition as Definition
    from globalfirm.rules import Evidence as Evidence
    from globalfirm.rules import Parameter as Parameter
    from globalfirm.rules import PlugInWarning as PlugInWarning
    from globalfirm.rules import Rule as Rule
    from globalfirm.rules import RuleFileError as RuleFileError
    from globalfirm.rules import Taxonomy as Taxonomy
    from globalfirm.rules import Verdict as Verdict
    from globalfirm.rules import at_least as at_least
    from globalfirm.rules import classify as classify
    from globalfirm.rules import classify_all as classify_all
    from globalfirm.rules import default_taxonomy as default_taxonomy
    from globalfirm.rules import dump as dump
    from globalfirm.rules import dumps as dumps
    from globalfirm.rules import early as early
    from globalfirm.rules import lasting as lasting
    from globalfirm.rules import load as load
    from globalfirm.rules import loads as loads
    from globalfirm.rules import loads_rule as loads_rule
    from globalfirm.rules import metric as metric
    from globalfirm.rules import parameter as parameter
    from globalfirm.rules import taxonomies as taxonomies
    from globalfirm.rules import taxonomy as taxonomy

__version__ = "0.1.0"

_FLOORS = {
    "places": (
        "Continent",
        "Country",
        "Found",
        "Place",
        "PlaceError",
        "TimeZone",
        "continent_of",
    ),
    "model": (
        "Accounts",
        "Claim",
        "Company",
        "Count",
        "Interval",
        "Market",
        "Member",
        "Office",
        "RegionalSales",
        "Relation",
        "Site",
        "Team",
    ),
    "metrics": (
        "Conflict",
        "Facts",
        "Known",
        "Profile",
        "balance_sheet_eur",
        "continent_coverage",
        "countries",
        "country_count",
        "entry_modes",
        "foreign_activity_count",
        "foreign_assets_share",
        "foreign_countries",
        "foreign_employment_share",
        "foreign_headcount_share",
        "foreign_sales_share",
        "geographical_spread_index",
        "group_balance_sheet_eur",
        "group_headcount",
        "group_turnover_eur",
        "foreign_market_count",
        "home_region_sales_share",
        "host_region_sales_share",
        "internationalization_index_percent",
        "profile",
        "regional_sales_share",
        "time_zone_count",
        "time_zone_span",
        "time_zone_span_extremes",
        "time_zones",
        "transnationality_index_percent",
        "turnover_eur",
        "value_adding_country_count",
        "years_to_second_country",
    ),
    "rules": (
        "Change",
        "Definition",
        "Evidence",
        "Parameter",
        "PlugInWarning",
        "Rule",
        "RuleFileError",
        "Taxonomy",
        "Verdict",
        "at_least",
        "classify",
        "classify_all",
        "default_taxonomy",
        "dump",
        "dumps",
        "early",
        "lasting",
        "load",
        "loads",
        "loads_rule",
        "metric",
        "parameter",
        "taxonomies",
        "taxonomy",
    ),
}
_FLOOR_OF = {name: floor for floor, names in _FLOORS.items() for name in names}
_MODULES = ("cohort",)
"""Whose names are many and plain words: they are used by the module, as in `gf.cohort.measure`."""

__all__ = [*_FLOOR_OF, *_MODULES, "__version__"]  # noqa: PLE0604 # pyright: ignore[reportUnsupportedDunderAll] # on first use


def __getattr__(name: str) -> object:
    """Load a public name's floor on first use: `import globalfirm` alone costs next to nothing."""
    if name in _MODULES:
        return import_module(f"globalfirm.{name}")
    floor = _FLOOR_OF.get(name)
    if floor is None:
        raise AttributeError(f"module 'globalfirm' has no attribute {name!r}")
    value = getattr(import_module(f"globalfirm.{floor}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
