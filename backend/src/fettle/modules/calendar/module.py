"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.calendar.jobs import JOBS
from fettle.modules.calendar.routes import ROUTES

module = Module(
    name="calendar",
    routes=ROUTES,
    jobs=JOBS,
    permissions={
        "calendar:read": "See the calendar, and take it along as a calendar feed.",
    },
)
