"""The published JSON Schemas: each is one, and what is written fits it."""

from __future__ import annotations

import json

import jsonschema
import pytest

import globalfirm as gf
from globalfirm.rules.schemas import KINDS, schema

FIRM = gf.Company(name="A", headcount="11-50", offices=[gf.Office(country="RS", headcount=3), gf.Office(country="US")])
WRITTEN = {
    "company": FIRM,
    "profile": gf.profile(FIRM),
    "rule": (gf.country_count >= 2) & ~(gf.metric.headcount >= gf.parameter("small")),
    "taxonomy": gf.default_taxonomy(),
    "verdict": gf.classify(FIRM),
}


def test_every_kind_is_tried() -> None:
    assert WRITTEN.keys() == KINDS.keys()


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_fits_its_schema_and_is_read_again(name: str) -> None:
    found = schema(name)
    jsonschema.Draft202012Validator.check_schema(found)
    text = WRITTEN[name].model_dump_json()
    jsonschema.Draft202012Validator(found).validate(json.loads(text))
    assert type(WRITTEN[name]).model_validate_json(text) == WRITTEN[name]


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(gf.GlobalfirmError, match=r"give one of company.*\. Did you mean 'taxonomy'\?"):
        schema("taxonomi")
