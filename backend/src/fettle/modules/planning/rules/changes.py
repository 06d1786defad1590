"""What the events of plans and occurrences hold."""

from typing import Any

import msgspec

from fettle.kit.changes import Change, difference
from fettle.modules.planning.records import KeptPlan, Occurrence, OccurrenceState, Reason

DERIVED = frozenset({"id", "zone", "next_due_on", "created_at", "created_by", "updated_at", "updated_by"})
BOOKKEEPING = frozenset({"updated_at"})


def created(plan: KeptPlan) -> Change:
    """The change that making `plan` makes."""
    return Change("maintenance_plan.created", plan.id, after=_told(plan), site_id=plan.site_id)


def changed(verb: str, before: KeptPlan, after: KeptPlan) -> Change:
    """The change from `before` to `after`."""
    was, now = difference(before, after)
    return Change(
        f"maintenance_plan.{verb}",
        after.id,
        before={name: value for name, value in was.items() if name not in DERIVED},
        after={name: value for name, value in now.items() if name not in DERIVED},
        site_id=after.site_id,
    )


def made(occurrence: Occurrence, plan: KeptPlan) -> Change:
    """The change that an occurrence is, told in the history of its work order where it has one, else of its plan."""
    after = {
        name: value
        for name, value in msgspec.structs.asdict(occurrence).items()
        if value is not None and name not in ("id", "updated_at", "created_at")
    }
    return Change(
        f"plan_occurrence.{_verb(occurrence)}",
        occurrence.id,
        after=after,
        about_id=occurrence.work_order_id or plan.id,
        site_id=plan.site_id,
    )


def moved(verb: str, before: Occurrence, after: Occurrence, plan: KeptPlan) -> Change:
    """The change from `before` to `after`; it names the plan and the work order, so that who follows need not ask."""
    was, now = difference(before, after)
    beside: dict[str, Any] = {"plan_id": after.plan_id, "work_order_id": after.work_order_id}
    return Change(
        f"plan_occurrence.{verb}",
        after.id,
        before={name: value for name, value in was.items() if name not in BOOKKEEPING},
        after={name: value for name, value in now.items() if name not in BOOKKEEPING} | beside,
        about_id=after.work_order_id or plan.id,
        site_id=plan.site_id,
    )


def _verb(occurrence: Occurrence) -> str:
    if occurrence.reason is Reason.MERGED:
        return "merged"
    return "made" if occurrence.state is OccurrenceState.MADE else str(occurrence.state)


def _told(plan: KeptPlan) -> dict[str, Any]:
    fields = msgspec.structs.asdict(plan)
    return {name: value for name, value in fields.items() if name not in DERIVED and value is not None}
