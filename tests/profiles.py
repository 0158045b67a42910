"""How much the property tests draw, and from which seeds: a profile of Hypothesis each.

The first is the test command's: the same draws on every run, so that no test is red by chance. `few` is for other versions of
Python and of what the library rests on, which are tried for what they have. `large`, of each change, draws more, the same each
time too, and `release` more again; `search` looks where nobody has looked yet, and what it finds can be replayed.
"""

from __future__ import annotations

from hypothesis import settings

USUAL = 100
"""Examples, in the numbers that tests name themselves: as Hypothesis has it where nothing is said."""

PROFILES = {
    "pinned": settings(max_examples=30, derandomize=True, print_blob=True, deadline=None),
    "few": settings(max_examples=8, derandomize=True, print_blob=True, deadline=None),
    "large": settings(max_examples=USUAL, derandomize=True, print_blob=True, deadline=None),
    "release": settings(max_examples=500, derandomize=True, print_blob=True, deadline=None),
    "search": settings(max_examples=1000, derandomize=False, print_blob=True, deadline=None),
}


def examples(usual: int) -> int:
    """As many examples as the profile makes of a number that would be usual.

    >>> examples(300) == 3 * settings().max_examples
    True
    """
    return max(1, usual * settings().max_examples // USUAL)


def thorough() -> bool:
    """Whether the profile has time for what takes minutes.

    >>> settings.get_current_profile_name() not in {"few", "pinned"} or not thorough()
    True
    """
    return examples(USUAL) >= USUAL
