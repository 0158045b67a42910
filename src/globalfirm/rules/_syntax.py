"""The syntax of rule files: JSON, YAML and TOML as plain data, with the offset at which each value stands.

Strict on purpose: no tags, anchors, aliases or second documents, no key twice, nothing deep or long without end. No
value but dict, list, str, int, float, bool and None comes of a text, and nothing in it is run.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple

from globalfirm.ground.extras import needed
from globalfirm.ground.messages import quote

Format = Literal["json", "yaml", "toml"]
"""What a rule file may be written in."""

LONGEST_TEXT = 1_000_000
"""Characters of the longest text that is read."""

DEEPEST_NESTING = 120
"""How many lists and tables may stand within each other: rules of the deepest kind, in a taxonomy, take 102."""

_TOO_DEEP = f"it is nested more than {DEEPEST_NESTING} deep"
Where = tuple[str | int, ...]
Places = dict[tuple[str | int | None, ...], int]  # path -> offset; with None at its end, that of the key itself
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[][{}]|[^][{}\s,:"]+')
# Strings and comments, so that what stands in them is not counted. They close at the end of the text if nowhere else:
# a search that gave up there would begin anew at every quote.
_NESTING_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?|\#[^\n]*|[][{}.=,\n]",
    re.DOTALL,
)


class SyntaxProblem(Exception):  # noqa: N818
    """A problem on its way to its line and column."""

    def __init__(self, message: str, offset: int | None = None, path: Where = ()) -> None:
        self.message, self.offset, self.path = message, offset, path


class _Event(NamedTuple):
    """A step through JSON or YAML: a table or list opens, one closes, or a scalar, quoted or plain."""

    kind: Literal["{", "[", "close", "quoted", "plain"]
    text: str
    offset: int


def parsed(text: str, format_: Format) -> tuple[Any, Places]:  # Any: whatever a file holds
    """What a text holds, as dicts, lists and scalars, and at which offset it holds it: for TOML that is not known."""
    if len(text) > LONGEST_TEXT:
        raise SyntaxProblem(f"it is longer than {LONGEST_TEXT:,} characters")
    if format_ == "yaml":
        return _built(_yaml_events(text))
    _refuse_deep(text)
    return _built(_json_events(text)) if format_ == "json" else (_toml(text), {})


def _refuse_deep(text: str) -> None:
    """JSON's and TOML's parsers recurse, and TOML's takes the square of a dotted key's length: neither may begin."""
    depth = dots = 0
    for token in _NESTING_TOKEN.finditer(text):
        dots = dots + 1 if token[0] == "." else dots if token[0][0] in "\"'" else 0
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth + max(dots - 1, 0) > DEEPEST_NESTING:  # the first dot may be a number's
            raise SyntaxProblem(_TOO_DEEP, token.start())


def _built(events: Iterator[_Event]) -> tuple[Any, Places]:  # Any: as above
    """Data from events: nothing comes of them but dict, list, str, int, float, bool and None."""
    places: Places = {}
    first = next(events, None)
    if first is None:
        raise SyntaxProblem("it is empty")
    data = _value(first, events, (), places)
    if second := next(events, None):
        raise SyntaxProblem("a file holds one document, and a second begins here", second.offset)
    return data, places


def _value(event: _Event, events: Iterator[_Event], path: Where, places: Places) -> Any:  # Any: as above
    """The value that an event begins, and into `places` where it and all that it holds stand."""
    places[path] = event.offset
    if event.kind in "{[" and len(path) == DEEPEST_NESTING:  # so that this recursion too has its end
        raise SyntaxProblem(_TOO_DEEP, event.offset)
    if event.kind == "{":
        table: dict[str, Any] = {}
        while (key := next(events)).kind != "close":
            inner = (*path, key.text)
            if key.kind in "{[":
                raise SyntaxProblem("a key is text, not a table or a list", key.offset, path)
            if key.text in table:
                raise SyntaxProblem(f"the key {quote(key.text)} is written twice", key.offset, inner)
            places[(*inner, None)] = key.offset
            table[key.text] = _value(next(events), events, inner, places)
        return table
    if event.kind == "[":
        items: list[Any] = []
        while (item := next(events)).kind != "close":
            items.append(_value(item, events, (*path, len(items)), places))
        return items
    return event.text if event.kind == "quoted" else scalar(event.text)


def scalar(text: str) -> str | int | float | bool | None:
    """What JSON makes of a plain scalar; where nothing, text: YAML's NO, on, 12:30 and 2020-01-01 are what they say."""
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text):
        return text
    # Above 1e308 the float is infinite, which no field takes, and Python's own limit on digits is not met.
    return int(text) if text.lstrip("-").isdigit() and len(text) < 310 else float(text)


def _json_events(text: str) -> Iterator[_Event]:
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SyntaxProblem(error.msg, error.pos) from None
    for token in _JSON_TOKEN.finditer(text):  # of text known to be JSON: commas and colons add nothing
        word, offset = token[0], token.start()
        if word in "{[":
            yield _Event("{" if word == "{" else "[", word, offset)
        elif word in "}]":
            yield _Event("close", word, offset)
        elif word[0] == '"':
            yield _Event("quoted", json.loads(word), offset)
        elif word in {"NaN", "Infinity", "-Infinity"}:  # which Python reads, and JSON has not
            raise SyntaxProblem(f"{word} is not a number", offset)
        else:
            yield _Event("plain", word, offset)


def _yaml_events(text: str) -> Iterator[_Event]:
    """PyYAML's events, and none of what it does with them: no tag, anchor or alias passes, so nothing is constructed."""
    with needed("reading YAML"):
        import yaml
    if strange := _NOT_IN_YAML.search(text):
        raise SyntaxProblem(f"YAML has no character {strange[0]!r}", strange.start())
    if directive := re.search("^%", text, re.MULTILINE):  # libyaml compares each %TAG with every other
        raise SyntaxProblem("directives, lines that begin with %, are not read", directive.start())
    passed = 0
    try:
        for event in _events_of(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            yield event
            passed += 1
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: of a character's number out of range
        if "maximum nesting depth" in str(error):
            # libyaml's, as it looks ahead; PyYAML in Python has no bound of its own, and so comes to ours first.
            yield from islice(_events_of(text, yaml.SafeLoader), passed, None)
        mark: Any = getattr(error, "problem_mark", None)
        problem = getattr(error, "context", None), getattr(error, "problem", str(error))
        raise SyntaxProblem(": ".join(filter(None, problem)), mark and mark.index) from None


def _events_of(text: str, loader: Any) -> Iterator[_Event]:  # Any: a class of PyYAML's, which is not imported here
    import yaml

    event: Any  # of a dozen classes, few of which have all the attributes asked for
    for event in yaml.parse(text, Loader=loader):
        offset = event.start_mark.index
        if getattr(event, "anchor", None):
            raise SyntaxProblem("anchors and aliases are not read: write out what they stand for", offset)
        if getattr(event, "tag", None):
            raise SyntaxProblem(f"tags are not read: {quote(event.tag)}", offset)
        if isinstance(event, yaml.ScalarEvent):
            yield _Event("quoted" if event.style else "plain", event.value, offset)
        elif isinstance(event, yaml.CollectionEndEvent):
            yield _Event("close", "", offset)
        elif isinstance(event, yaml.CollectionStartEvent):
            yield _Event("{" if isinstance(event, yaml.MappingStartEvent) else "[", "", offset)


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:  # tomllib's own, or Python's of a number with too many digits
        message, _, where = str(error).partition(" (at ")
        offset = len(text) if where else None  # "at end of document"
        if found := re.match(r"line (\d+), column (\d+)", where):
            above = text.split("\n")[: int(found[1]) - 1]
            offset = sum(len(line) + 1 for line in above) + int(found[2]) - 1
        raise SyntaxProblem(message, offset) from None
