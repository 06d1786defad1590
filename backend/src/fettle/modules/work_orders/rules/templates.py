"""Decisions about templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.changes import Change, difference
from fettle.kit.refusals import Fault, Invalid, Stale
from fettle.modules.work_orders.records import NewTemplate, WorkOrderTemplate
from fettle.modules.work_orders.rules.tasks import HOURS, MOST_TASKS


def compose(new: NewTemplate, *, id: UUID, at: datetime) -> WorkOrderTemplate:
    """The template that `new` becomes. Raises `Invalid` for tasks without title and task code."""
    fields = {name: getattr(new, name) for name in new.__struct_fields__}
    return checked(WorkOrderTemplate(id=id, created_at=at, updated_at=at, **fields))


def checked(template: WorkOrderTemplate) -> WorkOrderTemplate:
    """`template` with its hours as the database keeps them. Raises `Invalid` for tasks without title and task code."""
    if len(template.tasks) > MOST_TASKS:
        raise Invalid.at("/tasks", "too_many", f"at most {MOST_TASKS}")
    faults = [
        Fault(f"/tasks/{place}/title", "required", "give a title or a task code")
        for place, task in enumerate(template.tasks)
        if not task.title and task.task_code_id is None
    ]
    if faults:
        raise Invalid("Some tasks cannot be accepted.", faults=faults)
    hours = template.estimated_hours
    return msgspec.structs.replace(template, estimated_hours=None if hours is None else hours.quantize(HOURS))


def change(template: WorkOrderTemplate, given: Mapping[str, Any], *, version: int, at: datetime) -> WorkOrderTemplate:
    """`template` with the fields `given`. Raises `Stale`."""
    if template.version != version:
        raise Stale()
    return checked(msgspec.structs.replace(template, **given, version=version + 1, updated_at=at))


def created(template: WorkOrderTemplate) -> Change:
    """The change that making `template` makes."""
    fields = msgspec.structs.asdict(template)
    after = {name: value for name, value in fields.items() if value is not None and name != "updated_at"}
    return Change("work_order_template.created", template.id, after=after)


def changed(verb: str, before: WorkOrderTemplate, after: WorkOrderTemplate) -> Change:
    """The change from `before` to `after`."""
    was, now = difference(before, after)
    was.pop("updated_at", None)
    now.pop("updated_at", None)
    return Change(f"work_order_template.{verb}", after.id, before=was, after=now)
