"""Text -> places: what is read, what is refused, and that nothing is guessed."""

import contextlib
import csv
import itertools
from pathlib import Path

import pycountry
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from globalfirm import Country, Place, PlaceError
from globalfirm.places import country_names, offsets
from globalfirm.places.gazetteer import meanings
from globalfirm.places.parsing.text import LONGEST_LIST
from tests.profiles import examples
from tests.timing import in_proportion

# text -> country, subdivision, city, time zone
ONE = {
    # country, subdivision or city alone
    "California": ("US", "US-CA", None, "America/Los_Angeles"),
    "Scotland": ("GB", "GB-SCT", None, "Europe/London"),
    "London": ("GB", "GB-ENG", "London", "Europe/London"),
    "london": ("GB", "GB-ENG", "London", "Europe/London"),
    "Bangalore": ("IN", "IN-KA", "Bengaluru", "Asia/Kolkata"),
    "東京": ("JP", "JP-13", "Tokyo", "Asia/Tokyo"),
    "Singapore": ("SG", None, "Singapore", "Asia/Singapore"),
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
    "Tbilisi, Georgia": ("GE", "GE-TB", "Tbilisi", "Asia/Tbilisi"),
    "Georgia, USA": ("US", "US-GA", None, "America/New_York"),
    "Paris, Texas": ("US", "US-TX", "Paris", "America/Chicago"),
    "Cambridge, England": ("GB", "GB-ENG", "Cambridge", "Europe/London"),
    "London, Ontario": ("CA", "CA-ON", "London", "America/Toronto"),
    "Washington, D.C.": ("US", "US-DC", "Washington", "America/New_York"),
    "New York, USA": ("US", "US-NY", "New York City", "America/New_York"),
    "UK": ("GB", None, None, "Europe/London"),
    "usa": ("US", None, None, None),
    "the UK": ("GB", None, None, "Europe/London"),
    "Northern Ireland, UK": ("GB", "GB-NIR", None, "Europe/London"),
    "Luxembourg": ("LU", "LU-LU", "Luxembourg", "Europe/Luxembourg"),
    "Office in Most": ("CZ", "CZ-42", "Most", "Europe/Prague"),
    "Porto Alegre, RS": ("BR", "BR-RS", "Porto Alegre", "America/Sao_Paulo"),
    "Milano, MI": ("IT", "IT-MI", "Milan", "Europe/Rome"),
    "St. Gallen, SG": ("CH", "CH-SG", "Sankt Gallen", "Europe/Zurich"),
    "Mumbai, MH": ("IN", "IN-MH", "Mumbai", "Asia/Kolkata"),
    "Tijuana, BC, Mexico": ("MX", "MX-BCN", "Tijuana", "America/Tijuana"),
    "Guadalajara, Jalisco, Mexico": ("MX", "MX-JAL", "Guadalajara", "America/Mexico_City"),
    "Barcelona, Catalonia, Spain": ("ES", "ES-CT", "Barcelona", "Europe/Madrid"),
    "Kazan, Tatarstan, Russia": ("RU", "RU-TA", "Kazan", "Europe/Moscow"),
    "London \U0001f1e8\U0001f1e6": ("CA", "CA-ON", "London", "America/Toronto"),
    "Dublin (EMEA)": ("IE", "IE-L", "Dublin", "Europe/Dublin"),
    "Québec, Canada": ("CA", "CA-QC", None, None),
    "Harrisburg, PA (HQ)": ("US", "US-PA", "Harrisburg", "America/New_York"),
    "Toronto, CA": ("CA", "CA-ON", "Toronto", "America/Toronto"),
    "San Jose, CA": ("US", "US-CA", "San Jose", "America/Los_Angeles"),
    "Dover, DE": ("US", "US-DE", "Dover", "America/New_York"),
    "Berlin, DE": ("DE", "DE-BE", "Berlin", "Europe/Berlin"),
    "Seoul, Korea": ("KR", "KR-11", "Seoul", "Asia/Seoul"),
    "Kinshasa, Congo": ("CD", "CD-KN", "Kinshasa", "Africa/Kinshasa"),
    "Kinshasa, Congo, The Democratic Republic of the": ("CD", "CD-KN", "Kinshasa", "Africa/Kinshasa"),
    "Douglas, IOM": ("IM", None, "Douglas", "Europe/Isle_of_Man"),
    "New Delhi, India": ("IN", "IN-DL", "New Delhi", "Asia/Kolkata"),
    "Hong Kong, China": ("HK", None, "Hong Kong", "Asia/Hong_Kong"),
    "San Juan, PR, USA": ("PR", None, "San Juan", "America/Puerto_Rico"),
    "Delaware, USA": ("US", "US-DE", None, "America/New_York"),
    # the larger part first, in brackets, in codes
    "Brazil, Rio de Janeiro": ("BR", "BR-RJ", "Rio de Janeiro", "America/Sao_Paulo"),
    "Lithuania, Kaunas": ("LT", "LT-KU", "Kaunas", "Europe/Vilnius"),
    "USA - Atlanta, Georgia.": ("US", "US-GA", "Atlanta", "America/New_York"),
    "Georgia, Atlanta": ("US", "US-GA", "Atlanta", "America/New_York"),
    "Spain (Madrid)": ("ES", "ES-MD", "Madrid", "Europe/Madrid"),
    "Erfurt (Germany)": ("DE", "DE-TH", "Erfurt", "Europe/Berlin"),
    "Austin, TX (USA)": ("US", "US-TX", "Austin", "America/Chicago"),
    "Beijing (CN)": ("CN", "CN-BJ", "Beijing", "Asia/Shanghai"),
    "Curitiba, PR, Brazil": ("BR", "BR-PR", "Curitiba", "America/Sao_Paulo"),
    "São Paulo - SP (Brazil)": ("BR", "BR-SP", "São Paulo", "America/Sao_Paulo"),
    "Barueri, Sao Paulo": ("BR", "BR-SP", "Barueri", "America/Sao_Paulo"),
    # addresses
    "4910 E Adamo Dr, Unit B, Tampa, FL - 33605, United States.": ("US", "US-FL", "Tampa", "America/New_York"),
    "44 Tehama St, San Francisco, CA 94105": ("US", "US-CA", "San Francisco", "America/Los_Angeles"),
    "Main Street, Germany": ("DE", None, None, "Europe/Berlin"),
    "Remote, US": ("US", None, None, None),
    "Kansas City": ("US", None, "Kansas City", "America/Chicago"),
    "1010 Wien": ("AT", "AT-9", "Vienna", "Europe/Vienna"),
    "VSHN AG, Neugasse 10, 8005 Zurich, Switzerland": ("CH", "CH-ZH", "Zürich", "Europe/Zurich"),
    "Kemp House, 152-160 City Rd, London EC1V 2NX, England.": ("GB", "GB-ENG", "London", "Europe/London"),
    "336 Forest Ave\nAmsterdam, NY 12010\nUnited States": ("US", "US-NY", "Amsterdam", "America/New_York"),
    "Miami FL": ("US", "US-FL", "Miami", "America/New_York"),
    "Headquarters: Chicago, Illinois": ("US", "US-IL", "Chicago", "America/Chicago"),
    "We have an office in Nairobi, Kenya.": ("KE", "KE-30", "Nairobi", "Africa/Nairobi"),
    # small, beside their part
    "Windsor, Nova Scotia": ("CA", "CA-NS", "Windsor", "America/Halifax"),
    "Pollenza (MC), Italy": ("IT", "IT-MC", "Pollenza", "Europe/Rome"),
    "Contoocook, New Hampshire": ("US", "US-NH", "Contoocook", "America/New_York"),
    "Lincolnshire, Illinois": ("US", "US-IL", "Lincolnshire", "America/Chicago"),
    "Bengaluru, Karnataka": ("IN", "IN-KA", "Bengaluru", "Asia/Kolkata"),
    "Chelsea, Victoria, Australia": ("AU", "AU-VIC", "Chelsea", "Australia/Melbourne"),
    "Fulton, MD 20759": ("US", "US-MD", "Fulton", "America/New_York"),
    "Paris, Maine": ("US", "US-ME", "Paris", "America/New_York"),
    # abbreviations of the press, codes of ISO 3166-2, words for parts, how people work there
    "Los Angeles, Calif.": ("US", "US-CA", "Los Angeles", "America/Los_Angeles"),
    "Cambridge, Mass.": ("US", "US-MA", "Cambridge", "America/New_York"),
    "Richmond, Va.": ("US", "US-VA", "Richmond", "America/New_York"),
    "Toronto, Ont.": ("CA", "CA-ON", "Toronto", "America/Toronto"),
    "GB-SCT": ("GB", "GB-SCT", None, "Europe/London"),
    "Austin, US-TX": ("US", "US-TX", "Austin", "America/Chicago"),
    "Yekaterinburg, Sverdlovsk Oblast": ("RU", "RU-SVE", "Yekaterinburg", "Asia/Yekaterinburg"),
    "Krasnodar Krai": ("RU", "RU-KDA", None, "Europe/Moscow"),
    "Galway, Co. Galway, Ireland": ("IE", "IE-G", "Galway", "Europe/Dublin"),
    "UK-based": ("GB", None, None, "Europe/London"),
    "HQ: Berlin (remote ok)": ("DE", "DE-BE", "Berlin", "Europe/Berlin"),
    "Kinshasa, Zaire": ("CD", "CD-KN", "Kinshasa", "Africa/Kinshasa"),
    "EU - Germany": ("DE", None, None, "Europe/Berlin"),
    "Western Australia": ("AU", "AU-WA", None, "Australia/Perth"),
    "Europe/Berlin": ("DE", "DE-BE", "Berlin", "Europe/Berlin"),
    "Georgetown, Cayman Islands": ("KY", None, "George Town", "America/Cayman"),
    "Canton, China": ("CN", "CN-GD", "Guangzhou", "Asia/Shanghai"),
    "Guildford, Surrey, Great Britain": ("GB", "GB-SRY", "Guildford", "Europe/London"),
    # a name that is not known, in front of the postcode of an address
    "Narniahof, 10115 Berlin": ("DE", "DE-BE", "Berlin", "Europe/Berlin"),
    # a name that ends as a street does
    "Neuhaus am Rennweg, Thuringia, Germany": ("DE", "DE-TH", "Neuhaus am Rennweg", "Europe/Berlin"),
    # a part, and the region that it lies in
    "Luxembourg, Wallonia": ("BE", "BE-WLX", None, "Europe/Brussels"),
}

MANY = {
    "LA, NY, DC, London": ["Los Angeles", "New York City", "Washington", "London"],
    "San Francisco, New York & Denver": ["San Francisco", "New York City", "Denver"],
    "Singapore, London, Sydney, San Francisco, Hong Kong & Auckland.": [
        *("Singapore", "London", "Sydney", "San Francisco", "Hong Kong", "Auckland"),
    ],
    "Houston, Texas and Singapore.": ["Houston", "Singapore"],
    "Berlin | Dublin | Krakow | London": ["Berlin", "Dublin", "Kraków", "London"],
    "Spain (Madrid, Zaragoza)": ["Madrid", "Zaragoza"],
    "Trinidad and Tobago and Bosnia and Herzegovina": ["TT", "BA"],
    "- Harrisburg, PA (HQ)\n- NYC\n* Boston\n1) DC": ["Harrisburg", "New York City", "Boston", "Washington"],
    "Cape Town 🇿🇦 & London 🇬🇧": ["Cape Town", "London"],
    "Our office is located in [Amsterdam](https://maps.example/Amsterdam)": ["Amsterdam"],
    "We have offices in San Francisco (US) and BeiJing (CN).": ["San Francisco", "Beijing"],
    "Portland, OR, and Toronto, Canada": ["Portland", "Toronto"],
    "US, India, Philippines": ["US", "IN", "PH"],
    "India, USA": ["IN", "US"],
    "Munich, Berlin": ["Munich", "Berlin"],
    "Headquarters are:\n3180 18th St\nSan Francisco, CA 94110": ["San Francisco"],
    "SF; LA": ["San Francisco", "Los Angeles"],
    "- Kemperplatz 1, 10785 Berlin\n- 44 Tehama St, San Francisco, CA 94105": ["Berlin", "San Francisco"],
    "Vienna, Graz 5": ["Vienna", "Graz"],
    "Germany: Berlin; France: Paris": ["Berlin", "Paris"],
    "\U0001f1fa\U0001f1f8 \U0001f1e8\U0001f1e6": ["US", "CA"],
    "DE, FR": ["DE", "FR"],
    "DE/AT/CH": ["DE", "AT", "CH"],
    "Springfield, IL; Springfield, MA": ["Springfield", "Springfield"],
    "Boston, London": ["Boston", "London"],
    "Dublin, San Francisco": ["Dublin", "San Francisco"],
    "London, Reading, UK": ["London", "Reading"],
    "London (HQ), New York, Singapore": ["London", "New York City", "Singapore"],
    "Berlin; USA": ["Berlin", "US"],
}

REFUSED = {
    **dict.fromkeys(["", " ", "Remote", "Worldwide", "Anywhere", "Online"], "is not a place"),
    **dict.fromkeys(["Distributed", "None", "N/A", "None.", "100% remote", "NA"], "is not a place"),
    **dict.fromkeys(["Europe", "EMEA", "Latin America", "North America", "Asia", "APAC", "Earth"], "is a region"),
    "Georgia": "GE .Georgia. or US-GA",
    "Boston, New York, NY, Washington DC., Atlanta GA.": "Boston in US-NY and",
    "Sydney, Japan, Seoul": "a list of unlike things",
    "co-working space, Hamburg, Germany": "'co-working space' is not a place",
    "Portland": "Portland in US-OR .* Portland in US-ME",
    "Cambridge": "Cambridge in GB-ENG.* Cambridge in US-MA",
    "Springfield, USA": "US-MO.* US-MA",
    "Washington": "US-DC .* US-WA",
    "Washington, USA": "US-WA or Washington in US-DC",
    "Korea": "KP .* KR",
    "Seoul, Congo": "2 places|may mean",
    "CA": "CA .Canada. or US-CA",
    "Ontario, CA": "Ontario in US-CA",
    "Salem, IN": "Salem in IN-TN or Salem in US-IN",
    "Foo, Georgia": "US-GA or GE",
    "USA, Georgia": "US-GA or US .* GE",
    "Armenia, Colombia": "Armenia in CO-QUI or AM",
    "Quito, Colombia": "Quito in EC-P and CO",
    "LA, NY, DC, London": "names 4 places: use Place.parse_all",
    "nice": "a small town or a common word",
    "mobile": "a small town or a common word",
    "Blegrade": "Did you mean 'Belgrade'",
    "Paris (St Lazare)": "'St Lazare' may mean",
    "Harvest, 2248 Broadway #1103, New York, NY 10024": "is not understood",
    "Berlin \U0001f1ff\U0001f1ff": "is not a place",
    "HR, IT": "words or abbreviations",
    "HR & IT": "words or abbreviations",
    "IT\nHR": "words or abbreviations",
    "OK": "a common word",
    "hi": "a common word",
    "Miss": "a common word",
    "AL, GA": "AL .Albania. or US-AL",
    "CA, DE": "CA .Canada. or US-CA",
    "Canton": "Canton in US-MI",
    "EU/UK": "'EU' is a region",
    "EU, UK": "'EU' is a region",
    "Eastern US": "a quarter of what follows",
    "South of France": "a quarter of what follows",
    "Northern Virginia": "a quarter of what follows",
    "Europe & Germany": "'Europe' is a region",
    "Brazil, Poloni": "may mean",  # a town, or Poland in Galician
    "United States, Cameron": "may mean",
    "Durham County": "is not a place",
    "US, CA": "US .United States. and CA .Canada. or US-CA",
    "Mars": "may mean",
    "West Coast": "a common word",
    "Office | Mobile | Fax": "'Fax' is not a place",
    "Office - Mobile": "a common word",
    "London, Paris, USA": "may mean",
    "Perth, Edinburgh": "Perth in AU-WA or Perth in GB-SCT",
    "Perth; Edinburgh": "Perth in AU-WA or Perth in GB-SCT",
    "Alexandria and Laredo": "Alexandria in EG-ALX, Alexandria in US-VA",
    "Ōta; Japan": "may mean",
    "Brazzaville; Congo": "may mean",
    "London, Kitchener": "London in GB-ENG or London in CA-ON",
    "Cambridge, Boston": "Cambridge in US-MA or Cambridge in US-MA and Boston in US-MA",
    "London, Reading": "or be a city of its own",
    "Namur, Hainaut": "Namur in BE-WHT or BE-WNA and BE-WHT",  # two provinces, or a city that may lie in the other
    "Reading, York": "or be a city of its own",
    "East Clifton": "a quarter of what follows it",
    "UK & Europe": "is a region",
    "New Zeland, India": "Did you mean 'New Zealand'",
    "Indiana Jones": "is not understood",
    "We have no office in London": "denies",
    "no, Germany": "denies",
    "some town, Germany": "is not a place",
    "\U0001f1fa\U0001f1f8; \U0001f1fa\U0001f1f8; PK": "PK .Pakistan. or US .United States. and US .United States. and PK",
    "10115, Narniahof, Berlin": "'Narniahof' is not a place",
}


FACTS = Path(__file__).parents[1] / "facts" / "place_texts.csv"


def test_the_table_of_facts_is_read_right_or_refused_and_nearly_all_of_it_right():
    """`CC:Zone; CC` for each place of a text; nothing where the only right reply is an error. Zones agree by their clocks."""
    with FACTS.open(encoding="utf-8") as file:
        rows = [
            (row["text"], [each.strip() for each in row["expected"].split(";") if each]) for row in csv.DictReader(file)
        ]
    outcomes = {text: _judged(text, expected) for text, expected in rows}
    assert [text for text, how in outcomes.items() if how == "wrong"] == []
    assert sum(how == "right" for how in outcomes.values()) >= 163


def _judged(text, expected):
    try:
        places = Place.parse_all(text)
    except PlaceError:
        return "refused" if expected else "right"
    wanted = sorted(each.partition(":")[::2] for each in expected)
    found = sorted((place.country, place.time_zone or "") for place in places)
    if [country for country, _ in wanted] != [country for country, _ in found]:
        return "wrong"
    clocks = [
        (zone and offsets.year_rules(zone), got and offsets.year_rules(got))
        for (_, zone), (_, got) in zip(wanted, found, strict=True)
    ]
    if any(zone and got and zone != got for zone, got in clocks):
        return "wrong"
    return "refused" if any(zone and not got for zone, got in clocks) else "right"


@pytest.mark.parametrize("text", ONE)
def test_one_place(text):
    place = Place.parse(text)
    assert (place.country, place.subdivision, place.city, place.time_zone) == ONE[text]
    assert place.latitude is None or place.city


def test_a_town_that_is_not_known_keeps_its_text_and_gets_no_coordinates():
    place = Place.parse("Narniaville, New Hampshire")
    assert (place.subdivision, place.city, place.time_zone) == ("US-NH", "Narniaville", "America/New_York")
    assert place.latitude is None


@pytest.mark.parametrize("text", MANY)
def test_lists(text):
    assert [place.city or place.country for place in Place.parse_all(text)] == MANY[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refused_with_a_sentence(text):
    with pytest.raises(PlaceError, match=REFUSED[text]):
        Place.parse(text)


@pytest.mark.parametrize(("text", "home"), [("Portland", "US"), ("Springfield", "FR"), ("Portland", "GB")])
def test_a_home_country_decides_nothing_where_it_has_several_of_that_name_or_none(text, home):
    with pytest.raises(PlaceError, match="may mean"):
        Place.parse(text, home=home)


def test_what_names_nothing_the_other_way_round_is_read_as_it_stands():
    assert Place.parse("Korea, Republic of").country == "KR"
    assert [each.given for each in Place.find_all("Narnia, Kingdom of").problems] == ["Narnia", "Kingdom of"]
    assert Place.find_all("Berlin, City of").places == ()


def test_a_long_text_is_read_line_by_line_even_where_it_has_but_two():
    with pytest.raises(PlaceError, match="London in GB-ENG"):
        Place.parse_all("Berlin, " * 41 + "London\nOntario")


def test_a_sentence_that_denies_is_refused_whole():
    found = Place.find_all("We have no office but a few desks in San Francisco and New York City.\nBerlin")
    assert [place.city for place in found.places] == ["Berlin"]
    assert len(found.problems) == 1


def test_a_name_that_does_not_decide_leaves_its_neighbours():
    found = Place.find_all("London, Hyderabad, Delhi")
    assert [place.city for place in found.places] == ["London", "Delhi"]
    assert str(found.problems[0]).startswith("'Hyderabad' may mean Hyderabad in IN-TS or Hyderabad in PK-SD")


@pytest.mark.parametrize(
    ("text", "places", "problems"),
    [
        ("Belgrade, Serbia, Remote", ["Belgrade"], 0),
        ("Berlin, Germany and completely remote positions", [], 1),
        ("Boston, London, and around the world.", ["Boston", "London"], 1),
        ("UK & Europe", ["GB"], 1),
        ("London, Narnia", ["London"], 1),
        ("US, UK, Israel offices", ["US", "GB", "IL"], 0),
        ("Our customers are in Paris, Rome", [], 1),
        ("Belgrade; Narnia", ["Belgrade"], 1),
        ("Bridge of Don", [], 1),
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
    found = [city for city in meanings(name) if city.kind == "city" and city.country == country]
    assert found[0].part == subdivision


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


def test_no_place_is_read_from_the_name_of_another_country():
    """All that `Country` reads, `Place` reads as the same country, as a part of one that is none, or refuses."""
    written = {name for former in pycountry.historic_countries for name in country_names.written(former.name)}
    written |= {name for names in country_names.COLLOQUIAL.values() for name in names}
    written |= {name for country in pycountry.countries for name in country_names.written(country.name)}
    wrong = {}
    for name in sorted(written):
        with contextlib.suppress(PlaceError):
            country, place = Country(name), Place.parse(name)
            if place.country != country:
                wrong[name] = place
    assert wrong == {}


def test_codes_of_states_that_are_codes_of_countries_too_are_never_guessed():
    """The places of "AL, GA" may be Albania and Gabon, or Alabama and Georgia."""
    states = {part.code[3:] for part in pycountry.subdivisions.get(country_code="US") if part.type == "State"}
    both = sorted(state for state in states if pycountry.countries.get(alpha_2=state))
    wrong = {}
    for pair in itertools.permutations(both, 2):
        with contextlib.suppress(PlaceError):
            places = Place.parse_all(", ".join(pair))
            if {place.country for place in places} != {"US"}:
                wrong[pair] = places
    assert wrong == {}


def test_two_readings_are_never_silently_one():
    """Adding the country to a place that was read never moves it."""
    for text, country in itertools.product(["Atlanta, Georgia", "Paris, Texas"], ["USA", "United States"]):
        assert Place.parse(f"{text}, {country}") == Place.parse(text)


@pytest.mark.parametrize("text", ["São Pau\ud800o", "Porto Alegre\udfff, Brazil", "\ud800", "Belgrade; Par\udc00is"])
def test_half_a_character_is_read_over_or_refused_as_any_text_is(text: str) -> None:
    """JSON may hold one, and no text of a record can: what broke was the record made of the reading."""
    for read in (Place.parse, Place.parse_all, Place.find_all, Place.explain):
        with contextlib.suppress(PlaceError):
            str(read(text)).encode("utf-8", "backslashreplace")
    for place in Place.find_all(text).places:
        place.model_dump_json()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("USA, Puerto Rico, San Juan", "PR"),
        ("China, Hong Kong, Kowloon", "HK"),
        ("France, French Polynesia, Papeete", "PF"),
    ],
)
def test_a_territory_behind_its_country_is_where_the_place_lies(text: str, country: str) -> None:
    assert Place.parse(text).country == country


@pytest.mark.parametrize(("text", "part"), [("Paris, Pa.", "US-PA"), ("Springfield, Mo.", "US-MO")])
def test_what_the_press_writes_for_a_state_is_no_village_of_that_name(text: str, part: str) -> None:
    """Pa is a village of Burkina Faso, Mo one of Norway."""
    assert Place.parse(text).subdivision == part
