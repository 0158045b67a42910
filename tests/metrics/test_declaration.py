"""Metrics by name, the library's and users' own."""

from __future__ import annotations

from types import FunctionType

import pytest
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import metric
from globalfirm.cohort.pipeline.plan import FirmColumns
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN, ON_DEMAND
from globalfirm.metrics.declaration import Metric, SetMetric
from globalfirm.metrics.firm import FirmNumbers
from globalfirm.metrics.generated import MetricNames
from globalfirm.metrics.quantities import FIGURES, READ_OF_FIRMS

FIRM = gf.Company(name="A", headcount=9, offices=[gf.Office(country="RS"), gf.Office(country="US")])


def test_every_metric_is_an_attribute_that_editors_complete_and_no_other() -> None:
    annotated = MetricNames.__annotations__
    assert set(annotated) == {*BUILT_IN, *ON_DEMAND}
    assert set(dir(metric)) == {*VOCABULARY, "declare", "set_of", "unregister"}
    for name in BUILT_IN:
        kind = Metric if VOCABULARY[name].kind == "quantity" else SetMetric
        assert type(getattr(metric, name)) is kind
        assert annotated[name] is kind
        assert repr(getattr(metric, name)) == f"metric.{name}"
        assert getattr(metric, name) is VOCABULARY[name]
        assert VOCABULARY[name].meaning.endswith(".")
        assert VOCABULARY[name].unit.strip()


def test_every_metric_that_the_library_declares_is_its_own() -> None:
    """A file of metrics that is imported too late would be a user's."""
    for about in VOCABULARY.values():
        assert about.own is not about.module.startswith("globalfirm."), f"import {about.module} in metrics/profiles.py"


def test_a_wrong_name_gets_the_nearest() -> None:
    with pytest.raises(AttributeError, match="no metric is called 'contry_count'. Did you mean 'country_count'?"):
        metric.contry_count  # noqa: B018
    with pytest.raises(AttributeError):
        metric.__wrapped__  # noqa: B018


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: metric.headcount & metric.country_count,
        lambda: metric.country_count >= 2 & metric.headcount < 250,  # brackets forgotten: 2 & metric comes first
        lambda: (metric.headcount < 9) & metric.country_count,
        lambda: (metric.headcount < 9) | metric.country_count,
        lambda: bool(metric.headcount),
        lambda: ~metric.headcount,
        lambda: metric.home | metric.countries,
    ],
)
def test_a_metric_alone_is_not_a_rule_and_the_error_shows_the_brackets(mistake) -> None:
    with pytest.raises(
        TypeError, match=r"in brackets, as in \(metric.country_count >= 2\) & \(metric.headcount < 250\)"
    ):
        mistake()


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (lambda: metric.headcount > metric.country_count, "not with metric.country_count"),
        (lambda: metric.headcount > True, "is compared with a number"),
        (lambda: "RS" in metric.countries, r"write metric.countries.any_of\('RS'\)"),
        (metric.countries.any_of, "give the values one by one"),
        (lambda: metric.countries.any_of(["RS"]), "give the values one by one"),
        (lambda: own("my metric", 1), "'my metric' is not a name for a metric"),
        (lambda: own("<lambda>", 1), "'<lambda>' is not a name for a metric"),
        (lambda: own("people_low", 1), "formulas read something else as firm.people_low"),
        (lambda: own("year", 1), "formulas read something else as firm.year"),
        (
            lambda: gf.metrics.quantity("headcount", "sum", "people", "people_low"),
            "'headcount' is not a name for a quan",
        ),
        (lambda: gf.metrics.figure("record", lambda firm: 1), "'record' is not a name for a quantity"),
        (lambda: gf.metrics.figure("my figure", lambda firm: 1), "'my figure' is not a name for a quantity"),
        (lambda: declared(lambda firm: 1), r"takes firm: let it take \(firm, xp\)"),
        (lambda: declared(lambda: 1), r"takes nothing: let it take \(firm, xp\)"),
        (lambda: declared(lambda firm, xp, at: 1), r"takes firm, xp, at: let it take \(firm, xp\)"),
        (lambda: declared(lambda firm, xp, *, at: 1), "takes firm, xp, at: .* parameters with defaults"),
        (lambda: metric.headcount(None), "None is no firm: give a Company or its Profile"),
        (lambda: metric.headcount * float("inf"), "reckoned with a finite number, not with inf"),
        (lambda: metric.continent_coverage(scheme="m49").any_of("Europe"), "a rule asks continent_coverage by its def"),
        (
            lambda: gf.Rule.model_validate({"metric": "headcount / contry_count", "operator": ">=", "value": 2}),
            "no metric is called 'contry_count'. Did you mean 'country_count'?",
        ),
    ],
)
def test_other_mistakes_are_reported_too(mistake, message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        mistake()


def declared(formula) -> Metric:
    """A formula declared as it stands."""
    return metric(unit="units", source="these tests, 2026")(formula)


def own(name: str, answer: object, **about) -> Metric:
    """A user's own metric that answers one thing of every firm."""

    def formula(firm, xp):
        """Something of one's own."""
        return answer

    formula.__name__ = name
    return metric(unit="units", source="these tests, 2026", **about)(formula)


@pytest.fixture
def offices_open(own_metrics: None) -> Metric:
    @metric(unit="offices", source="these tests, 2026", whole=True, tables=False)
    def offices_open(firm, xp) -> int:
        """Offices that are open.

        More is not said.
        """
        return sum(office.closed is None for office in firm.record.offices)

    return offices_open


def test_a_users_metric_counts_in_rules_profiles_and_evidence(offices_open) -> None:
    assert offices_open(FIRM) == 2
    rule = (offices_open >= 2) & (metric.offices_open < 5)
    assert rule.decide(FIRM) is True
    assert rule.decide(gf.profile(FIRM)) is True
    assert rule.explain(FIRM).leaves()[0].fact == gf.Interval(2, 2)
    assert gf.profile(FIRM).fact("offices_open") == gf.Interval(2, 2)
    assert "offices_open    2" in str(gf.profile(FIRM))
    assert gf.Profile.model_validate_json(gf.profile(FIRM).model_dump_json()) == gf.profile(FIRM)
    assert metric.offices_open.meaning == "Offices that are open."
    taxonomy = gf.Taxonomy(
        name="t", classes=[gf.Definition(name="few", summary="few", rule=offices_open < 3, citation="ours")]
    )
    verdict = gf.classify(FIRM, taxonomy)
    assert "yes         offices_open < 3: it is 2" in str(verdict)
    assert gf.Rule.model_validate_json(rule.model_dump_json()) == rule


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        (None, gf.Interval(1, 9)),
        (3, gf.Interval(3, 3)),
        (2.5, gf.Interval(2.5, 2.5)),
        (gf.Interval(2, None), gf.Interval(2, 9)),  # within the range that the metric states
    ],
)
@pytest.mark.usefixtures("own_metrics")
def test_a_users_metric_may_answer_a_number_its_bounds_or_cant_tell(answer, fact) -> None:
    own("mood", answer, minimum=1, maximum=9)
    assert gf.metrics.Facts(FIRM).fact("mood") == fact


NO_ANSWER = "the metric mood answered .*: it may answer Bounds, an Interval, a number or None"
OUT_OF_ORDER = "the metric mood answered the bounds .*: the first may not be the greater one"


@pytest.mark.parametrize(
    ("answer", "error", "why"),
    [
        ("many", TypeError, NO_ANSWER),
        (float("nan"), TypeError, NO_ANSWER),
        ([1], TypeError, NO_ANSWER),
        (gf.Bounds(5, 2), ValueError, OUT_OF_ORDER),
        (gf.Bounds(float("nan"), 2), ValueError, OUT_OF_ORDER),
    ],
)
@pytest.mark.usefixtures("own_metrics")
def test_another_answer_is_refused(answer, error: type[Exception], why: str) -> None:
    own("mood", answer)
    with pytest.raises(error, match=why):
        gf.metrics.Facts(FIRM).fact("mood")


def test_a_rule_whose_metric_is_missing_says_so_when_it_is_read(offices_open) -> None:
    text = (offices_open >= 2).model_dump_json()
    metric.unregister("offices_open")
    with pytest.raises(ValidationError, match="no metric is called 'offices_open'"):
        gf.Rule.model_validate_json(text)
    with pytest.raises(
        gf.files.RecordFileError, match=r"line 1, column 11 \(metric\): no metric is called 'offices_open'"
    ):
        gf.files.loads_rule(text)


def test_the_librarys_own_metrics_stay() -> None:
    with pytest.raises(ValueError, match="globalfirm has a metric 'headcount' already"):
        own("headcount", 1)
    with pytest.raises(ValueError, match="only yours can be taken back"):
        metric.unregister("headcount")
    with pytest.raises(ValueError, match="no metric is called"):
        metric.unregister("nothing_of_mine")


@pytest.mark.usefixtures("own_metrics")
def test_the_bounds_of_a_users_metric_make_thresholds_impossible() -> None:
    own("mood", 5, minimum=1, maximum=9)
    with pytest.raises(ValidationError, match="metric.mood|mood > 9 holds of no firm"):
        metric.mood > 9  # noqa: B015


@pytest.fixture
def people_times():
    @metric(unit="people", source="these tests, 2026")
    def people_times(firm, xp, *, times: int = 2, share: float = 1.0, at_most: bool = False, of: str | None = None):
        """People, so many times."""
        assert (type(times), type(share), type(at_most)) == (int, float, bool)
        people = firm.headcount
        return (people.high if at_most else people.low) * times * share

    yield people_times
    metric.unregister("people_times")


def test_a_parameter_is_of_the_kind_of_its_default_also_out_of_a_file(people_times) -> None:
    asked = people_times(times=3, share="0.5", at_most=True, of="RS")
    assert asked.given == {"times": "3", "share": "0.5", "at_most": "True", "of": "RS"}
    assert asked(FIRM) == people_times(FIRM, times=3, share=0.5, at_most=True) == gf.Interval(13.5, 13.5)
    rule = people_times(times=3) >= 27
    assert rule.decide(FIRM) is True
    assert gf.files.loads_rule(gf.files.dumps(rule)) == rule
    assert gf.files.loads_rule(gf.files.dumps(rule)).decide(FIRM) is True
    assert people_times(times="2", share="1").given == {}


@pytest.mark.parametrize("wrong", [{"times": "many"}, {"times": 1.5}, {"share": None}, {"at_most": "maybe"}])
def test_a_parameter_of_another_kind_is_refused(people_times, wrong) -> None:
    [[name, value]] = wrong.items()
    with pytest.raises(ValueError, match=f"{name} of people_times can't be {value!r}: give one such as"):
        people_times(FIRM, **wrong)


def test_no_metric_takes_a_name_that_formulas_read_otherwise() -> None:
    def read_of(kind: type) -> set[str]:
        methods = {
            name for name, value in vars(kind).items() if isinstance(value, (property, staticmethod, FunctionType))
        }
        return {name for name in methods if not name.startswith("_")}

    assert read_of(FirmNumbers) | read_of(FirmColumns) <= READ_OF_FIRMS


def test_the_namespace_says_how_many_metrics_there_are(people_times) -> None:
    assert repr(metric) == f"<metric: {len(BUILT_IN) + len(ON_DEMAND)} of globalfirm's, 1 of your own>"


@pytest.mark.parametrize(("decorator", "name"), [(metric, "metric"), (metric.set_of, "metric.set_of")])
def test_a_declaration_without_brackets_says_how_to_write_it(decorator, name: str) -> None:
    def mood(firm, xp):
        """The mood."""

    with pytest.raises(TypeError, match=rf"@{name} stands above mood without its brackets: write @{name}\(unit="):
        decorator(mood)
    with pytest.raises(ValueError, match=r"the metric mood has no unit: give it as unit='\.\.\.'"):
        decorator(source="ours")(mood)


@pytest.mark.usefixtures("own_metrics")
def test_a_users_metric_that_raises_is_named_and_left_open_in_a_profile_and_raises_where_it_is_asked_for() -> None:
    @metric(unit="points", source="these tests, 2026", minimum=1, maximum=9)
    def broken(firm, xp):
        """Broken."""
        return 1 / 0

    @metric.set_of(unit="modes", source="these tests, 2026")
    def broken_set(firm, xp):
        """Broken, too."""
        raise KeyError("mode")

    @metric(unit="points", source="these tests, 2026")
    def leaving(firm, xp):
        """Ends the process."""
        raise SystemExit(3)

    own("mood", 5)
    with pytest.warns(gf.metrics.MetricWarning) as warned:
        profile = gf.profile(FIRM)
    assert {each.filename for each in warned} == {__file__}, "a warning names the line that calls the library"
    assert [str(each.message) for each in warned] == [
        f"the metric {name!r} failed on {FIRM.name!r}, and the profile leaves it open: {why}"
        for name, why in (
            ("broken", "ZeroDivisionError: division by zero"),
            ("broken_set", "KeyError: 'mode'"),
            ("leaving", "RuntimeError: it tried to end the process: SystemExit: 3"),
        )
    ]
    assert (profile["broken"], profile["mood"], profile.headcount) == (gf.Interval(1, 9), 5, metric.headcount(FIRM))
    assert profile["broken_set"] == gf.PartialSet((), complete=False)
    for ask in (broken, (broken >= 1).decide):
        with pytest.raises(ZeroDivisionError) as raised:
            ask(FIRM)
        assert raised.value.__notes__ == [f"in the metric 'broken' of {FIRM.name!r}"]


def test_a_metric_that_is_declared_of_others_is_of_the_module_that_declares_it(own_metrics) -> None:
    made = metric.declare("people_per_country", metric.headcount / metric.country_count, unit="people", source="ours")
    assert made.module == __name__


def test_a_share_that_a_record_or_a_table_states_is_one_at_most() -> None:
    shares = {name: figure.maximum for name, figure in FIGURES.items() if name.endswith("_share")}
    assert len(shares) > 7
    assert set(shares.values()) == {1}


def test_a_quantity_that_is_declared_anew_is_read_anew(own_metrics) -> None:
    @metric(unit="people", source="these tests, 2026", tables=False)
    def heads_counted(firm, xp):
        """Heads, as they are counted."""
        return firm.heads

    for times in (1, 2):
        gf.metrics.quantity("heads", "sum", "people", lambda row, xp, times=times: times * row.people_low)
        assert heads_counted(gf.Company(name="A", offices=[gf.Office(country="RS", headcount=3)])) == 3 * times


def test_what_holds_one_value_is_compared_with_it_and_what_holds_several_is_asked_for_one_of_them() -> None:
    assert (metric.home == "RS") == metric.home.any_of("RS")
    with pytest.raises(TypeError, match=r"any_of\('...'\) to ask which it holds"):
        _ = metric.countries == "RS"


def test_what_is_reckoned_of_two_metrics_lies_between_the_least_and_the_greatest_that_they_make() -> None:
    offices = [gf.Office(country="RS"), gf.Office(country="US")]
    firm = gf.Company(name="A", headcount="10-12", offices=offices, complete=True)
    people, countries = metric.headcount, metric.country_count
    assert (people + countries)(firm) == gf.Interval(12, 14)
    assert (people - countries)(firm) == gf.Interval(8, 10)
    assert (countries - people)(firm) == gf.Interval(-10, -8)
    assert (people * countries)(firm) == gf.Interval(20, 24)
    assert (people / countries)(firm) == gf.Interval(5, 6)
    assert (2 * people + 1)(firm) == gf.Interval(21, 25)
