"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.realtime.routes import ROUTES

module = Module(
    name="realtime",
    routes=ROUTES,
)
