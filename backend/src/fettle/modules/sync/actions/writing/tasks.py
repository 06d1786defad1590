"""Tasks and assets of work orders, from phones: added, edited, answered, taken away."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fettle.kit.refusals import Refusal
from fettle.modules.sync.actions.writing.desk import Desk
from fettle.modules.sync.actions.writing.orders import ASSETS, TASKS, task_of
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import refusing
from fettle.modules.sync.rules.merging import Held
from fettle.modules.sync.rules.taking import Sent
from fettle.modules.sync.store import held as store
from fettle.modules.work_orders import public as work_orders

R = ConflictReason
ANSWER = frozenset({"status", "result"})
OPEN = work_orders.TaskStatus.OPEN


async def take(desk: Desk) -> None:
    """Everything that phones say of tasks, but for their removal."""
    for sent in sorted(desk.unknown(TASKS), key=lambda each: (str(each.get("work_order_id")), each.id)):
        if (TASKS, sent.id) in desk.made or await _added(desk, sent):
            await _answer(desk, sent, {name: sent.values[name] for name in ANSWER & sent.values.keys()}, OPEN)
    for sent, held in desk.known(TASKS):
        verdict = desk.judged(sent, held, needs="work_orders:write", free=ANSWER)
        edits = {name: value for name, value in verdict.apply.items() if name not in ANSWER}
        if edits:
            await _edit(desk, sent, held, edits)
        answer = {name: verdict.apply[name] for name in ANSWER & verdict.apply.keys()}
        if answer:
            result = {} if "result" in answer else {"result": held.get("result")}
            await _answer(desk, sent, {**result, **answer}, held.get("status"))


async def _added(desk: Desk, sent: Sent) -> bool:
    parent = desk.order(sent.get("work_order_id"))
    if parent is None:
        desk.orphan(sent)
        return False
    desk.starting(sent)
    refusal = await desk.tried(lambda: work_orders.add_task(desk.call, parent.id, task_of(sent)))
    if refusal is not None:
        desk.quarantine(sent, refusal)
    return refusal is None


async def _edit(desk: Desk, sent: Sent, held: Held, fields: dict[str, Any]) -> None:
    work_order_id = held.get("work_order_id")
    if fields.get("title") == "":
        del fields["title"]
        desk.refuse(sent, "title", R.INVALID, detail="It needs a title.")
    if not fields:
        return
    refusal = await desk.tried(
        lambda: work_orders.update_task(desk.call, work_order_id, sent.uuid, fields, version=held.version)
    )
    if refusal is not None:
        _refuse_columns(desk, sent, fields, refusal, work_order_id)


async def _answer(desk: Desk, sent: Sent, answer: Mapping[str, Any], before: str) -> None:
    held = desk.holds(sent)
    work_order_id = held.get("work_order_id") if held else sent.get("work_order_id")
    status = work_orders.TaskStatus(answer.get("status") or before)
    said = {name: value for name, value in answer.items() if not held or value != held.get(name)}
    if status is OPEN and before == OPEN:
        if answer.get("result"):
            desk.refuse(sent, "result", R.NOT_ALLOWED, detail="Say whether it was done, skipped or failed as well.")
        return
    given = work_orders.TaskAnswer(status=status, result=answer.get("result"))
    refusal = await desk.tried(lambda: work_orders.answer_task(desk.call, work_order_id, sent.uuid, given))
    if refusal is not None:
        _refuse_columns(desk, sent, said, refusal, work_order_id)


def _refuse_columns(desk: Desk, sent: Sent, columns: Mapping[str, Any], refusal: Refusal, work_order_id: UUID) -> None:
    work = desk.order(work_order_id)
    reason = refusing.reason_of(refusal, status=work.status if work else None)
    for column in columns:
        desk.refuse(sent, column, reason, detail=refusing.detail_of(refusal))


async def remove(desk: Desk) -> None:
    """Take tasks away."""
    leaving = list(desk.leaving(TASKS))
    now = await store.facts(desk.call, TASKS, [held.id for held in leaving])
    for held in leaving:
        refusal = await desk.tried(
            lambda held=held: work_orders.remove_task(  # type: ignore[misc]
                desk.call, held.get("work_order_id"), UUID(held.id), version=now[held.id].version
            )
        )
        if refusal is not None:
            desk.refuse_delete(TASKS, held, refusal)


async def link(desk: Desk) -> None:
    """Say which assets work is on: those that it had, those that phones add, less those that they take away."""
    added: dict[UUID, list[Sent]] = defaultdict(list)
    gone: dict[UUID, list[Held]] = defaultdict(list)
    for sent in desk.unknown(ASSETS):
        if (ASSETS, sent.id) in desk.made:
            continue
        parent = desk.order(sent.get("work_order_id"))
        if parent is None:
            desk.orphan(sent)
        elif sent.id != f"{sent.get('work_order_id')}.{sent.get('asset_id')}":
            desk.refuse(sent, None, R.INVALID, detail="Its id must be those of the work order and the asset.")
        else:
            added[parent.id].append(sent)
    for held in desk.leaving(ASSETS):
        gone[held.get("work_order_id")].append(held)
    for work_order_id in sorted({*added, *gone}):
        await _link(desk, work_order_id, added[work_order_id], gone[work_order_id])


async def _link(desk: Desk, work_order_id: UUID, added: list[Sent], gone: list[Held]) -> None:
    has = await store.assets_of(desk.call, work_order_id)
    leave = {held.get("asset_id") for held in gone}
    new = sorted(added, key=lambda sent: (sent.get("position") or 0, sent.id))
    kept = [asset for asset in has if asset not in leave]

    def drop(refusal: Refusal) -> bool:
        places = [
            int(place[1]) - len(kept)
            for place, _ in refusing.blamed(refusal)
            if place[0] == "asset_ids" and len(place) > 1
        ]
        lost = [new[place] for place in places if 0 <= place < len(new)]
        for sent in lost:
            new.remove(sent)
            desk.orphan(sent)
        return bool(lost)

    async def write() -> None:
        wanted = [*kept, *(sent.get("asset_id") for sent in new)]
        await work_orders.set_assets(desk.call, work_order_id, wanted)

    refusal = await desk.tried(write, drop)
    if refusal is not None:
        for sent in new:
            desk.quarantine(sent, refusal)
        for held in gone:
            desk.refuse_delete(ASSETS, held, refusal)
