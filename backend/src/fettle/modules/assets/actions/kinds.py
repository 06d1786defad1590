"""Asset types and categories: keeping them, by one mechanism for both."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.kinds import CATEGORIES, TYPES, USUAL_TYPES, AssetKind, Catalogue
from fettle.modules.assets.rules import assets as rules
from fettle.modules.assets.rules import editing
from fettle.modules.assets.store import kinds as store


async def page(
    call: Call, of: Catalogue, request: PageRequest, *, active: bool | None, deleted: bool
) -> Page[AssetKind]:
    """The kinds of the tenant, by code."""
    call.must("reference:read")
    rows = await store.page(call, of, request, active=active, deleted=deleted)
    return request.page(rows, key=lambda kind: [kind.code, kind.id])


async def get(call: Call, of: Catalogue, kind_id: UUID) -> AssetKind:
    """One kind."""
    call.must("reference:read")
    return await store.get(call, of, kind_id)


async def create(call: Call, of: Catalogue, given: dict[str, Any]) -> AssetKind:
    """Add a kind."""
    call.must("reference:write")
    kind = AssetKind(id=call.new_id(), created_at=call.now, updated_at=call.now, **given)
    await store.add(call, of, kind, Change(f"{of.entity}.created", kind.id, after=facts(kind)))
    return kind


async def change(call: Call, of: Catalogue, kind_id: UUID, given: dict[str, Any], version: int) -> AssetKind:
    """Change a kind."""
    call.must("reference:write")
    before = await store.get_for_update(call, of, kind_id)
    editing.expect(before, version)
    return await _save(call, of, "changed", before, editing.edited(before, given))


async def delete(call: Call, of: Catalogue, kind_id: UUID, version: int) -> None:
    """Delete a kind that no asset is of any more; it can be restored."""
    call.must("reference:write")
    before = await store.get_for_update(call, of, kind_id)
    editing.expect(before, version)
    rules.check_kind_unused(await store.used_by(call, of, kind_id))
    await _save(call, of, "removed", before, editing.edited(before, {"deleted_at": call.now}))


async def restore(call: Call, of: Catalogue, kind_id: UUID) -> AssetKind:
    """Bring a deleted kind back."""
    call.must("reference:write")
    before = await store.get_for_update(call, of, kind_id, deleted=True)
    return await _save(call, of, "restored", before, editing.edited(before, {"deleted_at": None}))


async def ensure_types(call: Call, wanted: Mapping[str, str]) -> dict[str, UUID]:
    """The ids of the asset types with these codes, made with these names where there are none yet."""
    return await _ensure(call, TYPES, wanted)


async def ensure_categories(call: Call, wanted: Mapping[str, str]) -> dict[str, UUID]:
    """The ids of the asset categories with these codes, made with these names where there are none yet."""
    return await _ensure(call, CATEGORIES, wanted)


async def seed_types(call: Call) -> None:
    """Give a new tenant the usual asset types."""
    await ensure_types(call, USUAL_TYPES)


async def _ensure(call: Call, of: Catalogue, wanted: Mapping[str, str]) -> dict[str, UUID]:
    call.must("reference:write")
    known = await store.by_code(call, of, list(wanted))
    new = [
        AssetKind(id=call.new_id(), code=code, name=name, created_at=call.now, updated_at=call.now)
        for code, name in wanted.items()
        if code not in known
    ]
    if new:
        changes = [Change(f"{of.entity}.created", kind.id, after=facts(kind)) for kind in new]
        await store.add_many(call, of, new, changes)
    return known | {kind.code: kind.id for kind in new}


async def _save(call: Call, of: Catalogue, verb: str, before: AssetKind, after: AssetKind) -> AssetKind:
    was, now = difference(before, after)
    if not now:
        return before
    await store.save(call, of, after, Change(f"{of.entity}.{verb}", after.id, after=now, before=was))
    return msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)
