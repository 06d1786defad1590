"""When an asset can be down, and for how long it was."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from fettle.kit.refusals import Conflict, Invalid
from fettle.modules.assets.records.downtimes import Downtime, DowntimeTotal, Stretch
from fettle.modules.assets.rules.wording import said

CLOCKS_DIFFER = timedelta(minutes=5)
Interval = tuple[datetime, datetime]


class DowntimeOverlaps(Conflict):
    """The asset was already down in this interval."""


class DowntimeEnded(Conflict):
    """This downtime has already ended."""


def check(downtime: Downtime, others: Sequence[Downtime], now: datetime) -> None:
    """Raise unless `downtime` lies in the past, ends after it starts, and overlaps none of `others`.

    Raises `Invalid` naming the field, or `DowntimeOverlaps` stating the interval that is in the way.
    """
    latest = now + CLOCKS_DIFFER
    if downtime.started_at > latest:
        raise Invalid.at("/startedAt", "future", f"lies in the future: it is {said(now)} now")
    if downtime.ended_at is not None:
        if downtime.ended_at > latest:
            raise Invalid.at("/endedAt", "future", f"lies in the future: it is {said(now)} now")
        if downtime.ended_at < downtime.started_at:
            raise Invalid.at("/endedAt", "order", f"lies before the start, {said(downtime.started_at)}")
    for other in others:
        if other.id != downtime.id and overlap(downtime, other):
            until = "and still is" if other.ended_at is None else f"until {said(other.ended_at)}"
            raise DowntimeOverlaps(f"The asset was already down from {said(other.started_at)} {until}.")


def overlap(one: Downtime, other: Downtime) -> bool:
    """Whether two downtimes share more than a moment."""
    return (other.ended_at is None or one.started_at < other.ended_at) and (
        one.ended_at is None or other.started_at < one.ended_at
    )


def check_open(downtime: Downtime) -> None:
    """Raise `DowntimeEnded` unless `downtime` is still open."""
    if downtime.ended_at is not None:
        raise DowntimeEnded(f"It ended at {said(downtime.ended_at)}.")


def seconds(intervals: Iterable[Interval]) -> float:
    """The seconds covered by `intervals`, each moment counted once however many of them share it."""
    total, reached = timedelta(0), None
    for start, end in sorted(intervals):
        begin = start if reached is None else max(start, reached)
        if end > begin:
            total += end - begin
            reached = end
    return total.total_seconds()


def totals(stretches: Iterable[Stretch], since: datetime, until: datetime) -> list[DowntimeTotal]:
    """Unplanned and planned seconds of each asset, clipped to the period; one that is still open lasts to its end."""
    every: dict[UUID, list[Interval]] = defaultdict(list)
    unplanned: dict[UUID, list[Interval]] = defaultdict(list)
    for stretch in stretches:
        clipped = max(stretch.started_at, since), min(stretch.ended_at or until, until)
        every[stretch.asset_id].append(clipped)
        if not stretch.planned:
            unplanned[stretch.asset_id].append(clipped)
    return [
        DowntimeTotal(
            asset_id=asset,
            unplanned_seconds=seconds(unplanned[asset]),
            planned_seconds=seconds(every[asset]) - seconds(unplanned[asset]),
        )
        for asset in every
    ]
