"""Templates: work orders to use again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.work_orders.actions.references import must_be_known
from fettle.modules.work_orders.records import NewTemplate, WorkOrderTemplate
from fettle.modules.work_orders.rules import templates as rules
from fettle.modules.work_orders.store import templates as store

WRITE = "templates:write"


async def some(call: Call, page: PageRequest, *, deleted: bool = False) -> Page[WorkOrderTemplate]:
    """The templates by name; deleted ones for who may restore them."""
    call.must(WRITE if deleted else "work_orders:read")
    rows = await store.some(call, page, deleted=deleted)
    return page.page(rows, key=lambda template: [template.name, str(template.id)])


async def get(call: Call, template_id: UUID) -> WorkOrderTemplate:
    """A template."""
    call.must("work_orders:read")
    return await store.get(call, template_id)


async def create(call: Call, new: NewTemplate) -> WorkOrderTemplate:
    """Create a template; work orders made from it get its tasks, hours, GL code, priority and kind."""
    call.must(WRITE)
    template = rules.compose(new, id=call.new_id(), at=call.now)
    await must_be_known(call, msgspec.structs.asdict(template))
    await store.insert(call, template, rules.created(template))
    return template


async def update(call: Call, template_id: UUID, given: Mapping[str, Any], *, version: int) -> WorkOrderTemplate:
    """Edit a template; work orders made from it before stay as they are."""
    call.must(WRITE)
    before = await store.lock(call, template_id)
    after = rules.change(before, given, version=version, at=call.now)
    await must_be_known(call, given, before)
    await store.save(call, after, rules.changed("updated", before, after))
    return after


async def delete(call: Call, template_id: UUID, *, version: int) -> None:
    """Delete a template; work orders made from it stay."""
    call.must(WRITE)
    before = await store.lock(call, template_id)
    after = rules.change(before, {"deleted_at": call.now}, version=version, at=call.now)
    await store.save(call, after, rules.changed("deleted", before, after))


async def restore(call: Call, template_id: UUID) -> WorkOrderTemplate:
    """Bring a deleted template back."""
    call.must(WRITE)
    before = await store.lock(call, template_id, deleted=True)
    after = rules.change(before, {"deleted_at": None}, version=before.version, at=call.now)
    await store.save(call, after, rules.changed("restored", before, after))
    return after
