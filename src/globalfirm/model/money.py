"""The currency that the text of an amount names: it must be that of the amount, and is then left out.

>>> without_currency("€ 3,000", "EUR"), without_currency("over US$1.2m", "USD"), without_currency("3m", "EUR")
('3,000', 'over 1.2m', '3m')
>>> without_currency("$3m", "EUR")
Traceback (most recent call last):
globalfirm.GlobalfirmError: '$3m' is in $, where amounts are in EUR: convert it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pycountry

from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import LONGEST_QUOTE, quote

_SIGNS = {
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "US$": ("USD",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP"),
}
"""The currencies that each sign may stand for."""

_MARK = r"(?P<{0}>US\$|[$€£¥]|\b[A-Z]{{3}}(?![A-Za-z]))"
_MARKS = re.compile(
    rf"(?<!\d)(?<!\d\s){_MARK.format('before')}\s?(?=[-−]?[\d.])|(?<=\w)\s?{_MARK.format('after')}(?!\s?\d)"
)


def currency_marks(texts: Iterable[str]) -> list[str]:
    """The signs and codes of currencies that some texts write beside their numbers, each once.

    >>> currency_marks(["$5", "5", "$6", "EUR 7", "8 €", "9 FTE"])
    ['$', 'EUR', '€']
    """
    found = (_mark(match) for text in texts for match in _MARKS.finditer(text[:LONGEST_QUOTE]))
    return [*dict.fromkeys(mark for mark in found if mark)]


def without_currency(text: str, currency: str | None) -> str:
    """The text of an amount without the sign or code of the currency, by code, that amounts are in.

    Raises:
        GlobalfirmError: it names another currency, or it is not known which one amounts are in.
    """
    marks = currency_marks([text])
    others = [mark for mark in marks if mark != currency and currency not in _SIGNS.get(mark, ())]
    if others:
        remedy = "say which, by its code" if currency is None else "convert it"
        where = "no currency is given" if currency is None else f"amounts are in {currency}"
        raise GlobalfirmError(
            f"{quote(text)} is in {' and '.join(others)}, where {where}: {remedy}.", type="other_currency", given=text
        )
    return _MARKS.sub(lambda match: "" if _mark(match) else match[0], text) if marks else text


def _mark(match: re.Match[str]) -> str | None:
    """The sign or code, if it is of a currency."""
    mark: str = match["before"] or match["after"]
    return mark if mark in _SIGNS or pycountry.currencies.get(alpha_3=mark) else None
