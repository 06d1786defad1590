"""The door of planning for other modules."""

from fettle.modules.planning.actions.forecasting import forecast, plans_of, snoozed
from fettle.modules.planning.actions.plans import create, find, named, pause
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Condition,
    IfOpen,
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
    Spread,
)

__all__ = [
    "CalendarFixed",
    "CalendarFloating",
    "Condition",
    "IfOpen",
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
    "Spread",
    "create",
    "find",
    "forecast",
    "named",
    "pause",
    "plans_of",
    "snoozed",
]
