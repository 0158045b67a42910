"""What it costs what the names of a place were taken to mean: how much rarer that is than what else they may mean."""

from __future__ import annotations

import math
from collections.abc import Iterator

from globalfirm.places import country_names
from globalfirm.places.gazetteer import Meaning, code_in, words_of
from globalfirm.places.parsing import costs, words
from globalfirm.places.parsing.costs import Cost
from globalfirm.places.parsing.named_place import NamedPlace, Text
from globalfirm.places.parsing.pieces import Piece


def meaning_costs(place: NamedPlace, text: Text) -> Iterator[Cost]:
    """How much rarer the meanings of a place are than what else its names may mean."""
    city, part, country = place.of_kind("city"), place.of_kind("part"), place.of_kind("country")
    for number, meaning in place.parts:
        piece = text.pieces[number]
        if words_of(piece.text) in words.QUARTERS and _goes_on(number, text.pieces):
            yield costs.QUARTER
        if meaning.form in ("code", "flag"):
            if number == place.parts[0][0] and any(other.form == "name" for other in piece.meanings):
                yield costs.CODE_THAT_IS_A_NAME  # "UK, India"
            continue
        rarity = math.log10(piece.heaviest / meaning.weight) if meaning.weight < piece.heaviest else 0.0
        if any(meaning.weight < other.weight and meaning.is_city(other) for _, other in place.parts):
            rarity = 0.0  # "Gasteiz / Vitoria"
        if city and part and meaning in (city, part) and city.inside(part) is not False:
            rarity = min(rarity, costs.IN_NAMED_PART)
        elif meaning is city and country and _is_its_own_name(meaning, piece):
            rarity = min(rarity, costs.IN_NAMED_COUNTRY)
        if rarity:
            yield Cost(rarity, f"{piece.text!r} more often means another place")
            if not (part or country) and any(meaning.weight < other.weight for _, other in place.parts):
                yield costs.DISTRICT_OR_CITY  # "Cambridge, Boston"
    if len({meaning.kind for _, meaning in place.parts}) == 1:
        yield from _lone_costs(place, text)
    if place.unknown:
        cost = _unknown_cost(place, city, part, text.pieces)
        yield from (cost for _ in place.unknown)


def _goes_on(number: int, pieces: list[Piece]) -> bool:
    """Whether a name follows without a separator."""
    run = pieces[number].run
    return any(each.run == run and each.role == "name" for each in pieces[number + 1 : number + 3])


def _is_its_own_name(city: Meaning, piece: Piece) -> bool:
    if any(other.kind == "country" and other.form == "name" for other in piece.meanings):
        return False
    return city.form == "name" or words_of(city.name).startswith(words_of(piece.text))


def _lone_costs(place: NamedPlace, text: Text) -> Iterator[Cost]:
    """What a name costs that nothing larger or smaller stands beside."""
    number, meaning = max(place.parts, key=lambda part: part[1].weight)  # of a city and its district
    piece = text.pieces[number]
    if meaning.form == "code":
        yield costs.LONE_CODE if _is_plain_code(meaning, piece) else costs.CODE_ALONE
    elif meaning.kind != "country" and any(
        other.kind == "country" and other.form == "name" for other in piece.meanings
    ):
        yield costs.COUNTRY_RATHER
    if _needs_company(meaning, number, text):
        yield costs.NEEDS_COMPANY


def _needs_company(meaning: Meaning, number: int, text: Text) -> bool:
    """Whether a name is a small place's, a word's or in lower case, and no country, part or label stands beside it."""
    piece = text.pieces[number]
    in_lower_case = piece.text == piece.text.lower() and piece.text.isascii()
    if meaning.kind == "part" and meaning.form == "code" and not any(m.kind == "country" for m in piece.meanings):
        return piece.text.upper() in words.COMMON_CODES
    if meaning.form in ("code", "flag") or meaning.kind == "country":
        return piece.text.islower() and (meaning.form == "code" or piece.text in ("to", "us", "in"))
    least = costs.COMPANY_FROM_IN_LOWER_CASE if in_lower_case else costs.COMPANY_FROM
    small = max(other.weight for other in piece.meanings) < least and not text.is_named(meaning, number)
    if not small and piece.text.casefold() not in words.COMMON:
        return False
    before = text.pieces[number - 1] if number else None
    labelled = before and before.text.casefold() in words.LABELS and before.run == piece.run
    return in_lower_case or not labelled


def _is_plain_code(meaning: Meaning, piece: Piece) -> bool:
    """Whether a code is ISO's of a country, or one that people use without the country: "TX"."""
    if meaning.kind == "part":
        return meaning.country in words.CODED
    return country_names.codes().get(code_in(piece.text.strip("."))) == meaning.country


def _unknown_cost(place: NamedPlace, city: Meaning | None, part: Meaning | None, pieces: list[Piece]) -> Cost:
    """What each name before a place costs that names nothing known: a district, a firm, or a town not known."""
    for number, meaning in place.parts:
        if part and meaning is part and not city:
            famed = (other for other in pieces[number].meanings if other.kind == "city" and other.weight > 100_000)
            city = next((other for other in famed if other.inside(part)), None)
    if city:
        return costs.UNKNOWN_DISTRICT if place.in_address else costs.UNKNOWN_NAME
    if part:
        return costs.UNKNOWN_TOWN
    return costs.UNKNOWN_NAME_OF_ADDRESS if place.in_address else costs.UNKNOWN_NAME
