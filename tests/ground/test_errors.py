"""Errors with their content: they come back from a pickle as they were, as process pools send them."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

import globalfirm as gf

CALLS: dict[str, Callable[[], object]] = {
    "AmbiguousPlaceError": lambda: gf.Country("Congo"),
    "ContradictoryPlaceError": lambda: gf.Place.parse("Paris", country="US", subdivision="CA"),
    "GlobalfirmError": lambda: gf.taxonomy("artcle_2007"),
    "PlaceTooLongError": lambda: gf.TimeZone("x" * 999),
    "RecordFileError": lambda: gf.files.loads("{", gf.Company),
    "SeveralPlacesError": lambda: gf.Place.parse("Belgrade, Serbia; Tokyo"),
    "UnknownPlaceError": lambda: gf.Country("Narnia"),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_error_comes_back_from_a_pickle_with_its_content(name: str) -> None:
    with pytest.raises(ValueError, match=".") as caught:
        CALLS[name]()
    error = caught.value
    back = pickle.loads(pickle.dumps(error))
    assert type(error).__name__ == name
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))
