"""Saved mappings."""

from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Stale
from fettle.modules.imports.actions.access import admit
from fettle.modules.imports.records import Mapping, SavedMapping
from fettle.modules.imports.rules import mapping as rules
from fettle.modules.imports.store import mappings as store


async def browse(call: Call, page: PageRequest) -> Page[SavedMapping]:
    """A page of mappings by name."""
    admit(call)
    rows = await store.listed(call, after=page.position, limit=page.limit + 1)
    return page.page(rows, key=lambda saved: [saved.name, str(saved.id)])


async def get(call: Call, mapping_id: UUID) -> SavedMapping:
    """One mapping."""
    admit(call)
    return await store.get(call, mapping_id)


async def add(call: Call, name: str, mapping: Mapping) -> SavedMapping:
    """Keep a mapping under a name. Raises `BadMapping` when it does not make sense."""
    admit(call)
    rules.check(mapping)
    saved = SavedMapping(
        id=call.new_id(),
        name=name,
        entity=mapping.entity,
        mapping=mapping,
        created_at=call.now,
        updated_at=call.now,
        version=1,
    )
    after = {"name": name, "entity": mapping.entity, "mapping": mapping}
    await store.add(call, saved, Change("import_mapping.created", saved.id, after=after))
    return saved


async def change(
    call: Call, mapping_id: UUID, version: int, *, name: str | None = None, mapping: Mapping | None = None
) -> SavedMapping:
    """Rename a mapping or replace what it says."""
    admit(call)
    old = await store.get(call, mapping_id, for_update=True)
    if old.version != version:
        raise Stale()
    if mapping is not None:
        rules.check(mapping)
    said = mapping or old.mapping
    new = msgspec.structs.replace(old, name=name or old.name, mapping=said, entity=said.entity)
    before, after = difference(old, new)
    saved = msgspec.structs.replace(new, updated_at=call.now, version=old.version + 1)
    await store.save(call, saved, Change("import_mapping.changed", saved.id, after=after, before=before))
    return saved


async def remove(call: Call, mapping_id: UUID, version: int) -> None:
    """Delete a mapping; imports made with it keep theirs."""
    admit(call)
    old = await store.get(call, mapping_id, for_update=True)
    if old.version != version:
        raise Stale()
    gone = Change("import_mapping.removed", mapping_id, before={"deleted_at": None}, after={"deleted_at": call.now})
    await store.remove(call, mapping_id, gone)
