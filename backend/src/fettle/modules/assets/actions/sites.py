"""Sites: keeping them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.places import Site
from fettle.modules.assets.rules import editing, places
from fettle.modules.assets.store import sites as store
from fettle.modules.tenancy import public as tenancy


async def page(
    call: Call, request: PageRequest, *, ids: Sequence[UUID] | None = None, deleted: bool = False
) -> Page[Site]:
    """The sites that the caller sees, or these of them, by name."""
    call.must("assets:read")
    return request.page(
        await store.page(call, request, ids=ids, deleted=deleted), key=lambda site: [site.name, site.id]
    )


async def get(call: Call, site_id: UUID) -> Site:
    """One site."""
    call.must("assets:read")
    return await store.get(call, site_id)


async def create(call: Call, given: dict[str, Any]) -> Site:
    """Add a site."""
    call.must("places:write")
    site = Site(id=call.new_id(), created_at=call.now, updated_at=call.now, **given)
    site = editing.edited(editing.located(site), {"custom": await tenancy.check_custom(call, "site", site.custom)})
    await store.add(call, site, Change("site.created", site.id, after=facts(site), site_id=site.id))
    return site


async def change(call: Call, site_id: UUID, given: dict[str, Any], version: int) -> Site:
    """Change a site."""
    call.must("places:write")
    before = await store.get_for_update(call, site_id)
    editing.expect(before, version)
    after = editing.located(editing.edited(before, given))
    if "custom" in given:
        custom = await tenancy.check_custom(call, "site", given["custom"], before=before.custom)
        after = editing.edited(after, {"custom": custom})
    return await _save(call, "site.changed", before, after)


async def delete(call: Call, site_id: UUID, version: int) -> None:
    """Delete a site at which nothing stands any more; it can be restored."""
    call.must("places:write")
    before = await store.get_for_update(call, site_id)
    editing.expect(before, version)
    places.check_unused(await store.use(call, site_id))
    await _save(call, "site.removed", before, editing.edited(before, {"deleted_at": call.now}))


async def restore(call: Call, site_id: UUID) -> Site:
    """Bring a deleted site back."""
    call.must("places:write")
    before = await store.get_for_update(call, site_id, deleted=True)
    return await _save(call, "site.restored", before, editing.edited(before, {"deleted_at": None}))


async def _save(call: Call, verb: str, before: Site, after: Site) -> Site:
    was, now = difference(before, after)
    if not now:
        return before
    await store.save(call, after, Change(verb, after.id, after=now, before=was, site_id=after.id))
    return msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)
