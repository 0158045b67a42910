"""What the pieces of a text name: places in the making, and which pieces name what encloses them."""

from __future__ import annotations

from typing import NamedTuple

from globalfirm.places import offsets
from globalfirm.places.gazetteer import Meaning
from globalfirm.places.parsing.costs import Cost
from globalfirm.places.parsing.pieces import Piece
from globalfirm.places.subdivision import TERRITORIES

LEVEL = {"city": 0, "part": 1, "country": 2}
"""Kinds of places, from small to large."""


class NamedPlace(NamedTuple):
    """A place in the making: the pieces that name it, each with what it was taken to mean.

    `structure` is what it costs that it begins here and that its pieces belong together; `unknown` are the pieces before it
    that name nothing known.
    """

    parts: tuple[tuple[int, Meaning], ...]
    structure: tuple[Cost, ...]
    before: str
    unknown: tuple[int, ...] = ()
    in_address: bool = False

    def of_kind(self, kind: str) -> Meaning | None:
        """The first city, part or country among its meanings."""
        return next((meaning for _, meaning in self.parts if meaning.kind == kind), None)

    @property
    def ranked(self) -> list[Meaning]:
        """Its meanings from small to large."""
        return sorted((meaning for _, meaning in self.parts), key=lambda meaning: LEVEL[meaning.kind])

    @property
    def finest(self) -> Meaning:
        """Its smallest meaning."""
        return min((meaning for _, meaning in self.parts), key=lambda meaning: LEVEL[meaning.kind])

    @property
    def country(self) -> str:
        """The country that it lies in: Hong Kong, where China is named beside it."""
        found = self.parts[0][1].country
        return next((m.country for _, m in self.parts if m.country in TERRITORIES.get(found, ())), found)

    @property
    def zone(self) -> str:
        """The zone of the smallest meaning that has one."""
        return next((meaning.zone for meaning in self.ranked if meaning.zone), "")


class Text(NamedTuple):
    """The pieces of a text, and which of them name each country and part."""

    pieces: list[Piece]
    named: dict[tuple[str, str], set[int]]

    @classmethod
    def of(cls, pieces: list[Piece]) -> Text:
        """The text that is made of pieces."""
        named: dict[tuple[str, str], set[int]] = {}
        for number, piece in enumerate(pieces):
            for meaning in piece.meanings:
                part = meaning.part if meaning.kind == "part" else ""
                larger = meaning.kind == "country" or (meaning.kind == "part" and part)
                if larger and (meaning.form != "code" or piece.before != ";"):
                    named.setdefault((meaning.country, part), set()).add(number)
        return cls(pieces, named)

    def between(self, last: int, number: int) -> str:
        """What stands between two pieces: a new line, even where a street follows it, or what stands before the second."""
        return next(
            (each.before for each in self.pieces[last + 1 : number] if each.before in "\n;"), self.pieces[number].before
        )

    def is_named(self, meaning: Meaning, number: int) -> bool:
        """Whether another piece than its own names what it lies in."""
        naming = self.named.get((meaning.country, ""), set()) | self.named.get((meaning.country, meaning.part), set())
        return bool(naming - {number})


def clock(zone: str) -> int:
    """Zones that keep the same clocks from now on have one clock."""
    return hash(offsets.year_rules(zone)) if zone else 0
