"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.planning.jobs import JOBS
from fettle.modules.planning.routes import ROUTES

module = Module(
    name="planning",
    routes=ROUTES,
    jobs=JOBS,
    permissions={
        "plans:read": "See maintenance plans and what they will make.",
        "plans:write": "Make, change, pause and delete maintenance plans, snooze and skip what they make.",
    },
)
