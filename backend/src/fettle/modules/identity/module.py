"""Identity: people, sessions, tokens and keys."""

from fettle.kit.module import Module
from fettle.modules.identity.routes import account, auth, machines, well_known

module = Module(
    name="identity",
    routes=[*auth.ROUTES, *account.ROUTES, *machines.ROUTES],
    permissions={"keys:write": "See, make and revoke the keys by which other programs work in this tenant."},
)
plain_routes = well_known.ROUTES
