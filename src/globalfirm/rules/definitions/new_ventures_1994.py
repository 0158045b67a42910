"""The four kinds of international new venture of Oviatt and McDougall (1994), by countries and activities.

Export or import start-ups and multinational traders coordinate few activities across countries, geographically focused
and global start-ups many; the first of each pair in few countries, the second in many.

>>> from globalfirm import Company, Market, Office
>>> markets = [Market(country=c, mode="export", activities=["outbound logistics"]) for c in ("DE", "FR", "US", "JP", "IN")]
>>> markets = [market.replace(since=2021) for market in markets]
>>> taxonomy.label(Company(name="A", home="DK", founded=2020, offices=[Office(country="DK")], markets=markets))
'multinational trader'
>>> taxonomy.label(Company(name="B", home="DK", founded=2020, seen="2030-01-01", offices=[Office(country="DK")], markets=[]))
'unclassified'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Oviatt, B. M. and McDougall, P. P. (1994), Toward a theory of international new ventures, Journal of International "
    "Business Studies 25(1), 45-64"
)
_INCEPTION = Parameter(
    name="inception",
    value=3,
    meaning="years from the founding, by the calendar, to work abroad in any way, for from inception",
    source='Oviatt and McDougall (1994), p. 49: "from inception", without a number of years',
    provenance="chosen here",
)
_COUNTRIES = Parameter(
    name="many_countries",
    value=4,
    meaning="foreign countries that are many",
    source="Oviatt and McDougall (1994) set few against many, without a bound that was seen",
    provenance="chosen here",
)
_ACTIVITIES = Parameter(
    name="many_activities",
    value=3,
    meaning="activities of the value chain, of nine, carried out abroad, that are many",
    source="Oviatt and McDougall (1994) set few (mainly logistics) against many, without a bound that was seen",
    provenance="chosen here",
)
_all = (_INCEPTION, _COUNTRIES, _ACTIVITIES)
_NOTES = (
    "The names of the four kinds and their two axes are given from general knowledge of the article: its figure was not "
    "seen, and it is known to give no cut-offs. All three numbers are this library's.",
    'A new venture is one that works abroad "from inception", in any way: traders may own nothing there.',
)

_venture = metric.years_to_foreign_market <= parameter("inception")
_few_countries = metric.foreign_market_count < parameter("many_countries")
_many_countries = metric.foreign_market_count >= parameter("many_countries")
_few_activities = metric.foreign_activity_count < parameter("many_activities")
_many_activities = metric.foreign_activity_count >= parameter("many_activities")

taxonomy: Taxonomy = Taxonomy(
    name="international new ventures, Oviatt and McDougall 1994 (our reading)",
    summary=(
        "The four kinds of international new venture of Oviatt and McDougall (1994), by countries and activities. "
        "Export or import start-ups and multinational traders coordinate few activities across countries, "
        "geographically focused and global start-ups many; the first of each pair in few countries, the second in many."
    ),
    classes=(
        Definition(
            name="global start-up",
            summary="{many_activities} activities or more abroad, in {many_countries} foreign countries or more",
            rule=_venture & _many_activities & _many_countries,
            citation=_CITATION,
            applies_from="1994",
            parameters=_all,
            notes=_NOTES,
        ),
        Definition(
            name="geographically focused start-up",
            summary="{many_activities} activities or more abroad, in fewer than {many_countries} foreign countries",
            rule=_venture & _many_activities & _few_countries,
            citation=_CITATION,
            applies_from="1994",
            parameters=_all,
        ),
        Definition(
            name="multinational trader",
            summary="fewer than {many_activities} activities abroad, in {many_countries} foreign countries or more",
            rule=_venture & _few_activities & _many_countries,
            citation=_CITATION,
            applies_from="1994",
            parameters=_all,
        ),
        Definition(
            name="export or import start-up",
            summary="fewer than {many_activities} activities abroad, in fewer than {many_countries} foreign countries",
            rule=_venture & _few_activities & _few_countries,
            citation=_CITATION,
            applies_from="1994",
            parameters=_all,
        ),
    ),
)

_TWO = ["operations", "technology development"]
_THREE = [*_TWO, "marketing and sales"]


def _firm(countries: int, activities: list[str], founded: int = 2020) -> dict[str, object]:
    """A Danish firm, in Sweden since 2020, that carries out some activities in so many foreign countries."""
    others = ("DE", "FR", "US", "JP", "IN")[: countries - 1]
    return {
        "home": "DK",
        "founded": founded,
        "offices": [
            {"country": "DK", "opened": f"{founded}-01-01"},
            {"country": "SE", "opened": "2020-06-01", "activities": activities},
        ],
        "markets": [{"country": c, "mode": "export", "since": 2021, "activities": activities[:1]} for c in others],
    }


situations: tuple[Situation, ...] = (
    Situation("three activities in four countries", _firm(4, _THREE), "global start-up"),
    Situation("three activities in three countries", _firm(3, _THREE), "geographically focused start-up"),
    Situation("two activities in four countries", _firm(4, _TWO), "multinational trader"),
    Situation("two activities in three countries", _firm(3, _TWO), "export or import start-up"),
    Situation(
        "a trader with nobody abroad",
        {**_firm(5, ["outbound logistics"]), "offices": [{"country": "DK"}]},
        "multinational trader",
    ),
    Situation("abroad in the third year", _firm(4, _THREE, founded=2017), "global start-up"),
    Situation("abroad in the fourth year", _firm(4, _THREE, founded=2016), "unclassified"),
    Situation("abroad early, activities not known", _firm(1, []), "undetermined"),
)
