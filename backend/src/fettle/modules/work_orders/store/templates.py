"""Templates of work orders."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.kit.refusals import Invalid
from fettle.modules.work_orders.records import WorkOrderTemplate

ALL = """
SELECT id, name, title, description, kind, priority, estimated_hours, gl_code_id, tasks, planned_materials,
       created_at, updated_at,
       version, deleted_at
FROM work_order_templates WHERE tenant_id = app.tenant_id() AND {state}
"""
LIVE, DELETED = ALL.format(state="deleted_at IS NULL"), ALL.format(state="deleted_at IS NOT NULL")
MANY = ALL.format(state="id = ANY(%s)")
BY_NAME = Order("name", "text", "id")
INSERT = """
INSERT INTO work_order_templates (tenant_id, id, name, title, description, kind, priority, estimated_hours, gl_code_id,
                                  tasks, planned_materials, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(title)s, %(description)s, %(kind)s, %(priority)s, %(estimated_hours)s,
        %(gl_code_id)s, %(tasks)s, %(planned_materials)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
UPDATE = """
UPDATE work_order_templates SET name = %(name)s, title = %(title)s, description = %(description)s, kind = %(kind)s,
    priority = %(priority)s, estimated_hours = %(estimated_hours)s, gl_code_id = %(gl_code_id)s, tasks = %(tasks)s,
    planned_materials = %(planned_materials)s,
    version = %(version)s, deleted_at = %(deleted_at)s, updated_at = %(at)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""


async def some(call: Call, page: PageRequest, *, deleted: bool) -> list[WorkOrderTemplate]:
    """A page of templates by name, one more than asked for."""
    after, position = BY_NAME.after(page.position)
    query = " AND ".join([DELETED if deleted else LIVE, *after]) + BY_NAME.by + " LIMIT %(limit)s"
    return await call.all(WorkOrderTemplate, query, {**position, "limit": page.limit + 1})


async def get(call: Call, template_id: UUID) -> WorkOrderTemplate:
    """A template. Raises `NotFound`."""
    return await call.one(WorkOrderTemplate, LIVE + "AND id = %s", [template_id])


async def lock(call: Call, template_id: UUID, *, deleted: bool = False) -> WorkOrderTemplate:
    """A template, or a `deleted` one, nobody else changing it. Raises `NotFound`."""
    return await call.one(WorkOrderTemplate, (DELETED if deleted else LIVE) + "AND id = %s FOR UPDATE", [template_id])


async def named(call: Call, template_id: UUID) -> WorkOrderTemplate:
    """The template that an input names as `templateId`. Raises `Invalid` when there is none."""
    template = await call.maybe(WorkOrderTemplate, LIVE + "AND id = %s", [template_id])
    if template is None:
        raise Invalid.at("/templateId", "unknown", "no such record")
    return template


async def many(call: Call, template_ids: Sequence[UUID]) -> list[WorkOrderTemplate]:
    """These templates, deleted ones too."""
    return await call.all(WorkOrderTemplate, MANY, [list(template_ids)])


async def insert(call: Call, template: WorkOrderTemplate, change: Change) -> None:
    """Create a template."""
    await call.write(change, INSERT, _parameters(call, template))


async def save(call: Call, template: WorkOrderTemplate, change: Change) -> None:
    """Write a template as it is now."""
    await call.write(change, UPDATE, _parameters(call, template))


def _parameters(call: Call, template: WorkOrderTemplate) -> Mapping[str, Any]:
    fields = {name: getattr(template, name) for name in template.__struct_fields__}
    documents = {name: encode(fields[name]) for name in ("tasks", "planned_materials")}
    return {**fields, **documents, "at": call.now, "by": call.user_id}
