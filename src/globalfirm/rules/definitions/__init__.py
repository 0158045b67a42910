"""The published definitions, one file each: a taxonomy with its citation, parameters, notes and situations."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from globalfirm.rules.definitions._situation import Situation
    from globalfirm.rules.taxonomy import Taxonomy

PUBLISHED = (
    "size_and_reach",
    "article_2007",
    "dimitratos_2003",
    "born_micromultinational",
    "eu_size_class",
    "small_mid_cap",
    "accounting_directive",
    "companies_act",
    "size_by_people",
    "large_group",
    "high_growth",
    "born_global",
    "born_regional",
    "true_born_global",
    "new_ventures_1994",
    "rugman_verbeke_2004",
    "transnational_corporation",
)
"""The files of this folder, in the order of the documentation."""


def published(name: str) -> Taxonomy:
    """The taxonomy of a file.

    >>> published("eu_size_class").name
    'EU size class (2003/361/EC)'
    """
    found: Taxonomy = import_module(f"{__name__}.{name}").taxonomy
    return found


def situations(name: str) -> tuple[Situation, ...]:
    """The situations of a file: firms, and what its taxonomy says of them.

    >>> situations("transnational_corporation")[0].label
    'transnational corporation'
    """
    found: tuple[Situation, ...] = import_module(f"{__name__}.{name}").situations
    return found
