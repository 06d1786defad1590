"""Which readings are possible, and what they mean for the lifetime of a meter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from fettle.kit.refusals import Conflict, Fault, Invalid
from fettle.modules.assets.records.meters import (
    Meter,
    MeterKind,
    NewReading,
    NewSegment,
    Reading,
    Segment,
    Surroundings,
)
from fettle.modules.assets.rules.wording import said

CLOCKS_DIFFER = timedelta(minutes=5)
DAY = timedelta(days=1)
LIMITS = ("rolls_over_at", "most_per_day", "lowest", "highest")


class ImpossibleReading(Invalid):
    """The meter cannot have shown this."""


class NotACounter(Conflict):
    """Only a counter rolls over and has a lifetime; this is a gauge."""


class DoesNotRollOver(Conflict):
    """This counter has no value at which it rolls over; set rollsOverAt first."""


class MeterHasReadings(Conflict):
    """The meter has readings, so its kind and unit stay."""


def check_meter(meter: Meter) -> None:
    """Raise `Invalid` for limits that do not fit the kind of meter or each other."""
    gauge = meter.kind is MeterKind.GAUGE
    misplaced = ("rolls_over_at", "most_per_day") if gauge else ("lowest", "highest")
    faults = [
        Fault("/" + _camel(name), "kind", f"is not for a {meter.kind}")
        for name in misplaced
        if getattr(meter, name) is not None
    ]
    faults += [
        Fault("/" + _camel(name), "positive", "must be above zero")
        for name in ("rolls_over_at", "most_per_day")
        if (value := getattr(meter, name)) is not None and value <= 0
    ]
    if meter.lowest is not None and meter.highest is not None and meter.lowest > meter.highest:
        faults.append(Fault("/highest", "order", "is below lowest"))
    if faults:
        raise Invalid("These limits do not fit the meter.", faults=faults)


def check_recount(before: Meter, after: Meter, last: Decimal | None) -> None:
    """Raise `MeterHasReadings` when kind or unit would change under readings that were taken.

    `last` is the latest value, None without readings. Raises `Invalid` when the meter already counted beyond the new
    value at which it rolls over.
    """
    if last is None:
        return
    if (before.kind, before.unit) != (after.kind, after.unit):
        raise MeterHasReadings()
    if after.rolls_over_at is not None and last > after.rolls_over_at:
        raise Invalid.at("/rollsOverAt", "passed", f"the meter already shows {number(after, last)}")


def check_start(meter: Meter, value: Decimal, *, pointer: str = "/value") -> None:
    """Raise `ImpossibleReading` when a counter would start below zero or above the value at which it rolls over."""
    if meter.kind is MeterKind.GAUGE:
        return
    if value < 0:
        raise impossible(pointer, "A counter starts at zero or above.")
    if meter.rolls_over_at is not None and value > meter.rolls_over_at:
        raise impossible(pointer, f"The meter rolls over at {number(meter, meter.rolls_over_at)}.")


def check_not_future(moment: datetime, now: datetime, *, pointer: str) -> None:
    """Raise `ImpossibleReading` for a moment that has not come yet, by more than clocks differ."""
    if moment > now + CLOCKS_DIFFER:
        raise impossible(pointer, f"{said(moment)} lies in the future: it is {said(now)} now.")


def segment_at(segments: Sequence[Segment], moment: datetime) -> Segment:
    """The segment that counts at `moment`. Raises `ImpossibleReading` before the first."""
    begun = [segment for segment in segments if segment.started_at <= moment]
    if not begun:
        first = min(segment.started_at for segment in segments)
        raise impossible("/readAt", f"The meter was put in on {said(first)}; it cannot be read before that.")
    return max(begun, key=lambda segment: segment.started_at)


def lifetime_of(meter: Meter, segment: Segment, value: Decimal) -> Decimal:
    """What the counter has run in all when it shows `value` in `segment`; of a gauge the value itself."""
    if meter.kind is MeterKind.GAUGE:
        return value
    return segment.lifetime_before + value - segment.start_value


def judge(meter: Meter, new: NewReading, around: Surroundings, now: datetime) -> tuple[Segment, Decimal]:
    """The segment and lifetime of a reading that is possible.

    Raises `ImpossibleReading` with the numbers that it contradicts: a moment in the future or before the meter, a gauge
    outside its limits, a counter that goes backwards, beyond its highest value, faster than it can, or past the reading
    that follows a late one.
    """
    check_not_future(new.read_at, now, pointer="/readAt")
    segment = segment_at(around.segments, new.read_at)
    if meter.kind is MeterKind.GAUGE:
        _check_gauge(meter, new.value)
        return segment, new.value
    if meter.rolls_over_at is not None and new.value > meter.rolls_over_at:
        raise impossible("/value", f"The meter rolls over at {number(meter, meter.rolls_over_at)}.")
    lifetime = lifetime_of(meter, segment, new.value)
    _check_floor(meter, new, segment, around)
    _check_ceiling(meter, new, lifetime, segment, around)
    _check_speed(meter, new, lifetime, segment, around)
    return segment, lifetime


def _check_gauge(meter: Meter, value: Decimal) -> None:
    if meter.lowest is not None and value < meter.lowest:
        raise impossible("/value", f"The lowest that it can show is {number(meter, meter.lowest)}.")
    if meter.highest is not None and value > meter.highest:
        raise impossible("/value", f"The highest that it can show is {number(meter, meter.highest)}.")


def _check_floor(meter: Meter, new: NewReading, segment: Segment, around: Surroundings) -> None:
    previous = around.previous
    if previous is not None and previous.segment_id == segment.id and new.value < previous.value:
        shown = f"{number(meter, previous.value)} on {said(previous.read_at)}"
        raise impossible("/value", f"The meter already showed {shown}; it does not go backwards.")
    if new.value < segment.start_value:
        shown = f"{number(meter, segment.start_value)} on {said(segment.started_at)}"
        raise impossible("/value", f"The meter started at {shown}; it does not go backwards.")


def _check_ceiling(meter: Meter, new: NewReading, lifetime: Decimal, segment: Segment, around: Surroundings) -> None:
    later = [other for other in around.segments if other.started_at > segment.started_at]
    ends = min(later, key=lambda other: other.started_at, default=None)
    if ends is not None and lifetime > ends.lifetime_before:
        final = ends.lifetime_before - segment.lifetime_before + segment.start_value
        shown = f"{number(meter, final)} on {said(ends.started_at)}"
        raise impossible("/value", f"The meter ended at {shown}; it cannot have shown more before.")
    following = around.following
    if following is not None and following.segment_id == segment.id and new.value > following.value:
        shown = f"{number(meter, following.value)} on {said(following.read_at)}"
        raise impossible("/value", f"The meter showed only {shown}; it cannot have shown more before.")


def _check_speed(meter: Meter, new: NewReading, lifetime: Decimal, segment: Segment, around: Surroundings) -> None:
    if meter.most_per_day is None:
        return
    previous, following = around.previous, around.following
    since, had = segment.started_at, segment.lifetime_before
    if previous is not None and previous.lifetime >= had:
        since, had = previous.read_at, previous.lifetime
    _check_pace(meter, lifetime - had, new.read_at - since, f"since {said(since)}")
    if following is not None:
        after = following.lifetime - lifetime
        _check_pace(meter, after, following.read_at - new.read_at, f"until {said(following.read_at)}")


def _check_pace(meter: Meter, run: Decimal, time: timedelta, when: str) -> None:
    """A day's worth is allowed within any shorter time: clocks and habits of reading are not that exact."""
    most = (meter.most_per_day or Decimal(0)) * Decimal(max(time / DAY, 1.0))
    if run > most:
        pace = f"{number(meter, meter.most_per_day or most)} a day"
        allowed = number(meter, most.quantize(Decimal("0.01")))
        raise impossible("/value", f"That is {number(meter, run)} {when}; at {pace} at most {allowed} are possible.")


def check_counter(meter: Meter) -> None:
    """Raise `NotACounter` for a gauge."""
    if meter.kind is not MeterKind.COUNTER:
        raise NotACounter()


def rolled_over(meter: Meter, new: NewSegment, around: Surroundings, now: datetime) -> tuple[Decimal, Decimal]:
    """What a counter starts at after it rolled over, and the lifetime behind it then.

    Raises `NotACounter`, `DoesNotRollOver`, or `ImpossibleReading` when a later reading or segment is known already.
    """
    check_counter(meter)
    if meter.rolls_over_at is None:
        raise DoesNotRollOver()
    check_last(around, new.at, now)
    current = segment_at(around.segments, new.at)
    return Decimal(0), lifetime_of(meter, current, meter.rolls_over_at)


def replaced(meter: Meter, new: NewSegment, around: Surroundings, now: datetime) -> tuple[Decimal, Decimal]:
    """What the new meter starts at, and the lifetime behind it: that of the old one at its final or last value."""
    check_last(around, new.at, now)
    check_start(meter, new.value)
    if meter.kind is MeterKind.GAUGE:
        return new.value, Decimal(0)
    current = segment_at(around.segments, new.at)
    if new.final_value is not None:
        return new.value, lifetime_of(meter, current, new.final_value)
    known = around.previous.lifetime if around.previous is not None else current.lifetime_before
    return new.value, max(known, current.lifetime_before)


def check_last(around: Surroundings, moment: datetime, now: datetime) -> None:
    """Raise `ImpossibleReading` unless `moment` comes after every segment and reading, and not in the future."""
    check_not_future(moment, now, pointer="/at")
    began = max(segment.started_at for segment in around.segments)
    if moment <= began:
        raise impossible("/at", f"The present stretch of the meter began on {said(began)}; state a later moment.")
    if around.following is not None:
        raise impossible(
            "/at", f"There is a reading of {said(around.following.read_at)} already; state a later moment."
        )


def latest_lifetime(segments: Sequence[Segment], reading: Reading | None, moment: datetime) -> Decimal:
    """What a counter had run in all at `moment`, as far as known: by its last reading or the start of its segment."""
    begun = [segment.lifetime_before for segment in segments if segment.started_at <= moment]
    if not begun:
        return min((segment.lifetime_before for segment in segments), default=Decimal(0))
    return max([*begun, *([] if reading is None else [reading.lifetime])])


def impossible(pointer: str, reason: str) -> ImpossibleReading:
    """The refusal of a reading, with its reason."""
    return ImpossibleReading(reason, faults=[fault(pointer, reason)])


def number(meter: Meter, value: Decimal) -> str:
    """`value` with the meter's unit, without trailing zeros."""
    return f"{value.normalize():,f} {meter.unit}"


def fault(pointer: str, message: str) -> Fault:
    """One thing that is wrong with a moment or value."""
    return Fault(pointer, "impossible", message)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
