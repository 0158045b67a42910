"""What somebody reported of a firm, kept apart from what the record holds.

>>> print(Claim(metric="country_count", value=4, source="a newspaper", published="2007"))
a newspaper (2007): country_count 4
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from globalfirm.ground.fields import IsoDate, Text
from globalfirm.ground.record import takes
from globalfirm.model.base import ExtensibleRecord
from globalfirm.model.count import Count, Countable

ClaimedMetric = Literal["headcount", "country_count", "continent_count", "time_zone_count"]
"""The figures that newspapers and profiles report."""
CLAIMED: tuple[ClaimedMetric, ...] = get_args(ClaimedMetric)


class Claim(ExtensibleRecord):
    """A reported figure and its source. It counts only where it contradicts neither the record nor other claims.

    `published` is an ISO 8601 date as exact as is known: "2007", "2014-05" or "2014-05-12".

    >>> Claim(metric="headcount", value="about 40", source="the firm's site").value
    Count('32-48')
    """

    metric: Annotated[ClaimedMetric, Field(description="What it is a figure of.", examples=["country_count"])]
    value: Annotated[Count, Field(description="The figure, or its bounds.", examples=[4, "50+"])]
    source: Annotated[Text, Field(description="Who reported it, and where.", examples=["a newspaper"])]
    published: Annotated[
        IsoDate | None,
        Field(description="ISO 8601 date, to the year, month or day.", examples=["2007", "2014-05"]),
    ] = None

    @takes
    def __init__(
        self,
        *,
        metric: ClaimedMetric,
        value: Countable,
        source: str,
        published: str | date | int | None = None,
    ) -> None: ...

    def known_on(self, day: date) -> bool:
        """Whether it was published by a day; a year or month counts from its first day, an undated claim always.

        >>> from datetime import date
        >>> Claim(metric="headcount", value=1, source="x", published="2014-05").known_on(date(2014, 4, 30))
        False
        """
        return self.published is None or self.published <= day.isoformat()[: len(self.published)]

    def __str__(self) -> str:
        """The source, its date, and what it says."""
        dated = f" ({self.published})" if self.published else ""
        return f"{self.source}{dated}: {self.metric} {self.value}"
