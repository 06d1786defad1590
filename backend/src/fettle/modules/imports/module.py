"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.imports import jobs
from fettle.modules.imports.routes import routes

module = Module(
    name="imports",
    routes=routes,
    jobs=[jobs.run],
    permissions={"imports:run": "Import records from files; needs to see costs and every site as well."},
)
