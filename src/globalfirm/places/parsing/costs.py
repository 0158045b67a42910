"""What a reading costs: the powers of ten by which it is less likely than a plain one.

A cost of 1 is paid for what is ten times rarer, 2 for a hundred, 3 for a thousand; 0.3 for what is half as likely, 0.5 for
a third. They add up, as likelihoods multiply. A meaning of a name costs how much heavier its heaviest namesake is; the
ways in which people write places cost what stands here, each with the reason that an explanation gives.

>>> LARGER_FIRST, LARGER_FIRST.why
(0.5, 'the larger place stands first')
"""

from __future__ import annotations

from typing import Self

FACTOR = 1.0
"""A reading is the answer only where the next one of another meaning is this much less likely: ten times."""
LIMIT = 2.5
"""However alone it stands, a reading that costs more is none: at best one text in three hundred would mean that."""
EACH_MORE = 0.3
"""Added to the limit for each further place of a list."""


class Cost(float):
    """A cost, and why it is paid."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, value: float, why: str) -> Self:
        """As a number, with its reason."""
        made = super().__new__(cls, value)
        made.why = why
        return made


# --- how places stand beside one another ---

JOINED = {
    separator: Cost(value, f"{name!r} stands inside one place")
    for separator, value, name in [
        *((" ", 0.0, " "), (",", 0.0, ","), ("-", 0.0, "-"), ("(", 0.0, "("), (")", 0.3, ")"), ("/", 0.3, "/")),
        *(("&", 4.0, "and"), ("\n", 1.0, "a new line"), (";", 2.5, ";")),
    ]
}
"""That a name belongs to the place before it, by what stands between them."""
PARTED = {
    separator: Cost(value, f"{name!r} parts two places")
    for separator, value, name in [
        *((" ", 3.0, " "), (",", 1.2, ","), ("-", 1.5, "-"), ("(", 3.0, "("), (")", 1.0, ")"), ("/", 0.5, "/")),
        *(("&", 0.0, "and"), ("\n", 0.0, "a new line"), (";", 0.0, ";")),
    ]
}
"""That it begins another."""
ANOTHER = Cost(0.3, "a further name of a list")
AFTER_ADDRESS = Cost(0.5, "another place after an address")
BEFORE_STREET = Cost(2.5, "a name before the street of another place")
CODE_AFTER_NAME = Cost(2, "a code behind a name begins another place")
UNLIKE = Cost(3, "a list of unlike things, as a city and a country")
INSIDE_THE_OTHER = Cost(3, "a place abroad beside a name that may be its country, or has one of that name")
UNLIKE_BY_SLASH = Cost(1.5, "a list of unlike things between slashes")
LEAST_SAYS_MORE = Cost(1.5, "only one place of the list names its country")
SAYS_TWICE = Cost(3, "the list names one country twice")
COMMON_CODES = Cost(3, "a list of codes that are words or abbreviations")
TWO_LANGUAGES = Cost(1, "a list of countries in two languages")

ONE_WOULD_DO = 1.2
"""At most, for a list of several countries where its names have one in common."""
KNOWN_EVERYWHERE = 5_000_000
"""People of a city that says nothing of the country of its list: the fewer the largest has, the more it says."""

# --- how the names of one place stand ---

LARGER_FIRST = Cost(0.5, "the larger place stands first")
UNORDERED = Cost(1, "neither from small to large nor from large to small")
SAID_AGAIN = Cost(0.5, "one place is named twice")
LOOSELY_INSIDE = Cost(0.3, "it may lie in the part named, which GeoNames does not say")
A_CITY_RATHER = Cost(3, "it may lie in the part named, or be a city of its own")
DISTRICT_OR_CITY = Cost(0.5, "a district, or the larger place elsewhere that is called so")
COUNTRY_BY_CODE = Cost(0.5, "the country is written as a code")
NOTHING_BUT_CODES = Cost(2, "the codes of a part and its country, without a name")
CODE_BEHIND_COUNTRY = Cost(3, "a part's code stands behind its country")
USUAL_CODE_BEHIND_COUNTRY = Cost(1.5, "a code stands behind its country")
QUARTER = Cost(4, "a quarter of what follows it is taken for a name")
CODE_THAT_IS_A_NAME = Cost(2.5, "letters that people say as a name are taken for a code")

# --- a name that stands alone ---

PART_ALONE = Cost(0.5, "people name the city of an office sooner than its district")
CODE_ALONE = Cost(3, "a code alone, of a part that people do not name so")
LONE_CODE = Cost(0.5, "a code alone")
COUNTRY_RATHER = Cost(0.5, "the country of that name is meant sooner")
NEEDS_COMPANY = Cost(3, "a small town or a common word, and nothing beside it")
COMPANY_FROM = 25_000
"""People that a place must have so that its name alone is enough."""
COMPANY_FROM_IN_LOWER_CASE = 500_000

# --- what names nothing known ---

NUMBER = Cost(0.3, "a number that says nothing")
STREET = Cost(0.1, "a street")
STREET_WITHOUT_NUMBER = Cost(0.6, "a street without a number")
STREET_OR_POSTCODE = Cost(1.3, "a street, or a postcode and a town")
STREET_OR_CITY = Cost(3, "a street that is called like a large city, behind a postcode")
STREET_BEHIND = Cost(1, "a street behind its city")
NO_STREET = Cost(2, "what looks like a street is none")
UNKNOWN_NAME = Cost(3, "a name that is not known")
UNKNOWN_NAME_OF_ADDRESS = Cost(1.5, "a name that is not known, before a postcode")
UNKNOWN_TOWN = Cost(1.7, "a town that is not known, in the part named")
UNKNOWN_DISTRICT = Cost(0.5, "a name that is not known, inside an address")

# --- what a name means ---

IN_NAMED_PART = 1.2
"""A city inside the part that is named costs no more, however rare among its namesakes: Paris, Texas."""
IN_NAMED_COUNTRY = 2.0
"""The same in the country that is named, where the city's name is no country's: Lagos, Portugal."""
