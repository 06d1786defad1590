"""The door of planning for other modules."""

from fettle.modules.planning.actions.forecasting import forecast, plans_of, snoozed
from fettle.modules.planning.actions.plans import create, named
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Condition,
    KeptPlan,
    MeterFixed,
    MeterFloating,
    OccurrenceState,
    OneTime,
    PlannedMaterial,
    PlannedTask,
    PlannedTime,
    PlannedWork,
    PlanTerms,
)

__all__ = [
    "CalendarFixed",
    "CalendarFloating",
    "Condition",
    "KeptPlan",
    "MeterFixed",
    "MeterFloating",
    "OccurrenceState",
    "OneTime",
    "PlanTerms",
    "PlannedMaterial",
    "PlannedTask",
    "PlannedTime",
    "PlannedWork",
    "create",
    "forecast",
    "named",
    "plans_of",
    "snoozed",
]
