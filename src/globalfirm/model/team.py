"""Who: a team, its members one by one, or its headcount by place.

>>> Team(name="Development", sites=[Site(city="Belgrade", country="Serbia", headcount=12)]).people
Count(12)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Unpack

from pydantic import Field, field_validator

from globalfirm.ground.fields import Text
from globalfirm.ground.messages import problem
from globalfirm.ground.record import takes
from globalfirm.model.base import SourcedPlaceFields, SourcedRecord, SourceFields
from globalfirm.model.count import Count
from globalfirm.model.office import NOBODY, Office, Site
from globalfirm.model.working_hours import WorkingHours
from globalfirm.places.country import Country
from globalfirm.places.place import FromText, Place


class Member(Place, SourcedRecord):
    """One person: the role, and where they live, apart from their nationality.

    >>> cto = Member(role="CTO", nationality="Serbia", country="Dominican Republic")
    >>> cto.country, cto.nationality
    ('DO', 'RS')
    """

    role: Annotated[Text | None, Field(description="What they do.", examples=["CTO"])] = None
    name: Annotated[Text | None, Field(description="The person's name.")] = None
    nationality: Annotated[Country | None, Field(description="Citizenship, not residence.", examples=["RS"])] = None

    @takes
    def __init__(
        self,
        *,
        role: str | None = None,
        name: str | None = None,
        nationality: str | None = None,
        **place: Unpack[SourcedPlaceFields],
    ) -> None: ...

    @property
    def people(self) -> Count:
        """One.

        >>> Member(country="DO").people
        Count(1)
        """
        return Count._of(1, 1)


class Team(SourcedRecord):
    """People who work together: members one by one, or headcounts by place. A person is in one team only.

    >>> team = Team(name="Executives", members=[Member(country="US"), Member(country="DO")])
    >>> [str(place) for place in team.places], team.people
    (['United States', 'Dominican Republic'], Count(2))
    >>> Team(name="Developers", sites=["Belgrade, Serbia"]).sites[0].time_zone
    'Europe/Belgrade'
    """

    name: Annotated[Text, Field(description="The team's name.", examples=["Executives"])]
    function: Annotated[Text | None, Field(description="What it does.", examples=["development", "sales"])] = None
    members: Annotated[tuple[Annotated[Member, FromText], ...], Field(description="Its people, one by one.")] = ()
    sites: Annotated[tuple[Annotated[Site, FromText], ...], Field(description="Its people, by place.")] = ()
    working_hours: Annotated[
        WorkingHours | None, Field(description="When its people work, at sites without hours of their own.")
    ] = None

    @field_validator("sites")
    @classmethod
    def _refuse_offices(cls, value: tuple[Site, ...]) -> tuple[Site, ...]:
        # An office stands in the company's list: in a team as well it would be counted there as another place.
        if any(isinstance(site, Office) for site in value):
            raise problem(
                "office_in_team", "a team's sites are not offices: give a Site here, and the Office to the company."
            )
        return value

    @takes
    def __init__(
        self,
        *,
        name: str,
        function: str | None = None,
        members: Iterable[Member | Place | str] = (),
        sites: Iterable[Site | Place | str] = (),
        working_hours: WorkingHours | None = None,
        **sourced: Unpack[SourceFields],
    ) -> None: ...

    @property
    def places(self) -> tuple[Member | Site, ...]:
        """Where its people are, each with `people`.

        >>> Team(name="A", members=[Member(country="RS")]).places[0].country
        'RS'
        """
        return (*self.members, *self.sites)

    @property
    def people(self) -> Count:
        """How many people it has, as far as the record says.

        >>> Team(name="A", sites=[Site(country="RS"), Site(country="US", headcount=3)]).people
        Count('4+')
        """
        return sum((place.people for place in self.places), start=NOBODY)
