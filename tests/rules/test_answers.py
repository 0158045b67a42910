"""What is answered are records: they have a schema, go through JSON unchanged, and can be an answer of a web service."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given
from pydantic.json_schema import models_json_schema
from pydantic_core import PydanticSerializationError

import globalfirm as gf
from tests.firms import companies

ANSWERS = (gf.Verdict, gf.Evidence, gf.Profile, gf.rules.Counterfactual, gf.rules.LabelChange, gf.metrics.Conflict)
RECORDS = (gf.Company, gf.Place, gf.Claim, gf.Accounts, gf.Definition, gf.Taxonomy, gf.Rule)


@given(companies())
def test_a_verdict_of_any_firm_is_read_back_as_it_was_stored(firm: gf.Company) -> None:
    for judged in (firm, gf.profile(firm)):
        verdict = gf.classify(judged)
        text = verdict.model_dump_json()
        read = gf.Verdict.model_validate_json(text)
        assert read == verdict
        assert hash(read) == hash(verdict)
        assert str(read) == str(verdict)
        assert read.to_dict() == verdict.to_dict()
        assert read.model_dump_json() == text


def test_counterfactuals_and_changes_of_labels_go_through_json() -> None:
    firm = gf.Company(name="A", headcount=60, offices=[gf.Office(country="RS"), gf.Office(country="US")])
    for change in gf.classify(firm).changes:
        assert gf.rules.Counterfactual.model_validate_json(change.model_dump_json()) == change
    [moved] = gf.default_taxonomy().diff(gf.default_taxonomy(small=50), [firm])
    assert gf.rules.LabelChange.model_validate_json(moved.model_dump_json()) == moved


class MyCompany(gf.Company):
    """A company with a field of the user's own."""

    sector: str = "software"


class MyVerdict(gf.Verdict):
    """A verdict on such a company."""

    firm: MyCompany | gf.Profile


def test_a_verdict_on_a_users_own_company_keeps_it_and_says_what_to_declare_for_json() -> None:
    verdict = gf.classify(MyCompany(name="A", headcount=9))
    assert verdict.firm.sector == "software"
    with pytest.raises(
        PydanticSerializationError, match="declare `class MyVerdict\\(Verdict\\)` with `firm: MyCompany`"
    ):
        verdict.model_dump_json()
    mine = MyVerdict.model_validate(dict(verdict))
    assert MyVerdict.model_validate_json(mine.model_dump_json()) == mine


def test_a_verdict_fits_its_schema() -> None:
    verdict = gf.classify(gf.Company(name="A", home="US", headcount="11-50", offices=[gf.Office(country="RS")]))
    jsonschema.validate(verdict.model_dump(mode="json"), gf.Verdict.model_json_schema())


@pytest.mark.parametrize("kind", [*ANSWERS, *RECORDS], ids=lambda kind: kind.__name__)
def test_every_record_has_one_schema_for_reading_and_writing(kind) -> None:
    assert kind.model_json_schema(mode="validation") == kind.model_json_schema(mode="serialization")


def test_in_one_document_all_that_holds_no_rule_is_defined_once() -> None:
    """Pydantic tells the definitions of rules apart by what they are for, since they name one another."""
    free = (gf.Company, gf.Profile, gf.Place, gf.Accounts, gf.metrics.Conflict, gf.rules.Counterfactual)
    both = [(kind, mode) for kind in free for mode in ("validation", "serialization")]
    names = models_json_schema([*both, (gf.Verdict, "serialization"), (gf.Evidence, "serialization")])[1]["$defs"]
    assert {"Country", "TimeZone", "Count", "Interval", "PartialSet", "Verdict", "AllOf"} <= names.keys()
    assert [name for name in names if "-" in name or "__" in name or name[-1].isdigit()] == []


def test_a_web_service_takes_companies_and_rules_and_answers_with_verdicts() -> None:
    fastapi = pytest.importorskip("fastapi")
    app = fastapi.FastAPI()

    @app.post("/judge")
    def judge(firm: gf.Company) -> gf.Verdict:
        return gf.classify(firm)

    @app.post("/profile")
    def profile(firm: gf.Company) -> gf.Profile:
        return gf.profile(firm)

    components = app.openapi()["components"]["schemas"]
    assert [name for name in components if name.endswith(("-Input", "-Output"))] == []
    assert components["Verdict"]["properties"]["taxonomy"]["$ref"] == "#/components/schemas/Taxonomy"


def test_several_firms_are_asked_at_once() -> None:
    firms = [gf.Company(name=name, headcount=9) for name in "AB"]
    assert gf.classify(iter(firms)) == [gf.classify(firm) for firm in firms]
    assert gf.profile(tuple(firms)) == [gf.profile(firm) for firm in firms]
    assert gf.classify(gf.profile(firms))[1].name == "B"
    with pytest.raises(TypeError, match="'AB' is no firm: give a Company or its Profile"):
        gf.classify("AB")  # type: ignore[arg-type]
