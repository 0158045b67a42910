"""Enterprises by their people alone, as Eurostat and the OECD count them: micro, small, medium-sized and large.

Money and other enterprises make no difference, so that a headcount is enough.

>>> from globalfirm import Company
>>> taxonomy.label(Company(name="A", headcount=49)), taxonomy.label(Company(name="B", headcount="50-249"))
('small enterprise', 'medium-sized enterprise')
>>> taxonomy.label(Company(name="C", headcount="11-50"))
'undetermined'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_GLOSSARY = "Eurostat, Statistics Explained, Glossary: Enterprise size"
_CITATION = f"{_GLOSSARY}; OECD (2024), Employees by business size"


def _people(name: str, value: float) -> Parameter:
    source = f"{_GLOSSARY}; the OECD (2024) has the same bounds"
    return Parameter(name=name, value=value, meaning="persons employed: fewer", source=source, provenance="cited work")


_MICRO, _SMALL, _MEDIUM = _people("micro", 10), _people("small", 50), _people("medium", 250)

taxonomy: Taxonomy = Taxonomy(
    name="size by people (Eurostat and OECD)",
    summary=(
        "Enterprises by their people alone, as Eurostat and the OECD count them: micro, small, medium-sized and large. "
        "Money and other enterprises make no difference, so that a headcount is enough."
    ),
    classes=(
        Definition(
            name="micro enterprise", summary="fewer than {micro} people", rule=metric.headcount < parameter("micro"),
            citation=_CITATION, applies_from="2024", parameters=(_MICRO,),
            notes=(
                "Persons employed are employees, working proprietors and unpaid family workers: people, not full-time "
                "equivalents.",
                "The OECD divides small enterprises once more, at 20.",
            ),
        ),
        Definition(
            name="small enterprise", summary="fewer than {small} people", rule=metric.headcount < parameter("small"),
            citation=_CITATION, applies_from="2024", parameters=(_SMALL,),
        ),
        Definition(
            name="medium-sized enterprise", summary="fewer than {medium} people",
            rule=metric.headcount < parameter("medium"),
            citation=_CITATION, applies_from="2024", parameters=(_MEDIUM,),
        ),
        Definition(
            name="large enterprise", summary="{medium} people or more", rule=metric.headcount >= parameter("medium"),
            citation=_CITATION, applies_from="2024", parameters=(_MEDIUM,),
        ),
    ),
)  # fmt: skip

situations: tuple[Situation, ...] = (
    Situation("9 people", {"headcount": 9}, "micro enterprise"),
    Situation("10 people", {"headcount": 10}, "small enterprise"),
    Situation("49 people", {"headcount": 49}, "small enterprise"),
    Situation("50 people", {"headcount": 50}, "medium-sized enterprise"),
    Situation("249 people", {"headcount": 249}, "medium-sized enterprise"),
    Situation("250 people", {"headcount": 250}, "large enterprise"),
    Situation("11 to 50 people", {"headcount": "11-50"}, "undetermined"),
)
