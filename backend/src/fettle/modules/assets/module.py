"""What the composition collects of this module."""

from fettle.kit.module import Module
from fettle.modules.assets.routes import routes

module = Module(
    name="assets",
    routes=routes,
    permissions={
        "assets:read": "See sites, locations, assets, meters and downtime.",
        "assets:write": "Add, change, move and delete assets.",
        "places:write": "Add, change, move and delete sites and locations.",
        "meters:write": "Add, change, replace and delete meters.",
        "readings:create": "Read meters.",
        "downtime:write": "Record and correct downtime.",
    },
)
