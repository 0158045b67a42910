"""The service of the examples answers with the library's records, and refuses with data that a form can offer."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

import globalfirm as gf
from examples.service import app

VAST = gf.Company(name="Vast", headcount="11-50", offices=["United States", "Serbia"])
FIRM = VAST.model_dump(mode="json")
RULE = ~(gf.metric.headcount < 9) & (gf.metric.country_count >= 2)


@pytest.fixture(scope="module")
def service():
    with TestClient(app) as opened:
        yield opened


def test_what_it_answers_is_what_the_library_answers(service) -> None:
    verdict = service.post("/judge", params={"definition": "eu_size_class"}, json=FIRM).text
    assert gf.Verdict.model_validate_json(verdict) == gf.taxonomy("eu_size_class").classify(VAST)
    assert gf.Profile.model_validate_json(service.post("/profile", json=FIRM).text) == gf.profile(VAST)
    asked = service.post("/ask", json={"firm": FIRM, "rule": RULE.model_dump(mode="json", by_alias=True)}).text
    assert gf.Evidence.model_validate_json(asked) == RULE.explain(VAST)
    assert service.get("/definitions").json().keys() == gf.rules.taxonomies().keys()
    assert gf.Taxonomy.model_validate_json(service.get("/definitions/born_global").text) == gf.taxonomy("born_global")


def test_countries_time_zones_and_counts_are_parameters(service) -> None:
    zone = {"headcount": "11-50", "time_zone": "US/Pacific"}
    [office] = gf.Verdict.model_validate_json(service.get("/judge/United States", params=zone).text).firm.offices
    assert (office.country, office.time_zone, office.headcount) == ("US", "America/Los_Angeles", gf.Count("11-50"))


def test_a_form_chooses_from_all_countries_and_time_zones(service) -> None:
    assert service.get("/countries").json()[0] == {"code": "AF", "name": "Afghanistan"}
    assert service.get("/time_zones").json() == list(gf.TimeZone.all())


@pytest.mark.parametrize(
    ("path", "kind", "suggestion", "candidates"),
    [
        ("/judge/Germny?headcount=9", "unknown_country", "Germany", []),
        ("/judge/Congo?headcount=9", "ambiguous_country", None, ["CD", "CG"]),
        ("/judge/RS?headcount=9&time_zone=Europe/Belgrad", "unknown_time_zone", "Europe/Belgrade", []),
        ("/judge/KR?headcount=9&time_zone=US/Pacific", "time_zone_not_kept", None, ["Asia/Seoul"]),
        ("/judge/KR?headcount=two", "not_a_count", None, []),
        ("/definitions/eu_size_clas", "unknown_taxonomy", "eu_size_class", [*gf.rules.taxonomies()]),
    ],
)
def test_what_would_do_in_place_of_what_is_refused_is_data(service, path, kind, suggestion, candidates) -> None:
    answer = service.get(path)
    [problem] = answer.json()["detail"]
    assert (answer.status_code, problem["type"]) == (422, kind)
    assert (problem["ctx"]["suggestion"], problem["ctx"]["candidates"]) == (suggestion, candidates)


@pytest.mark.parametrize(
    "body", ['{"headcount": NaN}', '{"headcount": 1e400}', '{"name": "\\ud800"}', '{"\\ud800": 1}']
)
def test_what_json_cannot_answer_is_refused_all_the_same(service, body) -> None:
    answer = service.post("/judge", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert {"type", "loc", "msg"} <= answer.json()["detail"][0].keys()


def test_a_rule_that_cannot_be_read_offers_what_could(service) -> None:
    rule = {"metric": "countries", "in": ["Germny"]}
    [problem] = service.post("/ask", json={"firm": FIRM, "rule": rule}).json()["detail"]
    assert (problem["type"], problem["ctx"]["suggestion"]) == ("unknown_country", "Germany")


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"metric": "headcont"}, "unknown_metric"),
        ({"value": "small"}, "unbound_parameter"),
        ({"metric": "time_zone_span_hours", "with": {"arc": "round"}}, "not_a_choice"),
        ({"metric": "time_zone_span_hours", "with": {"at": "noon"}}, "not_an_instant"),
        ({"metric": "time_zone_count", "with": {"by": "country"}}, "not_a_choice"),
        ({"metric": "entropy_between_regions", "with": {"scheme": "five"}}, "not_a_choice"),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(service, wrong, kind) -> None:
    rule = {"metric": "headcount", "operator": ">", "value": 1} | wrong
    answer = service.post("/ask", json={"firm": FIRM, "rule": rule})
    assert (answer.status_code, answer.json()["detail"][0]["type"]) == (422, kind)


def test_its_document_has_each_kind_once_and_the_whole_of_a_rule(service) -> None:
    components = service.get("/openapi.json").json()["components"]["schemas"]
    assert [name for name in components if "-" in name or name[-1].isdigit()] == []
    rule = components["Body_ask_ask_post"]["properties"]["rule"]
    kinds = {each["$ref"].rsplit("/", 1)[1] for each in rule["oneOf"]}
    assert kinds == {"Threshold", "Membership", "AllOf", "AnyOf", "AtLeast", "Not", "WithinYears", "Sustained"}
    assert kinds <= components.keys()
