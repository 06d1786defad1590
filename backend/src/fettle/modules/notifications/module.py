"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.notifications.jobs import JOBS
from fettle.modules.notifications.routes import ROUTES

module = Module(
    name="notifications",
    routes=ROUTES,
    jobs=JOBS,
)
