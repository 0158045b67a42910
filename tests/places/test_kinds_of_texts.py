"""What people write, kind by kind: what a careful person reads in it; and nothing where no one can know."""

from __future__ import annotations

import pytest

from globalfirm import Place, PlaceError

# kind -> text -> country (and city, where one is meant) of each place
READ = {
    "a hyphen without spaces stands between a place and what it lies in": {
        "UK-London": "GB London",
        "Warsaw-PL": "PL Warsaw",
        "DE-Berlin": "DE Berlin",
        "US-CA-San Francisco": "US San Francisco",
        "IN-KA-Bangalore": "IN Bengaluru",
        "United States-California-San Jose": "US San Jose",
        "US-Remote": "US",
        "Germany-wide": "DE",
        "Kitchener-Waterloo, Ontario": "CA Kitchener-Waterloo",
        "Strijp-S, Torenallee 20, 5617 BC Eindhoven": "NL Eindhoven",
    },
    "brackets are a part of the name": {
        "Halle (Saale)": "DE Halle (Saale)",
        "Frankfurt (Oder)": "DE Frankfurt (Oder)",
    },
    "what says nothing of where, in other languages": {
        "Munich and surrounding area": "DE Munich",
        "Zürich und Umgebung": "CH Zürich",
        "Großraum Stuttgart": "DE Stuttgart",
        "Paris et périphérie": "FR Paris",
        "São Paulo e Região": "BR São Paulo",
        "Télétravail (France)": "FR",
        "Brasil (remoto)": "BR",
        "Nationwide, USA": "US",
        "Berlin Hub": "DE Berlin",
    },
    "and, or": {
        "Berlin oder München": "DE Berlin; DE Munich",
        "Paris ou Lyon": "FR Paris; FR Lyon",
        "Amsterdam en Utrecht": "NL Amsterdam; NL Utrecht",
        "Stockholm och Malmö": "SE Stockholm; SE Malmö",
        "Warszawa i Kraków": "PL Warsaw; PL Kraków",
    },
    "streets of many countries": {
        "10, rue de la Paix\n75002 PARIS\nFRANCE": "FR Paris",
        "C/ Gran Vía 28, 28013 Madrid": "ES Madrid",
        "1250, boul. René-Lévesque O., Montréal (Québec) H3B 4W8": "CA Montréal",
        "c/o WeWork, Kemperplatz 1, 10785 Berlin, Germany": "DE Berlin",
        "Büyükdere Cad. No: 195, 34394 Istanbul, Turkey": "TR Istanbul",
        "No. 88, Chaoyang District, Beijing": "CN Beijing",
    },
    "a word for parts of a country": {
        "Washington State": "US",
        "State of California": "US",
        "Stockholm, Stockholm County, Sweden": "SE Stockholm",
        "Tel Aviv, Tel Aviv District, Israel": "IL Tel Aviv",
        "Shenzhen, Guangdong Province": "CN Shenzhen",
    },
    "one place by two names, or named again": {
        "Dublin, Dublin, Ireland": "IE Dublin",
        "Londres / London": "GB London",
        "Gasteiz / Vitoria, Spain": "ES Gasteiz / Vitoria",
        "Taipei, T'ai-pei, Taiwan": "TW Taipei",
    },
    "a list in brackets behind each country": {
        "Poland (Warsaw, Krakow), Germany (Berlin)": "PL Warsaw; PL Kraków; DE Berlin",
    },
}

REFUSED = {
    "what is denied": ["Non-US", "non US", "Ex-Germany"],
    "a county that is none of the countries that have such": ["Durham County", "Clare County"],
    "two cities that a hyphen joins": ["Dallas-Fort Worth", "Berlin-London"],
}


@pytest.mark.parametrize("kind", READ)
def test_a_kind_of_text_is_read_as_a_careful_person_does(kind: str) -> None:
    found = {text: "; ".join(map(_written, Place.parse_all(text))) for text in READ[kind]}
    assert found == READ[kind]


def _written(place: Place) -> str:
    return " ".join(filter(None, (place.country, place.city)))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_one_can_know_is_refused(kind: str) -> None:
    assert [text for text in REFUSED[kind] if _is_read(text)] == []


def _is_read(text: str) -> bool:
    try:
        return bool(Place.parse_all(text))
    except PlaceError:
        return False
