"""Rule files: what is written is read back, and what can't be read is reported by line and column, soon, in one sentence."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import tomllib
from typing import Annotated, get_args

import pytest
import yaml
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from globalfirm import Definition, Rule, Taxonomy, at_least, default_taxonomy, metric, parameter
from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.record import Record
from globalfirm.metrics import BUILT_IN
from globalfirm.rules import sustained
from globalfirm.rules.files import (
    LISTED,
    LONGEST_TEXT,
    Format,
    Problem,
    RecordFileError,
    dump,
    dumps,
    load,
    loads,
    loads_rule,
)
from tests.profiles import examples
from tests.timing import in_proportion

FORMATS = get_args(Format)
LEAF = '{"metric": "headcount", "operator": "<", "value": 2.5}'

QUANTITIES = [VOCABULARY[name] for name in BUILT_IN if VOCABULARY[name].kind == "quantity"]


class Shelf(Record):
    """A record of any words, with definitions."""

    name: str
    classes: tuple[Definition, ...]


class Sizes(Record):
    """A record with what the rules have not: defaults, and null within a list."""

    limits: tuple[int | None, ...]
    note: str | None = None
    unit: str = "people"


class Nest(Record):
    """A record within a record."""

    deep: Nest | None = None
    size: float = 0


@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    about = draw(st.sampled_from(QUANTITIES))
    operator = draw(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]))
    most = about.maximum or 1e300
    least = -1e300 if about.minimum is None else about.minimum
    value = draw(st.floats(least, most) | st.integers(int(max(least, -1e18)), int(min(most, 1e18))).map(float))
    try:
        return Threshold(metric=about.name, operator=operator, value=value)
    except ValidationError:  # it holds of no firm
        reject()


rules = st.recursive(
    thresholds()
    | st.sampled_from(
        [
            metric.countries.any_of("NO", "Serbia"),
            metric.headcount < parameter("small"),
            sustained(metric.group_headcount < 250, periods=2),
        ]
    ),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a, b: at_least(1, a, b), inner, inner),
        inner.map(lambda rule: ~rule),
    ),
    max_leaves=8,
)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip) | st.sampled_from(
    [
        "NO",
        "on",
        "yes",
        "null",
        "~",
        "true",
        "12:30",
        "1e5",
        "-0",
        "2020-01-01",
        "[x",
        "&a",
        "!!str",
        "a: b",
        "# c",
        "=",
    ]
)
definitions = st.builds(
    Definition,
    name=words,
    summary=words.filter(lambda text: "{" not in text),
    rule=thresholds(),
    citation=words,
    applies_from=st.none() | st.dates(),
)
shelves = st.builds(Shelf, name=words, classes=st.lists(definitions, max_size=3).map(tuple))


def refused(
    text: str, kind: type[Record] = Rule, format_: Format = "yaml", source: str = "the text"
) -> RecordFileError:
    """The error that a text gets."""
    with pytest.raises(RecordFileError) as caught:
        loads(text, kind, format_, source=source)
    for problem, line in zip(caught.value.problems[:LISTED], str(caught.value).splitlines(), strict=False):
        assert problem.message.endswith((".", "?"))
        assert line.startswith(f"{source}, line {problem.line}" if problem.line else source)
    return caught.value


def places(error: RecordFileError) -> list[tuple[int | None, int | None, str]]:
    return [(problem.line, problem.column, ".".join(map(str, problem.path))) for problem in error.problems]


# What is written is read back


@pytest.mark.parametrize("format_", FORMATS)
@given(rule=rules)
def test_a_rule_survives_every_format(format_: Format, rule: Rule) -> None:
    text = dumps(rule, format_)
    assert loads_rule(text, format_) == loads(text, Rule, format_) == loads(text, type(rule), format_) == rule
    assert text.endswith("\n")


@pytest.mark.parametrize("format_", FORMATS)
@given(shelf=shelves)
@example(shelf=Shelf(name="a\x85b\u2028c\x7f\ufeff", classes=()))
def test_a_record_survives_every_format_whatever_its_words(format_: Format, shelf: Shelf) -> None:
    assert loads(dumps(shelf, format_), Shelf, format_) == shelf


@given(shelves)
def test_other_readers_read_what_is_written(shelf: Shelf) -> None:
    """By their own rules, which for YAML make a boolean of NO: what is written holds the same by theirs and by ours."""
    data = json.loads(dumps(shelf))
    assert yaml.safe_load(dumps(shelf, "yaml")) == data
    assert tomllib.loads(dumps(shelf, "toml")) == data


def test_what_is_written_reads_well() -> None:
    rule = (metric.time_zone_span_hours > 3.5) & ~(metric.headcount < 2.5)
    assert dumps(rule, "yaml") == (
        "all:\n- metric: time_zone_span_hours\n  operator: '>'\n  value: 3.5\n"
        "- not:\n    metric: headcount\n    operator: <\n    value: 2.5\n"
    )
    assert dumps(~(metric.headcount < 2.5)) == (
        '{\n  "not": {\n    "metric": "headcount",\n    "operator": "<",\n    "value": 2.5\n  }\n}\n'
    )
    assert dumps(metric.headcount < 2.5, "toml") == 'metric = "headcount"\noperator = "<"\nvalue = 2.5\n'
    assert "name: größer\n" in dumps(Shelf(name="größer", classes=()), "yaml")


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.yml", "a.toml", "a.YAML"])
def test_a_file_s_name_says_its_format(tmp_path, name: str) -> None:
    taxonomy = default_taxonomy().replace(name="Ünicode\nin two lines")
    dump(taxonomy, tmp_path / name)
    assert load(tmp_path / name, Taxonomy) == taxonomy
    assert load(str(tmp_path / name), Taxonomy) == taxonomy
    assert b"\r" not in (tmp_path / name).read_bytes()


def test_defaults_are_left_out_and_toml_refuses_null() -> None:
    assert json.loads(dumps(Sizes(limits=(1,), unit="people", note=None))) == {"limits": [1]}
    holding_null = Sizes(limits=(1, None))
    for format_ in ("json", "yaml"):
        assert loads(dumps(holding_null, format_), Sizes, format_) == holding_null
    with pytest.raises(ValueError, match="TOML has no null"):
        dumps(holding_null, "toml")


# What YAML would make of plain words


@pytest.mark.parametrize("word", ["NO", "no", "on", "Yes", "True", "12:30", "2020-01-01", "0x1F", "1_000", "=", "<<"])
def test_norway_and_its_kin_stay_text(word: str) -> None:
    assert loads(f"name: {word}\nclasses: []", Shelf, "yaml").name == word
    error = refused(f"name: x\n{word}: 1\nclasses: []", Shelf)  # as a key too
    assert places(error) == [(2, 1, word)]


@pytest.mark.parametrize(
    ("word", "value"), [("1", 1), ("-2", -2), ("null", None), ("~", None), ("", None), ("9" * 300, int("9" * 300))]
)
def test_numbers_and_null_are_those_of_json(word: str, value: int | None) -> None:
    assert loads(f"limits:\n- {word}", Sizes, "yaml").limits == (value,)


@pytest.mark.parametrize("word", ["1.5", "abc", "9" * 400, "-" + "9" * 100_000, "1e999", ".nan", ".inf", "'x'", "[]"])
def test_what_is_not_a_whole_number_is_refused_where_it_stands(word: str) -> None:
    assert places(refused(f"limits:\n- 1\n-   {word}", Sizes)) == [(3, 5, "limits.1")]


# What can't be read


@pytest.mark.parametrize(
    ("format_", "text", "place", "message"),
    [
        (
            "yaml",
            "all:\n- metric: contry_count\n  operator: <\n  value: 1",
            (2, 11, "all.0.metric"),
            "'country_count'?",
        ),
        ("json", '{"metric": "contry_count",\n "operator": "<", "value": 1}', (1, 12, "metric"), "'country_count'?"),
        ("toml", 'metric = "contry_count"\noperator = "<"\nvalue = 1', (None, None, "metric"), "'country_count'?"),
        ("yaml", "metric: headcount\noperator: <\nvalue: Many", (3, 8, "value"), "'Many'."),
        ("json", '{"metric": "headcount",\n\t"operator": "<", "value": [\n1]}', (2, 28, "value"), "number."),
        ("yaml", "metric: headcount\noperator: <\nvalue: .nan", (3, 8, "value"), "it is '.nan'."),
        (
            "toml",
            'metric = "headcount"\noperator = "<"\nvalue = inf',
            (None, None, "value"),
            "finite number: it is inf.",
        ),
        ("yaml", "not:\n  metric: headcount\n  operator: <", (2, 3, "not.value"), "Field required."),
        ("yaml", "# a note\nnot: {metric: headcount, operator: <, vale: 1, value: 1}", (2, 39, "not.vale"), "'value'?"),
        ("json", '{"not": ' + LEAF + ',\r\n "nott": 1}', (2, 2, "nott"), "'not'?"),
        ("json", '{"not": ' + LEAF + ', "all\\u0021\\n": 1}', (1, 65, "all!\n"), "has this name"),
        ("yaml", "any:\n- 7", (2, 3, "any.0"), "one of 'metric'"),
        ("yaml", "any: []", (1, 6, "any"), "at least 1 item"),
        ("yaml", "[]", (1, 1, ""), "one of 'metric'"),
        ("yaml", "é😀", (1, 1, ""), "one of 'metric'"),
        ("yaml", "any: ['é😀', 7", (1, 14, ""), "did not find expected ',' or ']'."),
        ("yaml", "any: [\n  {metric: 1", (2, 13, ""), "flow mapping"),
        ("yaml", "not:\n\tmetric: headcount", (2, 1, ""), "cannot start any token."),
        ("yaml", '"\\U00110000"', (1, 4, ""), "invalid Unicode"),
        ("json", '{"all": [\n', (2, 1, ""), "Expecting value."),
        ("json", '{"not" 1}', (1, 8, ""), "':' delimiter"),
        ("toml", "value = 1\nall = [", (2, 8, ""), "Invalid value."),
        ("toml", "not = 1\n\nall = 7 7", (3, 9, ""), "Expected newline"),
        ("toml", 'not = """\n', (2, 1, ""), "Unterminated string."),
        ("toml", "value = " + "9" * 5000, (None, None, ""), "4300 digits"),
        ("json", '{"metric": "headcount",\n "metric": 1}', (2, 2, "metric"), "the key 'metric' is written twice."),
        ("yaml", "all:\n- {not: 1,\n   not: 2}", (3, 4, "all.0.not"), "the key 'not' is written twice."),
        ("yaml", "true: 1\n'true': 2", (2, 1, "true"), "the key 'true' is written twice."),
        ("toml", "[not]\nvalue = 1\nvalue = 2", (3, 10, ""), "Cannot overwrite a value."),
        ("json", '{"value": NaN}', (1, 11, ""), "NaN is not a number."),
        ("json", '{"value": [1, -Infinity]}', (1, 15, ""), "-Infinity is not a number."),
        ("json", "", (1, 1, ""), "Expecting value."),
        ("yaml", "", (None, None, ""), "it is empty."),
        ("yaml", "# nothing\n", (None, None, ""), "it is empty."),
        ("toml", "", (None, None, ""), "one of 'metric'"),
        ("yaml", f"{LEAF}\n---\n{LEAF}", (3, 1, ""), "one document"),
        ("yaml", "not: 1\n--- \n", (3, 1, ""), "one document"),
        ("yaml", "# x\n%TAG ! x\n--- a", (2, 1, ""), "directives"),
        ("yaml", "? [a]\n: 1", (1, 3, ""), "a key is text"),
        ("yaml", "not: {? {a: b} : 1}", (1, 9, "not"), "a key is text"),
        ("yaml", "not:\n  a: \x07", (2, 6, ""), r"no character '\x07'."),
        ("yaml", "not: \ud800", (1, 6, ""), r"no character '\ud800'."),
        ("json", '{"not": "\ud800"}', (1, 9, "not"), "one of 'metric'"),
        ("json", '{"not": {"\\ud800": 1, "all": []}}', (1, 9, "not"), "unicode"),
    ],
)
def test_bad_input_is_reported_by_line_and_column(format_: Format, text: str, place: tuple, message: str) -> None:
    error = refused(text, format_=format_)
    assert place in places(error)
    assert message in error.problems[places(error).index(place)].message
    assert len(error.problems) <= 2


def test_nothing_is_run(tmp_path) -> None:
    ran = tmp_path / "ran"
    for tag in ("!!python/object/apply:os.system", "!!python/object/new:os.system", "!system", "!"):
        error = refused(f"not: 1\nall:\n  - {tag} [touch {ran}]")
        assert places(error) == [(3, 5, "")]
        assert "tags are not read: " in str(error)
    assert places(refused("metric: !!str headcount")) == [(1, 9, "")]
    assert places(refused("all: !!map {}")) == [(1, 6, "")]
    assert not ran.exists()


def test_neither_a_bomb_nor_a_cycle_passes() -> None:
    bomb = "a: &a [lol, lol]\n" + "".join(
        f"{x}: &{x} [*{y}, *{y}, *{y}]\n" for x, y in zip("bcdefghi", "abcdefgh", strict=True)
    )
    for text, place in [
        (bomb, (1, 4, "")),
        ("all: &x [*x]", (1, 6, "")),
        ("&x {not: *x}", (1, 1, "")),
        ("- *x", (1, 3, "")),
    ]:
        error = refused(text)
        assert places(error) == [place]
        assert "anchors and aliases are not read" in str(error)


@pytest.mark.parametrize(
    ("format_", "opening", "leaf", "closing"),
    [
        ("json", '{"not":', LEAF, "}"),
        ("json", '{"all": [', LEAF, "]}"),
        ("json", "[", "", "]"),
        ("yaml", "{not: ", LEAF, "}"),
        ("yaml", "{all: [", LEAF, "]}"),
        ("yaml", "- ", "x", ""),
        ("yaml", "[", "", ""),
        ("toml", "not.", "metric = 'headcount'", ""),
        ("toml", '"not" . ', "metric = 'headcount'", ""),
        ("toml", "not={", "metric = 'headcount'", "}"),
        ("toml", "[", "", ""),
    ],
)
@pytest.mark.parametrize("depth", [201, 10_000, 90_000])
def test_deep_nesting_is_refused_soon(format_: Format, opening: str, leaf: str, closing: str, depth: int) -> None:
    error = refused(opening * depth + leaf + closing * depth, format_=format_)
    assert error.problems[0].message == "it is nested more than 120 deep."
    assert error.problems[0].line == 1
    assert error.problems[0].column <= 122 * len(opening)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_hundred_deep_is_read(format_: Format) -> None:
    nest = Nest(size=2.5)
    for _ in range(99):
        nest = Nest(deep=nest)
    assert loads(dumps(nest), Nest, "yaml" if format_ == "yaml" else "json") == nest
    text = dumps(nest, format_)
    assert loads(text, Nest, format_) == nest
    assert "deep.deep" in text or format_ != "toml"


@pytest.mark.parametrize("format_", FORMATS)
def test_what_stands_in_strings_and_comments_is_not_nesting(format_: Format) -> None:
    deep = "[" * 500 + "{" * 500 + "." * 500
    text = dumps(Shelf(name=deep + "\"'\n\\" + deep, classes=()), format_)
    assert loads(text, Shelf, format_).name.count("[") == 1000
    for name in (f"'''{deep}\n'{deep}''''", f'"""{deep}\\"\n"{deep}"""""', f"'{deep}' # {deep}", f'"{deep}\\""'):
        assert loads(f"name = {name}\nclasses = []", Shelf, "toml").name.startswith(deep)
    assert loads("limits = [" + "1.0, " * 500 + "]", Sizes, "toml").limits == (1,) * 500


@pytest.mark.parametrize("format_", FORMATS)
def test_a_text_has_its_longest(format_: Format) -> None:
    error = refused(" " * (LONGEST_TEXT + 1), format_=format_)
    assert str(error) == "the text: it is longer than 1,000,000 characters."
    long = dumps(Shelf(name="x" * (LONGEST_TEXT - 100), classes=()), format_)
    assert len(loads(long, Shelf, format_).name) == LONGEST_TEXT - 100


@pytest.mark.parametrize(
    ("format_", "piece", "times"),
    [
        ("toml", '"', 900_000),
        ("toml", '"""\\', 200_000),
        ("toml", "'''x", 200_001),
        ("toml", '"\\"\n', 200_000),
        ("json", '"\\', 400_000),
        ("yaml", "'a': ", 150_000),
        ("yaml", "? ", 400_000),
        ("yaml", "#", 900_000),
    ],
)
def test_long_text_is_refused_in_time_in_proportion(format_: Format, piece: str, times: int) -> None:
    refused(piece * times, format_=format_)
    assert in_proportion(lambda size: loads(piece * size, Rule, format_), times // 4)


# All problems at once


def test_every_problem_of_a_file_is_reported_in_its_order() -> None:
    text = (
        "classes:\n- name: small\n  summary: few people\n  rule:\n    all:\n    - metric: headcount\n"
        "      operator: below\n      value: 250\n    - not: {metric: headcount, operator: <, value: X}\n  citation: 7\nnames: x"
    )
    error = refused(text, Taxonomy, source="rules.yaml")
    assert places(error) == [
        (1, 1, "name"),
        (7, 17, "classes.0.rule.all.0.operator"),
        (9, 52, "classes.0.rule.all.1.not.value"),
        (10, 13, "classes.0.citation"),
        (11, 1, "names"),
    ]
    lines = str(error).splitlines()
    assert lines[0] == "rules.yaml, line 1, column 1 (name): Field required."
    assert " Or: " in lines[2]  # a number or a parameter's name would do: one problem, reported once
    assert lines[3].startswith("rules.yaml, line 10, column 13 (classes.0.citation): ")
    assert lines[3].endswith("it is 7.")
    assert len(lines) == 5


def test_a_list_whose_items_are_wrong_is_not_called_too_short() -> None:
    assert places(refused("all: [1, 2]")) == [(1, 7, "all.0"), (1, 10, "all.1")]
    assert places(refused("any: [{all: []}, {all: [7]}]")) == [(1, 13, "any.0.all"), (1, 25, "any.1.all.0")]
    error = refused("both: [1, 1]", Pair)  # which is too short, though two are written
    assert places(error) == [(1, 7, "both")]


def test_a_message_has_its_longest_and_the_problems_are_all_there() -> None:
    error = refused("limits: [" + "x, " * 1000 + "]", Sizes)
    assert len(error.problems) == 1000
    assert len(str(error).splitlines()) == 51
    assert str(error).endswith("the text: and 950 more problems.")


class Pair(Record):
    """A record of two different things."""

    both: Annotated[frozenset[int], Field(min_length=2)]


class Picky(Record):
    """A record that says itself what is wrong with it, in two lines."""

    name: str

    def model_post_init(self, context: object) -> None:
        if self.name == "x":
            raise ValueError("no name\nis 'x'")
        assert self.name != "y", "nor 'y'"


def test_a_record_s_own_words_are_reported_as_they_are_on_one_line() -> None:
    assert str(refused("name: x", Picky)) == "the text, line 1, column 1: no name is 'x'."
    assert str(refused("name: y", Picky)).startswith("the text, line 1, column 1: nor 'y'")


def test_an_error_can_be_copied_and_its_path_is_readable() -> None:
    error = refused("all:\n- a b: 1\n  any: [1]", source="a.yaml")
    assert str(copy.copy(error)) == str(error)
    assert "a.yaml, line 2, column 3 (all.0.'a b'): " in str(error)
    assert Problem("It is wrong.").sentence("a.yaml") == "a.yaml: It is wrong."


# Any text at all


pieces = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "\n",
            "\n  ",
            "- ",
            '"',
            "'",
            "#",
            "&a",
            "*a",
            "!t",
            "? ",
            "|",
            ">",
            "---",
            "%",
            "\t",
        ]
        + [
            '"""',
            "\\",
            "=",
            ".",
            "1",
            "1.5e3",
            "NaN",
            "null",
            "true",
            "all",
            "any",
            "not",
            "metric",
            "headcount",
            LEAF,
            '"all"',
        ]
    )
).map("".join)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=examples(200))
@given(text=pieces | st.text() | st.text(st.characters()))
@example(text='"\\UFFFFFFFF"')
@example(text='"\\U00110000"')
def test_any_text_is_read_or_refused(loader: str, format_: Format, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if loader == "SafeLoader":  # as where PyYAML was built without libyaml
            patch.delattr(yaml, "CSafeLoader", raising=False)
        for kind in (Rule, Taxonomy):
            problems: tuple[Problem, ...] = ()
            try:
                loads(text, kind, format_)
            except RecordFileError as error:
                problems = error.problems
                str(error)
            lines = text.removeprefix("\ufeff").split("\n")
            for problem in problems:
                assert problem.line is None or 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@given(rules)
def test_json_is_yaml(rule: Rule) -> None:
    assert loads_rule(dumps(rule), "yaml") == rule


# Files, formats and extras


def test_a_file_that_can_t_be_read_is_named(tmp_path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes(b"name: \xff\xfe")
    with pytest.raises(RecordFileError, match=r"rules.yaml: it is not text in UTF-8: invalid start byte\."):
        load(path, Shelf)
    path.write_text("name: x\nclasses: 7")
    with pytest.raises(RecordFileError, match=r"rules.yaml, line 2, column 10 \(classes\): "):
        load(path, Shelf)
    path.write_text("\ufeffname: x\nclasses: []", encoding="utf-8")
    assert load(path, Shelf).name == "x"
    path.write_text("#" * (LONGEST_TEXT + 10))
    with pytest.raises(RecordFileError, match=r"rules.yaml: it is longer"):
        load(path, Shelf)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.yaml", Shelf)


@pytest.mark.parametrize("name", ["rules.txt", "rules", "rules.json.bak"])
def test_a_name_that_says_no_format_is_refused(tmp_path, name: str) -> None:
    sentence = r"the name of a record's file ends in \.json, \.yaml, \.yml or \.toml, not in '(\.txt|\.bak|)'\."
    with pytest.raises(RecordFileError, match=sentence):
        load(tmp_path / name, Rule)
    with pytest.raises(RecordFileError, match=sentence):
        dump(metric.headcount < 1, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'json', 'yaml' and 'toml', not 'yml'\. Did you mean 'yaml'\?"):
        loads("", Rule, "yml")
    with pytest.raises(ValueError, match=r"'json', 'yaml' and 'toml', not 'ini'\.$"):
        dumps(metric.headcount < 1, "ini")


def test_an_extra_that_is_missing_is_named(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.setitem(sys.modules, "tomli_w", None)
    rule = metric.headcount < 2.5
    with pytest.raises(ImportError, match=r"pip install 'globalfirm\[yaml\]'"):
        loads_rule(LEAF, "yaml")
    with pytest.raises(ImportError, match=r"pip install 'globalfirm\[yaml\]'"):
        dumps(rule, "yaml")
    with pytest.raises(ImportError, match=r"pip install 'globalfirm\[toml\]'"):
        dumps(rule, "toml")
    assert loads_rule(dumps(rule)) == rule
    assert loads_rule('metric = "headcount"\noperator = "<"\nvalue = 2.5', "toml") == rule
    assert places(refused('{"metric": "headcount",\n"operator": "<"}', format_="json")) == [(1, 1, "value")]


def test_importing_it_loads_no_extra() -> None:
    code = "import sys, globalfirm.rules.files; print([m for m in ('yaml', 'tomli_w') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
