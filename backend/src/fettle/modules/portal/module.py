"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.portal.jobs import JOBS
from fettle.modules.portal.routes import apps, mail, open311, pages, staff

module = Module(
    name="portal",
    routes=[*staff.ROUTES, *mail.ROUTES, *apps.ROUTES],
    jobs=JOBS,
    permissions={
        "portal:read": "See the portal's places, labels and addresses.",
        "portal:write": "Open and close portal places, print labels, set up requests by e-mail.",
        "contractors:invite": "Give a contractor a link to a work order.",
    },
)
plain_routes = [*pages.ROUTES, *open311.ROUTES]
