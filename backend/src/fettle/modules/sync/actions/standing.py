"""Whose phone asks, and how far the feed has come."""

import msgspec

from fettle.db import reading
from fettle.db.call import Call
from fettle.modules.sync.records import Person
from fettle.modules.sync.rules import cursors
from fettle.modules.sync.store import pulling as store


class Standing(msgspec.Struct, frozen=True):
    """Whose phone it is, the tag of what they may carry, and how far the feed has come."""

    person: Person
    tag: int
    head: int


async def standing(call: Call) -> Standing:
    """Who asks; with other rights, sites, crews or another database the tag is another one, and old cursors end."""
    head, epoch, crews = await call.together(
        reading.head(call), store.epoch(call), store.crews_of(call, call.caller.staff_id)
    )
    caller = call.caller
    tag = cursors.tag(
        caller.tenant_id,
        caller.user_id,
        caller.staff_id,
        cursors.joined(crews),
        None if caller.site_scope is None else cursors.joined(caller.site_scope),
        cursors.joined(caller.permissions),
        epoch,
    )
    person = Person(
        user_id=caller.user_id,
        staff_id=caller.staff_id,
        crew_ids=crews,
        wide=caller.may("work_orders:write"),
        works=caller.may("work_orders:read"),
        decides=caller.may("requests:read"),
    )
    return Standing(person, tag, head)
