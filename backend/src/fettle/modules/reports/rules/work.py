"""Volume, on time, time to close, backlog."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate

from fettle.modules.reports.records import (
    BacklogCounts,
    BacklogFigures,
    BacklogPoint,
    Durations,
    Flow,
    WorkCounts,
    WorkFigures,
)

SECONDS_IN_A_DAY = 86_400


def percent(part: int, whole: int) -> float | None:
    """`100 x part / whole` to two decimals; None, never 0, when there is nothing to divide by."""
    return None if whole == 0 else round(100 * part / whole, 2)


def work_figures(counts: WorkCounts) -> WorkFigures:
    """The figures of a row. On time: closed at or before the target, of all closed ones that had one."""
    return WorkFigures(
        opened=counts.opened,
        closed=counts.closed,
        cancelled=counts.cancelled,
        open=counts.opened - counts.closed - counts.cancelled,
        with_target=counts.with_target,
        on_time=counts.on_time,
        overdue=counts.with_target - counts.on_time,
        on_time_percent=percent(counts.on_time, counts.with_target),
        open_with_target=counts.open_with_target,
        open_overdue=counts.open_overdue,
        time_to_close=_in_days(counts.measured, counts.median, counts.mean, counts.p90),
        hours=counts.hours,
        cost=counts.cost,
    )


def backlog_figures(counts: BacklogCounts) -> BacklogFigures:
    """The figures of the backlog, ages in days."""
    age = _in_days(counts.open, counts.median, counts.mean, counts.p90)
    return BacklogFigures(open=counts.open, overdue=counts.overdue, age=age)


def _in_days(measured: int, median: float | None, mean: float | None, p90: float | None) -> Durations:
    def days(seconds: float | None) -> float | None:
        return None if seconds is None else round(seconds / SECONDS_IN_A_DAY, 2)

    return Durations(measured=measured, median=days(median), mean=days(mean), p90=days(p90))


def backlog_points(moments: Sequence[datetime], flows: Iterable[Flow]) -> list[BacklogPoint]:
    """The backlog just before each of `moments` but the first: all that came before it, less all that left before it.

    A flow's `bucket` is the number of moments that are not after it, so what happened before the n-th moment lies in
    the buckets 0 to n - 1.
    """
    sides: dict[str, list[int]] = defaultdict(lambda: [0] * (len(moments) + 1))
    for flow in flows:
        sides[flow.side][flow.bucket] += flow.count
    came, left, late, settled = (list(accumulate(sides[s])) for s in ("reported", "left", "overdue", "settled"))
    return [
        BacklogPoint(
            at=moments[n],
            open=came[n] - left[n],
            overdue=late[n] - settled[n],
            opened=came[n] - came[n - 1],
            closed=left[n] - left[n - 1],
        )
        for n in range(1, len(moments))
    ]
