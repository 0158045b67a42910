"""Where a firm's people are: a site, and an office, which is a site with a kind and dates.

>>> Office(city="Belgrade", country="Serbia", headcount=12).time_zone
'Europe/Belgrade'
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self, Unpack

from pydantic import Field, ValidationInfo, field_validator

from globalfirm.ground.fields import Day
from globalfirm.ground.messages import problem
from globalfirm.ground.record import takes
from globalfirm.model.base import SourcedPlaceFields, SourcedRecord
from globalfirm.model.count import Count, Countable
from globalfirm.model.market import Activity, EntryMode
from globalfirm.model.working_hours import WorkingHours
from globalfirm.places.place import Place

SOMEBODY = Count((1, None))
"""How many work at a site whose headcount is not recorded: at least one."""
NOBODY = Count(0)

OfficeKind = Literal[
    "headquarters",
    "office",
    "development",
    "sales",
    "production",
    "warehouse",
    "shop",
    "coworking",
    "registered address",
    "mailbox",
]
"""What a firm does at an office; nobody works at a registered address or a mailbox."""

UNSTAFFED_KINDS = frozenset({"registered address", "mailbox"})


def staffed(headcount: Count | None) -> Count:
    """The people at a site that is open: at least one, unless its headcount says 0.

    >>> staffed(Count("<10")), staffed(None), staffed(Count(0))
    (Count('1-9'), Count('1+'), Count(0))
    """
    if headcount is None:
        return SOMEBODY
    return headcount if headcount.low or headcount.high == 0 else Count((1, headcount.high))


class Site(Place, SourcedRecord):
    """A place where people of the firm work, and how many: at least one where the record does not say.

    >>> Site(country="RS").people, Site(country="RS", headcount=0).people
    (Count('1+'), Count(0))
    """

    headcount: Annotated[Count | None, Field(description="People who work there.", examples=[12, "11-50"])] = None
    working_hours: Annotated[
        WorkingHours | None, Field(description="When they work; nine to five where the record does not say.")
    ] = None

    @takes
    def __init__(
        self,
        *,
        headcount: Countable | None = None,
        working_hours: WorkingHours | None = None,
        **place: Unpack[SourcedPlaceFields],
    ) -> None: ...

    @property
    def people(self) -> Count:
        """How many people of the firm work there.

        >>> Site(country="RS", headcount="11-50").people
        Count('11-50')
        """
        return staffed(self.headcount)


class Office(Site):
    """A site that the firm opened, of some kind, from one day to another.

    An office has people, unless its headcount says 0 or its kind says that nobody works there. It exists from
    the day it opened up to, and not on, the day it closed.

    >>> Office(country="IE", kind="registered address").people
    Count(0)
    >>> Office(country="IE", opened="2020-05-01", closed="2019-01-01")
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Office
    closed
      closed 2019-01-01 lies before opened 2020-05-01: an office can't close before it opens. ...
    """

    kind: Annotated[OfficeKind, Field(description="What the firm does there.", examples=["office"])] = "office"
    mode: Annotated[EntryMode, Field(description="How the firm entered there.", examples=["subsidiary"])] = "office"
    activities: Annotated[tuple[Activity, ...], Field(description="What is done there, of the value chain.")] = ()
    opened: Annotated[Day | None, Field(description="The first day.", examples=["2020-05-01"])] = None
    closed: Annotated[Day | None, Field(description="The first day without it.", examples=["2024-01-01"])] = None

    @takes
    def __init__(
        self,
        *,
        headcount: Countable | None = None,
        working_hours: WorkingHours | None = None,
        kind: OfficeKind = "office",
        mode: EntryMode = "office",
        activities: Iterable[Activity] = (),
        opened: date | str | None = None,
        closed: date | str | None = None,
        **place: Unpack[SourcedPlaceFields],
    ) -> None: ...

    @field_validator("kind")
    @classmethod
    def _check_kind(cls, value: OfficeKind, info: ValidationInfo) -> OfficeKind:
        headcount = info.data.get("headcount")
        if value in UNSTAFFED_KINDS and headcount is not None and headcount.low > 0:
            raise problem(
                "contradiction",
                f"nobody works at a {value}, but its headcount is {headcount}: change the one or the other.",
                kind=value,
                headcount=str(headcount),
            )
        return value

    @field_validator("closed")
    @classmethod
    def _check_closed(cls, value: date | None, info: ValidationInfo) -> date | None:
        opened = info.data.get("opened")
        if value and opened and value < opened:
            raise problem(
                "contradiction",
                f"closed {value} lies before opened {opened}: an office can't close before it opens.",
                opened=opened.isoformat(),
                closed=value.isoformat(),
            )
        return value

    @property
    def people(self) -> Count:
        """How many people of the firm work there: nobody once it is closed, or before it opens.

        The day is that on which the office was `seen`. Without one it is as it is listed, and never by the calendar.

        >>> Office(country="IE", closed="2019-01-01").people, Office(country="IE", closed="2019-01-01", seen="2018-05-01").people
        (Count(0), Count('1+'))
        """
        closed = self.closed
        if (closed or self.opened) and self.seen and (then := self.as_of(self.seen)) is not self:
            return NOBODY if then is None else then.people
        if closed is not None or self.kind in UNSTAFFED_KINDS:
            return NOBODY
        return staffed(self.headcount)

    def as_seen(self, day: date | None) -> Self | None:
        """The office on the day on which it was seen, or else the firm's record; as it is listed without either.

        >>> Office(country="IE", opened="2015-01-01", seen="2014-01-01").as_seen(None) is None
        True
        """
        seen = self.seen or day
        return self if seen is None else self.as_of(seen)

    def as_of(self, day: date) -> Self | None:
        """The office as it was known on a day: none before it opened; one that closed later had not closed yet.

        >>> office = Office(country="IE", opened="2015-01-01", closed="2019-01-01")
        >>> office.as_of(date(2018, 6, 1)).closed is None, office.as_of(date(2020, 6, 1)) == office
        (True, True)
        """
        if self.opened and day < self.opened:
            return None
        seen = self.seen and day
        if self.closed and day < self.closed:
            return self.replace(closed=None, seen=seen)
        return self if seen == self.seen else self.replace(seen=seen)
