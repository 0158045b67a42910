"""Companies: the promised face, contradictions, dates, JSON and its schema."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date, datetime

import jsonschema
import pytest
from hypothesis import given
from pydantic import ValidationError

import globalfirm as gf
from tests.firms import companies

MODELS = (
    gf.Place,
    gf.Site,
    gf.Office,
    gf.Member,
    gf.Team,
    gf.Claim,
    gf.Company,
    gf.Profile,
    gf.Definition,
    gf.Taxonomy,
)

PUBLISHED = {
    mode: jsonschema.Draft202012Validator(gf.Company.model_json_schema(mode=mode))
    for mode in ("validation", "serialization")
}
PUBLISHED["profile"] = jsonschema.Draft202012Validator(gf.Profile.model_json_schema(mode="serialization"))


def problems(record: dict) -> dict[tuple, str]:
    """Where each problem of a record is, and what is said of it."""
    with pytest.raises(ValidationError) as error:
        gf.Company.model_validate(record)
    return {problem["loc"]: problem["msg"] for problem in error.value.errors()}


def test_the_promised_face() -> None:
    belgrade = gf.Office(city="Belgrade", country="Serbia", headcount=12)
    assert belgrade.time_zone == "Europe/Belgrade"
    team = gf.Team(name="Executives", members=[gf.Member(role="CTO", nationality="RS", country="DO")])
    claim = gf.Claim(metric="country_count", value=4, source="the article", published="2007")
    firm = gf.Company(
        name="Vast",
        home="US",
        founded=2005,
        headcount=25,
        offices=[belgrade],
        teams=[team],
        claims=[claim],
        complete=False,
    )
    assert (firm.home, firm.founded, firm.headcount) == ("US", 2005, gf.Count(25))
    assert gf.country_count(firm) == 2
    assert gf.time_zone_count(firm) == 2
    assert gf.time_zone_span(firm) == 5
    assert [str(c) for c in gf.continent_coverage(firm)] == ["Europe", "North America"]
    assert gf.profile(firm).country_count == gf.Count(4)
    assert gf.classify(firm).label == "micro-multinational"
    assert gf.Company.model_validate_json(firm.model_dump_json()) == firm


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (
            {"headcount": 10, "offices": [{"country": "RS", "headcount": 8}, {"country": "US", "headcount": "5+"}]},
            "headcount 10 contradicts the people placed, at least 13 (RS 8, US 5)",
        ),
        ({"headcount": 1, "offices": [{"country": "RS"}, {"country": "US"}]}, "at least 2 (RS 1, US 1)"),
        (
            {"headcount": 2, "teams": [{"name": "T", "members": [{"country": "RS"}] * 3}]},
            "headcount 2 contradicts the people placed, at least 3 (RS 3)",
        ),
        (
            {"founded": 2010, "offices": [{"country": "RS", "opened": "2001-02-03"}]},
            "the office in Serbia opened 2001-02-03, before the firm was founded in 2010",
        ),
    ],
)
def test_a_contradiction_is_an_error_that_names_both_facts(record: dict, told: str) -> None:
    [message] = problems({"name": "A", **record}).values()
    assert told in message


@pytest.mark.parametrize(
    "record",
    [
        {"headcount": "10+", "offices": [{"country": "RS", "headcount": 80}]},
        {
            "headcount": 12,
            "offices": [{"country": "RS", "headcount": 12}],
            "teams": [{"name": "T", "sites": [{"country": "RS"}]}],
        },
        {"headcount": 0, "offices": [{"country": "RS", "headcount": 0}, {"country": "IE", "kind": "mailbox"}]},
        {"headcount": 5, "offices": [{"country": "RS", "headcount": 90, "closed": "2020-01-01"}]},
        {"founded": 2010, "offices": [{"country": "RS", "opened": "2010-01-01"}]},
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(record: dict) -> None:
    assert gf.Company.model_validate({"name": "A", **record}).name == "A"


def test_every_problem_of_a_record_is_reported_at_once_with_its_place() -> None:
    found = problems(
        {
            "headcont": 5,
            "home": "Srbia",
            "headcount": "lots",
            "offices": [
                {"country": "RS", "closed": "2000-01-01", "opened": "2001-01-01"},
                {"country": "US", "time_zone": "Europe/Belgrad", "kind": "castle", "latitude": "north"},
            ],
            "claims": [{"metric": "happiness", "value": 1, "source": "", "published": "yesterday"}],
        }
    )
    assert set(found) == {
        ("headcont",),
        ("name",),
        ("home",),
        ("headcount",),
        ("offices", 0, "closed"),
        ("offices", 1, "time_zone"),
        ("offices", 1, "kind"),
        ("offices", 1, "latitude"),
        ("claims", 0, "metric"),
        ("claims", 0, "source"),
        ("claims", 0, "published"),
    }
    assert found["headcont",] == "no field has this name: did you mean 'headcount'?"
    assert "Did you mean 'Serbia'?" in found["home",]
    assert "closed 2000-01-01 lies before opened 2001-01-01" in found["offices", 0, "closed"]


def test_two_contradictions_are_told_together() -> None:
    [message] = problems(
        {
            "name": "A",
            "founded": 2010,
            "headcount": 1,
            "offices": [{"country": "RS", "headcount": 5, "opened": "2000-01-01"}],
        }
    ).values()
    assert "before the firm was founded in 2010" in message
    assert "headcount 1 contradicts" in message


def test_as_of_a_day_only_what_existed_then() -> None:
    firm = gf.Company(
        name="A",
        founded=2005,
        offices=[
            gf.Office(country="RS", opened="2006-03-01", closed="2010-01-01"),
            gf.Office(country="US", opened="2008-01-01"),
            gf.Office(country="PT"),
        ],
        claims=[
            gf.Claim(metric="headcount", value=9, source="x", published="2007-06"),
            gf.Claim(metric="headcount", value=9, source="y"),
        ],
    )
    assert gf.countries(firm) == ("PT", "US")  # what is open now
    assert gf.countries(firm.as_of(date(2006, 2, 28))) == ("PT",)
    assert gf.countries(firm.as_of(date(2006, 3, 1))) == ("PT", "RS")
    assert gf.countries(firm.as_of(date(2009, 12, 31))) == ("PT", "RS", "US")
    assert gf.countries(firm.as_of(date(2010, 1, 1))) == ("PT", "US")
    assert len(firm.as_of(date(2007, 5, 31)).claims) == 1
    assert len(firm.as_of(date(2007, 6, 1)).claims) == 2
    with pytest.raises(ValueError, match="A did not exist on 2004-12-31: it was founded in 2005"):
        firm.as_of(date(2004, 12, 31))


def test_replace_validates() -> None:
    firm = gf.Company(name="A", headcount=5, offices=[gf.Office(country="RS", headcount=5)])
    assert firm.replace(headcount="5-9").headcount == gf.Count("5-9")
    with pytest.raises(ValidationError, match="headcount 4 contradicts"):
        firm.replace(headcount=4)
    with pytest.raises(ValidationError, match="did you mean 'headcount'"):
        firm.replace(headcounts=4)
    assert firm.headcount == gf.Count(5)


@given(companies())
def test_companies_are_hashable_and_survive_json_pickle_and_copy(firm: gf.Company) -> None:
    assert len({firm, gf.Company.model_validate_json(firm.model_dump_json())}) == 1
    assert gf.Company.model_validate(firm.model_dump()) == firm
    gf.profile(firm)  # which caches on the company
    assert pickle.loads(pickle.dumps(firm)) == copy.deepcopy(firm) == firm
    with pytest.raises(ValidationError, match="frozen"):
        firm.name = "B"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_is_fit_to_publish(model, mode) -> None:
    schema = model.model_json_schema(mode=mode)
    jsonschema.Draft202012Validator.check_schema(schema)
    for title, record in [(model.__name__, schema), *schema.get("$defs", {}).items()]:
        assert record["description"], title
        assert ">>>" not in record["description"], title
        for name, field in record.get("properties", {}).items():
            assert field["description"], (title, name)
        if "properties" in record:
            assert record["additionalProperties"] is False, title


@given(companies())
def test_what_is_written_fits_the_published_schemas(firm: gf.Company) -> None:
    written = json.loads(firm.model_dump_json())
    for mode in ("validation", "serialization"):
        PUBLISHED[mode].validate(written)
    PUBLISHED["profile"].validate(json.loads(gf.profile(firm).model_dump_json()))


def test_the_examples_in_the_schema_are_read_by_the_models() -> None:
    tried = 0
    for model in (gf.Company, gf.Office, gf.Member, gf.Claim, gf.Team):
        needed = {"name": "A", "country": "US", "metric": "headcount", "value": 1, "source": "x"}
        for name, field in model.model_json_schema()["properties"].items():
            for example in field.get("examples", ()):
                record = {n: v for n, v in needed.items() if n in model.model_fields} | {name: example}
                if name == "time_zone":
                    record["country"] = "RS"
                model.model_validate(record)
                tried += 1
    assert tried > 20


def test_dates_are_dates_and_codes_have_patterns_in_the_schema() -> None:
    written = gf.Office.model_json_schema(mode="serialization")["properties"]
    assert {"format": "date", "type": "string"} in written["opened"]["anyOf"]
    assert written["country"]["pattern"] == "^[A-Z]{2}$"


def test_teams_and_members() -> None:
    team = gf.Team(
        name="T",
        sites=[gf.Site(country="RS", headcount="2-3"), gf.Site(country="US")],
        members=[gf.Member(country="PT")],
    )
    assert team.people == gf.Count("4+")
    assert [place.country for place in team.places] == ["PT", "RS", "US"]
    assert str(gf.Claim(metric="headcount", value=5, source="x")) == "x: headcount 5"


def test_a_headcount_too_small_for_the_offices_of_a_day_is_left_out() -> None:
    firm = gf.Company(
        name="A",
        headcount=5,
        offices=[
            gf.Office(country="RS", headcount=12, closed="2020-01-01"),
            gf.Office(country="US", headcount=5, opened="2020-01-01"),
        ],
    )
    assert firm.as_of(date(2019, 1, 1)).headcount is None
    assert firm.as_of(datetime(2021, 1, 1, 12)).headcount == gf.Count(5)


def test_model_copy_validates_and_keeps_no_old_answers() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country="RS")])
    assert gf.countries(firm) == ("RS",)
    assert gf.countries(firm.model_copy(update={"offices": [gf.Office(country="US")]})) == ("US",)
    assert firm.model_copy() == firm
    with pytest.raises(ValidationError, match="no field has this name"):
        firm.model_copy(update={"nosuch": 1})


def test_a_subclass_whose_fields_would_be_lost_in_json_is_refused() -> None:
    with pytest.raises(ValidationError, match="a team's sites are no offices"):
        gf.Team(name="x", sites=[gf.Office(country="RS", kind="mailbox")])

    class Rented(gf.Office):
        """An office with a field that the company's JSON has no place for."""

        rent: int = 0

    with pytest.raises(ValidationError, match=r"offices\.0\.rent"):
        gf.Company(name="x", offices=[Rented(country="RS", rent=3)])


def test_nobody_works_at_a_mailbox() -> None:
    assert gf.Office(country="IE", kind="mailbox", headcount="<10").people == gf.Count(0)
    with pytest.raises(ValidationError, match="nobody works at a mailbox, but its headcount is 3"):
        gf.Office(country="IE", kind="mailbox", headcount=3)


@pytest.mark.parametrize("day", ["0", "1420070400", "2015", 0, "2015-1-1"])
def test_a_day_is_written_as_one(day: object) -> None:
    with pytest.raises(ValidationError, match="is no day: write it as in 2015-03-31"):
        gf.Office(country="IE", opened=day)  # type: ignore[arg-type]


def test_a_claims_date_may_be_a_year_a_month_or_a_day_that_exists() -> None:
    written = [
        gf.Claim(metric="headcount", value=1, source="x", published=day).published
        for day in (2014, "2014-05", date(2014, 5, 12), None)
    ]
    assert written == ["2014", "2014-05", "2014-05-12", None]
    with pytest.raises(ValidationError, match="'2007-02-31' is no day"):
        gf.Claim(metric="headcount", value=1, source="x", published="2007-02-31")


def test_as_of_takes_a_date() -> None:
    with pytest.raises(TypeError, match="'yesterday' is no day: give a date"):
        gf.Company(name="A").as_of("yesterday")  # type: ignore[arg-type]
