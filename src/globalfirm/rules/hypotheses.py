"""What might be otherwise of a firm, as whole records: an office more, fewer people, a figure of the last accounts.

Each is a valid `Company`. Whether it has another label is for the taxonomy to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, combinations
from math import ceil, floor
from typing import Any, NamedTuple

from pydantic import ValidationError

from globalfirm.model.accounts import Accounts, RegionalSales
from globalfirm.model.company import Company
from globalfirm.model.market import Market
from globalfirm.model.office import Office
from globalfirm.places.continent import continent_of
from globalfirm.places.country import Country

MOST_PLACES = 12
"""Countries entered or left at once, at most."""

_EXAMPLES = (
    *("DE", "KE", "JP", "CO", "FJ", "JM", "GB", "ZA", "IN"),
    *("PE", "GT", "SE", "GH", "KR", "NL", "CR", "SG"),
)
_FIGURES = {
    "annual_headcount": ("headcount", None),
    "group_headcount": ("headcount", None),
    "turnover_eur": ("turnover", None),
    "group_turnover_eur": ("turnover", None),
    "balance_sheet_eur": ("balance_sheet", None),
    "group_balance_sheet_eur": ("balance_sheet", None),
    "turnover_gbp": ("turnover", None),
    "balance_sheet_gbp": ("balance_sheet", None),
    "foreign_sales_share": ("foreign_turnover", "turnover"),
    "foreign_assets_share": ("foreign_assets", "balance_sheet"),
    "foreign_employment_share": ("foreign_headcount", "headcount"),
}
"""Metrics of a year's accounts: the figure that moves each, and of which other figure it is the share."""


class Hypothesis(NamedTuple):
    """A firm as it might be, and what was done to make it so, where the metric that moves does not say."""

    firm: Company
    how: str = ""


def hypotheses(firm: Company, values: Mapping[str, Iterable[Any]]) -> Iterator[Hypothesis]:
    """Firms that differ from one in a thing that some metrics rest on, by the values that matter of each metric.

    >>> firm = Company(name="A", headcount=9, offices=[Office(country="RS")])
    >>> [str(each.firm.headcount) for each in hypotheses(firm, {"headcount": [250]})][0]
    '250'
    """
    people = ("headcount", "annual_headcount", "group_headcount")
    yield from _with_people(firm, [value for metric in people for value in values.get(metric, ())])
    yield from _with_fields(firm, values)
    yield from _with_places(firm, values)
    yield from _with_markets(firm, values)
    yield from _with_figures(firm, values)


def _with_people(firm: Company, values: Iterable[float]) -> Iterator[Hypothesis]:
    others = [claim for claim in firm.claims if claim.metric != "headcount"]
    for value in sorted({near for edge in values for near in (floor(edge), ceil(edge))}):
        yield from _valid(firm, headcount=value, claims=others)


def _with_fields(firm: Company, values: Mapping[str, Iterable[Any]]) -> Iterator[Hypothesis]:
    """With another home or year of foundation, or other affiliates."""
    for metric, field in (("home", "home"), ("founded", "founded"), ("foreign_affiliate_count", "foreign_affiliates")):
        for value in values.get(metric, ()):
            yield from _valid(firm, **{field: value})


def _with_places(firm: Company, values: Mapping[str, Iterable[Any]]) -> Iterator[Hypothesis]:
    """With people in more countries, of whom there are as many as before if that can be; or in fewer."""
    claims = [claim for claim in firm.claims if claim.metric == "headcount"]
    for countries in _new_countries(firm, values.get("countries", ())):
        offices = (*firm.offices, *[Office(country=country, headcount=1) for country in countries])
        how = f"with an office in {_listed(countries)}"
        found = [*_valid(firm, how, offices=offices, claims=claims)]
        if not found and firm.headcount is not None:
            found = [*_valid(firm, how, offices=offices, claims=claims, headcount=firm.headcount + len(countries))]
        yield from found
    for left in _remaining_countries(firm, values.get("countries", ())):
        elsewhere = [] if left else [country for country in _examples() if country not in firm.countries][:1]
        offices = (
            *[each for each in firm.offices if each.country in left],
            *[Office(country=country) for country in elsewhere],
        )
        teams = [
            team.replace(
                members=[each for each in team.members if each.country in left],
                sites=[each for each in team.sites if each.country in left],
            )
            for team in firm.teams
        ]
        how = f"with people in {_listed((*left, *elsewhere))} alone"
        yield from _valid(
            firm, how, offices=offices, teams=teams, headcount_elsewhere=None, claims=claims, complete=True
        )


def _new_countries(firm: Company, wanted: Iterable[str]) -> Iterator[tuple[Country, ...]]:
    """Countries to enter, few first: those that are asked for, on the continents where it is, and on others."""
    present = {*firm.countries}
    asked = tuple(Country(country) for country in wanted if country not in present)
    yield from chain.from_iterable(combinations(asked, size) for size in (1, 2))
    free, settled = [each for each in _examples() if each not in present], {*firm.continents}
    near, far = ([each for each in free if (continent_of(each) in settled) is here] for here in (True, False))
    for order in ((*near, *far), (*far, *near)):
        yield from (tuple(order[:size]) for size in range(1, MOST_PLACES + 1))


@cache
def _examples() -> tuple[Country, ...]:
    """Countries that keep one time zone, from one continent to the next: where a firm might go."""
    return tuple(map(Country, _EXAMPLES))


def _remaining_countries(firm: Company, wanted: Iterable[str]) -> Iterator[tuple[Country, ...]]:
    """Countries to stay in, most first and the home before others; or all but those that are asked for."""
    staying = sorted(firm.countries, key=lambda country: country != firm.home)
    asked = {*wanted}
    yield from dict.fromkeys([
        *[tuple(each for each in staying if each != country) for country in staying if country in asked],
        tuple(each for each in staying if each not in asked),
        *[tuple(staying[:size]) for size in range(len(staying) - 1, max(len(staying) - MOST_PLACES, 0) - 1, -1)],
    ])  # fmt: skip


def _with_markets(firm: Company, values: Mapping[str, Iterable[Any]]) -> Iterator[Hypothesis]:
    """At work in more countries without people there, by each of the modes that are asked for."""
    asked = {"entry_modes", "foreign_market_count", "value_adding_country_count"} & values.keys()
    if not asked or firm.markets is None:  # a label that is decided while they are not known holds whatever they are
        return
    taken = {*firm.countries, *[market.country for market in firm.markets], firm.home}
    free = [country for country in _examples() if country not in taken][:MOST_PLACES]
    for mode in (*values.get("entry_modes", ()), "export", "licensing"):
        for size in range(1, len(free) + 1):
            markets = (*firm.markets, *[Market(country=country, mode=mode) for country in free[:size]])
            yield from _valid(firm, f"by {mode} in {_listed(tuple(free[:size]))}", markets=markets)


def _with_figures(firm: Company, values: Mapping[str, Iterable[Any]]) -> Iterator[Hypothesis]:
    """With another figure in the last accounts: an amount as it is asked for, or a part of an amount that is known."""
    if not firm.accounts:
        return
    last = max(firm.accounts, key=lambda accounts: accounts.year)
    for metric, (field, whole) in _FIGURES.items():
        for value in values.get(metric, ()):
            of = 1.0 if whole is None else getattr(last, whole)
            if of is not None:
                yield from _with_accounts(firm, last, {field: value * of})
    shares = {value for metric, found in values.items() if metric.endswith("_sales_share") for value in found}
    for sales in last.regional_sales:
        for share in sorted(shares):
            yield from _with_accounts(firm, last, {"regional_sales": _with_share(last, sales, share)})


def _with_share(accounts: Accounts, sales: RegionalSales, share: float) -> list[RegionalSales]:
    """The sales by region with another share of one, the others made less in proportion where they have no more room."""
    others = sum(each.share.high or 0 for each in accounts.regional_sales if each is not sales)
    left = min(1.0, (1 - share) / others) if others else 1.0
    return [each.replace(share=share if each is sales else each.share * left) for each in accounts.regional_sales]


def _with_accounts(firm: Company, last: Accounts, figures: dict[str, Any]) -> Iterator[Hypothesis]:
    try:
        changed = last.replace(**figures)
    except ValidationError:
        return
    yield from _valid(firm, accounts=[changed if each is last else each for each in firm.accounts])


def _valid(firm: Company, how: str = "", **fields: Any) -> Iterator[Hypothesis]:  # Any: as `Record.replace`
    """The firm with other fields, unless the record would contradict itself."""
    try:
        yield Hypothesis(firm.replace(**fields), how)
    except ValidationError:
        return


def _listed(countries: tuple[Country, ...]) -> str:
    names = [country.name_in_text for country in countries]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
