"""Every completion of small incomplete firms: what is known of a firm holds of each of them, and is no wider than they are.

A completion is a firm of which nothing is open: who is where, the home, the markets, the years. What each comes to is counted
here in plain lines that know of no bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations_with_replacement, product
from math import inf, log
from random import Random
from typing import Any, NamedTuple

import pytest

import globalfirm as gf
from globalfirm import metric
from globalfirm.expressions.facts import Fact, HypotheticalFacts
from globalfirm.metrics.facts import Facts


class Spot(NamedTuple):
    """Somewhere to be: its country and zone or part, and what is so there."""

    country: str
    zone: str | None
    continent: str
    hours: float
    part: str | None = None


SPOTS = (
    Spot("RS", None, "Europe", 1),
    Spot("DE", None, "Europe", 1),
    Spot("GB", None, "Europe", 0),
    Spot("FR", None, "Europe", 1),
    Spot("NG", None, "Africa", 1),
    Spot("JP", None, "Asia", 9),
    Spot("US", "America/New_York", "North America", -5),
    Spot("US", "Pacific/Honolulu", "Oceania", -10),
    Spot("NZ", "Pacific/Auckland", "Oceania", 12),
    Spot("NZ", "Pacific/Chatham", "Oceania", 12.75),
    Spot("FR", None, "South America", 1, "FR-973"),
)
HOMES = (*dict.fromkeys(spot.country for spot in SPOTS), "BR")
MARKETS = ((), (("JP", "licensing"),), (("DE", "export"), ("NG", "alliance")))


class Completion(NamedTuple):
    """A firm of which nothing is open."""

    people: tuple[tuple[Spot, int], ...]
    home: str
    markets: tuple[tuple[str, str], ...]


@cache
def measured(firm: Completion) -> dict[str, Any]:
    """The metrics of a completion, counted."""
    by_country, by_continent = summed(firm.people, "country"), summed(firm.people, "continent")
    hours = {spot.hours for spot, _ in firm.people}
    everybody, abroad = sum(by_country.values()), by_country.keys() - {firm.home}
    found = {
        "headcount": everybody,
        "countries": set(by_country),
        "country_count": len(by_country),
        "foreign_country_count": len(abroad),
        "continent_coverage": set(by_continent),
        "continent_count": len(by_continent),
        "time_zone_count": len(hours),
        "time_zone_span_hours": max(hours, default=0) - min(hours, default=0),
        "home": {firm.home},
        "foreign_market_count": len(abroad | {country for country, _ in firm.markets} - {firm.home}),
        "value_adding_country_count": len(by_country.keys() | {country for country, how in firm.markets if how != "export"}),
        "entry_modes": {how for country, how in firm.markets if country != firm.home} | ({"office"} if abroad else set()),
    }  # fmt: skip
    if everybody:
        found["foreign_headcount_share"] = sum(by_country[country] for country in abroad) / everybody
        found["country_herfindahl_index"] = sum((n / everybody) ** 2 for n in by_country.values())
        found["country_number_equivalent"] = 1 / found["country_herfindahl_index"]
        found["country_entropy"] = entropy(by_country.values())
    return found


def summed(people: Iterable[tuple[Spot, int]], by: str) -> dict[str, int]:
    """People by country or continent."""
    found: dict[str, int] = {}
    for spot, n in people:
        found[getattr(spot, by)] = found.get(getattr(spot, by), 0) + n
    return found


def entropy(people: Iterable[int]) -> float:
    """The sum of shares, each times the logarithm of its inverse."""
    shares = [n / sum(people) for n in people]
    return sum(share * log(1 / share) for share in shares)


# Incomplete firms and their completions


def office(country: str, headcount: Any = None, zone: str | None = None) -> gf.Office:
    """An office that says less than there is to know."""
    return gf.Office(country=country, headcount=headcount, time_zone=zone)


LISTS: tuple[tuple[gf.Office, ...], ...] = (
    (),
    (office("RS", 1),),
    (office("US", (1, 2), "America/New_York"),),
    (office("NZ", 1),),
    (office("RS", 1), office("US", 1, "Pacific/Honolulu")),
    (office("RS", (1, 3)), office("NG", 2)),
    (office("NZ", 1), office("NZ", 1), office("JP", 1)),
    (office("NZ"), office("JP", "0-1"), gf.Office(country="RS", closed="2020-01-01")),
)
PEOPLE = (None, 3, (3, 4), 5)
ELSEWHERE = (None, (1, 2))
"""People in countries that are not named."""
MOST_FREE = 2
"""People who are not placed, of whom each may be anywhere: of more there are too many completions to count."""


def incomplete_firms() -> Iterator[gf.Company]:
    """Small firms with something open, each kind of gap beside each other."""
    gaps = product(LISTS, PEOPLE, (True, False), (None, "RS", "US"), (None, *MARKETS), ELSEWHERE)
    for i, (offices, people, complete, home, markets, elsewhere) in enumerate(gaps):
        if elsewhere and (markets or len(offices) > 1 or people not in (None, 3)):  # more to count, and nothing new
            continue
        least = sum(at.people.low for at in offices) + (gf.Count(elsewhere).low if elsewhere else 0)
        if people is not None and not least <= gf.Count(people).low <= gf.Count(people).high <= least + MOST_FREE:
            continue
        yield gf.Company(
            name=f"{i}", home=home, headcount=people, offices=offices, complete=complete, headcount_elsewhere=elsewhere,
            markets=None if markets is None else [gf.Market(country=at, mode=how) for at, how in markets],
        )  # fmt: skip


def completions(firm: gf.Company) -> Iterator[Completion]:
    """Every firm that an incomplete one may be, as far as there are few: people without a bound are as many as `MOST_FREE`."""
    homes = HOMES if firm.home is None else (firm.home,)
    markets = MARKETS if firm.markets is None else (tuple((at.country, at.mode) for at in firm.markets),)
    for people, home, entered in product(dict.fromkeys(staffings(firm)), homes, markets):
        yield Completion(people, home, entered)


def staffings(firm: gf.Company) -> Iterator[tuple[tuple[Spot, int], ...]]:
    """Who may be where: people at each office and in countries not named, the others there, too, or where the list misses places."""
    unnamed = firm.people_elsewhere
    for more in range(unnamed.low, unnamed.high + 1):
        for chosen in combinations_with_replacement(SPOTS, more):
            yield from staffings_of_lists(firm, [(spot, 1) for spot in chosen])


def staffings_of_lists(firm: gf.Company, unnamed: list[tuple[Spot, int]]) -> Iterator[tuple[tuple[Spot, int], ...]]:
    """Who may be where beside people whose countries are not named."""
    listed = [[spot for spot in SPOTS if is_at(spot, at)] for at in firm.sites]
    least = sum(at.people.low for at in firm.sites) + len(unnamed)
    for spots in product(*listed):
        placed = [(spot, at.people.low) for spot, at in zip(spots, firm.sites, strict=True)] + unnamed
        if firm.headcount is None and firm.complete and placed:
            most = [at.people.low + MOST_FREE if at.people.high is None else at.people.high for at in firm.sites]
            ranges = [range(at.people.low, high + 1) for at, high in zip(firm.sites, most, strict=True)]
            for numbers in product(*ranges):
                yield together([*zip(spots, numbers, strict=True), *unnamed])
            continue
        elsewhere = spots if firm.complete and spots and not unnamed else SPOTS
        low, high = (least, least + MOST_FREE) if firm.headcount is None else (firm.headcount.low, firm.headcount.high)
        for free in range(max(low - least, 0), high - least + 1):
            for chosen in combinations_with_replacement(elsewhere, free):
                yield together([*placed, *[(spot, 1) for spot in chosen]])


def is_at(spot: Spot, at: gf.Place) -> bool:
    """Whether an office may be in a spot."""
    return at.country == spot.country and (at.time_zone == spot.zone or None in (at.time_zone, spot.zone))


def together(people: Iterable[tuple[Spot, int]]) -> tuple[tuple[Spot, int], ...]:
    """The people of each spot where there are any, in one order."""
    found: dict[Spot, int] = {}
    for spot, n in people:
        found[spot] = found.get(spot, 0) + n
    return tuple(sorted((spot, n) for spot, n in found.items() if n))


CLAIMS: tuple[dict[str, Any], ...] = (
    {"headcount": 4},
    {"headcount": "3+"},
    {"country_count": 1},
    {"country_count": 2},
    {"country_count": "3+"},
    {"continent_count": 1},
    {"continent_count": "2-3"},
    {"time_zone_count": 2},
    {"time_zone_count": "3+"},
    {"country_count": 1, "time_zone_count": 2},
    {"country_count": 2, "continent_count": 3},
    {"country_count": 2, "headcount": 5},
    {"country_count": 3, "headcount": 2},
    {"continent_count": 3, "time_zone_count": 3, "headcount": "3-4"},
    {"country_count": 1, "continent_count": 3},
    {"country_count": 1, "time_zone_count": 13},
    {"country_count": 250, "time_zone_count": 38},
)


def claimed_firms() -> Iterator[gf.Company]:
    """Small firms with claims on them, which may contradict the record or one another."""
    for firm, figures in product(FIRMS, CLAIMS):
        # Of one country that no list names, more may be so than of those counted here: France lies on five continents.
        named = firm.sites or firm.headcount_elsewhere is None
        if named and firm.markets is None and firm.home == "US" and is_bounded(firm):
            claims = [gf.Claim(metric=name, value=value, source=name) for name, value in figures.items()]  # type: ignore[arg-type] # names of metrics
            yield firm.replace(claims=claims)


def is_bounded(firm: gf.Company) -> bool:
    """Whether every completion of a firm is counted: no more people than so many."""
    listed = (
        firm.complete
        and (firm.sites or firm.people_elsewhere.high)
        and all(at.people.high is not None for at in firm.sites)
    )
    return firm.headcount is not None or bool(listed)


FIRMS = tuple(incomplete_firms())


@cache
def answers(firm: gf.Company) -> list[dict[str, Any]]:
    """What each completion of a firm comes to, of those that the claims used are true of."""
    used = Facts(firm).claims.used if firm.claims else ()
    return [found for found in every_answer(firm.replace(claims=())) if all(is_true(each, found) for each in used)]


@cache
def every_answer(firm: gf.Company) -> list[dict[str, Any]]:
    return [measured(each) for each in completions(firm)]


def is_true(claim: gf.Claim, found: dict[str, Any]) -> bool:
    """Whether a claim is true of a completion."""
    return found[claim.metric] in claim.value


def holds(fact: Fact, value: Any) -> bool:
    """Whether what is known of a metric may turn out to be a value."""
    if isinstance(fact, gf.PartialSet):
        return set(fact.values) == value if fact.complete else set(fact.values) <= value
    low, high = bounds(fact)
    return low - 1e-9 <= value <= high + 1e-9


def bounds(fact: gf.Interval) -> tuple[float, float]:
    """The ends of what is known, infinite where there is none."""
    return -inf if fact.low is None else fact.low, inf if fact.high is None else fact.high


CLAIMED = tuple(claimed_firms())
TIGHT = (
    "headcount", "country_count", "foreign_country_count", "continent_count", "time_zone_count",
    "country_herfindahl_index", "country_number_equivalent",
)  # fmt: skip
"""Metrics whose bounds are the extremes over every completion."""
TIGHT_OF_NAMED = ("country_entropy",)
"""And those of which this is so where every country is named, or nobody is known to be in another."""
TIGHT_WITH_A_HOME = ("foreign_headcount_share", "foreign_market_count", "value_adding_country_count")
"""And those of which this is so where it is known what is abroad, and which markets there are."""


def test_a_completion_has_the_answers_that_are_counted() -> None:
    for each in [each for firm in FIRMS[::20] for each in completions(firm)][::5]:
        offices = [
            gf.Office(country=at.country, time_zone=at.zone, subdivision=at.part, headcount=n) for at, n in each.people
        ]
        markets = [gf.Market(country=country, mode=how) for country, how in each.markets]
        people = sum(n for _, n in each.people)
        whole = Facts(gf.Company(name="whole", home=each.home, headcount=people, offices=offices, markets=markets))
        for name, value in measured(each).items():
            fact = whole.fact(name)
            assert holds(fact, value), (name, each)
            assert fact.complete if isinstance(fact, gf.PartialSet) else bounds(fact)[0] == bounds(fact)[1], (
                name,
                each,
            )


def test_what_is_known_of_a_firm_holds_of_every_completion() -> None:
    for firm in FIRMS:
        fact = cache(Facts(firm).fact)
        for found in answers(firm):
            for name, value in found.items():
                assert holds(fact(name), value), (name, firm, value)


@pytest.mark.parametrize("name", [*TIGHT, *TIGHT_OF_NAMED, *TIGHT_WITH_A_HOME])
def test_bounds_are_no_wider_than_the_completions(name: str) -> None:
    for firm in filter(is_bounded, FIRMS):
        of_named = name in TIGHT_OF_NAMED and firm.headcount_elsewhere is None
        at_home = name in TIGHT_WITH_A_HOME and firm.home is not None and firm.markets is not None
        if name in TIGHT or of_named or at_home:
            values = [found[name] for found in answers(firm)]
            assert bounds(Facts(firm).fact(name)) == pytest.approx((min(values), max(values))), firm


def test_what_claims_make_known_holds_of_every_completion_that_they_are_true_of() -> None:
    for firm in CLAIMED:
        fact = cache(Facts(firm).fact)
        for found in answers(firm):
            for name, value in found.items():
                assert holds(fact(name), value), (name, firm, value)


def test_claims_are_used_where_some_completion_fits_them_all_and_else_there_is_a_conflict() -> None:
    for firm in CLAIMED:
        every = every_answer(firm.replace(claims=()))
        fit = any(all(is_true(claim, found) for claim in firm.claims) for found in every)
        assert fit is not bool(Facts(firm).conflicts), firm


@pytest.mark.parametrize("name", ["headcount", "country_count", "foreign_country_count", "foreign_headcount_share"])
def test_claims_on_people_and_countries_carry_as_far_as_the_completions(name: str) -> None:
    for firm in CLAIMED:
        stated = firm.headcount is not None or name != "foreign_headcount_share"
        if stated and {claim.metric for claim in firm.claims} <= {"headcount", "country_count"}:
            values = [found[name] for found in answers(firm)]
            assert bounds(Facts(firm).fact(name)) == pytest.approx((min(values), max(values))), firm


# Years


YEARS = range(2003, 2010)


def dated_firms() -> Iterator[gf.Company]:
    """Firms whose years are partly known, of one office or two."""
    opened = (None, "2005-03-01", "2007-03-01")
    for founded, first, second, complete, seen in product(
        (None, 2005), opened, ("none", *opened, "same country", "closed"), (True, False), (None, "2008-06-01")
    ):
        offices = [gf.Office(country="RS", opened=first)]
        if second == "closed":
            offices.append(gf.Office(country="US", closed="2007-06-01"))
        elif second == "same country":
            offices.append(gf.Office(country="RS", opened="2006-06-01"))
        elif second != "none":
            offices.append(gf.Office(country="US", opened=second))
        yield gf.Company(name="A", founded=founded, offices=offices, complete=complete, seen=seen)


def dated_completions(firm: gf.Company) -> Iterator[dict[str, float]]:
    """Every founding and opening that a firm may have had, in few years; one in a single country may enter another, or never.

    A list that misses places may miss two that were entered before.
    """
    seen = YEARS[-1] if firm.seen is None else firm.seen.year
    for founded in YEARS if firm.founded is None else (firm.founded,):
        latest = [seen if at.closed is None else at.closed.year for at in firm.offices]
        ranges = [
            range(founded, last + 1) if at.opened is None else (at.opened.year,)
            for at, last in zip(firm.offices, latest, strict=True)
        ]
        later = (*range(founded if firm.seen is None or not firm.complete else seen, YEARS[-1] + 1), inf)
        for years, more in product(product(*ranges), product(later, repeat=1 if firm.complete else 2)):
            if min(years) < founded:
                continue
            entered: dict[str, float] = {}
            for at, year in zip(firm.offices, years, strict=True):
                entered[at.country] = min(year, entered.get(at.country, inf))
            if not firm.complete or len(entered) == 1:
                entered |= {f"elsewhere {i}": year for i, year in enumerate(more)}
            yield {"founded": founded, "years_to_second_country": sorted(entered.values())[1] - founded}


def test_what_is_known_of_the_years_holds_of_every_completion() -> None:
    for firm in dated_firms():
        facts = Facts(firm)
        for found in dated_completions(firm):
            for name, value in found.items():
                assert holds(facts.fact(name), value), (name, firm, value)


def test_the_years_to_a_second_country_are_no_more_open_than_the_completions() -> None:
    for firm in dated_firms():
        if firm.founded is not None and firm.seen is not None and all(at.opened for at in firm.offices):
            values = [found["years_to_second_country"] for found in dated_completions(firm)]
            assert bounds(Facts(firm).fact("years_to_second_country")) == (min(values), max(values)), firm


# Verdicts


SOME = FIRMS[::5]
"""A fifth of the firms, with gaps of each kind."""
NOBODY = Facts(gf.Company(name="nobody"))
TAXONOMIES = tuple(map(gf.taxonomy, ("size_and_reach", "article_2007", "dimitratos_2003")))


def as_facts(found: dict[str, Any]) -> HypotheticalFacts:
    """A completion as rules ask it."""
    return HypotheticalFacts(
        NOBODY,
        {
            name: gf.PartialSet(tuple(value), complete=True) if isinstance(value, set) else gf.Interval.exactly(value)
            for name, value in found.items()
        },
    )


@cache
def supposed(firm: gf.Company) -> list[HypotheticalFacts]:
    """The completions of a firm that differ, as rules ask them."""
    return [as_facts(dict(found)) for found in {str(found): found for found in answers(firm)}.values()]


@pytest.mark.parametrize("taxonomy", TAXONOMIES, ids=lambda taxonomy: taxonomy.name)
def test_a_label_holds_of_every_completion_and_candidates_are_those_of_some(taxonomy: gf.Taxonomy) -> None:
    taxonomy = taxonomy.with_parameters(small=3)  # so that firms as small as these may be of either size
    avoidable = 0
    for firm in SOME:
        verdict, labels = taxonomy.classify(firm), {taxonomy.label(each) for each in supposed(firm)}
        if verdict.label == "undetermined":
            assert labels - {"unclassified"} <= set(verdict.candidates), firm
            avoidable += is_bounded(firm) and len(labels) == 1
        else:
            assert labels == {verdict.label}, firm
    assert avoidable == 0


ASKED = (
    *(
        metric.headcount,
        metric.country_count,
        metric.foreign_country_count,
        metric.continent_count,
        metric.time_zone_count,
    ),
    *(metric.foreign_headcount_share, metric.country_count, metric.headcount),
)


def drawn_rule(random: Random, depth: int = 2) -> gf.Rule:
    """A rule of several facts that move together."""
    if not depth:
        asked = random.choice(ASKED)
        return asked >= (random.choice([0.3, 0.5, 0.7]) if asked.maximum == 1 else random.randint(2, 4))
    one, other = drawn_rule(random, depth - 1), drawn_rule(random, depth - 1)
    return random.choice([one & other, one | other, ~one & other, one | ~other])


def test_a_rule_that_answers_answers_of_every_completion_and_seldom_fails_to() -> None:
    random = Random(10)
    undecided = avoidable = 0
    for rule in [drawn_rule(random) for _ in range(60)]:
        for firm in filter(is_bounded, SOME):
            answer, answers_ = rule.decide(firm), {rule.decide(each) for each in supposed(firm)}
            if answer is None:
                undecided += 1
                avoidable += len(answers_) == 1
            else:
                assert answers_ == {answer}, (rule, firm)
    assert avoidable / undecided < AVOIDABLE


AVOIDABLE = 0.13
"""Of "can't tell" by rules of several facts, the share that every completion would decide: the facts move together."""
