"""One action on many work orders, each with its own event or its own refusal."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import NotFound, Refusal
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions.references import must_be_known
from fettle.modules.work_orders.records import BulkAction, BulkChange, BulkOutcome, BulkResult, WorkOrder
from fettle.modules.work_orders.rules import bulk as rules
from fettle.modules.work_orders.rules import changes
from fettle.modules.work_orders.store import work_orders as store


async def apply(call: Call, work_order_ids: Sequence[UUID], change: BulkChange) -> BulkResult:
    """Do the same to many work orders at once; those that refuse it say why, the others are changed."""
    call.must(rules.PERMISSION[change.action])
    rules.check(change)
    await tenancy.must_have(call, "reasons", {"/reasonId": change.reason_id}, of_kind="cancel")
    await must_be_known(call, {name: getattr(change, name) for name in change.given})
    ids = list(dict.fromkeys(work_order_ids))
    before = await store.lock_many(call, ids)
    results = {each: rules.apply(before[each], change, at=call.now) if each in before else NotFound() for each in ids}
    await _write(call, change.action, before, results)
    outcomes = [_outcome(each, results[each]) for each in ids]
    changed = sum(outcome.ok for outcome in outcomes)
    return BulkResult(changed=changed, refused=len(outcomes) - changed, outcomes=outcomes)


async def _write(
    call: Call, action: BulkAction, before: dict[UUID, WorkOrder], results: dict[UUID, WorkOrder | Refusal]
) -> None:
    was: list[WorkOrder] = []
    now: list[WorkOrder] = []
    for each, result in results.items():
        if isinstance(result, Refusal) or result == before[each]:
            continue
        written = changes.next_version(result, by=call.user_id, at=call.now)
        results[each] = written
        was.append(before[each])
        now.append(written)
    if not now:
        return
    events = [changes.changed(rules.VERBS[action], b, a) for b, a in zip(was, now, strict=True)]
    await store.save(call, was, now, events)
    if action is BulkAction.TAG:
        await store.set_tags(call, now, ())


def _outcome(work_order_id: UUID, result: WorkOrder | Refusal) -> BulkOutcome:
    if isinstance(result, Refusal):
        return BulkOutcome(id=work_order_id, ok=False, code=result.code(), message=result.detail)
    return BulkOutcome(id=work_order_id, ok=True, version=result.version)
