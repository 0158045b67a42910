"""True and apparent born globals (Kuivalainen, Sundqvist and Servais 2007): early sales abroad, in distant markets or near.

Distance is read as for born regionals: the true ones sell a quarter outside their own region, the apparent ones less.

>>> from globalfirm import Accounts, Company, RegionalSales
>>> year = Accounts(year=2022, turnover=100, foreign_turnover=60)
>>> year = year.replace(regional_sales=[RegionalSales(region="Asia-Pacific", share=0.3)])
>>> firm = Company(name="A", home="FI", founded=2020, accounts=[year])
>>> taxonomy.label(firm)
'true born global'
"""

from __future__ import annotations

from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.definitions.born_global import ABROAD, EARLY, YEARS
from globalfirm.rules.definitions.born_regional import BEYOND, EARLY_BEYOND, early_sellers
from globalfirm.rules.taxonomy import Definition, Taxonomy

_CITATION = (
    "Kuivalainen, O., Sundqvist, S. and Servais, P. (2007), Firms' degree of born-globalness, international entrepreneurial "
    "orientation and export performance, Journal of World Business 42(3), 253-267"
)

taxonomy: Taxonomy = Taxonomy(
    name="true born global, Kuivalainen et al. 2007 (our reading)",
    summary=(
        "True and apparent born globals (Kuivalainen, Sundqvist and Servais 2007): early sales abroad, in distant markets "
        "or near. Distance is read as for born regionals: the true ones sell a quarter outside their own region, the "
        "apparent ones less."
    ),
    classes=(
        Definition(
            name="true born global",
            summary="at least {abroad} of its sales abroad within {years} years of founding, at least {beyond} beyond its region",
            rule=EARLY_BEYOND,
            citation=_CITATION,
            applies_from="2007",
            parameters=(ABROAD, YEARS, BEYOND),
            notes=(
                "The article sets the two apart by the number of countries and their distance; its numbers were not seen, and "
                "the number of countries is left out. What is early is taken from Knight and Cavusgil (1996).",
            ),
        ),
        Definition(
            name="apparent born global",
            summary="at least {abroad} of its sales abroad within {years} years of founding, but not beyond its region",
            rule=EARLY,
            citation=_CITATION,
            applies_from="2007",
            parameters=(ABROAD, YEARS),
        ),
    ),
)

situations: tuple[Situation, ...] = early_sellers("true born global", "apparent born global")
