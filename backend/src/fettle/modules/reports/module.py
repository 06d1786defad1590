"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.reports.routes import routes

module = Module(
    name="reports",
    routes=routes,
    permissions={"reports:read": "See analyses of work, backlog and reliability, and export them."},
)
