"""What a work order is made of, what may change when, and what its events hold."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Fault, Invalid, NotFound, Stale
from fettle.modules.work_orders.records import (
    OPEN,
    FollowUp,
    NewTask,
    NewWorkOrder,
    Priority,
    WorkKind,
    WorkOrder,
    WorkOrderStatus,
    WorkOrderTemplate,
)
from fettle.modules.work_orders.rules.life_cycle import S

SCALES = {
    "estimated_hours": Decimal("0.0001"),
    "estimated_cost": Decimal("0.01"),
    "latitude": Decimal("0.000001"),
    "longitude": Decimal("0.000001"),
}
FROM_TEMPLATE = ("description", "priority", "kind", "estimated_hours", "gl_code_id")
AFTER_COMPLETION = frozenset(
    {"reference", "gl_code_id", "problem_code_id", "cause_code_id", "remedy_code_id", "custom", "description"}
)
AFTER_THE_END = frozenset({"reference", "custom"})
FOLLOWED = frozenset({S.IN_PROGRESS, S.ON_HOLD, S.COMPLETE, S.CLOSED})
DELETABLE = frozenset({S.NEW, S.CANCELLED})
LOGGABLE = frozenset({S.APPROVED, S.IN_PROGRESS, S.ON_HOLD, S.COMPLETE})
MOST_ASSETS = 200
MOST_TAGS = 50
MOST_MATERIALS = 200


class WorkOrderFrozen(Conflict):
    """The work order is finished; this can no longer be changed."""


class LogsFrozen(Conflict):
    """The work order's present status takes no log entries."""


class NotDeletable(Conflict):
    """Only new and cancelled work orders can be deleted."""


class NotDeleted(Conflict):
    """The work order is not deleted."""


class NothingToFollow(Conflict):
    """A follow-up needs work that has begun."""


class WrongOrder(Invalid):
    """The work ends before it starts."""


class CostsHidden(Invalid):
    """Money can be given only by people who may see it."""


def compose(
    new: NewWorkOrder,
    *,
    id: UUID,
    number: int,
    status: WorkOrderStatus,
    site_id: UUID | None,
    custom: Mapping[str, Any],
    by: UUID | None,
    at: datetime,
) -> WorkOrder:
    """The work order that `new` (with its template applied) becomes."""
    check_schedule(new.scheduled_start, new.scheduled_end)
    _at_most(new.asset_ids, MOST_ASSETS, "/assetIds")
    _at_most(new.tag_ids, MOST_TAGS, "/tagIds")
    _at_most(new.planned_materials, MOST_MATERIALS, "/plannedMaterials")
    named = {name: getattr(new, name) for name in new.__struct_fields__ if name in WorkOrder.__struct_fields__}
    named |= {
        "id": id,
        "priority": new.priority or Priority.MEDIUM,
        "kind": new.kind or WorkKind.CORRECTIVE,
        "site_id": site_id,
        "custom": dict(custom),
        "reported_at": new.reported_at or at,
        "requested_by_id": new.requested_by_id,
        "asset_ids": list(dict.fromkeys(new.asset_ids)),
        "tag_ids": sorted(set(new.tag_ids)),
    }
    made = WorkOrder(number=number, status=status, created_at=at, created_by=by, updated_at=at, updated_by=by, **named)
    return scaled(made)


def may_release(new: NewWorkOrder, permissions: Collection[str]) -> bool:
    """Whether somebody may create `new` as released work.

    Who may approve always may. What has been repaired already can't be held back any more, so who does work and
    completes it may write it down as done; the office sees it when it closes it. Nothing may be left that keeps it
    from being completed at once: it has no tasks.
    """
    if {"work_orders:approve", "*"} & set(permissions):
        return True
    repaired = new.done and new.kind in {None, WorkKind.CORRECTIVE} and not new.tasks and new.template_id is None
    return repaired and {"work_orders:work", "work_orders:complete"} <= set(permissions)


def with_template(new: NewWorkOrder, template: WorkOrderTemplate) -> NewWorkOrder:
    """`new` with what it leaves open taken from `template`, whose tasks and materials come first."""
    taken = {name: getattr(template, name) for name in FROM_TEMPLATE if getattr(new, name) is None}
    tasks = [NewTask(**msgspec.structs.asdict(task)) for task in template.tasks]
    materials = [*template.planned_materials, *new.planned_materials]
    return msgspec.structs.replace(new, tasks=[*tasks, *new.tasks], planned_materials=materials, **taken)


def scaled(work_order: WorkOrder) -> WorkOrder:
    """`work_order` with its decimals as the database keeps them, so that events, answers and rows agree."""
    fixed = {
        name: value.quantize(scale)
        for name, scale in SCALES.items()
        if (value := getattr(work_order, name)) is not None
    }
    return msgspec.structs.replace(work_order, **fixed)


def check_costs(estimated_cost: Decimal | None, *, sees_costs: bool) -> None:
    """Raise `CostsHidden` when money comes from somebody who may not see it."""
    if estimated_cost is not None and not sees_costs:
        raise CostsHidden(faults=[Fault("/estimatedCost", "costs_hidden", "needs the permission costs:read")])


def change(work_order: WorkOrder, given: Mapping[str, Any], *, version: int) -> WorkOrder:
    """`work_order` with the fields `given`. Raises `Stale`, or `WorkOrderFrozen` for what is settled by now."""
    if work_order.version != version:
        raise Stale()
    changed = scaled(msgspec.structs.replace(work_order, **given))
    names = {name for name in given if getattr(changed, name) != getattr(work_order, name)}
    late = names - _changeable(work_order)
    if late:
        faults = [Fault(f"/{camel(name)}", "frozen", "can no longer be changed") for name in sorted(late)]
        raise WorkOrderFrozen(faults=faults)
    check_schedule(changed.scheduled_start, changed.scheduled_end)
    return changed


def _changeable(work_order: WorkOrder) -> frozenset[str]:
    if work_order.status in OPEN:
        return frozenset(WorkOrder.__struct_fields__)
    return AFTER_COMPLETION if work_order.status is S.COMPLETE else AFTER_THE_END


def with_assets(work_order: WorkOrder, asset_ids: Sequence[UUID]) -> WorkOrder:
    """`work_order` on these assets instead. Raises `WorkOrderFrozen` once the work has ended."""
    must_be_open(work_order)
    _at_most(asset_ids, MOST_ASSETS, "/assetIds")
    return msgspec.structs.replace(work_order, asset_ids=list(dict.fromkeys(asset_ids)))


def with_tags(work_order: WorkOrder, tag_ids: Sequence[UUID]) -> WorkOrder:
    """`work_order` with these tags instead; finished work can still be tagged."""
    _at_most(tag_ids, MOST_TAGS, "/tagIds")
    return msgspec.structs.replace(work_order, tag_ids=sorted(set(tag_ids)))


def must_be_open(work_order: WorkOrder) -> None:
    """Raise `WorkOrderFrozen` once the work has ended."""
    if work_order.status not in OPEN:
        raise WorkOrderFrozen()


def must_take_logs(work_order: WorkOrder | None) -> WorkOrder:
    """A work order that is there and takes log entries: from its approval until it is closed. Raises `LogsFrozen`."""
    if work_order is None:
        raise NotFound()
    if work_order.status not in LOGGABLE:
        raise LogsFrozen(f"A work order that is {work_order.status.value.replace('_', ' ')} takes no log entries.")
    return work_order


def delete(work_order: WorkOrder, *, version: int, at: datetime) -> WorkOrder:
    """`work_order`, deleted. Raises `Stale` or `NotDeletable`."""
    if work_order.version != version:
        raise Stale()
    if work_order.status not in DELETABLE:
        raise NotDeletable()
    return msgspec.structs.replace(work_order, deleted_at=at)


def restore(work_order: WorkOrder) -> WorkOrder:
    """`work_order`, no longer deleted. Raises `NotDeleted`."""
    if work_order.deleted_at is None:
        raise NotDeleted()
    return msgspec.structs.replace(work_order, deleted_at=None)


def follow_up(work_order: WorkOrder, follow: FollowUp) -> NewWorkOrder:
    """The new work order that follows `work_order`: same place, assets and problem. Raises `NothingToFollow`."""
    if work_order.status not in FOLLOWED:
        raise NothingToFollow()
    return NewWorkOrder(
        id=follow.id,
        title=follow.title or work_order.title,
        description=follow.description,
        priority=follow.priority or work_order.priority,
        kind=work_order.kind,
        site_id=work_order.site_id,
        location_id=work_order.location_id,
        asset_ids=work_order.asset_ids,
        assignee_id=follow.assignee_id,
        crew_id=follow.crew_id,
        requested_by_id=work_order.requested_by_id,
        due_at=follow.due_at,
        gl_code_id=work_order.gl_code_id,
        problem_code_id=work_order.problem_code_id,
        latitude=work_order.latitude,
        longitude=work_order.longitude,
        follow_up_of_id=work_order.id,
        tasks=follow.tasks,
        approve=follow.approve,
    )


def check_schedule(starts: datetime | None, ends: datetime | None) -> None:
    """Raise `WrongOrder` when work would end before it starts."""
    if starts is not None and ends is not None and ends < starts:
        raise WrongOrder(faults=[Fault("/scheduledEnd", "order", "lies before scheduledStart")])


def _at_most(values: Sequence[Any], most: int, pointer: str) -> None:
    if len(values) > most:
        raise Invalid.at(pointer, "too_many", f"at most {most}")


def camel(name: str) -> str:
    """The name of a field as the API writes it."""
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
