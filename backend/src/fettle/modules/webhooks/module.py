"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.webhooks.jobs import JOBS
from fettle.modules.webhooks.routes import ROUTES

module = Module(
    name="webhooks",
    routes=ROUTES,
    jobs=JOBS,
    permissions={
        "webhooks:read": "See webhooks and their deliveries.",
        "webhooks:write": "Make and change webhooks, send deliveries again.",
    },
)
