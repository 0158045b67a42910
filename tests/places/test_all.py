"""The lists for a form to choose from: each thing once, none missing, in an order that people look in."""

from __future__ import annotations

import pycountry
import pytest
import pytz

import globalfirm as gf


@pytest.mark.parametrize("kind", [gf.Country, gf.TimeZone])
def test_each_stands_once_as_it_is_written(kind) -> None:
    listed = kind.all()
    assert len(set(listed)) == len(listed)
    assert [type(each) for each in listed] == [kind] * len(listed)
    assert [kind(str(each)) for each in listed] == list(listed)


def test_all_that_can_be_read_is_listed() -> None:
    assert {gf.Country(country.alpha_3) for country in pycountry.countries} | {"XK"} == set(gf.Country.all())
    assert {gf.TimeZone(name) for name in pytz.all_timezones} == set(gf.TimeZone.all())


def test_countries_stand_by_name_and_zones_by_their_own() -> None:
    names = [country.name for country in gf.Country.all()]
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names.index("Côte d'Ivoire") + 1 == names.index("Croatia")
    assert list(gf.TimeZone.all()) == sorted(gf.TimeZone.all())
