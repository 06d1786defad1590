"""Your own account."""

from fettle.db.call import Call
from fettle.modules.identity import rules
from fettle.modules.identity.actions import accounts
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import Me
from fettle.modules.identity.routes.desk import DESK
from fettle.modules.identity.wire.bodies import MePatch
from fettle.web.verbs import get, patch


@get("/me", may=None, refuses=(rules.PeopleOnly,), dependencies=DESK)
async def get_me(call: Call, desk: Desk) -> Me:
    """Who you are, what you may do in this tenant, and which tenants you can switch to."""
    return await accounts.me(desk, call)


@patch("/me", may=None, refuses=(rules.PeopleOnly,), dependencies=DESK)
async def update_me(data: MePatch, call: Call, desk: Desk, version: int) -> Me:
    """Change your name or language."""
    return await accounts.update_me(desk, call, data.given(), version=version)


ROUTES = (get_me, update_me)
