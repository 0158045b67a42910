"""A firm, as a record, and what a definition says of it: the tests of a definition, readable beside it.

They pin every number and every comparison: a test changes each by a unit, and some situation must be called otherwise.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from globalfirm.model.company import Company


class Situation(NamedTuple):
    """What a taxonomy calls a firm that is described in words and as a record, and with which tags.

    >>> Situation("nothing known", {}, "undetermined").company.name
    'nothing known'
    """

    what: str
    record: dict[str, Any]  # Any: a record as it is written, before the model reads it
    label: str
    tags: tuple[str, ...] = ()

    @property
    def company(self) -> Company:
        """The firm.

        >>> Situation("ten people", {"headcount": 10}, "micro").company.headcount
        Count(10)
        """
        return Company.model_validate({"name": self.what, **self.record})


def accounts_of(
    *years: tuple[float | None, float | None, float | None], currency: str = "EUR"
) -> list[dict[str, float | str | None]]:
    """Accounts of so many people, turnover and balance sheet in successive years up to 2024.

    >>> [year["year"] for year in accounts_of((9, 2e6, 1e6), (10, 2e6, 1e6))]
    [2023, 2024]
    """
    return [
        {
            "year": 2025 - len(years) + at,
            "currency": currency,
            "headcount": people,
            "turnover": sales,
            "balance_sheet": assets,
        }
        for at, (people, sales, assets) in enumerate(years)
    ]
