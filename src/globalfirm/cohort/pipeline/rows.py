"""The rows of a table with their values read: numbers in the place of text, and what is wrong with each.

Missing values are encoded as sentinels, because engines disagree on nulls; only firm-level facts may be null.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

import narwhals as nw

from globalfirm.cohort.columns import (
    COORDINATES,
    COUNTS,
    DAYS,
    INPUT_COLUMNS,
    PRESENCE,
    READ_IF_ASKED,
    REGION_SHARES,
    TRUTHS,
    InputColumn,
    input_columns,
    number_fields,
)
from globalfirm.cohort.engines import (
    UNBOUNDED,
    Dtype,
    Frame,
    column_kinds,
    engine_of,
    is_text,
    lookup_table,
    with_extremes,
)
from globalfirm.cohort.pipeline.reading import ELSEWHERE, NO_COUNTRY, Reading, offset_codes, option_sets
from globalfirm.ground.numbers import NO_VALUE
from globalfirm.model.accounts import ROUNDING
from globalfirm.model.count import MOST

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from narwhals.dtypes import DType

RowUnit = Literal["office", "team", "person"]

UNKNOWN = -1000
"""Stands for the quarters of an hour from UTC that are not known."""


class Check(NamedTuple):
    """What may be wrong with a column: the flag of it, and the reason, for each text or for all values.

    A place that is wrong takes its row with it, since it leaves open where or when there is anybody; a figure that is wrong
    is not known, and its row stands.
    """

    field: str
    flag: str
    reason: str
    reasons: Mapping[str, str] = {}
    rejects_row: bool = False


class Rows(NamedTuple):
    """The rows read, the fields that the table has, and what was checked."""

    frame: Frame
    fields: Mapping[str, str]
    checks: tuple[Check, ...]
    row_unit: RowUnit
    names_every_country: bool
    """Whether no row can have people in countries that it does not name."""


def prepare(
    table: Frame,
    fields: Mapping[str, str],
    reading: Reading,
    *,
    as_of: date | None,
    row_unit: RowUnit,
    complete: bool,
) -> Rows:
    """The rows with numbers in the place of text, and a flag for each thing that may be wrong with them."""
    # The day asked for stands in the place of those on which rows were seen.
    fields = {field: column for field, column in fields.items() if field != "seen" or as_of is None}
    frame = table.select([nw.col(column).alias(field) for field, column in fields.items()])
    schema = column_kinds(frame)
    typed = [
        _typed(field, dtype, exact_casts=engine_of(frame).exact_casts).alias(field)
        for field, dtype in schema.items()
        if field not in {"row", *READ_IF_ASKED}
    ]
    frame = frame.with_columns(typed)
    if "city" in fields:
        frame = _cities(frame, schema["city"], needed="city" in reading.keys)
    coordinates = [key for key in COORDINATES if key in reading.keys]
    as_text = [nw.lit("") if schema[key] is None else nw.col(key).cast(nw.String).fill_null("") for key in coordinates]
    frame = frame.with_columns([text.alias(key) for key, text in zip(coordinates, as_text, strict=True)])
    checks: list[Check] = []
    frame = _places(frame, reading, checks)
    if "home" in fields:
        frame = _homes(frame, reading, checks)
    for field in filter(fields.__contains__, COUNTS):
        frame = _counts(frame, field, schema[field], reading, checks)
    for field in filter(fields.__contains__, DAYS):
        frame = _days(frame, field, schema[field], reading, checks)
    for field in filter(fields.__contains__, TRUTHS):
        frame = _truths(frame, field, checks)
    if "complete" in fields:
        said = nw.when(nw.col("complete_truth").is_null() & ~nw.col("bad_complete")).then(nw.lit(complete))
        frame = frame.with_columns(states_complete=said.otherwise(nw.col("complete_truth").fill_null(0.0) > 0))
    for field in filter(fields.__contains__, number_fields()):
        frame = _figures(frame, field, schema[field], reading, checks)
    if as_of is not None and "accounts_year" in fields:
        frame = _without_later_accounts(frame, fields, as_of)
    frame = _figures_together(frame, fields, checks)
    if "first_foreign_sales" in fields:
        frame = _without_later_sales(frame, fields, as_of)
    frame = _days_together(frame, fields, checks)
    frame, names_every_country = _unnamed(frame, fields, reading, checks, row_unit)
    frame = frame.with_columns(nw.col("firm").is_null().alias("bad_firm"))
    checks.append(Check("firm", "bad_firm", "no firm is given.", rejects_row=True))
    flags = [nw.col(check.flag) for check in checks if check.rejects_row]
    frame = frame.with_columns(nw.any_horizontal(*flags, ignore_nulls=False).alias("bad"))
    if _dated_after(fields):
        frame = _founded_elsewhere(frame, fields)
    if "home" in fields:
        frame = _spread_homes(frame, reading)
    if "seen" in fields:
        frame = frame.with_columns(seen_day=nw.when(nw.col("seen_day") > 0).then(nw.col("seen_day")))
    frame = _presence(frame, fields, as_of=as_of, row_unit=row_unit)
    return Rows(frame, fields, tuple(checks), row_unit, names_every_country)


def present_rows(
    table: Frame,
    fields: Mapping[str, str],
    reading: Reading,
    *,
    as_of: date | None = None,
    row_unit: RowUnit = "office",
    more: Collection[str] = (),
) -> Rows:
    """The rows with where they put people: what else they say is left out, but some columns more, and costs no plan."""
    fields = {field: column for field, column in fields.items() if field in PRESENCE or field in more}
    return prepare(table, fields, reading, as_of=as_of, row_unit=row_unit, complete=True)


def _halves(column: nw.Expr) -> nw.Expr:
    """Whole numbers as floats, the nearest of those that no float holds, where a cast would refuse them."""
    half = 2**31
    return (column // half).cast(nw.Float64) * half + (column % half).cast(nw.Float64)


def _typed(field: str, dtype: DType | None, *, exact_casts: bool) -> nw.Expr:
    """A column in the kind that its field wants; of one that holds nothing, what its field wants of nothing.

    Raises:
        TypeError: its own kind can't be read so.
    """
    column, numeric = nw.col(field), field in COUNTS or field in number_fields()
    if field == "firm":
        return _ids(column, dtype)
    if dtype is None:
        return nw.lit(None, nw.Float64) if numeric else nw.lit("")
    if is_text(dtype) or (field in TRUTHS and dtype == nw.Boolean):
        return column.cast(nw.String).fill_null("")  # truth, too, is the same as text under every library
    if numeric and dtype.is_numeric():
        number = _halves(column) if dtype in {nw.Int64, nw.UInt64} and exact_casts else column.cast(nw.Float64)
        return number.fill_nan(None) if dtype.is_float() else number  # NaN is what NumPy writes for what is missing
    if field in DAYS and isinstance(dtype, (nw.Date, nw.Datetime)):
        return column
    wanted = _WANTED.get(field, _WANTED["founded"] if numeric else _WANTED["country"])
    raise TypeError(f"the column for {field.removeprefix('own_')} holds {dtype}: give {wanted}.")


_WANTED = {
    "country": "text, such as ISO codes or names",
    **dict.fromkeys(COUNTS, "numbers, or text such as '11-50'"),
    **dict.fromkeys(DAYS, "dates, or text such as '2015-03-31'"),
    **dict.fromkeys(TRUTHS, "true and false"),
    "source": "text",
    "founded": "numbers",
}


def _ids(firm: nw.Expr, dtype: DType | None) -> nw.Expr:
    """Firms' ids, null where they say nothing, without the blanks around them; strings as such, since PyArrow joins no views of them.

    Raises:
        TypeError: they are lists or the like, which no library compares as another does.
    """
    if dtype is None:
        return nw.lit(None, nw.String)
    if dtype.is_nested():
        raise TypeError(f"the column for firm holds {dtype}: give text or whole numbers.")
    if is_text(dtype):
        # Of ids of several kinds those that are no text stay what they are: 7 and "7" are two firms.
        text = (firm if dtype == nw.Object else firm.cast(nw.String)).str.strip_chars()
        known = nw.when(text != "").then(text)
        return nw.when(text.is_null()).then(firm).otherwise(known) if dtype == nw.Object else known
    return firm.fill_nan(None) if dtype.is_float() else firm


def _cities(frame: Frame, dtype: DType | None, *, needed: bool) -> Frame:
    """Whether a row says a city; its text, where cities are read."""
    city = nw.lit("") if dtype is None else nw.col("city")
    if needed:
        return frame.with_columns(city.cast(nw.String).fill_null("").alias("city"))
    given = ~city.is_null() if dtype is not None else nw.lit(False)
    if is_text(dtype):
        given = given & (city.cast(nw.String) != "")
    return frame.with_columns(nw.when(given).then(nw.lit("x")).otherwise(nw.lit("")).alias("city"))


def _places(frame: Frame, reading: Reading, checks: list[Check]) -> Frame:
    """Each row's country, continent and offset as numbers."""
    spots = reading.places.values()
    data: dict[str, list[object]] = {key: [text[i] for text in reading.places] for i, key in enumerate(reading.keys)}
    data |= {
        "place": [spot.country for spot in spots],
        "continent": [spot.continent for spot in spots],
        "quarters": [UNKNOWN if spot.offset_quarter_hours is None else spot.offset_quarter_hours for spot in spots],
        "offset": [offset_codes().get(spot.offset_quarter_hours, -1) for spot in spots],
    }
    if reading.open_zones:
        data |= {
            "options": [spot.offset_options for spot in spots],
            "west": [_reach(spot.offset_quarter_hours, spot.offset_options)[0] for spot in spots],
            "east": [_reach(spot.offset_quarter_hours, spot.offset_options)[1] for spot in spots],
        }
    dtypes: dict[str, Dtype] = {name: nw.String if name in reading.keys else nw.Int64 for name in data}
    frame = frame.join(lookup_table(frame, data, dtypes), on=[*reading.keys], how="left")
    checks.append(Check("country", "bad_place", "", rejects_row=True))
    known = [name for name in data if name not in reading.keys]
    return frame.with_columns(nw.col("place").is_null().alias("bad_place"), *[nw.col(n).fill_null(-1) for n in known])


def _reach(quarters: int | None, options: int) -> tuple[int, int]:
    """The westernmost and easternmost quarters of an hour that a place may keep."""
    if quarters is not None:
        return quarters, quarters
    if options < 0:
        return -UNKNOWN, UNKNOWN
    hours = option_sets()[options]
    return round(4 * min(hours)), round(4 * max(hours))


def _homes(frame: Frame, reading: Reading, checks: list[Check]) -> Frame:
    """Each row's home country as a number."""
    data: dict[str, list[object]] = {"home": [*reading.homes], "home_at": [*reading.homes.values()]}
    frame = frame.join(lookup_table(frame, data, {"home": nw.String, "home_at": nw.Int64}), on="home", how="left")
    reasons = reading.problems.get("home", {})
    checks.append(Check("home", "bad_home", _NOT_STANDARD.format("country"), reasons))
    return frame.with_columns(nw.col("home_at").is_null().alias("bad_home"), nw.col("home_at").fill_null(NO_COUNTRY))


def _spread_homes(frame: Frame, reading: Reading) -> Frame:
    """The home country of a firm on all its rows, where some don't say it; rows that are rejected say nothing."""
    home_given = nw.when(nw.col("bad")).then(nw.lit(NO_COUNTRY)).otherwise(nw.col("home_at"))
    frame = frame.with_columns(home_given.alias("home_at"))
    if reading.homes_repeated:
        return frame
    frame = with_extremes(frame, "firm", most={"home_of_firm": "home_at"})
    spread = (
        nw.when(nw.col("home_at") < 0).then(nw.col("home_of_firm").fill_null(NO_COUNTRY)).otherwise(nw.col("home_at"))
    )
    return frame.with_columns(spread.alias("home_at"))


_NOT_STANDARD = (
    "no {} by that spelling among those known without reading the table: pass reading=globalfirm.cohort.read(...)."
)


def _refuse_unread(field: str, reading: Reading, kind: str) -> None:
    if reading.is_standard:
        raise TypeError(
            f"the column for {field.removeprefix('own_')} holds text, which only Python can read: "
            f"pass reading=globalfirm.cohort.read(table, ...), or cast it to {kind}."
        )


def _counts(frame: Frame, field: str, dtype: DType | None, reading: Reading, checks: list[Check]) -> Frame:
    """A count's bounds: null where the row does not tell it."""
    low, high, flag = f"{field}_low", f"{field}_high", f"bad_{field}"
    value = nw.col(field)
    if not is_text(dtype):
        wrong = _off(value, 0.0, MOST, whole=True)
        checks.append(Check(field, flag, f"it is not a count: give a whole number from 0 to {MOST}."))
        known = nw.when(~wrong).then(value)
        return frame.with_columns(known.alias(low), known.alias(high), wrong.alias(flag))
    _refuse_unread(field, reading, "numbers")
    data: dict[str, list[object]] = {
        field: [*reading.counts],
        low: [float(count.low) for count in reading.counts.values()],
        high: [UNBOUNDED if count.high is None else float(count.high) for count in reading.counts.values()],
    }
    frame = frame.join(
        lookup_table(frame, data, {field: nw.String, low: nw.Float64, high: nw.Float64}), on=field, how="left"
    )
    checks.append(Check(field, flag, _NOT_STANDARD.format("count"), reading.problems.get("count", {})))
    return frame.with_columns((_says_something(field) & nw.col(low).is_null()).alias(flag))


def _figures(frame: Frame, field: str, dtype: DType | None, reading: Reading, checks: list[Check]) -> Frame:
    """A figure as a number, null where it is wrong; as it is given it stands beside."""
    given, bad, wrong = f"given_{field}", f"bad_{field}", f"wrong_{field}"
    if is_text(dtype):
        _refuse_unread(field, reading, "numbers")
        numbers = reading.numbers.get(field, {})
        data: dict[str, list[object]] = {field: [*numbers], "figure": [float(number) for number in numbers.values()]}
        frame = frame.join(lookup_table(frame, data, {field: nw.String, "figure": nw.Float64}), on=field, how="left")
        frame = frame.with_columns((_says_something(field) & nw.col("figure").is_null()).alias(bad))
        checks.append(Check(given, bad, _NOT_STANDARD.format("number"), reading.problems.get(field, {})))
        frame = frame.rename({field: given, "figure": field})
    else:
        frame = frame.with_columns(nw.col(field).alias(given))
    declared, value = input_columns()[field], nw.col(field)
    off = _off(value, *declared.range, whole=declared.must_be_whole)
    checks.append(Check(given, wrong, _what_is_wrong(declared)))
    return frame.with_columns(off.alias(wrong), nw.when(~off).then(value).alias(field))


def _off(value: nw.Expr, least: float, most: float, *, whole: bool) -> nw.Expr:
    """Whether a number is out of its range, or not whole where it must be; a missing one is not, which pandas has as NaN."""
    off = (value < least) | (value > most)
    off = off | (value != value.floor()) if whole else off
    return (off & ~value.is_null()).fill_null(False)


def _what_is_wrong(column: InputColumn) -> str:
    if column.bounds is None:
        return _WRONG[column.kind]
    least, most = column.range
    return f"it is no such figure: give a number from {least:g} to {most:g}."


_WRONG = {
    "year": "it is not a year: give one from 1 to 9999.",
    "share": "it is not a share: give a number from 0 to 1.",
    "amount": "it is not an amount: give a number of 0 or more.",
    "whole": "it is not a count: give a whole number of 0 or more.",
}


def _says_something(field: str) -> nw.Expr:
    """Whether the text of a count or a figure is more than a gap or "N/A"."""
    return ~nw.col(field).str.strip_chars().str.to_lowercase().is_in(NO_VALUE)


def day_number(day: nw.Expr) -> nw.Expr:
    """A column of days or instants as numbers, as `as_number` has them.

    >>> import polars as pl
    >>> days = nw.from_native(pl.DataFrame({"day": [date(2015, 3, 31)]}))
    >>> days.select(day_number(nw.col("day"))).row(0)
    (20150331.0,)
    """
    year, month, dom = (part.cast(nw.Float64) for part in (day.dt.year(), day.dt.month(), day.dt.day()))
    return year * 10_000 + month * 100 + dom


def _days(frame: Frame, field: str, dtype: DType | None, reading: Reading, checks: list[Check]) -> Frame:
    """A day as a number, 20150331; 0 where the row does not tell it."""
    number, flag = f"{field}_day", f"bad_{field}"
    value = nw.col(field)
    if dtype is None:
        return frame.with_columns(nw.lit(0.0).alias(number))
    if not is_text(dtype):
        return frame.with_columns(day_number(value).fill_null(0.0).alias(number))
    _refuse_unread(field, reading, "dates")
    data: dict[str, list[object]] = {
        field: [*reading.days],
        number: [float(as_number(day)) for day in reading.days.values()],
    }
    frame = frame.join(lookup_table(frame, data, {field: nw.String, number: nw.Float64}), on=field, how="left")
    checks.append(Check(field, flag, _NOT_STANDARD.format("day"), reading.problems.get("day", {}), rejects_row=True))
    wrong = (value.str.strip_chars() != "") & nw.col(number).is_null()
    return frame.with_columns(wrong.alias(flag), nw.col(number).fill_null(0.0))


def _truths(frame: Frame, field: str, checks: list[Check]) -> Frame:
    """Whether something is so of the firm, as 1 and 0; null where the row does not say."""
    text = nw.col(field).str.strip_chars().str.to_lowercase()
    said = nw.when(text == "true").then(nw.lit(1.0)).when(text == "false").then(nw.lit(0.0))
    checks.append(Check(field, f"bad_{field}", "it is neither true nor false."))
    wrong = ~text.is_in(["true", "false", ""])
    return frame.with_columns(said.alias(f"{field}_truth"), wrong.alias(f"bad_{field}"))


def as_number(day: date) -> int:
    """A day as a number that orders as days do.

    >>> as_number(date(2015, 3, 31))
    20150331
    """
    return day.year * 10_000 + day.month * 100 + day.day


def _without_later_accounts(frame: Frame, fields: Mapping[str, str], as_of: date) -> Frame:
    """The figures of accounts that were closed by a day, those of no year among them."""
    of_accounts = [name for name, column in INPUT_COLUMNS.items() if column.of == "accounts" and name in fields]
    closed = (nw.col("accounts_year") < as_of.year) | nw.col("accounts_year").is_null()
    return frame.with_columns([nw.when(closed).then(nw.col(name)).alias(name) for name in of_accounts])


def _without_later_sales(frame: Frame, fields: Mapping[str, str], as_of: date | None) -> Frame:
    """The first sales abroad as they were known on the day asked for, or on which the row was seen: later ones are but planned."""
    first, day = nw.col("first_foreign_sales"), nw.lit(0.0) if as_of is None else nw.lit(float(as_number(as_of)))
    if "seen" in fields:
        day = nw.col("seen_day").fill_null(0.0)
    return frame.with_columns(first_foreign_sales=nw.when((day == 0) | (first * 10_000 <= day)).then(first))


def _figures_together(frame: Frame, fields: Mapping[str, str], checks: list[Check]) -> Frame:
    """Figures of a row that can't all be so: which of them is wrong nothing says, so none is known."""
    col = nw.col
    wrong: dict[tuple[str, ...], tuple[nw.Expr, str]] = {}
    if {"affiliates", "foreign_affiliate_count"} <= fields.keys():
        off, reason = col("foreign_affiliate_count") > col("affiliates"), "it is more than affiliates: neither is used."
        wrong["affiliates", "foreign_affiliate_count"] = off, reason
    if {"founded", "first_foreign_sales"} <= fields.keys():
        off, reason = col("first_foreign_sales") < col("founded"), "it is before the firm was founded: it is not used."
        wrong["first_foreign_sales",] = off, reason
    if regions := tuple(field for field in REGION_SHARES if field in fields):
        every = nw.sum_horizontal(*[(col(field) - ROUNDING).fill_null(0.0) for field in regions])
        wrong[regions] = (
            every > 1 + 1e-9,
            "with the shares of other regions it is more than 1, but for rounding: none is used.",
        )
    for together, (off, reason) in wrong.items():
        checks.append(Check(f"given_{together[-1]}", f"together_{together[-1]}", reason))
        flag = off.fill_null(False)
        known = {field: nw.when(~flag).then(col(field)) for field in together}
        frame = frame.with_columns(flag.alias(checks[-1].flag), **known)
    return frame


BEFORE_FOUNDING = {
    "opened": "the office opened before the firm was founded.",
    "closed": "the office closed before the firm was founded.",
    "seen": "it was seen before the firm was founded.",
}


def _days_together(frame: Frame, fields: Mapping[str, str], checks: list[Check]) -> Frame:
    """Days of a row that can't be so, beside one another or before the firm was founded."""
    wrong: dict[str, nw.Expr] = {}
    opened, closed = nw.col("opened_day"), nw.col("closed_day")
    if {"opened", "closed"} <= fields.keys():
        checks.append(Check("closed", "wrong_closed", "the office closed before it opened.", rejects_row=True))
        wrong["wrong_closed"] = (closed > 0) & (closed < opened)
    for field in _dated_after(fields):
        checks.append(Check(field, f"early_{field}", BEFORE_FOUNDING[field], rejects_row=True))
        wrong[f"early_{field}"] = _is_before(field, "founded")
    return frame.with_columns([off.fill_null(False).alias(flag) for flag, off in wrong.items()])


def _dated_after(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The days that can't lie before the founding, where the table has both."""
    return tuple(field for field in BEFORE_FOUNDING if field in fields) if "founded" in fields else ()


def _is_before(field: str, year: str) -> nw.Expr:
    day = nw.col(f"{field}_day")
    return (day > 0) & (day < nw.col(year) * 10_000)


def _unnamed(
    frame: Frame, fields: Mapping[str, str], reading: Reading, checks: list[Check], row_unit: RowUnit
) -> tuple[Frame, bool]:
    """Rows of people or days without a country are of countries that are not named; and whether there can't be any.

    A city without its country is a place that can't be read.
    """
    col, nowhere = nw.col, (nw.col("place") == NO_COUNTRY) & ~nw.col("bad_place")
    if "city" in fields:
        checks.append(Check("country", "wrong_country", "no country is given for this place.", rejects_row=True))
        frame = frame.with_columns(wrong_country=nowhere & (col("city") != ""))
    clues = [col(f"{field}_day") > 0 for field in ("opened", "closed") if field in fields]
    if row_unit == "person":
        clues.append(nw.lit(True))
    if "headcount" in fields:
        clues += [col("headcount_high").fill_null(0.0) > 0, col("bad_headcount")]
    if clues:
        place = nw.when(nowhere & nw.any_horizontal(*clues, ignore_nulls=False)).then(nw.lit(ELSEWHERE))
        frame = frame.with_columns(place=place.otherwise(col("place")))
    read = {place.country for place in reading.places.values()}
    return frame, ELSEWHERE not in read and not (NO_COUNTRY in read and clues)


def _founded_elsewhere(frame: Frame, fields: Mapping[str, str]) -> Frame:
    """Days before the founding that other rows of the firm state, found wrong as those before their own row's."""
    frame = frame.with_columns(stated=nw.when(~nw.col("bad")).then(nw.col("founded")))
    frame = with_extremes(frame, "firm", least={"since": "stated"}, most={"until": "stated"})
    agreed = nw.col("since") == nw.col("until")
    early = {f"early_{field}": (agreed & _is_before(field, "since")).fill_null(False) for field in _dated_after(fields)}
    flags = {flag: nw.col(flag) | found for flag, found in early.items()}
    bad = nw.any_horizontal(nw.col("bad"), *early.values(), ignore_nulls=False)
    return frame.with_columns(bad=bad, **flags).drop("stated", "since", "until")


def _presence(frame: Frame, fields: Mapping[str, str], *, as_of: date | None, row_unit: RowUnit) -> Frame:
    """Which rows put people where, each a country's number or nowhere.

    `standing_country` is of a place that had opened by the day, `staffed_country` of one that has or had people,
    `open_country` of one that has not closed, and `present_country` of one that has people now: on the day asked for,
    else on that on which the row was seen; as it is listed without either.
    """
    there, still_open = ~nw.col("bad"), nw.lit(True)
    if as_of is not None or "seen" in fields:
        day = nw.lit(float(as_number(as_of))) if as_of is not None else nw.col("seen_day").fill_null(0.0)
        if "opened" in fields:
            there = there & ((nw.col("opened_day") <= day) | (day == 0))
        if "closed" in fields:  # what closed later had not closed yet
            past = (nw.col("closed_day") <= day) | (day == 0)
            frame = frame.with_columns(closed_day=nw.when(past).then(nw.col("closed_day")).otherwise(nw.lit(0.0)))
    if "closed" in fields:
        still_open = nw.col("closed_day") == 0
    frame = frame.with_columns(_country_where(there & (nw.col("place") >= 0), "place").alias("standing_country"))
    least, most = (1.0, 1.0) if row_unit == "person" else (1.0, UNBOUNDED)
    low, high = nw.lit(least), nw.lit(most)
    staffed = nw.col("standing_country")
    if "headcount" in fields:
        low, high = nw.col("headcount_low").fill_null(least), nw.col("headcount_high").fill_null(most)
        # An office has people unless its headcount says 0.
        low = nw.when(high == 0).then(nw.lit(0.0)).otherwise(nw.max_horizontal(low, nw.lit(1.0)))
        staffed = _country_where(high > 0, "standing_country")
    frame = frame.with_columns(low=low, high=high, staffed_country=staffed)
    now = {"open_country": "standing_country", "present_country": "staffed_country"}
    frame = frame.with_columns(**{name: _country_where(still_open, of) for name, of in now.items()})
    present, elsewhere = nw.col("present_country") >= 0, there & still_open & (nw.col("place") == ELSEWHERE)
    ends = [(f"people_{end}", present, end) for end in ("low", "high")]
    ends += [(f"elsewhere_{end}", elsewhere, end) for end in ("low", "high")]
    return frame.with_columns(
        [nw.when(so).then(nw.col(end)).otherwise(nw.lit(0.0)).alias(name) for name, so, end in ends]
    )


def _country_where(condition: nw.Expr, column: str) -> nw.Expr:
    return nw.when(condition).then(nw.col(column)).otherwise(nw.lit(NO_COUNTRY))
