"""Regional and global multinationals by Rugman and Verbeke (2004): where in the triad a firm's sales are made.

Home-region oriented, host-region oriented, bi-regional or global, by the shares of North America, Europe and
Asia-Pacific.

>>> from globalfirm import Accounts, Company, RegionalSales
>>> def sells(america, europe, asia):
...     shares = {"North America": america, "Europe": europe, "Asia-Pacific": asia}
...     sales = [RegionalSales(region=region, share=share) for region, share in shares.items()]
...     return Company(name="A", home="FI", accounts=[Accounts(year=2001, regional_sales=sales)])
>>> taxonomy.label(sells(0.25, 0.45, 0.25)), taxonomy.label(sells(0.1, 0.8, 0.1))
('global', 'home-region oriented')
>>> taxonomy.label(sells(0.15, 0.45, 0.15))  # in no class
'unclassified'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Rugman, A. M. and Verbeke, A. (2004), A perspective on regional and global strategies of multinational enterprises, "
    "Journal of International Business Studies 35(1), 3-18, doi 10.1057/palgrave.jibs.8400073; repeated on data of 2017 by "
    "Rosa, B., Gugler, P. and Verbeke, A. (2020), Journal of International Business Studies, "
    "doi 10.1057/s41267-020-00347-5"
)
_HALF = Parameter(
    name="half",
    value=0.5,
    meaning="of 1: sales in one region that make it the firm's main one",
    source='Rugman (2005), The Regional Multinationals, ch. 2: "at least 50% of their revenues from their home region"',
    provenance="secondary source",
)
_FIFTH = Parameter(
    name="fifth",
    value=0.2,
    meaning="of 1: sales in a region where a firm is present",
    source='Rugman (2005), The Regional Multinationals, ch. 12: "at least 20% ... in each of the three regions"',
    provenance="secondary source",
)
_both = (_HALF, _FIFTH)
_at_home = metric.home_region_sales_share >= parameter("half")
_away = metric.host_region_sales_share > parameter("half")
_everywhere = (
    (metric.north_america_sales_share >= parameter("fifth"))
    & (metric.europe_sales_share >= parameter("fifth"))
    & (metric.asia_pacific_sales_share >= parameter("fifth"))
)
_in_two = (metric.home_region_sales_share >= parameter("fifth")) & (
    metric.host_region_sales_share >= parameter("fifth")
)

taxonomy: Taxonomy = Taxonomy(
    name="regional and global (Rugman and Verbeke 2004)",
    summary=(
        "Regional and global multinationals by Rugman and Verbeke (2004): where in the triad a firm's sales are made. "
        "Home-region oriented, host-region oriented, bi-regional or global, by the shares of North America, Europe and "
        "Asia-Pacific."
    ),
    classes=(
        Definition(
            name="home-region oriented",
            summary="at least {half} of its sales in its home region",
            rule=_at_home,
            citation=_CITATION,
            applies_from="2004",
            parameters=(_HALF,),
            notes=(
                "The bounds of the bi-regional and host-region classes were not seen in the article; they are the usual "
                "reading (a fifth in two regions, the home region among them; more than half in a host region).",
                "A firm whose home lies in no region of the triad has no home region: what it sells in the rest of the world "
                "makes it neither home-region oriented nor bi-regional.",
                "Two wordings of global differ: less than half in the home region, or no dominating region. Here no region "
                "may have more than half.",
                "Exactly half in a host region, or shares such as 45, 15 and 15 percent, fall in no class or the next.",
                "North America is NAFTA; Europe and Asia-Pacific are taken as continents, Asia with Oceania: the article "
                "names the European Union and Asia, and its country lists were not seen.",
            ),
        ),
        Definition(
            name="host-region oriented",
            summary="more than {half} of its sales in one region of the triad, not its own",
            rule=_away,
            citation=_CITATION,
            applies_from="2004",
            parameters=(_HALF,),
        ),
        Definition(
            name="global",
            summary="at least {fifth} of its sales in each region of the triad, none with more than {half}",
            rule=_everywhere & ~_at_home & ~_away,
            citation=_CITATION,
            applies_from="2004",
            parameters=_both,
        ),
        Definition(
            name="bi-regional",
            summary="at least {fifth} of its sales in its home region and in another of the triad, none with more than {half}",
            rule=_in_two & ~_at_home & ~_away,
            citation=_CITATION,
            applies_from="2004",
            parameters=_both,
        ),
    ),
)


def _firm(home: str, america: float, europe: float, asia: float) -> dict[str, object]:
    shares = {"North America": america, "Europe": europe, "Asia-Pacific": asia}
    sales = [{"region": region, "share": share} for region, share in shares.items()]
    return {"home": home, "accounts": [{"year": 2001, "regional_sales": sales}]}


situations: tuple[Situation, ...] = (
    Situation("half at home", _firm("US", 0.5, 0.25, 0.25), "home-region oriented"),
    Situation("a little less", _firm("US", 0.499, 0.25, 0.25), "global"),
    Situation("more than half abroad, in one region", _firm("GB", 0.501, 0.3, 0.1), "host-region oriented"),
    Situation("half abroad, in one region", _firm("GB", 0.5, 0.3, 0.1), "bi-regional"),
    Situation("a fifth in America and in Europe", _firm("JP", 0.2, 0.2, 0.45), "global"),
    Situation("a fifth in Asia-Pacific", _firm("DE", 0.3, 0.45, 0.2), "global"),
    Situation("a little less in Asia-Pacific", _firm("DE", 0.3, 0.45, 0.199), "bi-regional"),
    Situation("a fifth in its home region and more in another", _firm("DE", 0.45, 0.2, 0.1), "bi-regional"),
    Situation("a little less in its home region", _firm("DE", 0.45, 0.199, 0.1), "unclassified"),
    Situation("a fifth in another region", _firm("DE", 0.2, 0.45, 0.1), "bi-regional"),
    Situation("two regions, neither its own", _firm("DE", 0.45, 0.1, 0.45), "unclassified"),
    Situation("a home in no region of the triad", _firm("BR", 0.2, 0.2, 0.0), "unclassified"),
    Situation("published shares that round to 100.1 %", _firm("DE", 0.333, 0.334, 0.334), "global"),
    Situation("nothing known", {"home": "DE"}, "undetermined"),
)
