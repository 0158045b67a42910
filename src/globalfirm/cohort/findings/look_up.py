"""What to look up next: a table of questions that a person works through and hands back, and what the answers say.

Firms drawn at random among the open ones say something of those that nobody looks up; those that one fact decides do not, and
close the bounds soonest. Which firms are drawn is a function of the seed and their ids alone.

Source: A. Coppock, A. Gerber, D. Green and H. Kern (2017), Combining double sampling and bounds to address nonignorable missing
outcomes in randomized experiments, Political Analysis 25(2).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from heapq import nsmallest
from math import exp, inf, lgamma
from typing import Annotated, Any, Literal, TypeVar, get_args

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import (
    Frame,
    bound,
    default_backend,
    lookup_table,
    open_native,
    to_native_nullable,
    whole_bound,
)
from globalfirm.cohort.findings.confidence import require_confidence
from globalfirm.cohort.findings.groups import Names, listed, plain_value, require_columns
from globalfirm.cohort.findings.open_facts import (
    CASE,
    Case,
    Taxonomies,
    by_prefix,
    ends_of,
    fact_of,
    facts_of,
    interval,
    leaves_of,
    open_cases,
    with_bounds,
)
from globalfirm.cohort.findings.record import Finding, being, percent
from globalfirm.cohort.findings.shares import shares
from globalfirm.cohort.pipeline import rules as rule_columns
from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.compound import WithinYears
from globalfirm.expressions.logic import outcome_word
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.ground.errors import check_choice
from globalfirm.ground.messages import counted, quote
from globalfirm.ground.shown import as_printed
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.rules.questions import about, question
from globalfirm.rules.taxonomy import Taxonomy
from globalfirm.rules.verdict import UNDETERMINED

T = TypeVar("T")
Order = Literal["random", "cheapest"]
"""In which order open firms are looked up."""

KEY = "id as text"
"""The column of the firms' ids as text, which are the same in every library."""

SHEET = ("facts", "fact", "question", "known", "may_be", "answer")
"""The columns of a table of questions, between the firm's id and the user's own."""


def look_up(
    firms: object,
    taxonomy: Taxonomies,
    n: int,
    *,
    of: str | None = None,
    order: Order = "random",
    seed: int = 0,
    beside: Names = None,
    firm: str = "firm",
) -> Any:  # Any: of the user's library, or of the default one
    """Of `n` open firms, the facts that would decide them: one row a question, to fill in `answer` and hand to `answered`.

    `firms` is `measure(..., taxonomy=taxonomy).firms`, with columns of your own, of which `beside` names those that help to look
    up, such as a link; `firm` is the column of their ids. Open is a firm whose label is, or of which the class or tag may hold or
    not whose column `of` names; of several taxonomies, one whose label by any of them is. `facts` says how many must be known to
    decide it, and has a row each. With the order "random" the firms are drawn by the seed and their ids alone, so that those of a
    smaller `n` come first, and `share_by_draw` says something of all; "cheapest" takes those first that one fact decides. An
    answer is a figure, such as 3, "2+" or "11-50"; on whether a rule held in some of the first years, "yes" or "no". The table is
    of the firms' library where that computes at once, else of Polars or PyArrow; of a lazy one this runs queries.

    Raises:
        TypeError: it is not a table.
        ValueError: as for `facts_to_look_up`; or `n` is less than 1, `order` is none, or a column of yours is called as one of these.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> facts = {"firm_headcount": [9, 30, None], "complete": [False, True, False]}
    >>> firms = measure(pl.DataFrame({"firm": [*"ABC"], "country": "RS", **facts}), taxonomy=default_taxonomy()).firms
    >>> sheet = look_up(firms, default_taxonomy(), 2, order="cheapest")
    >>> sheet.select("firm", "facts", "question", "known").rows()
    [('A', 1, '2 countries or more?', '1-9'), ('C', 2, '2 countries or more?', '1-250'), ('C', 2, 'Fewer than 250 people?', '1+')]
    """
    check_choice(order, get_args(Order), "an order")
    if n < 1:
        raise ValueError(f"{n} firms are none to look up: give 1 or more.")
    given, own = open_native(firms), listed(beside)
    require_columns(given.frame, [firm, *own])
    if twice := next((name for name in own if name in {firm, *SHEET}), None):
        raise ValueError(f"two columns would be called {quote(twice)}: rename yours.")
    frame, cases = open_cases(_with_key(given.frame, firm), taxonomy, of)
    drawn = _drawn(frame, cases, n, order, seed)
    found = _of_firms(frame, [key for key, _ in drawn])
    columns: dict[str, list[Any]] = {name: [] for name in (firm, *SHEET, *own)}  # Any: as users have them
    for key, case in drawn:
        row, leaves = found[key], cases[case].deciding[0]
        for fact, asked in _questions(leaves).items():
            values = (
                row[firm], len(facts_of(leaves)), fact, asked, _in_words(fact, _known(fact, row)), cases[case].candidates,
                "", *[row[name] for name in own],
            )  # fmt: skip
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    backend: Any = given.frame.implementation if given.eager else default_backend()  # Any: as Narwhals names them
    return nw.from_dict(columns, backend=backend).to_native()


def _with_key(frame: Frame, firm: str) -> Frame:
    return frame.with_columns(nw.col(firm).cast(nw.String).alias(KEY))


def _drawn(frame: Frame, cases: Mapping[str, Case], n: int, order: Order, seed: int) -> list[tuple[str, str]]:
    """The open firms to look up, in order, each with its case."""
    if not cases:
        return []
    there = frame.filter(nw.col(CASE).is_in([*cases])).select(KEY, CASE).collect()
    costs = {name: len(facts_of(case.deciding[0])) if order == "cheapest" else 0 for name, case in cases.items()}
    return nsmallest(n, there.iter_rows(), key=lambda row: (costs[row[1]], _place_in_draw(seed, row[0]), row[0]))


def _place_in_draw(seed: int, key: str) -> bytes:
    return blake2b(f"{seed} {key}".encode(), digest_size=8).digest()


def _of_firms(frame: Frame, keys: Sequence[str]) -> dict[str, dict[str, Any]]:  # Any: as users have them
    """What is known of some firms, by their ids as text."""
    if not keys:
        return {}
    rows = frame.filter(nw.col(KEY).is_in([*keys])).collect().iter_rows(named=True)
    return {row[KEY]: {name: plain_value(value) for name, value in row.items()} for row in rows}


def _questions(leaves: Sequence[Rule]) -> dict[str, str]:
    """What is asked of each fact, in words."""
    found: dict[str, dict[object, str]] = {}
    for leaf in reversed(leaves):  # "2 or more" and "fewer than 2" are one question, and the first leaf asks it
        found.setdefault(fact_of(leaf), {})[about(leaf)] = f"{question(leaf)}?"
    return {fact: " ".join(reversed(found[fact].values())) for fact in facts_of(leaves)}


def _known(fact: str, row: Mapping[str, Any]) -> Interval:  # Any: as users have them
    return interval(*[row[end] for end in ends_of(fact)])


def _in_words(fact: str, known: Interval) -> str:
    """What is known of a fact: a figure, or what a rule over several years says."""
    return str(known) if fact in VOCABULARY else outcome_word(bool(int(known)) if known.is_exact else None)


def answered(firms: T, answers: object, taxonomy: Taxonomies, *, firm: str = "firm") -> T:
    """The firms with what was looked up: narrower figures, and the labels, classes and tags that follow where they were open.

    `firms` is `measure(..., taxonomy=taxonomy).firms`, and `answers` the table of `look_up` with its column `answer` filled in, of
    any library; rows without an answer say nothing. What was known stays known, and rules of your own stay as they were. Hand all
    answers back at once: "yes" and "no" have no column to be kept in. Of a lazy table this runs a query.

    Raises:
        TypeError: one of them is not a table.
        ValueError: an answer can't be read, is of a firm that the table does not have, or contradicts what is known of it.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> facts = {"firm_headcount": [9, 30], "complete": [False, True]}
    >>> firms = measure(pl.DataFrame({"firm": [*"AB"], "country": "RS", **facts}), taxonomy=default_taxonomy()).firms
    >>> sheet = look_up(firms, default_taxonomy(), 1).with_columns(answer=pl.lit("3"))
    >>> answered(firms, sheet, default_taxonomy()).sort("firm").select("firm", "country_count_low", "label").rows()
    [('A', 3, 'micro-multinational'), ('B', 1, 'domestic small firm')]
    """
    given = open_native(firms)
    columns = given.frame.collect_schema().names()
    taxonomies = by_prefix(columns, taxonomy)
    flags = [prefix + each.name for prefix, of in taxonomies.items() for each in (*of.classes, *of.tags)]
    texts = [prefix + name for prefix in taxonomies for name in ("label", "candidates")]
    require_columns(given.frame, [firm, *texts], flags)
    rules = [each.bound for of in taxonomies.values() for each in (*of.classes, *of.tags)]
    leaves = leaves_of(map(rule_columns.of_one_year, rules))
    said = _read(answers, firm, [str(leaf) for leaf in leaves if isinstance(leaf, WithinYears)])
    if not said:
        return firms
    facts = dict.fromkeys((*facts_of(leaves), *[fact for of in said.values() for fact in of]))
    metrics = [fact for fact in facts if fact in VOCABULARY]
    frame = _narrowed(with_bounds(_with_key(given.frame, firm), leaves, metrics), said, facts)
    frame, shown = _judged(frame, taxonomies, [*said], columns)
    ends = {end: name for name in metrics for end in ends_of(name)}
    whole = [end for end, name in ends.items() if metric_named(name).whole]
    shown |= {end: whole_bound(end) if end in whole else bound(end) for end in ends}
    frame = frame.select(*[shown.get(name, nw.col(name)).alias(name) for name in columns])
    return to_native_nullable(frame, given, whole=whole, flags=flags)


def _judged(
    frame: Frame, taxonomies: Mapping[str, Taxonomy], looked_up: Sequence[str], columns: Sequence[str]
) -> tuple[Frame, dict[str, nw.Expr]]:
    """What taxonomies say of the firms that were looked up, as far as it was open, and the firms with what this rests on."""
    rules = {prefix + each.name: each.bound for prefix, of in taxonomies.items() for each in (*of.classes, *of.tags)}
    leaves = rule_columns.leaves_of(rules.values())
    answers: dict[Rule, rule_columns.Answer] = {}
    for leaf in leaves:
        if isinstance(leaf, Threshold):
            answers[leaf] = rule_columns.threshold_answer(leaf)
        elif isinstance(leaf, WithinYears):
            answers[leaf] = rule_columns.Answer(*[nw.col(end) == 1 for end in ends_of(str(leaf))])
    in_words = leaves if any(prefix + "reason" in columns for prefix in taxonomies) else ()
    frame = rule_columns.with_answers(frame, leaves, answers, rule_columns.leaf_texts(leaves, in_words))
    says = {name: rule_columns.compiled(rule, leaves).column() for name, rule in rules.items()}
    there, shown = nw.col(KEY).is_in([*looked_up]), dict[str, nw.Expr]()
    for prefix, taxonomy in taxonomies.items():
        classes = {each.name: each.bound for each in taxonomy.classes}
        reason = prefix + "reason" in columns
        found = rule_columns.labelled(frame, classes, leaves, prefix=prefix, with_reason=reason)
        frame = found.frame
        says |= {name: answer.column() for name, answer in found.classes.items()}
        still_open = there & (nw.col(prefix + "label") == UNDETERMINED)
        shown |= {name: nw.when(still_open).then(of).otherwise(nw.col(name)) for name, of in found.texts.items()}
    for name, of in says.items():
        shown[name] = nw.when(there & nw.col(name).is_null()).then(of).otherwise(nw.col(name))
    return frame, shown


class DrawnShare(Finding):
    """Of which share of some firms a class or tag holds, by those that were drawn at random among the open ones and looked up."""

    drawn: Annotated[int, Field(ge=0, description="How many of the open firms were drawn.")]
    open: Annotated[int, Field(ge=0, description="How many firms were open.")]
    share: Annotated[Interval, Field(description="The share (0 to 1) of which it surely holds, and of which it may.")]
    interval: Annotated[Interval, Field(description="In which the share (0 to 1) of all these firms lies.")]
    confidence: Annotated[float, Field(description="How sure that is (0 to 1).")]

    _repr_pretty_ = as_printed

    def __str__(self) -> str:
        """The share in words."""
        return f"{self.sentence()}."

    def sentence(self) -> str:
        """The share in words.

        >>> bounds = {"share": Interval(0.1, 0.7), "interval": Interval(0.2, 0.35), "confidence": 0.95}
        >>> print(DrawnShare(of="born global", firms=426, drawn=50, open=297, **bounds).sentence())
        between 20 % and 35 % of 426 firms are born globals (95 % confidence, by 50 of 297 open ones); for certain between 10 % and 70 %
        """
        sure = f"{100 * self.confidence:.4g} % confidence, by {self.drawn:,} of {self.open:,} open ones"
        told = f"{percent(self.interval)} of {counted(self.firms, 'firm')} {being(self.firms, self.of)}"
        return f"{told} ({sure}); for certain {percent(self.share)}"


def share_by_draw(
    firms: object,
    answers: object,
    taxonomy: Taxonomies,
    of: str,
    *,
    seed: int = 0,
    confidence: float = 0.95,
    firm: str = "firm",
) -> DrawnShare:
    """The share of a class or tag among all the firms, by the answers on those that were drawn at random among the open ones.

    `firms` and `answers` are as for `answered`; the answers are on `look_up(firms, taxonomy, n, of=of, seed=seed)`, or on its
    first firms. The interval rests on the draw alone (the hypergeometric distribution, with equal tails). A firm that no answer
    decides may be of the class or not. Of a lazy table this runs queries.

    Raises:
        TypeError: one of them is not a table.
        ValueError: as for `answered`, or the answers are on other firms than the seed draws.

    Source: A. Coppock, A. Gerber, D. Green and H. Kern (2017), Political Analysis 25(2).

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> table = pl.DataFrame({"firm": [*range(100)], "country": "RS", "firm_headcount": 9, "complete": False})
    >>> firms = measure(table, taxonomy=default_taxonomy()).firms
    >>> sheet = look_up(firms, default_taxonomy(), 40, of="micro-multinational")
    >>> found = share_by_draw(firms, sheet.with_columns(answer=pl.lit("1")), default_taxonomy(), "micro-multinational")
    >>> found.share, found.interval
    (Interval(0.0, 0.6), Interval(0.0, 0.06))
    """
    require_confidence(confidence)
    frame, cases = open_cases(_with_key(open_native(firms).frame, firm), taxonomy, of)
    keys = {*_with_key(open_native(answers).frame, firm).select(KEY).collect()[KEY].to_list()}
    if keys != {key for key, _ in _drawn(frame, cases, len(keys), "random", seed)}:
        raise ValueError(
            f"the answers are not on the firms that seed={seed} draws: give the table of look_up(firms, taxonomy, n, "
            f"of={of!r}, seed={seed}), or its first firms, with all rows of each."
        )
    after = answered(firms, answers, taxonomy, firm=firm)
    [before], [now] = shares(firms, of).rows, shares(after, of).rows
    found = [row[of] for row in _of_firms(_with_key(open_native(after).frame, firm), [*keys]).values()]
    yes, no, open_ = sum(each is True for each in found), sum(each is False for each in found), before.unknown
    tail = (1 - confidence) / 2
    least = fewest_of_kind(open_, len(keys), yes, tail)
    most = open_ - fewest_of_kind(open_, len(keys), no, tail)
    return DrawnShare(
        of=of, firms=before.firms, drawn=len(keys), open=open_, share=now.share, confidence=confidence,
        interval=Interval((before.yes + least) / before.firms, (before.yes + most) / before.firms),
    )  # fmt: skip


def fewest_of_kind(all_: int, drawn: int, seen: int, tail: float) -> int:
    """The fewest of a kind among all of which so many were drawn, so that as many as were seen are not too unlikely.

    >>> fewest_of_kind(297, 50, 20, 0.025), fewest_of_kind(10, 10, 4, 0.025), fewest_of_kind(297, 50, 0, 0.025)
    (82, 4, 0)
    """
    fewest = range(all_ + 1)
    return bisect_left(fewest, x=True, key=lambda kind: _at_least(all_, kind, drawn, seen) > tail)


def _at_least(all_: int, kind: int, drawn: int, seen: int) -> float:
    """How likely it is to draw so many of a kind or more: the hypergeometric distribution's upper tail."""
    every = _log_choices(all_, drawn)
    counts = range(max(seen, drawn - (all_ - kind)), min(kind, drawn) + 1)
    return sum(exp(_log_choices(kind, n) + _log_choices(all_ - kind, drawn - n) - every) for n in counts)


def _log_choices(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _read(answers: object, firm: str, over_years: Sequence[str]) -> dict[str, dict[str, Interval]]:
    """What was answered, by the firm's id as text and the fact; "yes" on a rule over several years is 1, "no" is 0.

    Raises:
        ValueError: a column is missing, or an answer is none.
    """
    frame = open_native(answers).frame
    require_columns(frame, [firm, "fact", "answer"])
    found: dict[str, dict[str, Interval]] = {}
    for key, name, value in _with_key(frame, firm).select(KEY, "fact", "answer").collect().iter_rows():
        answer = plain_value(value)
        if answer is None or not str(answer).strip():
            continue
        of_firm = found.setdefault(key, {})
        if name in of_firm:
            raise ValueError(f"{name} of {quote(key)} has two answers: leave one.")
        try:
            if name in over_years:
                of_firm[name] = _yes_or_no(answer)
            else:
                of_firm[metric_named(name).name] = _figure(answer, whole=metric_named(name).whole)
        except ValueError as error:
            raise ValueError(f"the answer on {name} of {quote(key)}: {error}") from error
    return found


_YES_OR_NO = {"yes": 1, "true": 1, "no": 0, "false": 0}


def _yes_or_no(answer: object) -> Interval:
    text = str(answer).strip().casefold()
    if text not in _YES_OR_NO:
        raise ValueError(f"{quote(answer)} is neither 'yes' nor 'no'.")
    return Interval.exactly(_YES_OR_NO[text])


def _figure(answer: object, *, whole: bool) -> Interval:
    kind = Count if whole else Interval
    return kind.parse(answer) if isinstance(answer, str) else kind.exactly(answer)  # type: ignore[arg-type] # it says so


def _narrowed(frame: Frame, said: Mapping[str, Mapping[str, Interval]], facts: Iterable[str]) -> Frame:
    """The firms with the facts that were looked up, as far as they are narrower.

    Raises:
        ValueError: they contradict what is known, or are of a firm that is not there.
    """
    there = _of_firms(frame, [*said])
    ends = {end: f"looked up {end}" for fact in facts for end in ends_of(fact)}
    data: dict[str, list[object]] = {KEY: [], **{name: [] for name in ends.values()}}
    for key, answers in said.items():
        if key not in there:
            raise ValueError(f"an answer is of {quote(key)}, and the table has no such firm.")
        for fact in facts:
            known = _known(fact, there[key])
            both = known & answers[fact] if fact in answers else known
            if both is None:
                record, answer = _in_words(fact, known), _in_words(fact, answers[fact])
                raise ValueError(
                    f"{fact} of {quote(key)} is {record} by its record, and {answer} by the answer: mend the record, or "
                    "leave the answer out."
                )
            for end, value, none in zip(ends_of(fact), (both.low, both.high), (-inf, inf), strict=True):
                data[ends[end]].append(none if value is None else float(value))
        data[KEY].append(key)
    types = {name: nw.String if name == KEY else nw.Float64 for name in data}
    frame = frame.join(lookup_table(frame, data, types), on=KEY, how="left")
    new = {end: nw.col(name) for end, name in ends.items()}
    return frame.with_columns(
        **{end: nw.when(~value.is_null()).then(value).otherwise(nw.col(end)) for end, value in new.items()}
    )
