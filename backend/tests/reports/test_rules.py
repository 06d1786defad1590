"""The arithmetic of the analyses, by example and as properties."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid
from fettle.modules.reports import rules
from fettle.modules.reports.records import AssetHistory, AssetNode, Flow, Span, Step, Tally

NEW_YORK = ZoneInfo("America/New_York")
STEPS = [step for step in Step if step is not Step.NONE]
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_nothing_to_divide_by_is_no_answer() -> None:
    assert rules.percent(0, 0) is None
    assert rules.percent(0, 3) == 0
    assert rules.percent(2, 3) == 66.67


@given(days, st.sampled_from(STEPS))
def test_every_day_lies_in_its_period(day: date, step: Step) -> None:
    start = rules.step_start(day, step)
    end = rules.period_end(start, step)
    assert end is not None
    assert start <= day <= end
    assert rules.step_start(end, step) == start
    assert rules.step_start(rules.next_step(start, step), step) == end + timedelta(days=1)


@given(days, st.integers(0, 400), st.sampled_from(STEPS))
def test_periods_cover_the_span_without_gaps(first: date, length: int, step: Step) -> None:
    last = first + timedelta(days=length)
    bounds = rules.boundaries(first, last, step)
    assert bounds[0] <= first
    assert bounds[-2] <= last < bounds[-1]
    assert all(rules.next_step(one, step) == other for one, other in pairwise(bounds))


def test_too_many_periods_are_refused() -> None:
    with pytest.raises(rules.TooManyRows):
        rules.boundaries(date(1990, 1, 1), date(2020, 1, 1), Step.DAY)
    with pytest.raises(rules.TooManyRows):
        rules.check_rows(rules.MOST_ROWS + 1)


def test_i10_local_days_begin_at_local_midnight() -> None:
    """I-10: a day of 23 hours is one day."""
    span = Span(first_day=date(2026, 3, 8), last_day=date(2026, 3, 8), time_zone="America/New_York")
    window = rules.window(span)
    assert window.start is not None
    assert window.end is not None
    assert window.end.astimezone(UTC) - window.start.astimezone(UTC) == timedelta(hours=23)
    backwards = Span(first_day=date(2026, 3, 8), last_day=date(2026, 3, 7), time_zone="UTC")
    with pytest.raises(Invalid):
        rules.window(backwards)


@pytest.mark.parametrize(
    ("given_text", "utc"),
    [
        ("2015-07-01", "2015-07-01T04:00:00+00:00"),
        ("2015-07-01T00:00:00", "2015-07-01T04:00:00+00:00"),
        ("2015-07-01T00:00:00Z", "2015-07-01T00:00:00+00:00"),
        ("2015-07-01T02:00:00 02:00", "2015-07-01T00:00:00+00:00"),
    ],
)
def test_a_moment_is_local_unless_it_says_otherwise(given_text: str, utc: str) -> None:
    assert rules.moment(given_text, NEW_YORK).astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize("text", ["", "soon", "2015-13-01", "0001-01-01", "9999-12-31", "2015-07-01T25:00:00"])
def test_i10_an_impossible_moment_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        rules.moment(text, NEW_YORK)


instants = st.integers(0, 40)


@given(st.lists(st.tuples(instants, st.none() | instants, st.none() | instants), max_size=40))
def test_the_series_equals_counting_at_each_moment(work: list[tuple[int, int | None, int | None]]) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(hours=n) for n in (0, 10, 20, 30)]

    def bucket(hour: int) -> int:
        return sum(moment <= start + timedelta(hours=hour) for moment in moments)

    flows, known = [], []
    for reported, left, due in work:
        gone = None if left is None else max(left, reported)
        known.append((reported, gone, due))
        flows.append(Flow(side="reported", bucket=bucket(reported), count=1))
        if gone is not None:
            flows.append(Flow(side="left", bucket=bucket(gone), count=1))
        late = None if due is None else max(due, reported)
        if late is not None and (gone is None or late < gone):
            flows.append(Flow(side="overdue", bucket=bucket(late), count=1))
            if gone is not None:
                flows.append(Flow(side="settled", bucket=bucket(gone), count=1))
    for point, hour in zip(rules.backlog_points(moments, flows), (10, 20, 30), strict=True):
        there = [(d, g) for r, g, d in known if r < hour and (g is None or g >= hour)]
        assert point.open == len(there)
        assert point.overdue == sum(due is not None and due < hour for due, _ in there)


@st.composite
def forests(draw: st.DrawFn) -> dict[str, AssetNode]:
    size = draw(st.integers(1, 12))
    return {
        str(n): AssetNode(str(n), None if n == 0 else draw(st.none() | st.integers(0, n - 1).map(str)), f"asset {n}")
        for n in range(size)
    }


@given(forests(), st.lists(st.tuples(st.integers(0, 15), st.integers(-500, 500)), max_size=30))
def test_roots_of_the_tree_hold_the_whole(tree: dict[str, AssetNode], spent: list[tuple[int, int]]) -> None:
    tallies = [Tally(key=str(n), period=None, cost=Decimal(cents) / 100, work_orders=1) for n, cents in spent]
    rows = rules.rolled_up(tallies, tree)
    by_key = {row.key: row for row in rows}
    assert len(by_key) == len(rows)
    tops = [row for row in rows if row.key not in tree or tree[row.key].parent_id is None]
    assert sum(row.cost for row in tops) == sum(tally.cost for tally in tallies)
    assert sum(row.work_orders for row in tops) == len(tallies)
    for row in rows:
        own = sum(tally.cost for tally in tallies if tally.key == row.key)
        below = [other for other in rows if other.key in tree and tree[other.key].parent_id == row.key]
        assert row.cost == own + sum(other.cost for other in below)


def test_a_circle_of_assets_ends() -> None:
    tree = {"a": AssetNode("a", "b", "A"), "b": AssetNode("b", "a", "B")}
    rows = rules.rolled_up([Tally(key="a", period=None, cost=Decimal(1))], tree)
    assert {row.key: row.cost for row in rows} == {"a": 1, "b": 1}


@given(st.lists(st.tuples(st.booleans(), st.none() | st.sampled_from("abc"), st.none() | days, st.integers(0, 99))))
def test_merging_loses_nothing(rows: list[tuple[bool, str | None, date | None, int]]) -> None:
    spent = [Tally(key=key, period=day, cost=Decimal(n)) for side, key, day, n in rows if side]
    counted = [Tally(key=key, period=day, work_orders=n) for side, key, day, n in rows if not side]
    merged = rules.merged(spent, counted)
    assert sum(row.cost for row in merged) == sum(row.cost for row in spent)
    assert sum(row.work_orders for row in merged) == sum(row.work_orders for row in counted)
    assert len({(row.key, row.period) for row in merged}) == len(merged)


def history(**fields: float) -> AssetHistory:
    """1,000 hours seen, 40 of them down unplanned and 60 planned, 4 failures of which 3 were repaired in 30 hours."""
    given: dict[str, float] = {
        "observed": 1000 * 3600,
        "unplanned": 40 * 3600,
        "planned": 60 * 3600,
        "failures": 4,
        "repaired": 3,
        "repair": 30 * 3600,
        "on_hold": 12 * 3600,
    }
    known = {"asset_id": UUID(int=1), "asset_name": "Mower", "asset_number": None}
    return AssetHistory(**known, **(given | fields))  # type: ignore[arg-type]


SPAN = Span(time_zone="UTC")


def test_reliability_by_the_formulas() -> None:
    found = rules.reliability(history(), SPAN)
    assert (found.operating, found.mtbf, found.mttr, found.mttr_without_holds) == (900, 225, 10, 6)
    assert (found.availability_percent, found.failures_unrepaired, found.on_hold) == (95.74, 1, 12)


def test_no_failures_give_no_mean_rather_than_none_at_all() -> None:
    found = rules.reliability(history(failures=0, repaired=0, repair=0, on_hold=0), SPAN)
    assert (found.mtbf, found.mttr, found.mttr_without_holds) == (None, None, None)
    unseen = rules.reliability(history(observed=0, unplanned=0, planned=0), SPAN)
    assert (unseen.operating, unseen.availability_percent) == (0, None)
