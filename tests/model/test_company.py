"""Companies: the promised face, contradictions, dates, JSON and its schema."""

from __future__ import annotations

import copy
import json
import pickle
import re
from datetime import date, datetime

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

import globalfirm as gf
from globalfirm import strategies
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
    assert firm.countries == ("DO", "RS")
    assert firm.time_zones == ("America/Santo_Domingo", "Europe/Belgrade")
    assert (gf.country_count(firm), gf.time_zone_count(firm).low, gf.time_zone_span(firm).low) == (4, 2, 5)
    assert [str(c) for c in firm.continents] == ["Europe", "North America"]
    assert gf.profile(firm).country_count == gf.Count(4)
    assert gf.classify(firm).label == "micro-multinational"
    assert gf.Company.model_validate_json(firm.model_dump_json()) == firm


@pytest.mark.parametrize(
    ("record", "message"),
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
        (
            {"founded": 2010, "offices": [{"country": "RS", "closed": "2009-12-31"}]},
            "the office in Serbia closed 2009-12-31, before the firm was founded in 2010",
        ),
        (
            {"founded": 2010, "markets": [{"country": "RS", "mode": "export", "since": 2009}]},
            "the market in Serbia was entered 2009, before the firm was founded in 2010",
        ),
        (
            {"founded": 2010, "seen": "2009-12-31"},
            "the record was seen 2009-12-31, before the firm was founded in 2010: correct the one or the other",
        ),
    ],
)
def test_a_contradiction_is_an_error_that_names_both_facts(record: dict, message: str) -> None:
    [error] = problems({"name": "A", **record}).values()
    assert message in error


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
        {"founded": 2010, "seen": "2010-01-01", "markets": [{"country": "RS", "mode": "export", "since": 2010}]},
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


def test_two_contradictions_are_reported_together() -> None:
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
    assert firm.countries == ("PT", "US")  # what is open now
    assert firm.as_of(date(2006, 2, 28)).countries == ("PT",)
    assert firm.as_of(date(2006, 3, 1)).countries == ("PT", "RS")
    assert firm.as_of(date(2009, 12, 31)).countries == ("PT", "RS", "US")
    assert firm.as_of(date(2010, 1, 1)).countries == ("PT", "US")
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
    assert firm.countries == ("RS",)
    assert firm.model_copy(update={"offices": [gf.Office(country="US")]}).countries == ("US",)
    assert firm.model_copy() == firm
    with pytest.raises(ValidationError, match="no field has this name"):
        firm.model_copy(update={"nosuch": 1})


SUBSIDIARIES = [{"country": country, "mode": "subsidiary"} for country in ("US", "JP", "US")]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"accounts": [{"year": 2023}, {"year": 2024}, {"year": 2023}]}, "there are two accounts of 2023: leave one"),
        ({"affiliates": "3-5", "foreign_affiliates": "6+"}, "foreign_affiliates 6+ exceeds affiliates 3-5: raise"),
        ({"affiliates": 0, "foreign_affiliates": 1}, "foreign_affiliates 1 exceeds affiliates 0"),
        (
            {"foreign_affiliates": 1, "home": "RS", "offices": SUBSIDIARIES},
            "foreign_affiliates 1 contradicts the subsidiaries abroad, at least 2 (JP, US): raise the one or lower the other",
        ),
        ({"affiliates": 1, "home": "RS", "offices": SUBSIDIARIES}, "affiliates 1 contradicts the subsidiaries abroad"),
    ],
)
def test_a_company_whose_accounts_or_affiliates_contradict_each_other_is_refused(record: dict, message: str) -> None:
    [(where, error)] = problems({"name": "A", **record}).items()
    assert where == ()
    assert message in error


def test_both_contradictions_of_a_company_are_named_at_once() -> None:
    record = {"name": "A", "accounts": [{"year": 2023}] * 2, "affiliates": 1, "foreign_affiliates": 2}
    [message] = problems(record).values()
    assert "two accounts of 2023: leave one out; foreign_affiliates 2 exceeds affiliates 1" in message


@pytest.mark.parametrize(
    ("day", "years", "entered"),
    [
        (date(2022, 12, 31), (2021,), ("DE",)),
        (date(2023, 1, 1), (2021, 2022), ("DE", "JP")),  # a year's accounts are known in the next one
        (datetime(2024, 6, 1, 12, 30), (2021, 2022, 2023), ("DE", "JP", "FR")),
        (date(1990, 1, 1), (), ("DE",)),
    ],
)
def test_as_of_a_day_later_accounts_and_markets_are_not_known(day: date, years, entered) -> None:
    firm = gf.Company(
        name="A",
        accounts=[gf.Accounts(year=year) for year in (2021, 2022, 2023)],
        markets=[
            gf.Market(country="DE", mode="export"),  # since no one knows when
            gf.Market(country="JP", mode="licensing", since=2023),
            gf.Market(country="FR", mode="export", since=2024),
        ],
    )
    then = firm.as_of(day)
    assert tuple(held.year for held in then.accounts) == years
    assert tuple(market.country for market in then.markets) == entered


@given(
    st.lists(st.integers(2000, 2025), max_size=3, unique=True),
    st.lists(strategies.markets(), max_size=4),
    st.dates(date(1999, 1, 1), date(2026, 1, 1)),
)
def test_as_of_is_what_as_of_a_later_day_would_say_of_that_day(years, entered, day: date) -> None:
    firm = gf.Company(name="A", accounts=[gf.Accounts(year=year) for year in years], markets=entered)
    assert firm.as_of(date(2026, 1, 1)).as_of(day) == firm.as_of(day)


@pytest.mark.parametrize(
    "record",
    [
        {"accounts": [{"year": 2023}, {"year": 2024}]},
        {"affiliates": "5+", "foreign_affiliates": 9},
        {"affiliates": 2, "foreign_affiliates": 2, "home": "RS", "offices": SUBSIDIARIES},
        {"affiliates": 1, "foreign_affiliates": 1, "home": "US", "offices": SUBSIDIARIES},
        {"affiliates": "3-5", "foreign_affiliates": "5-9"},
        {"foreign_affiliates": 9},
        {"affiliates": 9},
    ],
)
def test_accounts_of_several_years_and_affiliates_that_may_be_are_taken(record: dict) -> None:
    assert gf.Company.model_validate({"name": "A", **record}).name == "A"


def test_no_relations_known_and_none_at_all_are_two_things() -> None:
    unknown, none = gf.Company(name="A"), gf.Company(name="A", relations=[])
    assert (unknown.relations, none.relations) == (None, ())
    for firm in (unknown, none):
        assert gf.Company.model_validate_json(firm.model_dump_json()) == firm


class MyOffice(gf.Office):
    """An office with a rent."""

    rent_eur: float


class MyMember(gf.Member):
    """A member with a desk."""

    desk: int


class MyTeam(gf.Team):
    """A team with members of the user's own."""

    members: tuple[MyMember, ...] = ()


class MyAccounts(gf.Accounts):
    """Accounts with a further figure."""

    audited: bool


class MyCompany(gf.Company):
    """A company of the user's own, whose parts are, too."""

    offices: tuple[MyOffice, ...] = ()
    teams: tuple[MyTeam, ...] = ()
    accounts: tuple[MyAccounts, ...] = ()
    motto: str | None = None


RENTED = MyOffice(country="RS", rent_eur=900.5, opened="2015-01-01", closed="2020-01-01")
MINE = {
    "name": "A",
    "home": "US",
    "founded": 2010,
    "headcount": 30,
    "offices": [RENTED, MyOffice(country="US", rent_eur=1)],
    "teams": [MyTeam(name="T", members=[MyMember(country="PT", desk=4)])],
    "accounts": [MyAccounts(year=2018, audited=True)],
}


@pytest.mark.parametrize("company", [gf.Company, MyCompany])
def test_a_subclass_goes_wherever_its_base_goes_and_is_kept_as_it_is(company: type[gf.Company]) -> None:
    firm = company(**MINE)
    for kept in (firm, firm.replace(name="B"), firm.as_of("2019-06-01"), pickle.loads(pickle.dumps(firm))):
        assert type(kept) is company
        assert [type(office) for office in kept.offices] == [MyOffice, MyOffice]
        assert kept.offices[0].rent_eur == 900.5
        assert kept.teams[0].members[0].desk == 4
        assert kept.accounts[0].audited is True
    assert firm.as_of("2019-06-01").offices[0] == RENTED.replace(closed=None)
    assert gf.classify(firm).label == "micro-multinational"
    assert {firm, company(**MINE)} == {firm}


def test_a_company_that_declares_its_subclasses_survives_json_and_dumps() -> None:
    firm = MyCompany(**MINE, motto="on")
    assert MyCompany.model_validate_json(firm.model_dump_json()) == firm
    assert MyCompany.model_validate(firm.model_dump()) == firm
    assert TypeAdapter(MyCompany).dump_python(firm) == firm.model_dump()
    jsonschema.validate(json.loads(firm.model_dump_json()), MyCompany.model_json_schema())


@pytest.mark.parametrize(
    ("firm", "message"),
    [
        (
            gf.Company(name="A", offices=[gf.Office(country="US"), RENTED]),
            "offices[1] is a MyOffice, whose field rent_eur the declared type Office lacks: declare "
            "`class MyCompany(Company)` with `offices: tuple[MyOffice | Office, ...]`.",
        ),
        (
            gf.Company(name="A", teams=[gf.Team(name="T", members=[MyMember(country="PT", desk=4)])]),
            "members[0] is a MyMember, whose field desk the declared type Member lacks: declare "
            "`class MyTeam(Team)` with `members: tuple[MyMember, ...]`.",
        ),
        (
            gf.Company(name="A", accounts=MINE["accounts"]),
            "declare `class MyCompany(Company)` with `accounts: tuple[MyAccounts, ...]`.",
        ),
        (
            gf.Company(name="A", relations=[gf.Relation(name="R", kind="linked", accounts=MINE["accounts"])]),
            "declare `class MyRelation(Relation)` with `accounts: tuple[MyAccounts, ...]`.",
        ),
    ],
)
def test_to_dump_a_field_that_the_declared_type_lacks_is_an_error_that_names_the_subclass_to_declare(
    firm: gf.Company, message: str
) -> None:
    dumps = [firm.model_dump, firm.model_dump_json, lambda: TypeAdapter(list[gf.Company]).dump_json([firm])]
    for dump in dumps:
        with pytest.raises(PydanticSerializationError, match=re.escape(message)):
            dump()
    assert "MyOffice" in repr(gf.Company(name="A", offices=[RENTED]))


def test_a_subclass_of_a_subclass_is_declared_in_the_users_own_class() -> None:
    class Leased(MyOffice):
        until: date

    class Ours(gf.Company):
        offices: tuple[MyOffice, ...] = ()
        parent: gf.Company | None = None

    firm = Ours(name="A", offices=[Leased(country="RS", rent_eur=1, until="2030-01-01")])
    with pytest.raises(PydanticSerializationError, match=r"`offices: tuple\[Leased, \.\.\.\]` in Ours\."):
        firm.model_dump()
    with pytest.raises(PydanticSerializationError, match=r"parent is a MyCompany, .* `parent: MyCompany` in Ours\."):
        Ours(name="A", parent=MyCompany(name="B")).model_dump()
    with pytest.raises(PydanticSerializationError, match="a MyCompany has the field motto, which the type declared"):
        TypeAdapter(gf.Company).dump_python(MyCompany(name="B"))
    assert firm.model_dump(serialize_as_any=True)["offices"][0]["rent_eur"] == 1


def test_a_company_may_hold_offices_of_several_kinds() -> None:
    class Mixed(gf.Company):
        offices: tuple[MyOffice | gf.Office, ...] = ()

    firm = Mixed(name="A", offices=[gf.Office(country="US"), RENTED])
    assert Mixed.model_validate_json(firm.model_dump_json()) == firm


def test_a_subclass_with_methods_alone_is_written_as_its_base() -> None:
    class Shouted(gf.Office):
        def shout(self) -> str:
            return str(self).upper()

    firm = gf.Company(name="A", offices=[Shouted(country="RS")])
    assert firm.offices[0].shout() == "SERBIA"
    assert gf.Company.model_validate_json(firm.model_dump_json()).offices == (gf.Office(country="RS"),)


def test_records_say_where_they_come_from() -> None:
    origin = {"id": "7", "source": "the firm's site", "seen": "2024-05-01"}
    firm = gf.Company(
        name="A",
        offices=[gf.Office(country="RS", **origin)],
        teams=[
            gf.Team(
                name="T", members=[gf.Member(country="US", **origin)], sites=[gf.Site(country="US", **origin)], **origin
            )
        ],
        accounts=[gf.Accounts(year=2024, **origin)],
        markets=[gf.Market(country="DE", mode="export", **origin)],
        relations=[gf.Relation(name="R", kind="linked", **origin)],
        funding=(1e6, 2e6),
        funding_currency="USD",
        **origin,
    )
    team = firm.teams[0]
    held = (firm, *firm.offices, team, *team.places, *firm.accounts, *firm.markets, *firm.relations)
    assert {(part.id, part.source, part.seen) for part in held} == {("7", "the firm's site", date(2024, 5, 1))}
    assert gf.Company.model_validate_json(firm.model_dump_json()) == firm
    assert [*json.loads(firm.model_dump_json())][-3:] == ["id", "source", "seen"]
    with pytest.raises(ValidationError, match="'XXX_' is|pattern"):
        firm.replace(funding_currency="XXX_")


def test_what_the_record_merely_lists_is_a_property_of_it() -> None:
    firm = gf.Company(
        name="A",
        offices=[gf.Office(country="US"), gf.Office(country="Serbia"), gf.Office(country="IE", kind="mailbox")],
        teams=[gf.Team(name="T", members=[gf.Member(country="Japan")])],
    )
    assert firm.countries == firm.countries == ("JP", "RS", "US")
    assert firm.continents == firm.continents == ("Asia", "Europe", "North America")
    assert firm.time_zones == ("Asia/Tokyo", "Europe/Belgrade")


def test_as_of_takes_a_date_or_its_text_and_says_when_it_was() -> None:
    firm = gf.Company(name="A", founded=2010, seen="2024-01-01")
    assert firm.as_of("2019-01-01") == firm.as_of(date(2019, 1, 1)) == firm.as_of(datetime(2019, 1, 1, 5))
    assert firm.as_of("2019-01-01").seen == date(2019, 1, 1)
    with pytest.raises(ValueError, match="'yesterday' is not a day: write it as in 2015-03-31"):
        firm.as_of("yesterday")
    for wrong in (2019, None, 2019.0):
        with pytest.raises(TypeError, match=r"is not a day: give a date or its text, such as '2015-03-31'\."):
            firm.as_of(wrong)


@given(strategies.companies())
def test_a_company_reads_its_own_json_strictly(firm: gf.Company) -> None:
    assert gf.Company.model_validate_json(firm.model_dump_json(), strict=True) == firm


WRONG = [
    {
        "name": "A",
        "headcount": 1,
        "offices": [gf.Office(country="RS", headcount=3, opened="2001-01-01")],
        "founded": 2005,
    },
    {"name": "A", "headcount": "lots", "home": "Atlantis", "founded": object()},
    {"name": "A", "offices": [{"country": "RS", "time_zone": "Mars", "opened": "2015", "closed": date}]},
    {"name": "A", "offices": [{"country": "RS", "kind": "mailbox", "headcount": 3}], "claims": [{"source": b"\xff"}]},
    {"name": "A", "accounts": [{"year": 2024, "turnover": -1, "currency": "EUX"}], "nosuch": 1},
    {"name": "A", "funding": float("inf"), "teams": [{"name": "T", "sites": [gf.Office(country="RS")]}]},
    {"name": "A", "founded": 10**5000, "x" * 1_000_000: 1, "offices": [{"country": "RS", "y" * 1_000_000: object()}]},
]


@pytest.mark.parametrize("record", WRONG)
def test_the_errors_of_a_record_are_plain_data_and_no_longer_than_they_need_be(record: dict) -> None:
    for read in (gf.Company.model_validate, lambda fields: gf.Company(**fields)):
        with pytest.raises(ValidationError) as error:
            read(record)
        assert len(json.dumps(error.value.errors())) < 5_000
        assert len(str(error.value)) < 5_000


def test_errors_in_json_are_plain_data_too() -> None:
    text = json.dumps({"name": "A", "x" * 1_000_000: 1, "headcount": "lots"})
    with pytest.raises(ValidationError) as error:
        gf.Company.model_validate_json(text)
    assert len(json.dumps(error.value.errors())) < 5_000


@pytest.mark.parametrize(
    ("record", "kind", "facts"),
    [
        ({"founded": 2010, "offices": [{"country": "RS", "opened": "2001-02-03"}]}, "contradiction", "problems"),
        ({"offices": [{"country": "RS", "opened": "soon"}]}, "not_a_day", "given"),
        ({"funding_currency": "EUX"}, "not_a_currency", "given"),
        ({"headcuont": 3}, "unknown_field", "nearest"),
    ],
)
def test_an_error_has_a_kind_to_act_on_and_its_facts(record: dict, kind: str, facts: str) -> None:
    with pytest.raises(ValidationError) as error:
        gf.Company.model_validate({"name": "A", **record})
    [problem] = error.value.errors()
    assert problem["type"] == kind
    assert facts in problem["ctx"]


PLANNED = [gf.Office(country="RS", closed="2099-01-01"), gf.Office(country="US", opened="2099-01-01")]


def test_what_is_planned_after_the_record_was_seen_has_not_happened_yet() -> None:
    firm = gf.Company(name="A", home="RS", offices=PLANNED, seen="2026-11-27")
    assert (firm.countries, gf.country_count(firm), gf.metric.foreign_country_count(firm)) == (("RS",), 1, 0)
    assert gf.Company(name="A", home="RS", offices=PLANNED).countries == ("US",)
    assert firm.replace(seen="2099-06-01").countries == ("US",)


def test_an_office_has_a_day_of_its_own_where_its_firm_has_none() -> None:
    [closing, opening] = (office.replace(seen="2026-11-27") for office in PLANNED)
    assert (closing.people, opening.people) == (gf.Count("1+"), gf.Count(0))
    assert gf.Company(name="A", offices=[closing, opening]).countries == ("RS",)
    assert gf.Company(name="A", offices=[closing, opening]).as_of("2100-01-01").countries == ("US",)


def test_people_elsewhere_are_people_of_no_country() -> None:
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="RS", headcount=5)], headcount_elsewhere=9)
    assert (gf.metric.headcount(firm), firm.countries, gf.country_count(firm)) == (14, ("RS",), gf.Count("1-10"))
    assert gf.metric.foreign_headcount_share(firm) == gf.Interval(0, 9 / 14)
    assert "in countries not named: 9 people" in gf.metrics.Facts(firm).sources("headcount")
    with pytest.raises(ValidationError, match=r"at least 14 \(RS 5, elsewhere 9\)"):
        firm.replace(headcount=13)


def test_a_market_that_is_planned_is_none_yet() -> None:
    market = gf.Market(country="US", mode="subsidiary", since=2030)
    firm = gf.Company(name="A", home="RS", offices=["Belgrade"], markets=[market])
    assert gf.metric.entry_modes(firm).values == ("subsidiary",)
    assert gf.metric.entry_modes(firm.replace(seen="2026-11-27")).values == ()


def test_evidence_says_on_which_day_places_stand() -> None:
    firm = gf.Company(name="A", headcount=5, offices=PLANNED)
    assert "as listed, since the record has no day on which it was seen" in str(gf.classify(firm))
    assert "as of 2026-11-27" in str(gf.classify(firm.replace(seen="2026-11-27")))
