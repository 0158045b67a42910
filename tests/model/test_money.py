"""The currency that the text of an amount names."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

import globalfirm as gf


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        *(("€ 3,000", "EUR", 3000), ("3m €", "EUR", 3e6), ("EUR 1.2m", "EUR", 1.2e6), ("1.2m EUR", "EUR", 1.2e6)),
        *(("$5", "USD", 5), ("US$5", "USD", 5), ("$5", "CAD", 5), ("£2k", "GBP", 2000), ("7", None, 7)),
    ],
)
def test_an_amount_may_name_its_currency(text: str, currency: str | None, amount: float) -> None:
    assert gf.Accounts(year=2024, currency=currency, turnover=text).turnover == amount
    assert gf.Company(name="A", funding=text, funding_currency=currency).funding == amount


def test_an_amount_in_another_currency_is_refused() -> None:
    with pytest.raises(ValidationError, match="'\\$5' is in \\$, where amounts are in EUR: convert it."):
        gf.Accounts(year=2024, currency="EUR", turnover="$5")
    with pytest.raises(ValidationError, match="where no currency is given: say which, by its code."):
        gf.Accounts(year=2024, turnover="$5")
    for text in ("5€000", "€€5", "5 € 6", "USD EUR 5"):
        with pytest.raises(ValidationError):
            gf.Accounts(year=2024, currency="EUR", turnover=text)
