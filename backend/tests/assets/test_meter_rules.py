"""Which readings are possible, by example and by property."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid
from fettle.modules.assets.records.meters import (
    Meter,
    MeterKind,
    NewReading,
    NewSegment,
    Reading,
    ReadingSource,
    Segment,
    SegmentCause,
    Surroundings,
)
from fettle.modules.assets.rules import meters as rules

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 12, 31, tzinfo=UTC)
METER_ID, SEGMENT_ID = uuid4(), uuid4()


def a_meter(kind: MeterKind = MeterKind.COUNTER, **fields: Any) -> Meter:
    return Meter(
        id=METER_ID, asset_id=uuid4(), name="Engine", unit="h", kind=kind, created_at=NOW, updated_at=NOW, **fields
    )


def a_segment(at: datetime = START, *, value: str = "0", before: str = "0", segment_id: UUID = SEGMENT_ID) -> Segment:
    return Segment(
        id=segment_id,
        meter_id=METER_ID,
        cause=SegmentCause.FIRST,
        started_at=at,
        start_value=Decimal(value),
        lifetime_before=Decimal(before),
    )


def on(day: int) -> datetime:
    return START + timedelta(days=day)


def shown(value: str | Decimal, at: datetime) -> NewReading:
    return NewReading(id=uuid4(), value=Decimal(value), read_at=at)


def kept(value: str | Decimal, at: datetime, segment: Segment | None = None) -> Reading:
    segment = segment or a_segment()
    return Reading(
        id=uuid4(),
        meter_id=METER_ID,
        segment_id=segment.id,
        read_at=at,
        value=Decimal(value),
        lifetime=rules.lifetime_of(a_meter(), segment, Decimal(value)),
        source=ReadingSource.PERSON,
        created_at=NOW,
    )


def around(*, segments: list[Segment] | None = None, **readings: Reading | None) -> Surroundings:
    return Surroundings(segments=segments or [a_segment()], **readings)


REFUSED = [
    pytest.param(
        a_meter(), shown("90", on(9)), around(previous=kept("100", on(5))), "already showed 100 h", id="backwards"
    ),
    pytest.param(
        a_meter(), shown("120", on(4)), around(following=kept("110", on(5))), "only 110 h", id="late, too high"
    ),
    pytest.param(
        a_meter(rolls_over_at=Decimal(1000)),
        shown("1000.5", on(4)),
        around(),
        "rolls over at 1,000 h",
        id="above the top",
    ),
    pytest.param(
        a_meter(most_per_day=Decimal(24)),
        shown("200", on(5)),
        around(previous=kept("100", on(3))),
        "That is 100 h since 2026-01-04T00:00:00Z; at 24 h a day at most 48 h are possible.",
        id="too fast",
    ),
    pytest.param(
        a_meter(most_per_day=Decimal(10)),
        shown("0", on(9)),
        around(following=kept("100", on(10))),
        "That is 100 h until",
        id="late, then too fast",
    ),
    pytest.param(a_meter(), shown("1", NOW + timedelta(minutes=6)), around(), "in the future", id="future"),
    pytest.param(a_meter(), shown("1", on(-1)), around(), "put in on 2026-01-01", id="before the meter"),
    pytest.param(
        a_meter(), shown("4", on(1)), around(segments=[a_segment(value="5")]), "started at 5 h", id="below start"
    ),
    pytest.param(
        a_meter(),
        shown("51", on(1)),
        around(segments=[a_segment(), a_segment(on(9), before="50", segment_id=uuid4())]),
        "ended at 50 h",
        id="beyond the end of its segment",
    ),
    pytest.param(
        a_meter(MeterKind.GAUGE, lowest=Decimal(-5)), shown("-5.1", on(1)), around(), "lowest", id="gauge too low"
    ),
    pytest.param(
        a_meter(MeterKind.GAUGE, highest=Decimal(80)), shown("81", on(1)), around(), "highest", id="gauge too high"
    ),
]


@pytest.mark.parametrize(("meter", "new", "surroundings", "reason"), REFUSED)
def test_an_impossible_reading_is_refused_with_its_reason(
    meter: Meter, new: NewReading, surroundings: Surroundings, reason: str
) -> None:
    with pytest.raises(rules.ImpossibleReading) as refused:
        rules.judge(meter, new, surroundings, NOW)
    assert reason in refused.value.detail
    assert refused.value.faults[0].message == refused.value.detail


def test_a_late_reading_between_its_neighbours_is_taken() -> None:
    surroundings = around(previous=kept("100", on(1)), following=kept("200", on(9)))
    segment, lifetime = rules.judge(a_meter(most_per_day=Decimal(24)), shown("150", on(5)), surroundings, NOW)
    assert (segment.id, lifetime) == (SEGMENT_ID, Decimal(150))


def test_a_clock_that_is_a_little_fast_is_forgiven() -> None:
    rules.judge(a_meter(), shown("1", NOW + timedelta(minutes=5)), around(), NOW)


def test_two_readings_within_an_hour_are_not_held_to_an_exact_pace() -> None:
    surroundings = around(previous=kept("8", on(1)))
    rules.judge(a_meter(most_per_day=Decimal(24)), shown("9.1", on(1) + timedelta(minutes=60)), surroundings, NOW)


def test_a_gauge_goes_up_and_down() -> None:
    surroundings = around(previous=kept("80", on(1)))
    assert rules.judge(a_meter(MeterKind.GAUGE), shown("-3", on(2)), surroundings, NOW)[1] == Decimal(-3)


def test_a_rollover_adds_what_was_left_up_to_the_top() -> None:
    surroundings = around(previous=kept("980", on(5)))
    new = NewSegment(id=uuid4(), at=on(6), value=Decimal(12))
    assert rules.rolled_over(a_meter(rolls_over_at=Decimal(1000)), new, surroundings, NOW) == (0, 1000)


def test_what_cannot_roll_over_says_so() -> None:
    new = NewSegment(id=uuid4(), at=on(6), value=Decimal(12))
    with pytest.raises(rules.NotACounter):
        rules.rolled_over(a_meter(MeterKind.GAUGE), new, around(), NOW)
    with pytest.raises(rules.DoesNotRollOver):
        rules.rolled_over(a_meter(), new, around(), NOW)


@pytest.mark.parametrize(
    ("at", "surroundings", "reason"),
    [
        (START, around(), "began on 2026-01-01"),
        (on(3), around(following=kept("9", on(4))), "There is a reading of 2026-01-05"),
        (NOW + timedelta(hours=1), around(), "future"),
    ],
)
def test_a_replacement_comes_after_all_that_is_known(at: datetime, surroundings: Surroundings, reason: str) -> None:
    with pytest.raises(rules.ImpossibleReading, match=reason):
        rules.replaced(a_meter(), NewSegment(id=uuid4(), at=at, value=Decimal(0)), surroundings, NOW)


def test_a_replacement_carries_the_lifetime_on() -> None:
    surroundings = around(segments=[a_segment(value="100", before="1000")], previous=None)
    known = NewSegment(id=uuid4(), at=on(9), value=Decimal(7), final_value=Decimal(150))
    unknown = NewSegment(id=uuid4(), at=on(9), value=Decimal(7))
    assert rules.replaced(a_meter(), known, surroundings, NOW) == (7, 1050)
    assert rules.replaced(a_meter(), unknown, surroundings, NOW) == (7, 1000)
    assert rules.replaced(a_meter(MeterKind.GAUGE), unknown, surroundings, NOW) == (7, 0)
    with pytest.raises(rules.ImpossibleReading, match="zero or above"):
        rules.replaced(a_meter(), NewSegment(id=uuid4(), at=on(9), value=Decimal(-1)), surroundings, NOW)


def test_limits_belong_to_the_kind_of_meter() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_meter(a_meter(MeterKind.GAUGE, rolls_over_at=Decimal(9), lowest=Decimal(5), highest=Decimal(4)))
    assert [fault.pointer for fault in refused.value.faults] == ["/rollsOverAt", "/highest"]
    with pytest.raises(Invalid) as refused:
        rules.check_meter(a_meter(most_per_day=Decimal(0), lowest=Decimal(5)))
    assert [fault.pointer for fault in refused.value.faults] == ["/lowest", "/mostPerDay"]


def test_what_was_read_is_not_reinterpreted() -> None:
    hours, kilometres = a_meter(), a_meter()
    kilometres = type(hours)(**{n: getattr(hours, n) for n in hours.__struct_fields__} | {"unit": "km"})
    rules.check_recount(hours, kilometres, None)
    with pytest.raises(rules.MeterHasReadings):
        rules.check_recount(hours, kilometres, Decimal(1))
    with pytest.raises(Invalid, match="already shows 1,200 h"):
        rules.check_recount(hours, a_meter(rolls_over_at=Decimal(1000)), Decimal(1200))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.integers(0, 400)),
        st.tuples(st.just("roll"), st.integers(0, 400)),
        st.tuples(st.just("replace"), st.integers(0, 400)),
    ),
    max_size=30,
)


@given(STEPS)
def test_lifetime_never_falls_and_is_the_sum_of_what_each_segment_ran(steps: list[tuple[str, int]]) -> None:
    """Whatever is read, rolled over or replaced, the lifetime climbs by exactly what the segments ran."""
    meter = a_meter(rolls_over_at=Decimal(1000))
    segments, last, ran, lifetimes = [a_segment()], None, Decimal(0), [Decimal(0)]
    shows = Decimal(0)
    for day, (what, amount) in enumerate(steps, start=1):
        known = Surroundings(segments=segments, previous=last)
        if what == "read":
            new = shown(min(shows + amount, Decimal(1000)), on(day))
            segment, lifetime = rules.judge(meter, new, known, on(99))
            ran, shows = ran + new.value - shows, new.value
            last = kept(new.value, on(day), segment)
            lifetimes.append(lifetime)
            continue
        begin = NewSegment(id=uuid4(), at=on(day), value=Decimal(amount))
        start, before = (rules.rolled_over if what == "roll" else rules.replaced)(meter, begin, known, on(99))
        ran += Decimal(1000) - shows if what == "roll" else 0
        shows = start
        segments = [*segments, a_segment(on(day), value=str(start), before=str(before), segment_id=begin.id)]
        lifetimes.append(before)
    assert lifetimes == sorted(lifetimes)
    assert lifetimes[-1] == ran
    assert rules.latest_lifetime(segments, last, on(99)) == ran


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.randoms())
def test_readings_that_come_late_in_any_order_end_in_the_same_lifetimes(gains: list[int], shuffle: Any) -> None:
    """A phone that was offline delivers old readings: true ones fit, in whatever order they arrive."""
    total, truth = Decimal(0), []
    for day, gain in enumerate(gains, start=1):
        total += gain
        truth.append(shown(total, on(day)))
    meter, taken = a_meter(most_per_day=Decimal(50)), []
    for new in shuffle.sample(truth, len(truth)):
        earlier = [r for r in taken if r.read_at <= new.read_at]
        later = [r for r in taken if r.read_at > new.read_at]
        surroundings = around(
            previous=max(earlier, key=lambda r: r.read_at, default=None),
            following=min(later, key=lambda r: r.read_at, default=None),
        )
        segment, lifetime = rules.judge(meter, new, surroundings, NOW)
        taken.append(kept(new.value, new.read_at, segment))
        assert lifetime == new.value


def test_before_the_first_segment_a_counter_had_run_what_was_stated() -> None:
    assert rules.latest_lifetime([a_segment(before="40")], None, on(-5)) == 40
