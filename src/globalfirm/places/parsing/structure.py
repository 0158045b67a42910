"""What it costs how places stand: that names belong together, that one begins another place, that places make a list."""

from __future__ import annotations

import math
from collections.abc import Iterator

from globalfirm.places.gazetteer import Meaning, code_in
from globalfirm.places.parsing import costs, words
from globalfirm.places.parsing.costs import Cost
from globalfirm.places.parsing.named_place import LEVEL, NamedPlace
from globalfirm.places.parsing.pieces import FLAG, KNOWN, Piece
from globalfirm.places.subdivision import TERRITORIES

# --- that a name belongs to the place before it ---


def joining_costs(place: NamedPlace, meaning: Meaning, piece: Piece) -> list[Cost] | None:
    """What it costs that a name belongs to the place before it; none where it can't."""
    found = [costs.JOINED[piece.before]]
    if meaning.form == "flag" and piece.before in " ,-()":
        found = []
    for _, other in place.parts:
        together = _together(other, meaning, piece)
        if together is None:
            return None
        found += together
    if meaning.form == "code" and meaning.kind == "part" and place.finest.kind == "country":
        usual = meaning.country in words.CODED
        found.append(costs.USUAL_CODE_BEHIND_COUNTRY if usual else costs.CODE_BEHIND_COUNTRY)
    levels = [LEVEL[each.kind] for _, each in place.parts] + [LEVEL[meaning.kind]]
    if levels != sorted(levels):
        found.append(costs.LARGER_FIRST if levels == sorted(levels, reverse=True) else costs.UNORDERED)
    if meaning.form == "code" and meaning.kind == "country":
        found.append(costs.COUNTRY_BY_CODE)
        if {other.kind for _, other in place.parts} == {"part"} and place.finest.form == "code":
            common = code_in(piece.text) in words.COMMON_CODES
            found.append(costs.COMMON_CODES if common else costs.NOTHING_BUT_CODES)
    return found


def _together(other: Meaning, meaning: Meaning, piece: Piece) -> list[Cost] | None:
    """What it costs that two names are of one place; none where neither lies inside the other."""
    if meaning.kind == "country" and other.country in TERRITORIES.get(meaning.country, ()):
        return []
    if other.kind == "country" and meaning.country in TERRITORIES.get(other.country, ()):
        return [costs.LARGER_FIRST]
    if meaning.country != other.country:
        return None
    if meaning.kind == other.kind:
        return _of_one_kind(other, meaning)
    small, large = sorted((meaning, other), key=lambda each: LEVEL[each.kind])
    inside = small.inside(large)
    if inside is None:
        return _loosely(meaning, piece)
    return [] if inside else None


def _of_one_kind(other: Meaning, meaning: Meaning) -> list[Cost] | None:
    """Two cities are one place where the one is the other's district; two parts or countries where they are the same."""
    if meaning.kind == "city":
        if meaning.is_city(other):
            return [costs.SAID_AGAIN]
        return [] if _is_district(other, meaning) else None
    apart = meaning.loose and other.loose and meaning.name != other.name  # two provinces of one region
    same = meaning.kind == "country" or (meaning.part == other.part and meaning.part and not apart)
    return [costs.SAID_AGAIN] if same else None


def _loosely(meaning: Meaning, piece: Piece) -> list[Cost]:
    """What it costs that a name lies in a part, or holds a city, of which GeoNames can't tell."""
    may_be_city = meaning.kind == "city" or (
        meaning.kind == "part"
        and meaning.form != "code"
        and any(each.kind == "city" and each.country == meaning.country for each in piece.meanings)
    )
    return [costs.A_CITY_RATHER if may_be_city else costs.LOOSELY_INSIDE]


def _is_district(small: Meaning, large: Meaning) -> bool:
    near = abs(small.latitude - large.latitude) < 0.25 and abs(small.longitude - large.longitude) < 0.35
    return near and small.part == large.part and 3 * small.weight <= large.weight


# --- that it begins another place ---


def parting_costs(places: tuple[NamedPlace, ...], piece: Piece, street: bool, pieces: list[Piece]) -> Iterator[Cost]:
    """What it costs that a name begins another place after those before."""
    if not places:
        return
    last, before = places[-1], piece.before
    if (
        before == " "
        and len(last.parts) == 1
        and {last.finest.form, *(each.form for each in piece.meanings)} == {"flag"}
    ):
        return  # a row of flags
    parted = costs.PARTED[before]
    if before in ",)" and len(places) > 1 and last.before in ",&)":
        parted = costs.ANOTHER
    after_name = (
        before in ",/"
        and any(each.form == "code" for each in piece.meanings)
        and not any(each.form == "name" and each.kind == "country" for each in piece.meanings)  # "Canada, US"
        and not any(_looks_coded(pieces[number].text) for number, _ in last.parts)
    )
    if before in ",&" and street:
        yield min(parted, costs.AFTER_ADDRESS) if len(last.parts) > 1 else costs.BEFORE_STREET
        return
    yield parted
    if after_name:
        yield costs.CODE_AFTER_NAME


def _looks_coded(text: str) -> bool:
    return bool(code_in(text)) or text.startswith(FLAG)


def list_costs(places: tuple[NamedPlace, ...], pieces: list[Piece]) -> Iterator[Cost]:
    """What the last place costs beside the one before it, once both are read."""
    if _is_part_alone(places[-1]) and not (len(places) > 1 and _is_of_coded_list(*places[-2:])):
        yield costs.PART_ALONE
    if len(places) < 2:
        return
    last, place = places[-2:]
    soft = place.before in " ,-()/"
    if soft and (last.finest.kind != place.finest.kind or _is_city_beside_part(last, place, pieces)):
        yield costs.UNLIKE_BY_SLASH if place.before == "/" else costs.UNLIKE
    yield from _inside_the_other(last, place, pieces)
    if last.country == place.country and (last.finest.kind != place.finest.kind or last.finest[:4] == place.finest[:4]):
        yield costs.SAYS_TWICE
    if soft or place.before == "&":
        yield from _uneven(last, place)
    lone = [each.parts[0] for each in (last, place) if len(each.parts) == 1 and each.parts[0][1].form == "code"]
    if any(code_in(pieces[number].text) in words.COMMON_CODES for number, _ in lone):
        yield costs.COMMON_CODES
    named = [each.parts[0][1] for each in (last, place)]
    if [each.kind for each in named] == ["country", "country"] and {each.form for each in named} == {"name", "alias"}:
        yield costs.TWO_LANGUAGES


def _is_city_beside_part(last: NamedPlace, place: NamedPlace, pieces: list[Piece]) -> bool:
    """As in "Berlin, Texas", for a town of Texas or for Berlin: a part, too, but named for the city."""
    number, first = last.parts[0]
    abroad = first.kind == place.finest.kind == "part" and first.country != place.country
    return abroad and any(each.kind == "city" and each.weight > KNOWN for each in pieces[number].meanings)


def _inside_the_other(last: NamedPlace, place: NamedPlace, pieces: list[Piece]) -> Iterator[Cost]:
    """As in "Ota; Japan", where Japan has one of that name, too: the less, the smaller that one is."""
    (number, small), (other, large) = sorted((last.parts[0], place.parts[0]), key=lambda part: LEVEL[part[1].kind])
    alone = len(last.parts) == len(place.parts) == 1 and small.kind != "country" == large.kind
    if alone and small.country != large.country:
        there = [each.weight for each in pieces[number].meanings if each.country == large.country]
        around = [small.weight for each in pieces[other].meanings if each.kind == large.kind and small.inside(each)]
        cost = costs.INSIDE_THE_OTHER - max(math.log10(small.weight / max([1.0, *there, *around])), 0.0)
        if cost > 0:
            yield Cost(cost, costs.INSIDE_THE_OTHER.why)


def unity(places: tuple[NamedPlace, ...]) -> float:
    """By which power of ten a list of these places is likelier than one that has several countries.

    "Perth, Edinburgh" may well be two cities of Scotland, "Boston, London" is hardly two of England.
    """
    if len(places) < 2 or len({place.country for place in places}) > 1:
        return 0.0
    known = math.log10(costs.KNOWN_EVERYWHERE / max(place.finest.weight for place in places))
    return min(max(known, 0.0), costs.ONE_WOULD_DO)


def _is_part_alone(place: NamedPlace) -> bool:
    return {meaning.kind for _, meaning in place.parts} == {"part"}


def _is_of_coded_list(last: NamedPlace, place: NamedPlace) -> bool:
    """Whether a part stands by its code behind another of its country: the first says that parts are listed, "AL, GA"."""
    (_, first), (_, second) = last.parts[0], place.parts[0]
    return _is_part_alone(last) and first.form == second.form == "code" and first.country == second.country


def _uneven(last: NamedPlace, place: NamedPlace) -> Iterator[Cost]:
    """As in "Toronto, London, UK": only the last says its country; "UK, London, Paris": only the first."""
    (_, first), (_, ends) = place.parts[0], place.parts[-1]
    (_, starts), (_, ended) = last.parts[0], last.parts[-1]
    if len(place.parts) > 1 and len(last.parts) == 1 and LEVEL[ends.kind] > LEVEL[first.kind]:
        if last.finest.kind != "country" and last.finest.inside(ends) is False and place.before == ",":
            yield costs.LEAST_SAYS_MORE
        return
    falls = len(last.parts) > 1 and len(place.parts) == 1 and LEVEL[starts.kind] > LEVEL[ended.kind]
    if falls and place.finest.inside(starts) is False:
        yield costs.LEAST_SAYS_MORE
        if place.before != "&":
            yield costs.LEAST_SAYS_MORE
