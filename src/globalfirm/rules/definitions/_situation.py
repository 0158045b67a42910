"""A firm, as a record, and what a definition says of it: the tests of a definition, readable beside it."""

from __future__ import annotations

from typing import Any, NamedTuple

from globalfirm.model.company import Company


class Situation(NamedTuple):
    """What a taxonomy calls a firm that is described in words and as a record.

    >>> Situation("nothing known", {}, "undetermined").company.name
    'nothing known'
    """

    what: str
    record: dict[str, Any]  # Any: a record as it is written, before the model reads it
    label: str

    @property
    def company(self) -> Company:
        """The firm.

        >>> Situation("ten people", {"headcount": 10}, "micro").company.headcount
        Count(10)
        """
        return Company.model_validate({"name": self.what, **self.record})
