"""Pieces -> readings: the ways to group them into places, cheapest first.

A beam goes through the pieces from left to right. Each name joins the place before it, where the gazetteer says that the
one lies inside the other, or begins another place. What that costs stands in `costs`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import NamedTuple

from globalfirm.places.gazetteer import Meaning
from globalfirm.places.parsing import costs, words
from globalfirm.places.parsing.costs import Cost
from globalfirm.places.parsing.named_place import NamedPlace, Text, clock
from globalfirm.places.parsing.pieces import Piece
from globalfirm.places.parsing.rarity import meaning_costs
from globalfirm.places.parsing.structure import joining_costs, list_costs, parting_costs, unity

BEAM = 16
"""Readings that are kept from piece to piece."""
NARROW_BEAM = 2
LONG = 24
"""Pieces above which the narrow beam will do: no place of a long list hangs on one twenty names away."""
REACH = 7.5
"""Readings so much costlier than the cheapest are given up: a later piece may still pay for a rare name."""
REACH_WITHOUT_COUNTRY = 2.5
"""The same where no later piece names a country or part."""


class Reading(NamedTuple):
    """Places that the pieces so far are grouped into. `settled` is what all of them but the last cost."""

    cost: float
    places: tuple[NamedPlace, ...] = ()
    settled: tuple[Cost, ...] = ()
    settled_cost: float = 0.0
    last: tuple[Cost, ...] = ()
    street: bool = False
    unknown: tuple[int, ...] = ()
    resume: int = 0  # the piece to go on with, after a run that is a street
    before: int = 0  # tells the meaning of the settled places from another's

    @property
    def meaning(self) -> tuple[tuple[str, int], ...]:
        """What is compared: the countries and clocks of its places."""
        return tuple((place.country, clock(place.zone)) for place in self.places)

    @property
    def grouping(self) -> tuple[tuple[int, ...], ...]:
        """The pieces that name each place."""
        return tuple(tuple(number for number, _ in place.parts) for place in self.places)

    @property
    def costs(self) -> tuple[Cost, ...]:
        """All that it costs."""
        return (*self.settled, *self.last)

    def paying(self, cost: Cost) -> Reading:
        """The same at a further cost, which no later piece changes."""
        return self._replace(
            cost=self.cost + cost, settled=(*self.settled, cost), settled_cost=self.settled_cost + cost
        )


def readings_of(pieces: list[Piece], *, thorough: bool = False) -> list[Reading]:
    """All ways to group the pieces into places, cheapest first, as far as the beam holds them."""
    text = Text.of(pieces)
    beam = [Reading(0.0)]
    width = BEAM if len(pieces) <= LONG else NARROW_BEAM
    reach = math.inf if thorough else REACH if text.named else REACH_WITHOUT_COUNTRY
    near = {*text.named, *((piece.meanings[0].country, "") for piece in pieces if piece.meanings)}
    for number, piece in enumerate(pieces):
        meanings = _relevant(piece.meanings, near, width)
        grown = [other for reading in beam for other in _grown(reading, number, piece, meanings, text)]
        best: dict[object, Reading] = {}
        for reading in grown:
            same = _same(reading)
            if same not in best or reading.cost < best[same].cost:
                best[same] = reading
        beam = sorted(best.values(), key=lambda reading: reading.cost)[:width]
        beam = [reading for reading in beam if reading.cost <= beam[0].cost + reach]
    finished = [*map(_finished, beam)]
    return sorted((_beside_its_like(reading, finished) for reading in finished), key=lambda reading: reading.cost)


def _beside_its_like(reading: Reading, others: list[Reading]) -> Reading:
    """A list of several countries pays where one would do: where another reading of one country comes near.

    A list that says a country says which of its places lie abroad.
    """
    said = any(place.of_kind("country") for place in reading.places)
    if said or len({place.country for place in reading.places}) < 2:
        return reading
    alike = ((other.cost, unity(other.places)) for other in others if other.grouping == reading.grouping)
    missed = max((one for cost, one in alike if cost - one < reading.cost + costs.FACTOR), default=0)
    return reading.paying(Cost(missed, "one country would do for the list")) if missed else reading


def _finished(reading: Reading) -> Reading:
    for _ in reading.unknown:
        reading = reading.paying(costs.UNKNOWN_NAME)
    return reading.paying(costs.STREET_BEHIND) if reading.street else reading


def _same(reading: Reading) -> object:
    """Readings that no later piece will tell apart."""
    last = reading.places[-1] if reading.places else None
    meanings = last and tuple((m.kind, m.country, m.part, m.zone, m.form == "code") for _, m in last.parts)
    return reading.before, meanings, reading.unknown, reading.street, reading.resume


def _relevant(meanings: tuple[Meaning, ...], near: Collection[tuple[str, str]], width: int) -> list[Meaning]:
    """The weightiest meanings, and those that lie in a country or part that the text names, or where another name lies."""
    most = 5 if width == BEAM else 2
    first = [m for m in meanings[:most] if m.weight * 300 > meanings[0].weight or m.form == "code"]
    others = [m for m in meanings[:200] if m not in first]
    inside = [m for m in others if (m.country, m.part) in near or m.kind == "country"]
    within = [m for m in others if m not in inside and (m.country, "") in near]
    return [*first, *inside[: 2 * most], *within[: most - 1]]


def _grown(reading: Reading, number: int, piece: Piece, meanings: list[Meaning], text: Text) -> Iterator[Reading]:
    """The readings that a reading becomes with one more piece."""
    if number < reading.resume:
        yield reading
        return
    if piece.run == number and piece.street is not None:
        after = next((n for n in range(number + 1, len(text.pieces)) if text.pieces[n].run != number), len(text.pieces))
        yield reading.paying(piece.street)._replace(street=True, resume=after)
        if piece.street < 1 and words.is_street(" ".join(each.text for each in text.pieces[number:after])):
            reading = reading.paying(costs.NO_STREET)
    if piece.role == "name":
        yield from _with_name(reading, number, meanings, text)
    elif piece.role == "street":
        yield reading._replace(street=True)
    elif piece.role == "unknown":
        yield reading._replace(unknown=(*reading.unknown, number))
    elif piece.role == "number":
        yield reading.paying(costs.NUMBER)
    elif piece.role != "prose":
        yield reading


def _with_name(reading: Reading, number: int, meanings: list[Meaning], text: Text) -> Iterator[Reading]:
    """The name joins the place before it, or begins another one."""
    places = reading.places
    piece = text.pieces[number]
    if places:
        piece = piece._replace(before=text.between(places[-1].parts[-1][0], number))
    may_join = places and not reading.unknown and not (reading.street and piece.before != "\n")
    in_address = reading.street or any(p.role == "postcode" for p in text.pieces[max(0, number - 1) : number + 4])
    settled = reading.costs
    for meaning in meanings:
        if may_join:
            joining = joining_costs(places[-1], meaning, piece)
            if joining is not None:
                joined = places[-1]._replace(
                    parts=(*places[-1].parts, (number, meaning)), structure=(*places[-1].structure, *joining)
                )
                yield _with_last(reading, (*places[:-1], joined), reading.settled, reading.settled_cost, text)
        parting = tuple(parting_costs(places, piece, reading.street, text.pieces))
        begun = NamedPlace(((number, meaning),), parting, piece.before, reading.unknown, in_address)
        yield _with_last(reading, (*places, begun), settled, reading.cost, text)


def _with_last(
    reading: Reading, places: tuple[NamedPlace, ...], settled: tuple[Cost, ...], settled_cost: float, text: Text
) -> Reading:
    last = (*places[-1].structure, *meaning_costs(places[-1], text), *list_costs(places, text.pieces))
    before = reading.before
    if len(places) > len(reading.places) and reading.places:
        ended = reading.places[-1]
        before = hash((before, ended.country, clock(ended.zone)))
    return Reading(settled_cost + sum(last), places, settled, settled_cost, last, before=before)
