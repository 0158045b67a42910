"""Weekends: CLDR's, by country."""

from __future__ import annotations

import pycountry
import pytest

from globalfirm.places.weekend import weekend

THURSDAY, FRIDAY, SATURDAY, SUNDAY = 3, 4, 5, 6


@pytest.mark.parametrize(
    ("country", "days_off"),
    [
        ("RS", (SATURDAY, SUNDAY)),
        ("US", (SATURDAY, SUNDAY)),
        ("XK", (SATURDAY, SUNDAY)),
        ("AE", (SATURDAY, SUNDAY)),  # since 2022
        ("IL", (FRIDAY, SATURDAY)),
        ("EG", (FRIDAY, SATURDAY)),
        ("SA", (FRIDAY, SATURDAY)),
        ("AF", (THURSDAY, FRIDAY)),
        ("IR", (FRIDAY,)),
        ("IN", (SUNDAY,)),
    ],
)
def test_days_off(country: str, days_off: tuple[int, ...]) -> None:
    assert weekend(country) == days_off


def test_every_country_works_five_or_six_days() -> None:
    assert {len(weekend(country.alpha_2)) for country in pycountry.countries} == {1, 2}
