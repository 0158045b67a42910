"""On which days of the week a country rests.

>>> weekend("RS"), weekend("IL"), weekend("IN")
((5, 6), (4, 5), (6,))
"""

from __future__ import annotations

from globalfirm.places.generated.weekend_table import WEEKENDS

SATURDAY_AND_SUNDAY = (5, 6)


def weekend(country: str) -> tuple[int, ...]:
    """The days off of a country, Monday being 0.

    Source: Unicode CLDR, week data, through Babel when the table was made.

    >>> weekend("IR")
    (4,)
    """
    return WEEKENDS.get(country, SATURDAY_AND_SUNDAY)
