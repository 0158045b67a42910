"""Missing headcounts drawn, several times, from those that are known in the country: a hot deck, fact by fact.

Rules are asked anew in each draw: what is supposed to be alike is the headcount, never the label.

Source: D. Rubin (1987), Multiple Imputation for Nonresponse in Surveys; R. Andridge and R. Little (2010), International
Statistical Review 78(1), on the hot deck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import inf
from typing import Annotated, Any, Literal, NamedTuple

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import Dtype, Frame, is_text, lookup_table
from globalfirm.cohort.findings.assumptions import Assumption, Narrowing
from globalfirm.cohort.pipeline.reading import says_nothing
from globalfirm.ground.errors import PlaceError
from globalfirm.model.count import Count
from globalfirm.places.country import Country

_COUNTRY_OF = {"headcount": "country", "firm_headcount": "home"}
_PLACE, _DRAWN = "a place as text", "a headcount drawn"


class DrawnHeadcounts(Assumption):
    """Missing headcounts are like those known in the country: each is one of these, drawn anew in every draw.

    The headcount of a place is drawn among those of the places in its country, one for all places that a firm has there and whose
    headcount is missing; that of a firm among those of the firms of its home country. Where none is known there, or
    the country is not, it stays open. Each draw is a function of the seed, its number, the firm's id and the country.

    >>> print(DrawnHeadcounts(), DrawnHeadcounts(of="firm_headcount", draws=5), sep="; ")
    missing headcounts are like those known in the country; missing headcounts of firms are like those known of their home country
    """

    of: Annotated[Literal["headcount", "firm_headcount"], Field(description="The column that is drawn.")] = "headcount"
    draws: Annotated[int, Field(ge=1, le=1000, description="How often.")] = 20
    seed: Annotated[int, Field(description="Another one gives other draws.")] = 0

    def __str__(self) -> str:
        """The assumption in words."""
        whose, where = ("", "in the country") if self.of == "headcount" else (" of firms", "of their home country")
        return f"missing headcounts{whose} are like those known {where}"

    @property
    def draw_count(self) -> int:
        """In how many draws it is tried."""
        return self.draws

    def narrowing(self, frame: Frame, fields: Mapping[str, str]) -> Narrowing:
        """As for every assumption: where headcounts are missing there are those of a draw."""
        headcount, where = (fields.get(name) for name in (self.of, _COUNTRY_OF[self.of]))
        if headcount is None or where is None:
            needed = f"{self.of} and {_COUNTRY_OF[self.of]}"
            raise ValueError(f"headcounts are drawn by the columns {needed}, of which the table lacks one.")
        firm, there = fields["firm"], frame.collect_schema()
        placed = frame.with_columns(nw.col(where).cast(nw.String).str.strip_chars().alias(_PLACE))
        if is_text(there[headcount]):  # of any kind
            placed = placed.with_columns(nw.col(headcount).cast(nw.String))
        counted = placed.group_by(firm, _PLACE, headcount).agg(nw.len().alias("rows")).collect()
        said = [Said(*row) for row in counted.select(firm, _PLACE, headcount, "rows").rows()]
        missing, donors = _of_places(said) if self.of == "headcount" else _of_firms(said)
        missing = {key: country for key, country in missing.items() if country in donors}
        gaps = [*{each.headcount for each in said if isinstance(each.headcount, str) and each.is_missing}]
        is_missing = nw.col(headcount).is_null() | nw.col(headcount).cast(nw.String).is_in(gaps or [""])
        kinds: dict[str, Dtype] = {
            name: nw.String if is_text(there[name]) else type(there[name]) for name in (firm, headcount)
        }
        keys = {firm: kinds[firm]} | ({_PLACE: nw.String} if self.of == "headcount" else {})
        dtypes = keys | {_DRAWN: kinds[headcount]}

        def narrowed(kept: nw.Expr, draw: int) -> Frame:
            if not missing:
                return frame
            drawn = [(*key, self._one_of(donors[country], draw, key[0], country)) for key, country in missing.items()]
            columns: dict[str, list[object]] = dict(zip(dtypes, map(list, zip(*drawn, strict=True)), strict=True))
            joined = placed.join(lookup_table(frame, columns, dtypes), on=[*keys], how="left")
            value = nw.when(is_missing & ~nw.col(_DRAWN).is_null() & ~kept).then(_DRAWN).otherwise(headcount)
            return joined.with_columns(value.alias(headcount)).drop(_PLACE, _DRAWN)

        return narrowed

    def _one_of(self, donors: Sequence[object], draw: int, firm: object, country: Country) -> object:
        """One of some headcounts."""
        key = f"{self.seed} {draw} {firm} {country}"
        return donors[int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) % len(donors)]


class Said(NamedTuple):
    """What some rows of a firm say of a headcount."""

    firm: Any  # an id, as its column has it
    place: str | None
    headcount: Any  # as its column has it
    rows: int

    @property
    def is_missing(self) -> bool:
        """Whether they say nothing of it."""
        value = self.headcount
        return value is None or value != value or (isinstance(value, str) and says_nothing(value))

    @property
    def people(self) -> Count | None:
        """How many people they say, where that can be read."""
        try:
            return None if self.is_missing else Count(self.headcount)
        except ValueError:
            return None  # which `measure` reports, with the reason


Missing = dict[tuple[Any, ...], Country]  # Any: ids and texts of places
"""The country in which a headcount is missing, by what the rows are joined on."""
Donors = dict[Country, list[object]]
"""The headcounts known in a country, each as often as it is there, in an order that is none of the rows'."""


def _of_places(said: Iterable[Said]) -> tuple[Missing, Donors]:
    """Of each place: a firm's own, and those of all places in the country."""
    missing: Missing = {}
    known: list[tuple[Country, Said]] = []
    for each in said:
        if each.firm is None or (country := _country(each.place)) is None:
            continue
        if each.is_missing:
            missing[each.firm, each.place] = country
        else:
            known.append((country, each))
    return missing, _sorted(known)


def _of_firms(said: Iterable[Said]) -> tuple[Missing, Donors]:
    """Of each firm, which counts once however many rows it has, by its home; a firm whose rows disagree is left out."""
    by_firm: dict[Any, list[Said]] = {}
    for each in said:
        by_firm.setdefault(each.firm, []).append(each)
    missing: Missing = {}
    known: list[tuple[Country, Said]] = []
    for firm, rows in by_firm.items():
        homes = {home for each in rows if (home := _country(each.place)) is not None}
        stated = {each.headcount: each for each in rows if not each.is_missing}
        if firm is None or len(homes) != 1 or len(stated) > 1:
            continue
        [home] = homes
        if stated:
            known += [(home, each._replace(rows=1)) for each in stated.values()]
        else:
            missing[(firm,)] = home
    return missing, _sorted(known)


def _sorted(known: Iterable[tuple[Country, Said]]) -> Donors:
    by_country: dict[Country, list[tuple[int, float, str, object]]] = {}
    for country, each in known:
        if (count := each.people) is not None:
            high = inf if count.high is None else count.high
            place = (count.low, high, str(each.headcount), each.headcount)
            by_country.setdefault(country, []).extend([place] * each.rows)
    return {
        country: [value for *_, value in sorted(each, key=lambda at: at[:3])] for country, each in by_country.items()
    }


@lru_cache(maxsize=4096)
def _country(text: str | None) -> Country | None:
    """The country that a cell names, if it is one."""
    try:
        return Country(text) if text else None
    except PlaceError:
        return None
