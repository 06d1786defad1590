"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.jobs.routes import routes

module = Module(
    name="jobs",
    routes=routes,
    permissions={
        "jobs:read": "See background jobs that failed.",
        "jobs:write": "Run failed background jobs again, or dismiss them.",
    },
)
