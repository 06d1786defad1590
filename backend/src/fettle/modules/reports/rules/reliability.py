"""MTBF, MTTR and availability."""

from fettle.modules.reports.records import AssetHistory, Reliability, Span

SECONDS_IN_AN_HOUR = 3_600


def reliability(history: AssetHistory, span: Span) -> Reliability:
    """MTBF, MTTR and availability of one asset, in hours, from SMRP Best Practices (metrics 3.5.1, 3.5.2, 2.2).

    * Operating time = observed period - downtime. The observed period lies within the days asked for, after the asset
      was installed and before now; planned stops are taken out of it too, but are neither failures nor downtime below.
    * Failures = corrective work orders on the asset that were reported in the period, cancelled ones left out.
    * MTBF (mean time between failures) = operating time / number of failures.
    * MTTR (mean time to repair or replace) = total time from failure to restored / number of failures restored; the
      failure is the start of the downtime that the work order ended, else when it was reported. Holds are included;
      `onHold` is their sum and `mttrWithoutHolds` leaves them out. Failures still open are shown, not dropped.
    * Availability = operating time / (operating time + unplanned downtime), in percent.
    """
    operating = max(history.observed - history.unplanned - history.planned, 0)
    return Reliability(
        asset_id=history.asset_id,
        asset_name=history.asset_name,
        asset_number=history.asset_number,
        period=span,
        failures=history.failures,
        failures_unrepaired=history.failures - history.repaired,
        operating=_hours(operating),
        unplanned_downtime=_hours(history.unplanned),
        planned_downtime=_hours(history.planned),
        mtbf=_mean_hours(operating, history.failures),
        mttr=_mean_hours(history.repair, history.repaired),
        mttr_without_holds=_mean_hours(history.repair - history.on_hold, history.repaired),
        on_hold=_hours(history.on_hold),
        availability_percent=_share(operating, operating + history.unplanned),
    )


def _hours(seconds: float) -> float:
    return round(seconds / SECONDS_IN_AN_HOUR, 2)


def _mean_hours(seconds: float, number: int) -> float | None:
    return None if number == 0 else _hours(seconds / number)


def _share(part: float, whole: float) -> float | None:
    return None if whole <= 0 else round(100 * part / whole, 2)
