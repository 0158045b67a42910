"""The currency that the text of an amount names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
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


RATES = {(2024, "USD"): 0.5, (2024, "GBP"): 1.25, (2023, "USD"): 0.75}
amounts = st.none() | st.integers(0, 10**6) | st.tuples(st.integers(0, 10), st.integers(10, 10**6))


@given(st.sampled_from([2023, 2024]), st.sampled_from(["USD", "GBP", "EUR", None]), amounts, amounts)
def test_amounts_are_converted_by_the_rate_of_their_year_and_currency_or_left(year, currency, sales, assets) -> None:
    figures = {"turnover": sales, "balance_sheet": assets, "headcount": 7}
    accounts = gf.Accounts(year=year, currency=currency, **figures)
    rate = RATES.get((year, currency))
    found = accounts.in_currency("EUR", RATES)
    if rate is None:
        assert found == accounts
        return
    assert (found.currency, found.headcount) == ("EUR", 7)
    for name in ("turnover", "balance_sheet"):
        before, after = getattr(accounts, name), getattr(found, name)
        assert after == (None if before is None else gf.Interval(before.low * rate, before.high * rate))
    assert found.source == f"at {rate} EUR a {currency}"


def test_every_amount_of_accounts_is_converted_and_no_share_changes() -> None:
    dollars = gf.Accounts(
        year=2024,
        currency="USD",
        source="its report",
        turnover=8,
        foreign_turnover=2,
        balance_sheet=(4, 5),
        foreign_assets=3,
    )
    firm = gf.Company(
        name="A", accounts=[dollars], relations=[gf.Relation(name="B", kind="linked", accounts=[dollars])]
    )
    euros = firm.in_currency("EUR", RATES)
    for share in (gf.metric.foreign_sales_share, gf.metric.foreign_assets_share):
        assert share(euros) == share(firm)
    assert gf.metric.group_turnover_eur(euros) == 8
    assert gf.metric.balance_sheet_eur(euros) == gf.Interval(2, 2.5)
    assert euros.accounts[0].source == "its report; at 0.5 EUR a USD"


def test_a_rate_is_a_number_above_nothing() -> None:
    accounts = gf.Accounts(year=2024, currency="USD", turnover=8)
    for rate in (0, -1, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="is not a rate: give what one USD was worth in EUR in 2024, above 0"):
            accounts.in_currency("EUR", {(2024, "USD"): rate})
    with pytest.raises(ValidationError, match="'EURO' is not a currency|currency"):
        accounts.in_currency("EURO", RATES)
