"""The born micromultinational of Vanninen, Kuivalainen and Ciravegna (2016): a micromultinational from early on.

It invests and operates in multiple countries from, or soon after, its foundation.

>>> from globalfirm import Company, Office
>>> offices = [Office(country="FI", opened="2010-05-01"), Office(country="US", opened="2012-01-01", mode="subsidiary")]
>>> taxonomy.label(Company(name="A", founded=2010, headcount=40, home="FI", offices=offices))
'born micromultinational'
>>> taxonomy.label(Company(name="B", founded=1995, headcount=40, home="FI", offices=offices, markets=[]))
'unclassified'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.definitions.dimitratos_2003 import COUNTRIES, SMALL
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Vanninen, H., Kuivalainen, O. and Ciravegna, L. (2017; online 2016), Rapid multinationalization: Propositions for "
    "studying born micromultinationals, International Business Review 26(2), 365-379, "
    "doi 10.1016/j.ibusrev.2016.09.005"
)
_YEARS = Parameter(
    name="years",
    value=3,
    meaning="years from the founding, by the calendar, to more than export abroad, for soon after",
    source='Vanninen et al. (2016) say "from, or soon after, their foundation"; three is a common bound for born globals',
    provenance="chosen here",
)

taxonomy: Taxonomy = Taxonomy(
    name="born micromultinational, Vanninen et al. 2016 (our reading)",
    summary=(
        "The born micromultinational of Vanninen, Kuivalainen and Ciravegna (2016): a micromultinational from early on. "
        "It invests and operates in multiple countries from, or soon after, its foundation."
    ),
    classes=(
        Definition(
            name="born micromultinational",
            summary="a micromultinational of fewer than {small} people, within {years} years of its founding",
            rule=(metric.years_to_foreign_value_adding <= parameter("years"))
            & (metric.value_adding_country_count >= parameter("countries"))
            & (metric.headcount < parameter("small")),
            citation=_CITATION,
            applies_from="2016",
            parameters=(SMALL, COUNTRIES, _YEARS),
            notes=(
                "No number of years was seen in the article.",
                "How soon is measured by the first office, licence, franchise, alliance, venture or subsidiary abroad.",
            ),
        ),
    ),
)


def _firm(founded: int, people: int, abroad: dict[str, str]) -> dict[str, object]:
    """A Finnish firm with an office at home since 2010, and one abroad."""
    offices = [{"country": "FI", "opened": "2010-05-01"}, {"country": "US", **abroad}]
    return {"home": "FI", "founded": founded, "headcount": people, "offices": offices, "markets": []}


_OPENED = {"opened": "2013-12-31"}

situations: tuple[Situation, ...] = (
    Situation("abroad in the third year, 249 people", _firm(2010, 249, _OPENED), "born micromultinational"),
    Situation("250 people", _firm(2010, 250, _OPENED), "unclassified"),
    Situation("abroad in the fourth year", _firm(2009, 249, _OPENED), "unclassified"),
    Situation(
        "abroad in the third year, and no longer", _firm(2010, 9, {**_OPENED, "closed": "2020-01-01"}), "unclassified"
    ),
    Situation(
        "a joint venture abroad since the founding",
        {
            "home": "FI",
            "founded": 2010,
            "headcount": 40,
            "offices": [{"country": "FI"}],
            "markets": [{"country": "US", "mode": "joint venture", "since": 2010}],
        },
        "born micromultinational",
    ),
    Situation("an office abroad without a date", _firm(2010, 40, {}), "undetermined"),
)
