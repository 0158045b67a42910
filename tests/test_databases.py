"""What a database keeps comes back as it was, and is asked as rules ask: yes, no, or NULL for can't tell."""

from __future__ import annotations

import operator
from decimal import Decimal

import pytest
import sqlalchemy
import sqlmodel
from hypothesis import given
from sqlalchemy import Index, create_engine, insert, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import CreateTable

import globalfirm as gf
from globalfirm import databases
from tests.firms import companies


class Base(DeclarativeBase):
    type_annotation_map = databases.TYPES


class Row(Base):
    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[gf.Country | None]
    zone: Mapped[gf.TimeZone | None]
    headcount: Mapped[gf.Count | None]
    turnover: Mapped[gf.Interval | None]
    firm: Mapped[gf.Company | None]
    verdict: Mapped[gf.Verdict | None]


Index("row_headcount_high", Row.headcount.high)


class Form(sqlmodel.SQLModel, table=True):
    id: int | None = sqlmodel.Field(default=None, primary_key=True)
    home: gf.Country = sqlmodel.Field(sa_type=databases.CountryType)
    headcount: gf.Count = sqlmodel.Field(sa_type=databases.CountType)
    firm: gf.Company = sqlmodel.Field(sa_type=databases.RecordType(gf.Company))


@pytest.fixture(scope="module")
def engine():
    made = create_engine("sqlite://")
    Base.metadata.create_all(made)
    sqlmodel.SQLModel.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as opened:
        yield opened


def stored(session: Session, row):
    session.add(row)
    session.flush()
    session.expire(row)
    return row


def test_each_kind_comes_back_equal_and_of_its_type(session) -> None:
    firm = gf.Company(name="A", home="US", headcount="11-50", offices=["Berlin", "São Paulo, Brazil"])
    given_ = {
        "country": gf.Country("Kosovo"),
        "zone": gf.TimeZone("US/Pacific"),
        "headcount": gf.Count("50+"),
        "turnover": gf.Interval(None, 2.5),
        "firm": firm,
        "verdict": gf.classify(firm),
    }
    row = stored(session, Row(**given_))
    for name, value in given_.items():
        assert getattr(row, name) == value
        assert type(getattr(row, name)) is type(value)


@given(companies())
def test_any_company_comes_back_equal(firm) -> None:
    column = databases.RecordType(gf.Company)
    dialect = create_engine("sqlite://").dialect
    write, read = column.bind_processor(dialect), column.result_processor(dialect, None)
    assert read(write(firm)) == firm


def test_what_is_not_given_is_null(session) -> None:
    row = stored(session, Row())
    assert (row.country, row.zone, row.headcount, row.turnover, row.firm, row.verdict) == (None,) * 6
    found = select(Row.id).where(Row.headcount == None, Row.firm == None, Row.id == row.id)  # noqa: E711
    assert session.scalars(found).all() == [row.id]


def test_places_are_found_by_any_way_to_write_them_and_nothing_else(session) -> None:
    row = stored(session, Row(country="South Korea", zone="Asia/Calcutta"))
    found = select(Row.id).where(Row.id == row.id, Row.country == "KOR", Row.zone.in_(["Asia/Kolkata"]))
    assert session.scalars(found).all() == [row.id]
    with pytest.raises(sqlalchemy.exc.StatementError, match="Did you mean 'Germany'"):
        session.scalars(select(Row.id).where(Row.country == "Germny"))


SIGNS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
COUNTS = [gf.Count(text) for text in ("0", "49", "50", "51", "11-50", "50-60", "10-90", "<10", "20+", "50+", "60+")]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", ["headcount", "turnover"])
def test_a_comparison_in_sql_answers_as_a_rule_does(session, sign, kind) -> None:
    session.add_all([Row(**{kind: value}) for value in COUNTS])
    session.flush()
    column = getattr(Row, kind)
    answers = dict(session.execute(select(column, sign(column, 50)).where(column.is_not(None))).all())
    expected = {value: sign(gf.metric.headcount, 50).decide(gf.Company(name="A", headcount=value)) for value in COUNTS}
    assert answers == expected
    assert set(expected.values()) == {True, False, None}


ENDS = sorted({end for count in COUNTS for end in (count.low, count.high) if end is not None} | {1000})


def within(count: gf.Count) -> list[int]:
    """Of the numbers at which an answer may change, those that a count may be."""
    return [end for end in ENDS if end in count]


@pytest.mark.parametrize("sign", SIGNS)
def test_two_columns_compare_as_all_that_they_may_be(session, sign) -> None:
    session.add_all([Row(headcount=one, turnover=other) for one in COUNTS for other in COUNTS])
    session.flush()
    answers = select(Row.headcount, Row.turnover, sign(Row.headcount, Row.turnover)).where(Row.turnover.is_not(None))
    found = session.execute(answers).all()
    assert len(found) == len(COUNTS) ** 2
    for one, other, answer in found:
        possible = {sign(a, b) for a in within(one) for b in within(other)}
        assert answer is (possible.pop() if len(possible) == 1 else None), (one, other)


def test_a_list_and_a_range_are_what_they_abbreviate(session) -> None:
    session.add_all([Row(headcount=value) for value in COUNTS])
    session.flush()

    def answers(asked) -> dict:
        return dict(session.execute(select(Row.headcount, asked).where(Row.headcount != None)).all())  # noqa: E711

    column = Row.headcount
    assert answers(column.in_([50, gf.Count(49), "60"])) == answers((column == 50) | (column == 49) | (column == 60))
    assert answers(column.not_in([50])) == answers(column != 50)
    assert answers(column.between(11, "50")) == answers((column >= 11) & (column <= 50))
    assert set(answers(column.in_([])).values()) == {False}
    assert answers(column < "50") == answers(column < Decimal(50)) == answers(column < 50)


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda column: column < "many", "'many' is not an interval"),
        (lambda column: column < None, "None is not an interval"),
        (lambda column: column == "11-50", "is not one number"),
        (lambda column: column + 1, "no 'add': ask for its low or its high"),
        (lambda column: column.desc(), "no 'desc'"),
        (lambda column: column.like("1%"), "no 'like'"),
        (lambda column: column.is_distinct_from(50), "no 'is_distinct_from'"),
        (lambda column: column.in_(select(Row.id)), "is in a list of numbers"),
        (lambda column: column.in_("50"), "is in a list of numbers"),
        (lambda column: column.between(1, 2, symmetric=True), "in their order"),
    ],
)
def test_what_would_compare_bounds_as_text_is_refused(ask, why) -> None:
    with pytest.raises((TypeError, ValueError), match=why):
        ask(Row.headcount)


def test_rows_are_changed_and_given_back_where_they_stand(session) -> None:
    """SQLAlchemy keeps columns as keys of dictionaries: to Python, two are equal where they are one."""
    made = session.execute(insert(Row).values(country="Serbia", headcount="7").returning(Row.id, Row.headcount)).one()
    assert made.headcount == gf.Count(7)
    session.execute(update(Row).where(Row.id == made.id, Row.country == "RS").values(headcount="<10"))
    assert session.get(Row, made.id).headcount == gf.Count("<10")
    columns = Row.__table__.columns
    assert {columns.headcount: 1}.get(columns.headcount) == 1
    assert bool(columns.headcount == columns.turnover) is False


def test_codes_and_names_match_as_text(session) -> None:
    row = stored(session, Row(country="Serbia", zone="Europe/Belgrade"))
    found = select(Row.id).where(Row.id == row.id, Row.country.like("R%"), Row.zone.startswith("Europe/"))
    assert session.scalars(found).all() == [row.id]


def test_a_part_of_a_record_is_plain_data(session) -> None:
    row = stored(session, Row(firm=gf.Company(name="A", headcount="11-50")))
    parts = select(Row.firm["name"].as_string(), Row.firm["headcount"]).where(Row.id == row.id)
    assert session.execute(parts).one() == ("A", {"low": 11, "high": 50})


@pytest.mark.parametrize("column", Row.__table__.columns[1:], ids=str)
def test_a_type_says_how_it_is_made_again_as_migrations_write_it(column) -> None:
    again = eval(repr(column.type), {**vars(databases), "globalfirm": gf})  # as a migration does
    assert type(again) is type(column.type)
    assert getattr(again, "kind", None) is getattr(column.type, "kind", None)


def test_postgresql_keeps_what_it_can_compare() -> None:
    written = str(CreateTable(Row.__table__).compile(dialect=postgresql.dialect()))
    assert written.count("JSONB") == 4


def test_an_open_count_is_refused_as_what_to_compare_with() -> None:
    assert str(Row.headcount < gf.Count(50)) == str(Row.headcount < 50)
    with pytest.raises(TypeError, match="is not one number: it lies from 11 to 50"):
        Row.headcount < gf.Count("11-50")  # noqa: B015


def test_an_index_finds_the_counts_that_are_certainly_below(session) -> None:
    session.add_all([Row(headcount=value) for value in COUNTS])
    session.flush()
    below = select(Row.headcount).where(Row.headcount.high < 50)
    assert set(session.scalars(below)) == {gf.Count(0), gf.Count(49), gf.Count("<10")}
    compiled = below.compile(session.bind, compile_kwargs={"literal_binds": True})
    [plan] = session.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
    assert "USING INDEX row_headcount_high" in plan.detail


def test_a_form_of_sqlmodel_keeps_what_it_was_given(engine) -> None:
    firm = gf.Company(name="A", headcount=9)
    with sqlmodel.Session(engine) as session:
        form = stored(session, Form(home="Serbia", headcount="11-50", firm=firm))
        assert (form.home, form.headcount, form.firm) == (gf.Country("RS"), gf.Count("11-50"), firm)
        assert session.exec(sqlmodel.select(Form.id).where(Form.headcount < 250)).all() == [form.id]


def test_a_record_of_another_schema_is_refused() -> None:
    column, dialect = databases.RecordType(gf.Company), create_engine("sqlite://").dialect
    stored = column.process_bind_param(gf.Company(name="A"), dialect)
    with pytest.raises(gf.GlobalfirmError, match="its schema_version is 2"):
        column.process_result_value(stored | {"schema_version": 2}, dialect)
