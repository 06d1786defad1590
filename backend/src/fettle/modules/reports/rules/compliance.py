"""Compliance with plans and with the schedule, planned work, rework."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from fettle.modules.reports.records import (
    ComplianceCounts,
    ComplianceFigures,
    HoursLogged,
    MaintenanceFigures,
    MaintenanceRow,
    Scheduled,
    Step,
)
from fettle.modules.reports.rules.periods import period_end
from fettle.modules.reports.rules.work import percent


def compliance_figures(counts: ComplianceCounts) -> ComplianceFigures:
    """PM compliance = 100 x work orders of plans completed within their window / those due in the period.

    After SMRP Best Practices (metric 5.4.14, preventive and predictive maintenance compliance), with the ten-percent
    rule for the window: it reaches from 10 % of the interval, at least a day, before the due time (of a whole day: its
    beginning) to as much after it (the end of the day); both ends belong to it. The interval is the distance of the
    due date to the one before or after it of the same plan (and asset, where the plan works on each), the shorter of
    them, so that a winter between two seasons widens nothing; where there is only one, the distance to what the plan
    expects next, and a day when it expects nothing. The due time is the plan's own, wherever the work order was moved.

    Still open past the window is not complied with; still open within it is not judged yet. Cancelled, skipped and
    undated work orders are outside, and so are occurrences that no work order was made for. Null when nothing was due.
    """
    due = counts.complied + counts.early + counts.late + counts.open_past_window
    return ComplianceFigures(
        due=due,
        complied=counts.complied,
        early=counts.early,
        late=counts.late,
        open_past_window=counts.open_past_window,
        compliance_percent=percent(counts.complied, due),
        pending=counts.pending,
        undated=counts.undated,
        cancelled=counts.cancelled,
        skipped=counts.skipped,
    )


def maintenance_figures(hours: HoursLogged, scheduled: Scheduled) -> MaintenanceFigures:
    """Planned work, schedule compliance and rework, from SMRP Best Practices (metrics 5.3.1, 5.4.4 and 4.1).

    * Planned work = 100 x labour hours on planned work orders / all labour hours, by the day on which the work was
      done. Planned is what a maintenance plan made, and what has both an estimate of its hours and a scheduled start.
    * Schedule compliance = 100 x scheduled work orders completed in the week planned / scheduled in that week, by the
      scheduled start. Weeks begin on Monday in the tenant's time zone. Completed in another week, sooner or later, is
      not complied with, nor is what is open when its week is over.
    * Rework = 100 x labour hours on rework / labour hours on corrective work orders. Rework is a corrective follow-up
      that was reported at most thirty days after the work that it follows was completed, on one of the same assets and
      with the same problem code (one that is not stated counts as the same).
    """
    judged = scheduled.in_week + scheduled.otherwise + scheduled.past_week
    return MaintenanceFigures(
        logged_hours=hours.logged,
        planned_hours=hours.planned,
        planned_work_percent=share(hours.planned, hours.logged),
        scheduled=judged,
        completed_in_week=scheduled.in_week,
        completed_otherwise=scheduled.otherwise,
        open_past_week=scheduled.past_week,
        pending=scheduled.pending,
        dropped=scheduled.dropped,
        schedule_compliance_percent=percent(scheduled.in_week, judged),
        corrective_hours=hours.corrective,
        rework_hours=hours.rework,
        rework_percent=share(hours.rework, hours.corrective),
    )


def maintenance_rows(
    hours: Iterable[HoursLogged], scheduled: Iterable[Scheduled], step: Step
) -> tuple[MaintenanceFigures, list[MaintenanceRow]]:
    """The whole, and a row for each period in which hours were logged or work was scheduled, in their order."""
    logged: dict[tuple[bool, date | None], HoursLogged] = {(each.whole, each.period): each for each in hours}
    planned: dict[tuple[bool, date | None], Scheduled] = {(each.whole, each.period): each for each in scheduled}
    whole = maintenance_figures(
        logged.get((True, None), HoursLogged(whole=True)), planned.get((True, None), Scheduled(whole=True))
    )
    periods = sorted({period for all_of_it, period in (*logged, *planned) if not all_of_it and period is not None})
    rows = [
        MaintenanceRow(
            period_start=period,
            period_end=period_end(period, step),
            figures=maintenance_figures(
                logged.get((False, period), HoursLogged()), planned.get((False, period), Scheduled())
            ),
        )
        for period in periods
    ]
    return whole, rows


def share(part: Decimal, whole: Decimal) -> float | None:
    """`100 x part / whole` to two decimals; None when there is nothing to divide by."""
    return None if whole <= 0 else round(float(100 * part / whole), 2)
