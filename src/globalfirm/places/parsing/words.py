"""Words around places, as people write them: fillers, streets, postcodes, regions of the world, denials."""

from __future__ import annotations

import re

from globalfirm.places.continent import continent_of
from globalfirm.places.gazetteer import words_of

_FILLER_WORDS = (
    "remote remotely fully hq headquarters headquarter headquartered head office offices main based located in at our "
    "is are an the we have global corporate company primary other location locations area greater metro metropolitan within "
    "downtown state region first only 100% and also around near worldwide anywhere distributed team country "
    "home work from city registered hybrid onsite on-site in-office wfh flexible hub wide nationwide nationally bundesweit "
    "vicinity surrounding surroundings umgebung umland großraum grossraum raum metropolregion metroplex région región região "
    "metropolitana périphérie environs remoto remota télétravail teletravail teletrabajo teletrabalho telework telecommute "
    "homeoffice híbrido hybride cbd european asian african american zentrale hauptsitz sitz standort siège sede oficina büro bureau"
)
FILLER = frozenset(_FILLER_WORDS.split())
"""Words that say nothing of where."""
LABELS = frozenset({"in", "at", "based", "located", "headquartered"})
"""Fillers that say that a place follows, so that even a common word is one: "office in Reading"."""
SEPARATE = frozenset({"&", "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "i", "og", "och", "ja"})
"""What people write between the last two places of a list."""
NEVER_AT_AN_EDGE = frozenset({"and", "&", "-", "–", "."})
_PARTICLE_WORDS = (
    "a al am an auf bei d da das de dei del della den der des di do dos du e el en i im in la las le les los of on sur the "
    "van von y zu und"
)
PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Small words inside names."""

_COMMON_WORDS = (
    "sale to most nice mobile office fax of reading bath home orange enterprise normal union commerce hope male split "
    "both bar best man men march media mission mobil much open page phone post power ready same sign summit team "
    "tour university well west north south east central dash is as at ware police tours bor van my see boom data est cet "
    "mass miss wash ill ore ark mont vic tas kan alas ind tex "
    "acreage agar airport ala ami anew ann annex antelope antique apex archangel archives arts bake batman bell bend bender "
    "bene bo bong bow brant bras brick bury buy cad cade can capital car centurion char chase chin chip christmas civ coast "
    "colony commonwealth confederation corn costa deal del deli die dig ding dire dole dome drama drug dual dubs duma end "
    "enlightened equator eras falcon federal felling fleet fora fountain gar gay genes goes gondola grit hail "
    "hang hello henchman hippo hire hit ho homestead homo horde hub hue hurst iba independence indie island islands job jobs "
    "junction kana kath land lend lime limo lion lira lives logos lone long lot malt mans mare marches maritime marks "
    "mascara massa masse mentor mim moa mojo mon mono moss nada nan naga nas new northeast northeastern northern "
    "northwest northwestern ode ogre oh opportunity ora oral oriental orion os pain papa papaya para paramount pare pari "
    "part pearl pen pest pesto pita plantation plaque plato plum po pole pop porta posse pristine punch ra radar rest retreat "
    "reunion rich rim rivers rose rouge ruse sad saga samba san sari save senna sens ser shad shaping shone shore shush sig "
    "sin sina sip slap snare solo some soo soul southeast southeastern southern southwest southwestern sparks spring springs "
    "stains states stop stow sue suede sunrise sur surprise tam tame tango tank terror thai than tire toon torrent tra tuba "
    "tunes turbo un upland us vas vest villages vine viral vista wa wadi wedding wetter widen wis worms ye zone "
    "awash babu boner dade date mage mako manning sec sion soe waka "
    "alexandra ali alicia ahmad amazon ariel athena bob bose bush carlos cesar chen chu claudio diana domingo dominique garcia "
    "gil hassan helene honda ira joanna judah julia kade kanye kara kash kennedy lara lawson layla leo leslie lester liz lola "
    "luca luka mandela marta mary meta miranda naruto nico nigel nikki obama paco palin rae rodriguez rubio siri teresa vargas"
)
COMMON = frozenset({*_COMMON_WORDS.split(), "west coast", "east coast", "new england"})
"""Common words, given names and names of firms that are the names of towns, too, or of places in some language."""
_COMMON_CODES = "IT HR TO NO IN AM AS BY DO ID IS ME MY PR SO TV AI CV PM QA MS MD LA VA OK OR OH HI"
COMMON_CODES = frozenset(_COMMON_CODES.split())
"""Codes of countries and parts that are words or abbreviations."""

_QUARTERS = (
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern central middle mid upper lower inner outer"
)
QUARTERS = frozenset(_QUARTERS.split())
"""Names of parts somewhere which, before another name, are a piece of it: "Eastern US" is not in American Samoa."""

CODED = frozenset({"US", "CA", "AU"})
"""Countries whose parts people name by a code alone: "TX"."""

DENIED = re.compile(
    r"(?i)\b(?:no(?!\.)|not|non|never|none|without|was|were|formerly|except|excluding|outside|soon|plans?|planned|planning|until|"
    r"closed|used|ex|near|between|\w+n['’]t)\b"
)
_STREET_WORDS = (
    "street str st road rd avenue ave drive dr lane ln way floor fl suite ste unit square sq parkway pkwy court ct place pl "
    "highway hwy building bldg tower box room broadway terrace loop circle alley embankment crescent close gardens esplanade "
    "platz via corso piazza viale largo chemin impasse calle carrera cra carrer camino paseo passeig plaza avda quay quai "
    "rua alameda travessa rodovia av avenida blvd boulevard boul bulevar bulevardul bd prospekt aleje ulica ulice utca út "
    "cad cadde caddesi sok sokak jl jalan soi rue ul"
)
_IN_LOWER_CASE = "avenida avenue av bd boul boulevard bulevar calle carrer chemin impasse passeig paseo quai rua rue ul ulica út utca"
_STREET = re.compile(
    rf"(?i)\b(?:{_STREET_WORDS.replace(' ', '|')}|p\.?o)\b|"
    r"\w(?:stra(?:ss|ß)e|str\.|gasse|weg|straat|laan|gracht|gatan|vägen|allee)\b"
)
_NO_STREET = re.compile(r"\b[A-Z]{2}(?= \d{5}\b)|^St\.? ")
STREET_IN_LOWER_CASE = re.compile(rf"(?:{_IN_LOWER_CASE.replace(' ', '|')})\b")
"""Words for streets that are written small where they are at home: "10, rue de la Paix"."""
DISTRICT = re.compile(r"\w(?:-(?:ku|gu|dong|cho|machi|chome)| District)$")
POSTCODE = re.compile(
    r"(?i)(?:[a-z]{1,2}-)?\d{4,7}(?:-\d{3,4})?|\d{5}-\d{3,4}|\d{3}-\d{4}|\d{3} \d{2,3}|\d{2}-\d{3}|\d{4} [A-Z]{2}|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|〒\d{3}-\d{4}|[A-Z]{1,2}\d{1,2}[A-Z]?"
)
NUMBER = re.compile(r"#?\d+[.)]?")
HOUSE_NUMBER = re.compile(r"[#\d][\d/-]*[A-Za-z]?,?")


PART_CODE = re.compile(r"[A-Z]{2}-[A-Z\d]{1,3}")
"""A code of ISO 3166-2."""
_STATES = "AT AU BR DE FM IN MM MX MY NG SD SS US VE"
KINDS_OF_PARTS = tuple(
    (re.compile(f"(?i){pattern}"), frozenset(countries.split()))
    for pattern, countries in [
        (r" (?:oblast|oblysy)$", "RU UA BY KZ KG BG"),
        (r" krai$", "RU"),
        (r"^republic of (?=\w)", "RU"),
        (r" prefecture$", "JP GR"),
        (r" voivodeship$", "PL"),
        (r"^canton of ", "CH LU"),
        (r"^(?:county|co\.) ", "IE GB"),
        (r" county$", "EE HR HU KE LT NO RO SE TW"),
        (r" district$", "BD CY IL LK NP PT"),
        (r" state$", _STATES),
        (r"^state of (?=\w)", _STATES),
        (
            r" province$",
            "AF AR BE BG CA CD CN CR CU DO EC ES FJ ID IE IR IT KE KH KR LA LK MG MN MZ NL NP PA PG PH PK PL RW SA TH TR VN ZA ZM ZW",
        ),
        (r" governorate$", "BH EG IQ JO KW LB OM PS SY TN YE"),
        (r"^emirate of ", "AE"),
    ]
)
"""Words for parts of countries, and the countries that have such: "Durham County" is not one of theirs."""


def is_street(text: str) -> bool:
    """Whether a word says street, floor or house: the FL of "FL 33702" does not, nor does "St. Petersburg".

    >>> is_street("44 Tehama St"), is_street("FL 33702")
    (True, False)
    """
    return bool(_STREET.search(_NO_STREET.sub("", text)))


_REGIONS = {
    "Europe": "Europe;EU;European Union;Eastern Europe;Western Europe;Central Europe;Northern Europe;Southern Europe;"
    "Scandinavia;Nordics;Nordic countries;Baltics;Balkans;Benelux;DACH;Iberia",
    "Asia": "Asia;East Asia;South Asia;Central Asia;Southeast Asia;South East Asia;Far East;Near East;Middle East;GCC;Gulf;Kurdistan;Kashmir;Bengal",
    "Africa": "Africa;Sub-Saharan Africa;East Africa;West Africa;North Africa;Southern Africa;Maghreb",
    "North America": "North America;Central America;Caribbean;NORAM",
    "South America": "South America",
    "Oceania": "Oceania;Australasia;ANZ",
    "Europe,Asia": "Eurasia",
    "Asia,Africa": "MENA;Middle East and North Africa",
    "Europe,Asia,Africa": "EMEA",
    "Asia,Oceania": "APAC;Asia Pacific;Asia-Pacific region;JAPAC",
    "North America,South America": "AMER;Americas;Latin America;LATAM;America",
    "": "World;Earth;Planet Earth;Rest of World",
}
REGIONS = {words_of(name): frozenset(held.split(",")) for held, names in _REGIONS.items() for name in names.split(";")}
"""Regions of the world -> the continents (of seven) that their countries lie on."""
_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_UNION = frozenset(_MEMBERS.split())
"""The members of the European Union: "EU, UK" are two."""


def holds(region: str, country: str) -> bool:
    """Whether a country lies in a region of the world, by its continent.

    >>> holds("Europe", "GB"), holds("EU", "GB"), holds("EMEA", "KE")
    (True, False, True)
    """
    name = words_of(region)
    if name in ("eu", "european union"):
        return country in _UNION
    return continent_of(country).value in REGIONS.get(name, frozenset())


NOWHERE = frozenset(
    map(
        words_of,
        [
            "Worldwide",
            "Fully remote",
            "100% remote",
            "Remote",
            "Global",
            "Globally",
            "Anywhere",
            "Everywhere",
            "Nowhere",
            "Online",
            "Internet",
            "Virtual",
            "Distributed",
            "None",
            "No",
            "N/A",
            "NA",
            "Nil",
            "Null",
            "Unknown",
            "TBD",
            "TBA",
            "Various",
            "Multiple",
            "Home",
            "Work from home",
            "Remote first",
        ],
    )
)
"""What people say for no place at all."""
