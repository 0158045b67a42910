"""Every text that names a country: codes, names as ISO, CLDR and people write them, and the names two share."""

from __future__ import annotations

import re
from functools import cache

import pycountry

from globalfirm.places.gazetteer import countries_called
from globalfirm.places.generated.name_table import CLDR_NAMES
from globalfirm.places.spelling import LONGEST_NAME, compact, fold
from globalfirm.places.subdivision import TERRITORIES

KOSOVO = "XK"
"""User-assigned in ISO 3166-1; used by the European Commission, the IMF, CLDR and GeoNames."""

NATIONS = ("England", "Scotland", "Wales", "Cymru", "Northern Ireland")
"""The parts of the United Kingdom, which people write as they write countries."""

COLLOQUIAL: dict[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates", "The Emirates", "Trucial States"),
    "AG": ("Antigua",),
    "BA": ("Bosnia",),
    "BD": ("East Pakistan",),
    "BF": ("Burkina", "Haute-Volta"),
    "BQ": ("Saba", "Sint Eustatius"),
    "BW": ("Bechuanaland",),
    "BY": ("Belorussia", "Byelorussia", "Белоруссия"),
    "BZ": ("British Honduras",),
    "CD": ("DRC", "RDC", "DR Congo", "Congo DRC", "Congo Kinshasa", "Congo-Zaire", "Belgian Congo"),
    "CF": ("CAR", "Centrafrique"),
    "CG": ("Congo Republic", "Congo Brazzaville"),
    "CI": ("Ivory Coast", "Elfenbeinküste"),
    "CN": ("PRC", "Mainland China", "China Mainland"),
    "CV": ("Cape Verde", "Cape Verde Islands"),
    "CZ": ("Czech Republic",),
    "ET": ("Abyssinia",),
    "FK": ("Falklands", "Malvinas", "Islas Malvinas"),
    "FM": ("Federated States of Micronesia",),
    "FO": ("Faeroe Islands", "Faeroes", "Faroes"),
    "FR": ("Metropolitan France", "France, Metropolitan"),
    "GB": (
        *("UK", "U.K.", "Great Britain", "Britain", "United Kingdom of Great Britain"),
        *NATIONS,
        *("North Ireland", "England and Wales", "Großbritannien", "Gran Bretaña", "Grande-Bretagne"),
        *(
            "Inglaterra",
            "Angleterre",
            "Inghilterra",
            "Engeland",
            "Écosse",
            "Escocia",
            "Pays de Galles",
            "Irlande du Nord",
        ),
        *("Irlanda del Norte",),
    ),
    "GF": ("French Guyana",),
    "GE": ("Sakartvelo",),
    "GN": ("Guinea-Conakry",),
    "GS": ("South Georgia",),
    "GY": ("British Guiana",),
    "HK": ("Hong Kong", "Hong Kong SAR", "HKSAR"),
    "IM": ("IOM",),
    "IN": ("Bharat",),
    "IR": ("Persia",),
    "JP": ("Nippon",),
    "KG": ("Kirghizia",),
    "KH": ("Kampuchea", "Khmer Republic"),
    "KI": ("Gilbert Islands",),
    "KN": ("Saint Kitts",),
    "KP": ("DPRK", "North Korea", "Korea DPR", "Korea, Dem. Rep."),
    "KR": ("ROK", "South Korea", "한국"),
    "LA": ("Laos",),
    "LK": ("Ceylon",),
    "LS": ("Basutoland",),
    "MD": ("Moldavia",),
    "MG": ("Malagasy Republic",),
    "MK": ("FYROM", "Macedonia", "Former Yugoslav Republic of Macedonia"),
    "MM": ("Burma",),
    "ML": ("French Sudan",),
    "MO": ("Macau", "Macao", "Macau SAR", "Macao SAR"),
    "MP": ("Northern Marianas",),
    "MW": ("Nyasaland",),
    "NA": ("South West Africa",),
    "NL": ("Holland",),
    "PS": (
        "Palestine",
        "Palestinian Territory",
        "Occupied Palestinian Territory",
        "Occupied Palestinian Territories",
        "West Bank and Gaza",
        "Gaza",
        "Gaza Strip",
    ),
    "RU": ("Russia", "Russian Fed."),
    "SA": ("KSA",),
    "SJ": ("Svalbard", "Jan Mayen"),
    "SR": ("Surinam", "Dutch Guiana"),
    "SS": ("Southern Sudan",),
    "SX": ("Saint Martin (Dutch part)", "Saint Maarten"),
    "SZ": ("Swaziland",),
    "TH": ("Siam", "ประเทศไทย"),
    "TC": ("Turks and Caicos",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "TT": ("Trinidad",),
    "TV": ("Ellice Islands",),
    "TW": ("Republic of China", "Taiwan ROC", "Republic of China (Taiwan)", "Chinese Taipei", "ROC", "Formosa"),
    "TZ": ("Zanzibar", "Tanganyika"),
    "US": (
        "US",
        "USA",
        "U.S. of A.",
        "U.S.of A.",
        "アメリカ",
        "United States of America",
        "The States",
        "EEUU",
        "EE.UU.",
        "EUA",
    ),
    "VC": ("Saint Vincent",),
    "VE": ("Venezuela RB",),
    "VA": ("Vatican", "Vatican City", "Vatican City State"),
    "VG": ("BVI", "British Virgin Islands"),
    "VI": ("USVI", "US Virgin Islands", "United States Virgin Islands"),
    "VN": ("Vietnam", "Viet Nam"),
    "UM": ("US Minor Outlying Islands",),
    "ZM": ("Northern Rhodesia",),
    "ZW": ("Rhodesia",),
    KOSOVO: ("Kosovo", "Kosova", "Republic of Kosovo"),
}
"""Names in common use that neither pycountry nor Babel's CLDR holds: CLDR's short and variant English names,
the names these countries had while their ISO code was already theirs, the United Kingdom's parts, initials."""

_RESERVED_CODES = {"UK": "GB", "EL": "GR", "XKX": KOSOVO, "ROM": "RO", "FX": "FR"}
"""Codes in use outside ISO 3166-1's list: reserved for (UK) or used by (EL) the European Union, the World Bank's
for Kosovo, Romania's until 2002, a change of alpha-3 alone, which ISO 3166-3 does not record, and France's for itself
without its overseas parts."""

_SPORT_CODES = (
    "ALG=DZ ANG=AO ARU=AW ASA=AS BAH=BS BAN=BD BAR=BB BER=BM BHU=BT BIZ=BZ BOE=BQ BOT=BW BRU=BN BUL=BG CAM=KH "
    "CAY=KY CGO=CG CHA=TD CHI=CL CRC=CR CRO=HR CTA=CF DEN=DK ENG=GB EQG=GQ ESA=SV FIJ=FJ GAM=GM GBS=GW GEQ=GQ "
    "GER=DE GPE=GP GRE=GR GRN=GD GUA=GT GUI=GN HAI=HT HON=HN INA=ID IRI=IR ISV=VI IVB=VG KOS=XK KSA=SA KUW=KW "
    "LAT=LV LBA=LY LES=LS MAD=MG MAS=MY MAW=MW MGL=MN MON=MC MRI=MU MTN=MR MYA=MM NCA=NI NED=NL NEP=NP NGR=NG "
    "NIG=NE NIR=GB OMA=OM PAR=PY PHI=PH PLE=PS POR=PT PUR=PR ROI=IE RSA=ZA SAM=WS SCO=GB SEY=SC SIN=SG SKN=KN "
    "SLO=SI SMN=MF SOL=SB SRI=LK SUD=SD SUI=CH TAH=PF TAN=TZ TGA=TO TOG=TG TPE=TW TRI=TT UAE=AE URU=UY VAN=VU "
    "VIE=VN VIN=VC WAL=GB ZAM=ZM ZIM=ZW"
)
SPORT_CODES = {pair[:3]: pair[4:] for pair in _SPORT_CODES.split()}
"""Olympic and FIFA codes that are no ISO code, of today or withdrawn, of another country; in capitals only."""

_NO_SINGLE_SUCCESSOR = {
    "East Germany": ("DE",),
    "German Democratic Republic": ("DE",),
    "West Germany": ("DE",),
    "South Vietnam": ("VN",),
    "North Vietnam": ("VN",),
    "Republic of Vietnam": ("VN",),
    "Yugoslavia": ("BA", "HR", "ME", "MK", "RS", "SI", KOSOVO),
    "Serbia and Montenegro": ("ME", "RS"),
    "Czechoslovakia": ("CZ", "SK"),
    "Netherlands Antilles": ("BQ", "CW", "SX"),
    "Soviet Union": ("RU",),
    "USSR": ("RU",),
    "America": ("US",),
    "Congo": ("CD", "CG"),
    "Guiana": ("GF", "GY"),
    "Samoa Islands": ("AS", "WS"),
    "Saint Martin Island": ("MF", "SX"),
}
"""Names for which any single answer would be a guess, and the countries a reader may have meant."""

UNNAMED = (
    "Other",
    "Others",
    "Other countries",
    "All other countries",
    "Elsewhere",
    "Rest of the world",
    "Rest of world",
    "RoW",
)
"""What reports write for countries that they don't name one by one."""

AMBIGUOUS = tuple(name for name, codes in _NO_SINGLE_SUCCESSOR.items() if len(codes) > 1)

_QUALIFIED = re.compile(r"\s*[(\[].*?[)\]]")
_WORDS_OF_STATES = (
    "a the of and country nation state states sovereign independent island islands mainland republic kingdom federal "
    "federation democratic peoples people's people islamic arab bolivarian plurinational socialist commonwealth union part "
    "side"
)
_SAYS_NOTHING = frozenset(_WORDS_OF_STATES.split())
"""Words that say, in brackets behind a country's name, no more than that it is one."""
_COMPASS = {
    "n": ("North", "Northern"),
    "s": ("South", "Southern"),
    "e": ("East", "Eastern"),
    "w": ("West", "Western"),
}
_COMPASS_LETTER = re.compile(r"(?i)^([nsew])(?:\.\s*|\s+)(?=\w{3})")
_QUALIFIER = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")
_COMPASS_BEHIND = re.compile(r"(?i)^(.{3,})\s+((?:north|south|east|west)(?:ern)?)$")
_DESIGNATION = re.compile(
    r"(?i)^(?:(?:the\s+)?(?:republic|rep\.?|kingdom|commonwealth|territory|union)\s+of\s+(?:the\s+)?)+"
)
_ARTICLE = re.compile(r"(?i)^(?:(?:de|der|die|das|het|el|la|los|las|le|les|il|o|os)\s+|l['’])(?=\w{3})")
"""What stands before a country's name in other languages: "La Suisse"."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_NATION_FLAG = re.compile("\U0001f3f4\U000e0067\U000e0062[\U000e0061-\U000e007a]+\U000e007f")
ANY_FLAG = re.compile(f"{_FLAG.pattern}|{_NATION_FLAG.pattern}")


@cache
def codes() -> dict[str, str]:
    """Upper-case alpha-2, alpha-3 and numeric codes, and the withdrawn codes with one successor -> alpha-2."""
    table: dict[str, str] = {}
    by_numeric = {country.numeric: country.alpha_2 for country in pycountry.countries}
    for former in pycountry.historic_countries:
        # The UN gives a territory a new number when its borders change, not when its name does: so a withdrawn
        # country whose number lives on has exactly one successor (Zaire, Burma), and the others do not.
        successor = by_numeric.get(getattr(former, "numeric", ""))
        if successor:
            table |= dict.fromkeys((former.alpha_2, former.alpha_3, former.alpha_4), successor)
    for country in pycountry.countries:
        table |= dict.fromkeys((country.alpha_2, country.alpha_3, country.numeric), country.alpha_2)
    return table | _RESERVED_CODES | {KOSOVO: KOSOVO}


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Compact name -> the countries that bear it: one for a name that decides, several for an ambiguous one."""
    countries: dict[str, set[str]] = {}

    def add(name: str, code: str) -> None:
        key = compact(name)
        if key:
            countries.setdefault(key, set()).add(code)

    for country in pycountry.countries:
        for name in written(country.name):
            add(name, country.alpha_2)
        for field in ("common_name", "official_name"):
            add(getattr(country, field, ""), country.alpha_2)
    for code, others in CLDR_NAMES.items():
        for name in others:
            _add_new(countries, name, code)
    for former in pycountry.historic_countries:
        successor = codes().get(former.alpha_4)
        for name in written(former.name) if successor else ():
            _add_new(countries, name, str(successor))
    for code, common in COLLOQUIAL.items():
        for name in common:
            countries[compact(name)] = {code}
    # A trailing empty candidate keeps a historic name with one listed country from reading as its name.
    table = {key: tuple(sorted(found)) for key, found in countries.items()}
    return table | {compact(name): (*found, "") for name, found in _NO_SINGLE_SUCCESSOR.items()}


@cache
def withdrawn() -> dict[str, str]:
    """Upper-case withdrawn codes (ISO 3166-3) without a single successor -> the country's name.

    >>> withdrawn()["ANT"]
    'Netherlands Antilles'
    """
    return {
        code: written(former.name)[-1]
        for former in pycountry.historic_countries
        for code in (former.alpha_2, former.alpha_3, former.alpha_4)
        if code not in codes()
    }


def _add_new(countries: dict[str, set[str]], name: str, code: str) -> None:
    """A name from elsewhere never takes a name that ISO gives to another country."""
    countries.setdefault(compact(name), {code})


def written(name: str) -> tuple[str, ...]:
    """The ways one ISO name is read: "Korea, Republic of" is also "Republic of Korea", and claims "Korea".

    >>> written("Korea, Republic of")
    ('Korea, Republic of', 'Republic of Korea', 'Korea')
    >>> written("Saint Martin (French part)")
    ('Saint Martin (French part)', 'Saint Martin')
    """
    plain = _QUALIFIED.sub("", name)
    head, comma, tail = plain.partition(", ")
    turned = (f"{tail} {head}", head) if comma else ()
    return tuple(dict.fromkeys((name, plain, *turned)))


def _compass(text: str) -> tuple[str, ...]:
    """The countries that "S. Korea" and "W. Sahara" may mean, and "Korea South"."""
    behind = _COMPASS_BEHIND.match(text)
    if behind:
        return names().get(compact(f"{behind[2]} {behind[1]}"), ())
    letter = _COMPASS_LETTER.match(text)
    if not letter:
        return ()
    spelled = (f"{word} {text[letter.end() :]}" for word in _COMPASS[letter[1].lower()])
    return next((hit for hit in (names().get(compact(other)) for other in spelled) if hit), ())


def _qualified(text: str) -> tuple[str, ...]:
    """The countries that "Sudan (South)" or "Hong Kong (China)" may mean: what stands in brackets is a part of the name.

    Two countries decide only where ISO 3166-2 lists one among the parts of the other. Brackets that say nothing of
    countries are not passed over: "Georgia (US state)" is no country.
    """
    match = _QUALIFIER.match(text)
    if not match:
        return ()
    name, qualifier = match.groups()
    turned = names().get(compact(f"{qualifier} {name}"))
    if turned:
        return turned
    outer = names().get(compact(name), ())
    if outer and all(word in _SAYS_NOTHING for word in fold(qualifier).replace("-", " ").split()):
        return outer
    code = codes().get(qualifier)
    inner = (code,) if code and pycountry.countries.get(alpha_2=qualifier[:2]) else names().get(compact(qualifier), ())
    if not (outer and inner) or outer == inner:
        return outer if inner else ()
    if len(outer) == len(inner) == 1 and outer[0] in TERRITORIES.get(inner[0], ()):
        return outer
    return tuple(dict.fromkeys((*outer, *inner)))


@cache
def _bygone() -> frozenset[str]:
    return frozenset(compact(name) for name, found in _NO_SINGLE_SUCCESSOR.items() if len(found) == 1)


def is_bygone(text: str) -> bool:
    """Whether a name is no country's of today, though only one may be meant.

    >>> is_bygone("East Germany"), is_bygone("Germany")
    (True, False)
    """
    return len(text) <= LONGEST_NAME and compact(text) in _bygone()


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(map(compact, UNNAMED))


def stands_for_others(text: str) -> bool:
    """Whether a text stands for countries that it does not name.

    >>> stands_for_others("OTHER"), stands_for_others("Rest of the World"), stands_for_others("Serbia")
    (True, True, False)
    """
    return len(text) <= LONGEST_NAME and compact(text) in _unnamed()


def candidates(text: str) -> tuple[str, ...]:
    """The countries that a text may mean; exactly one where it decides.

    >>> candidates("Congo")
    ('CD', 'CG', '')
    >>> candidates("S. Korea"), candidates("Niemcy"), candidates("36")
    (('KR',), ('DE',), ('AU',))
    """
    plain = text.strip()
    flag = flag_code(plain)
    if flag:
        return _beside_flag(flag, plain)
    return _by_code(plain) or _by_name(plain) or _by_name(_ARTICLE.sub("", plain))


def _by_name(text: str) -> tuple[str, ...]:
    return named_in_english(text) or countries_called(text)


def _by_code(text: str) -> tuple[str, ...]:
    """ISO's codes in any case, those of sports in capitals; numbers without their leading zeros, too."""
    upper = text.upper()
    code = codes().get(upper.zfill(3) if upper.isascii() and upper.isdigit() else upper) or SPORT_CODES.get(text)
    if code:
        return (code,)
    former = withdrawn().get(upper)
    return tuple(dict.fromkeys((*names().get(compact(former), ()), ""))) if former else ()


def flag_code(text: str) -> str | None:
    """The country of the flag that a text begins with.

    >>> flag_code("\U0001f1e9\U0001f1ea Germany")
    'DE'
    """
    if _NATION_FLAG.match(text):
        return "GB"  # those of its nations are written as its own with their letters
    flag = _FLAG.match(text)
    return codes().get("".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag[0])) if flag else None


def _beside_flag(flag: str, text: str) -> tuple[str, ...]:
    """A flag alone, or with the name of its country."""
    beside = ANY_FLAG.sub("", text, count=1).strip()
    return (flag,) if not beside or candidates(beside) == (flag,) else ()


def named_in_english(text: str) -> tuple[str, ...]:
    """The countries that a name means in English, in their own languages and in what people make of those.

    >>> named_in_english("W. Sahara"), named_in_english("Niemcy")
    (('EH',), ())
    """
    found = names().get(compact(text)) or _compass(text) or _qualified(text)
    if found or _QUALIFIED.search(text):
        return found or ()
    head, comma, country = text.rpartition(", ")
    inner, outer = (names().get(compact(head), ()), candidates(country)) if comma else ((), ())
    territory = any(code in TERRITORIES.get(other, ()) for code in inner for other in outer)
    if len(inner) == len(outer) == 1 and (territory or (head in NATIONS and inner == outer)):
        return inner  # "Hong Kong, China"; "England, UK"
    turned = written(text)[-2:-1]
    plainer = (*turned, *(_DESIGNATION.sub("", name) for name in (*turned, text)))
    return next((hit for hit in (names().get(compact(other)) for other in plainer) if hit), ())
