"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.files.jobs import jobs
from fettle.modules.files.routes import PLAIN_ROUTES, ROUTES

module = Module(
    name="files",
    routes=ROUTES,
    jobs=jobs,
    permissions={
        "files:read": "See and download files.",
        "files:create": "Upload files to records that you can see.",
        "files:write": "Annotate, relabel and delete the files of others.",
    },
)
plain_routes = PLAIN_ROUTES
