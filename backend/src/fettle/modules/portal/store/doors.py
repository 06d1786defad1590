"""Where secrets lead: asked in the realm `portal`, before there is a tenant."""

from fettle.db.call import Call
from fettle.modules.portal.records.public import Doorway, House

DOORWAY = "SELECT tenant_id, id FROM app.portal_doorway(%s, %s)"
HOUSE = """
SELECT name, locale, time_zone, branding ->> 'colour' AS colour FROM tenants WHERE id = app.tenant_id()
"""


async def doorway(call: Call, kind: str, secret: bytes) -> Doorway | None:
    """The record that a secret opens, None for one that opens nothing (any more)."""
    return await call.maybe(Doorway, DOORWAY, [kind, secret])


async def house(call: Call) -> House:
    """Whose portal it is."""
    return await call.one(House, HOUSE)
