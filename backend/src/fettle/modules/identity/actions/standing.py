"""Who somebody is right now: asked of the database, believed for some seconds."""

from uuid import UUID

from fettle.db.callers import Caller
from fettle.modules.identity import rules
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import Machine, Standing
from fettle.modules.identity.store import people, sessions


async def standing_of(desk: Desk, user_id: UUID, tenant_id: UUID, session_id: UUID | None) -> Standing:
    """What a person may do in a tenant; their session, if it is named, must still be there.

    Raises `SessionEnded`, `NoTenant` or `TenantClosed`.
    """
    seat = (user_id, tenant_id, session_id)
    known = desk.seats.get(seat)
    if known is not None:
        return known
    caller = Caller(tenant_id=tenant_id, user_id=user_id, realm="identity", via="gate")
    async with desk.call(caller, read_only=True) as call:
        if session_id is not None:
            rules.must_be_present(await sessions.presence(call, session_id, user_id), at=call.now)
        else:
            rules.must_be_enabled(await people.account_by_id(call, user_id))
        standing = rules.must_be_open(await desk.standings.of(call, user_id, tenant_id))
    desk.seats.keep(seat, standing)
    return standing


async def rights_of(desk: Desk, machine: Machine) -> tuple[frozenset[str], frozenset[UUID] | None]:
    """Permissions and sites of a machine's key now: its own, as far as whoever made it still has them."""
    if machine.created_by is None:
        return rules.narrowed(machine, None)
    return rules.narrowed(machine, await standing_of(desk, machine.created_by, machine.tenant_id, None))
