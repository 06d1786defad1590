"""What the events of a work order hold: every field that changed, its money apart."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.modules.work_orders.records import WorkOrder

COSTS = frozenset({"estimated_cost"})
ASSIGNMENT = frozenset({"assignee_id", "crew_id"})
BOOKKEEPING = frozenset({"allowed_transitions", "updated_at", "updated_by"})


def created(work_order: WorkOrder) -> list[Change]:
    """The changes that creating `work_order` makes; its money is a change of its own."""
    fields = msgspec.structs.asdict(work_order)
    after = {
        name: value
        for name, value in fields.items()
        if value is not None and value not in ([], {}) and name not in BOOKKEEPING | COSTS
    }
    made = [Change("work_order.created", work_order.id, after=after, site_id=work_order.site_id)]
    if work_order.estimated_cost is not None:
        made.append(estimated(work_order, None))
    return made


def changed(verb: str, before: WorkOrder, after: WorkOrder) -> Change:
    """The change from `before` to `after`, without money."""
    names = [
        name
        for name in after.__struct_fields__
        if name not in BOOKKEEPING | COSTS and getattr(before, name) != getattr(after, name)
    ]
    return Change(
        f"work_order.{verb}",
        after.id,
        before={name: getattr(before, name) for name in names},
        after={name: getattr(after, name) for name in names},
        site_id=after.site_id,
    )


def estimated(work_order: WorkOrder, before: Decimal | None) -> Change:
    """The change of the estimated cost."""
    return Change(
        "work_order.estimated",
        work_order.id,
        before={"estimated_cost": before},
        after={"estimated_cost": work_order.estimated_cost},
        site_id=work_order.site_id,
        bears_costs=True,
    )


def verb_of(before: WorkOrder, after: WorkOrder) -> str:
    """What an edit is called in the history: handing work to somebody is a thing of its own."""
    names = {name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    return "assigned" if names - BOOKKEEPING - {"version"} <= ASSIGNMENT else "updated"


def next_version(work_order: WorkOrder, *, by: UUID | None, at: datetime) -> WorkOrder:
    """`work_order` as it is written: one version on."""
    return msgspec.structs.replace(work_order, version=work_order.version + 1, updated_at=at, updated_by=by)
