"""The JSON Schemas of what is read from files and answered as JSON: one declaration for the command line and the docs."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from globalfirm import __version__
from globalfirm.expressions.compound import AnyRule
from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import nearest, quote
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.rules.taxonomy import Taxonomy
from globalfirm.rules.verdict import Verdict

KINDS: dict[str, Any] = {  # Any: a model, or a union of them
    "company": Company,
    "profile": Profile,
    "rule": AnyRule,
    "taxonomy": Taxonomy,
    "verdict": Verdict,
}
"""What has a published schema, by its name."""


def schema(name: str) -> dict[str, Any]:  # Any: JSON
    """The JSON Schema (draft 2020-12) of a kind of record; its `$id` names the kind and the library's version.

    Raises:
        GlobalfirmError: no kind is called so; the nearest is suggested.

    >>> schema("company")["title"], schema("company")["$id"]
    ('Company', 'urn:globalfirm:schema:company:0.1')
    >>> schema("compny")
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: there is no schema of 'compny': give one of company, profile, rule, taxonomy, verdict. Did you mean 'company'?
    """
    if name not in KINDS:
        raise GlobalfirmError(
            f"there is no schema of {quote(name)}: give one of {', '.join(KINDS)}.{nearest(name, KINDS)}"
        )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:globalfirm:schema:{name}:{'.'.join(__version__.split('.')[:2])}",
        **TypeAdapter(KINDS[name]).json_schema(),
    }
