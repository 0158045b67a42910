"""How a text was read: each piece with its role, and what else the text might have meant.

>>> print(explain("Porto Alegre, RS"))
'Porto Alegre, RS'
  'Porto Alegre'  city: Porto Alegre in BR-RS
  'RS'            part of a country: BR-RS
reads as Porto Alegre, BR-RS (America/Sao_Paulo)
  not Porto Alegre in BR-RS and RS (Serbia), over a million times less likely: ...
  ...
"""

from __future__ import annotations

from typing import NamedTuple

from globalfirm.ground.errors import PlaceError
from globalfirm.ground.messages import quote
from globalfirm.ground.shown import Printer, as_printed
from globalfirm.places.gazetteer import Meaning
from globalfirm.places.parsing.answer import Answer, PlaceReading, label
from globalfirm.places.parsing.pieces import FLAG
from globalfirm.places.parsing.readings import Reading
from globalfirm.places.parsing.text import NOTHING_BESIDE, Evidence, answers, unreadable

SHOWN = 4
"""Runners-up that are shown at most."""
REASONS = 2
"""Reasons against each that a `str` gives: the weightiest."""

_ROLES = {"city": "city", "part": "part of a country", "country": "country"}
_SILENT = {
    "region": "region of the world",
    "street": "street",
    "postcode": "postcode",
    "number": "number",
    "filler": "says nothing of where",
    "and": "parts two places",
    "unknown": "not known",
    "prose": "not understood",
    "name": "left out",
}


class ExplainedPiece(NamedTuple):
    """A piece of a text, the role that it was given, and what it was taken for."""

    text: str
    role: str
    meaning: str = ""


class RunnerUp(NamedTuple):
    """Another way to read a text, how many times less likely it is, and what counts against it.

    `same_clocks`: it means the same countries and clocks, so it does not contradict the answer.
    """

    meaning: str
    times_less_likely: float
    why: tuple[str, ...]
    same_clocks: bool


class ExplainedLine(NamedTuple):
    """How one line was read, or a text that is read as a whole."""

    pieces: tuple[ExplainedPiece, ...]
    meaning: str
    why: tuple[str, ...]
    runners_up: tuple[RunnerUp, ...]
    readings: tuple[PlaceReading, ...]
    problems: tuple[PlaceError, ...]


class Explanation(NamedTuple):
    """How a text was read; its `str` is for people."""

    text: str
    lines: tuple[ExplainedLine, ...]

    @property
    def pieces(self) -> tuple[ExplainedPiece, ...]:
        """The pieces of all lines."""
        return tuple(piece for line in self.lines for piece in line.pieces)

    @property
    def runners_up(self) -> tuple[RunnerUp, ...]:
        """The runners-up of all lines."""
        return tuple(other for line in self.lines for other in line.runners_up)

    @property
    def readings(self) -> tuple[PlaceReading, ...]:
        """The places of all lines, plain."""
        return tuple(reading for line in self.lines for reading in line.readings)

    @property
    def problems(self) -> tuple[PlaceError, ...]:
        """The problems of all lines."""
        return tuple(problem for line in self.lines for problem in line.problems)

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        as_printed(self, printer, cycle)  # named tuples take functions that are written in them alone

    def __str__(self) -> str:
        """For people."""
        return "\n".join([quote(self.text), *(row for line in self.lines for row in _rows(line))])


def explain(text: str, beside: Evidence = NOTHING_BESIDE) -> Explanation:
    """How a text is read, whether it is understood or refused.

    >>> explain("UK / Remote").pieces[1]
    ExplainedPiece(text='Remote', role='says nothing of where', meaning='')
    """
    problem = unreadable(text)
    if problem:
        return Explanation(text, (ExplainedLine((), "", (), (), (), (problem,)),))
    return Explanation(text, tuple(_line(each) for _, each in answers(text, beside, thorough=True)))


def _line(read: Answer) -> ExplainedLine:
    best = read.readings[0] if read.readings else None
    why = tuple(sorted({cost.why for cost in best.costs if cost})) if best else ()
    if read.at_home:
        why = ("it lies in the firm's home country", *why)
    return ExplainedLine(
        tuple(_pieces(read, best)),
        label(best) if best else "",
        why,
        tuple(_runners_up(best, read.readings)) if best else (),
        read.places,
        (*read.problems, *read.asides),
    )


def _pieces(read: Answer, best: Reading | None) -> list[ExplainedPiece]:
    taken: dict[int, Meaning] = {}
    unknown: set[int] = set()
    for place in best.places if best else ():
        taken |= dict(place.parts)
        unknown |= set(place.unknown)
    streets = {piece.run for piece in read.pieces if piece.street is not None}
    streets -= {read.pieces[number].run for number in (*taken, *unknown)}
    found = []
    for number, piece in enumerate(read.pieces):
        shown = piece.text.lstrip(FLAG)
        if piece.run in streets and best:
            if number == piece.run:
                whole = " ".join(other.text for other in read.pieces if other.run == number)
                found.append(ExplainedPiece(whole, _SILENT["street"]))
        elif number in taken:
            found.append(ExplainedPiece(shown, _ROLES[taken[number].kind], _described(taken[number])))
        else:
            found.append(ExplainedPiece(shown, _SILENT[piece.role]))
    return found


def _described(meaning: Meaning) -> str:
    if meaning.kind != "city":
        return meaning.name
    inside = meaning.part if "-" in meaning.part else meaning.country
    return f"{meaning.name} in {inside}"


def _runners_up(best: Reading, readings: list[Reading]) -> list[RunnerUp]:
    """The likeliest readings that mean something else, each other meaning once."""
    found: dict[str, RunnerUp] = {}
    own = {cost.why for cost in best.costs if cost}
    for reading in readings[1:]:
        meaning = label(reading)
        if meaning in found or meaning == label(best):
            continue
        against = sorted((cost for cost in reading.costs if cost and cost.why not in own), reverse=True)
        reasons = tuple(dict.fromkeys(cost.why for cost in against))
        found[meaning] = RunnerUp(
            meaning, round(float(10 ** (reading.cost - best.cost)), 1), reasons, reading.meaning == best.meaning
        )
        if len(found) == SHOWN:
            break
    return [*found.values()]


def _rows(line: ExplainedLine) -> list[str]:
    width = max((len(repr(piece.text)) for piece in line.pieces), default=0)
    rows = [f"  {piece.text!r:{width}}  {': '.join(filter(None, piece[1:]))}" for piece in line.pieces]
    if line.readings:
        meaning = " and ".join(map(_place, line.readings))
        rows.append(f"reads as {meaning}" + (f": {'; '.join(line.why)}" if line.why else ""))
    for other in line.runners_up:
        judged = "or, of the same clocks," if other.same_clocks else "not"
        rows.append(
            f"  {judged} {other.meaning}, {_times(other.times_less_likely)}: {'; '.join(other.why[:REASONS]) or 'rarer'}"
        )
    return rows + [f"problem: {problem}" for problem in line.problems]


def _place(reading: PlaceReading) -> str:
    zone = f"({reading.time_zone or 'zone open'})"
    return ", ".join(filter(None, (reading.city, reading.subdivision or reading.country))) + f" {zone}"


def _times(factor: float) -> str:
    if factor < 1:
        return "which is likelier"
    if factor > 1e6:
        return "over a million times less likely"
    return f"{factor:,.0f} times less likely" if factor >= 10 else f"only {factor:.1f} times less likely"
