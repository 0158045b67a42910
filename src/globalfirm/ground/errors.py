"""Errors and warnings, each with what a program needs beside the sentence for people.

    ValueError
      GlobalfirmError             what was given can't be used; `type`, `given`, `suggestion`, `candidates`
        PlaceError                text that is read as no one place; `kind` says what was to be read
          UnknownPlaceError       nothing of that kind is called so; `suggestion` is the nearest name
          AmbiguousPlaceError     it may mean several; `candidates` lists them
          ContradictoryPlaceError its parts do not go together, as a time zone and a country that does not keep it
          SeveralPlacesError      it names several places where one was asked for
          PlaceTooLongError       it is longer than any place, and was not read

    UserWarning
      GlobalfirmWarning           the answer stands, but something was left out or looks wrong

Pydantic's fields raise the same: `ValidationError.errors()` then has the error's `type`, and its content as `ctx`.

>>> from globalfirm import Country
>>> try:
...     Country("Germny")
... except UnknownPlaceError as error:
...     error.type, error.given, error.suggestion
('unknown_country', 'Germny', 'Germany')
"""

from __future__ import annotations

import builtins
import sys
import warnings
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeVar

from pydantic_core import PydanticCustomError, PydanticKnownError, ValidationError

from globalfirm.ground.messages import LONGEST_QUOTE, either, quote

__all__ = [
    "AmbiguousPlaceError",
    "ContradictoryPlaceError",
    "GlobalfirmError",
    "GlobalfirmWarning",
    "PlaceError",
    "PlaceTooLongError",
    "SeveralPlacesError",
    "UnknownPlaceError",
]


def __dir__() -> list[str]:
    return sorted(__all__)


P = ParamSpec("P")
T = TypeVar("T")

PlaceKind = Literal["country", "subdivision", "time zone", "continent", "place"]
"""What a text was to be read as."""


class GlobalfirmError(ValueError):
    """What was given can't be used: the message says what it was, what would do, and the nearest match.

    `type` is the cause in a word, for programs; `suggestion` and `candidates` may be given in its place.

    >>> error = GlobalfirmError("'two' is not a count: give 2.", type="bad_count", given="two", suggestion="2")
    >>> error.type, error.content
    ('bad_count', {'given': 'two', 'suggestion': '2', 'candidates': []})
    """

    __module__ = "globalfirm"

    def __init__(
        self,
        message: str,
        *,
        type: str = "invalid_value",  # noqa: A002 # pydantic's word for it
        given: object = None,
        suggestion: str | None = None,
        candidates: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.type = type
        self.given = given
        self.suggestion = suggestion
        self.candidates: tuple[str, ...] = tuple(candidates)

    @property
    def content(self) -> dict[str, Any]:  # Any: JSON
        """What the error says, as plain JSON data; long text is cut.

        >>> from globalfirm import UnknownPlaceError
        >>> UnknownPlaceError("Germny", "country", suggestion="Germany").content
        {'given': 'Germny', 'suggestion': 'Germany', 'candidates': []}
        """
        return {"given": _plain(self.given), "suggestion": self.suggestion, "candidates": [*self.candidates]}

    def __reduce__(self) -> tuple[Any, ...]:  # Any: as `object.__reduce__`
        return _restored, (self.__class__, self.args), self.__dict__


def _restored(kind: builtins.type[GlobalfirmError], args: tuple[object, ...]) -> GlobalfirmError:
    """An error as pickled: its class may take other arguments than the message that it holds."""
    return kind.__new__(kind, *args)


def check_choice(given: object, choices: tuple[str, ...], what: str) -> None:
    """See that a word is one of those to choose from.

    Raises:
        GlobalfirmError: it is not; `candidates` are the choices.

    >>> check_choice("round", ("linear", "shortest"), "a way to measure a span")
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: 'round' is not a way to measure a span: give 'linear' or 'shortest'.
    """
    if given not in choices:
        message = f"{quote(given)} is not {what}: give {either(map(repr, choices))}."
        raise GlobalfirmError(message, type="not_a_choice", given=given, candidates=choices)


def _plain(given: object) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        return quote(given)
    cut = given if len(given) <= LONGEST_QUOTE else given[: LONGEST_QUOTE - 3] + "..."
    return _encodable(str(cut))


def _encodable(text: str) -> str:
    """Lone surrogates, which UTF-8 can't hold, are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class PlaceError(GlobalfirmError):
    """Text that names no place, or more than one: the message says what was given and what would do.

    `kind` is what it was to be read as: "country", "subdivision", "time zone", "continent" or "place".
    """

    __module__ = "globalfirm"

    def __init__(
        self,
        message: str,
        *,
        type: str = "invalid_place",  # noqa: A002 # as above
        kind: PlaceKind = "place",
        given: object = None,
        suggestion: str | None = None,
        candidates: Iterable[str] = (),
    ) -> None:
        super().__init__(message, type=type, given=given, suggestion=suggestion, candidates=candidates)
        self.kind = kind


class UnknownPlaceError(PlaceError):
    """Nothing of that kind is called so; `suggestion` is the nearest name, None where none comes near.

    The message offers the suggestion, or else the remedy: one of the two. `described` stands for the kind in it.

    >>> print(UnknownPlaceError("Germny", "country", suggestion="Germany", remedy="give its name."))
    'Germny' is not a country. Did you mean 'Germany'?
    >>> print(UnknownPlaceError("Atlantis", "country", remedy="give its name."))
    'Atlantis' is not a country: give its name.
    """

    __module__ = "globalfirm"

    def __init__(
        self,
        given: object,
        kind: PlaceKind,
        *,
        remedy: str = "",
        suggestion: str | None = None,
        described: str | None = None,
    ) -> None:
        advice = f". Did you mean {suggestion!r}?" if suggestion else f": {remedy}" if remedy else "."
        super().__init__(
            f"{quote(given)} is not {described or f'a {kind}'}{advice}",
            type=f"unknown_{_snake(kind)}",
            kind=kind,
            given=given,
            suggestion=suggestion,
        )


class AmbiguousPlaceError(PlaceError):
    """The text may mean several, or is too vague for one; `candidates` lists those that it may mean.

    Countries are listed by code, so that each can be given in place of the text.

    >>> from globalfirm import Country
    >>> try:
    ...     Country("Congo")
    ... except AmbiguousPlaceError as error:
    ...     error.type, error.candidates
    ('ambiguous_country', ('CD', 'CG'))
    """

    __module__ = "globalfirm"

    def __init__(self, message: str, given: object, kind: PlaceKind, candidates: Iterable[str] = ()) -> None:
        super().__init__(message, type=f"ambiguous_{_snake(kind)}", kind=kind, given=given, candidates=candidates)


class ContradictoryPlaceError(PlaceError):
    """The parts of a place do not go together; `candidates` are what would go in place of the part given.

    Its type is `time_zone_not_kept` where a country does not keep the clocks of a time zone, and
    `contradictory_coordinates` where coordinates lie elsewhere than the city or country.
    """

    __module__ = "globalfirm"


class SeveralPlacesError(PlaceError):
    """The text names several places where one was asked for; `candidates` lists them."""

    __module__ = "globalfirm"

    def __init__(self, given: str, candidates: Iterable[str]) -> None:
        listed = tuple(candidates)
        message = f"{quote(given)} names {len(listed)} places: use Place.parse_all to read them all."
        super().__init__(message, type="several_places", given=given, candidates=listed)


class PlaceTooLongError(PlaceError):
    """The text is longer than any place of its kind, and was not read."""

    __module__ = "globalfirm"

    def __init__(self, given: str, kind: PlaceKind, longest: int) -> None:
        message = f"{quote(given)} is {len(given)} characters long: give a {kind} in at most {longest}."
        super().__init__(message, type=f"{_snake(kind)}_too_long", kind=kind, given=given)


class GlobalfirmWarning(UserWarning):
    """The answer stands, but something was left out or looks wrong: the message says what to do."""

    __module__ = "globalfirm"


def warn(message: str, kind: type[GlobalfirmWarning]) -> None:
    """Warn whoever called the library: the line that Python names, and warns of once, is theirs and none of ours.

    >>> with warnings.catch_warnings(record=True) as warned:
    ...     warnings.simplefilter("always")
    ...     warn("it looks wrong: look.", GlobalfirmWarning)
    >>> [str(each.message) for each in warned]
    ['it looks wrong: look.']
    """
    frame, level = sys._getframe(), 1
    while frame.f_back and str(frame.f_globals.get("__name__")).partition(".")[0] == "globalfirm":
        frame, level = frame.f_back, level + 1
    warnings.warn(message, kind, stacklevel=level)


def _snake(kind: str) -> str:
    return kind.replace(" ", "_")


def as_pydantic(error: ValueError) -> PydanticCustomError:
    """The error as pydantic reports one with a type and a content of its own, which is plain JSON data.

    Of any other `ValueError` the message is kept, under the type `invalid_value`: pydantic itself would put the
    exception into `ctx`, which no JSON can hold.

    >>> as_pydantic(UnknownPlaceError("Germny", "country", suggestion="Germany")).type
    'unknown_country'
    """
    if isinstance(error, PydanticCustomError):
        return error
    if isinstance(error, GlobalfirmError):
        return _custom(error.type, str(error), error.content)
    return _custom("invalid_value", str(error), {})


def _custom(kind: str, message: str, content: dict[str, Any]) -> PydanticCustomError:  # Any: JSON
    """Pydantic fills the content into the message at {its keys}, which may stand there as text: then it fills in that."""
    message = _encodable(message)
    if any(f"{{{key}}}" in message for key in content):
        return PydanticCustomError(kind, "{message}", content | {"message": message})  # pyright: ignore[reportArgumentType]
    return PydanticCustomError(kind, message, content)  # pyright: ignore[reportArgumentType] # made, not literal


def as_validator(read: Callable[P, T]) -> Callable[P, T]:
    """The function for use by pydantic: what it raises carries its type and content there (see `as_pydantic`).

    Stands under `@field_validator` and `@classmethod`, or around a function in a core schema. It costs a call of 0.2 us:
    where every record passes, catch the error there and raise it `as_pydantic`.
    """

    @wraps(read)
    def validate(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except (ValidationError, PydanticCustomError, PydanticKnownError):
            raise
        except ValueError as error:
            raise as_pydantic(error) from error

    return validate
