"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.logs.routes import routes

module = Module(
    name="logs",
    routes=routes,
    permissions={
        "logs:read": "Read the log of work, and export it.",
        "logs:create": "Log labour, material, equipment and contractors.",
        "logs:reverse": "Take back and correct log entries of others.",
    },
)
