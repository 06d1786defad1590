"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.insight.routes import routes

module = Module(name="insight", routes=routes)
