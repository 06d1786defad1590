"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.sync.public import SYNCED
from fettle.modules.sync.routes import ROUTES

module = Module(name="sync", routes=ROUTES, synced=SYNCED)
