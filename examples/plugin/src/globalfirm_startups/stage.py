"""Stages of start-ups by how thinly their people are spread.

The numbers are made up for this example: they are parameters, for whoever means it to set.
"""

from __future__ import annotations

from typing import Any

import globalfirm as gf


# Any: numbers of a record, or columns of a table.
@gf.metric(unit="people per country", source="made up, 2026")
def people_per_country(firm: Any, xp: Any) -> gf.Bounds:
    """People for each country with people, on average."""
    people, countries = firm.headcount, firm.country_count
    most = xp.where(countries.low > 0, xp.ratio(people.high, countries.low), float("inf"))
    return gf.Bounds(xp.ratio(people.low, countries.high), most)


_FEW = gf.rules.Parameter(
    name="few",
    value=3,
    meaning="people per country: fewer are scattered",
    source="made up, 2026",
    provenance="chosen here",
)
_MANY = gf.rules.Parameter(
    name="many",
    value=20,
    meaning="people per country: as many are concentrated",
    source="made up, 2026",
    provenance="chosen here",
)
_CITATION = "an example of globalfirm's own, 2026"

taxonomy = gf.Taxonomy(
    name="start-up stage",
    summary="Stages of start-ups by how thinly their people are spread. The numbers are"
    " made up for an example.",
    classes=[
        gf.Definition(
            name="concentrated",
            summary="{many} people per country or more",
            rule=people_per_country >= gf.parameter("many"),
            citation=_CITATION,
            parameters=[_MANY],
        ),
        gf.Definition(
            name="scattered",
            summary="fewer than {few} people per country",
            rule=people_per_country < gf.parameter("few"),
            citation=_CITATION,
            parameters=[_FEW],
        ),
        gf.Definition(
            name="spread",
            summary="{few} people per country or more, fewer than {many}",
            rule=(people_per_country >= gf.parameter("few"))
            & (people_per_country < gf.parameter("many")),
            citation=_CITATION,
            parameters=[_FEW, _MANY],
        ),
    ],
)
