"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.escalation.jobs import JOBS
from fettle.modules.escalation.routes import ROUTES

module = Module(
    name="escalation",
    routes=ROUTES,
    jobs=JOBS,
    permissions={
        "escalations:read": "See escalation rules and what they did.",
        "escalations:write": "Make and change escalation rules.",
    },
)
