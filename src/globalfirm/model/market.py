"""How a firm works in a country: through which entry mode, and which of the activities of its value chain.

>>> Market(country="Japan", mode="licensing", since=2019).country
'JP'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Unpack

from pydantic import Field

from globalfirm.ground.record import takes
from globalfirm.model.base import SourcedRecord, SourceFields
from globalfirm.places.country import Country

EntryMode = Literal["export", "licensing", "franchise", "alliance", "joint venture", "subsidiary", "office"]
"""How a firm enters a country, from trade alone to an office of its own.

Source: the modes that Dimitratos, Johnson, Slow and Young (2003), European Management Journal 21(2), set apart from
exporting, as secondary sources list them: licensing, franchising, alliances, joint ventures and subsidiaries."""

Activity = Literal[
    "inbound logistics",
    "operations",
    "outbound logistics",
    "marketing and sales",
    "service",
    "procurement",
    "technology development",
    "human resource management",
    "firm infrastructure",
]
"""The primary and support activities of the value chain. Source: M. E. Porter (1985), Competitive Advantage."""

ACTIVITIES = 9


class Market(SourcedRecord):
    """A country where the firm works without people of its own: by exports, a licence, a franchise, a partner.

    >>> Market(country="DE", mode="export").since is None
    True
    """

    country: Annotated[Country, Field(description="Where.", examples=["JP"])]
    mode: Annotated[EntryMode, Field(description="Through which entry mode.", examples=["licensing"])]
    since: Annotated[int | None, Field(ge=1, le=9999, description="The first year.", examples=[2019])] = None
    activities: Annotated[tuple[Activity, ...], Field(description="What is done there, of the value chain.")] = ()

    @takes
    def __init__(
        self,
        *,
        country: str,
        mode: EntryMode,
        since: int | None = None,
        activities: Iterable[Activity] = (),
        **sourced: Unpack[SourceFields],
    ) -> None: ...
