"""What people say on phones: comments made, changed and taken back."""

from typing import Any
from uuid import UUID

from fettle.kit.refusals import AlreadyExists, Invalid, Refusal
from fettle.modules.sync.actions.writing.desk import Desk
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import refusing
from fettle.modules.sync.rules.taking import Sent, uuid_of
from fettle.modules.sync.store import held as store
from fettle.modules.work_orders import public as work_orders

R = ConflictReason
TABLE = "comments"


async def take(desk: Desk) -> None:
    """Everything that phones say of comments, but for taking them back."""
    waiting = list(desk.unknown(TABLE))
    while waiting:
        # An answer comes after what it answers, which may be in the same push.
        ids = {sent.uuid for sent in waiting}
        ready = [sent for sent in waiting if sent.get("parent_id") not in ids] or waiting
        for sent in ready:
            await _say(desk, sent)
        waiting = [sent for sent in waiting if sent not in ready]
    for sent, held in desk.known(TABLE):
        if (TABLE, sent.id) in desk.made:
            continue
        body = desk.judged(sent, held).apply.get("body")
        if body is None:
            continue
        if not body.strip():
            desk.refuse(sent, "body", R.INVALID, detail="It says nothing.")
            continue
        refusal = await desk.tried(
            lambda sent=sent, held=held, body=body: work_orders.edit_comment(  # type: ignore[misc]
                desk.call, sent.uuid, body, version=held.version
            )
        )
        if refusal is not None:
            desk.refuse(sent, "body", refusing.reason_of(refusal), detail=refusing.detail_of(refusal))


async def _say(desk: Desk, sent: Sent) -> None:
    values = desk.starting(sent)
    values["mentions"] = _people(values.get("mentions"))
    order_id, request_id = values.get("work_order_id"), values.get("work_request_id")
    if not str(values.get("body") or "").strip():
        desk.refuse(sent, None, R.INVALID, detail="It says nothing.")
        return
    if (order_id is None) == (request_id is None) or (order_id is not None and desk.order(order_id) is None):
        desk.orphan(sent)
        return
    dropped: dict[str, str] = {}

    def drop(refusal: Refusal) -> bool:
        blamed = refusing.blamed(refusal)
        found = {place[0]: message for place, message in blamed if values.get(place[0])}
        if not isinstance(refusal, Invalid) or not found.keys() <= {"parent_id", "mentions"}:
            return False
        for name in found:
            values[name] = _without(values[name], {place[1] for place, _ in blamed if place[0] == name and place[1:]})
        dropped.update(found)
        return bool(found)

    async def write() -> None:
        new = _new(sent, values)
        if order_id is not None:
            await work_orders.comment_on_work_order(desk.call, order_id, new)
        else:
            await work_orders.comment_on_request(desk.call, values["work_request_id"], new)

    refusal = await desk.tried(write, drop)
    if isinstance(refusal, AlreadyExists):
        await desk.read_table(TABLE, [sent.id])
        if desk.holds(sent) is not None:
            return
    if refusal is not None:
        desk.quarantine(sent, refusal)
        return
    desk.made.add((TABLE, sent.id))
    for name, message in dropped.items():
        desk.refuse(sent, name, R.INVALID, detail=f"{message[:1].upper()}{message[1:]}.")


def _people(named: Any) -> list[UUID]:
    """Those who are mentioned; what is no id is nobody."""
    return [each for each in map(uuid_of, named if isinstance(named, list) else []) if each is not None]


def _without(value: Any, places: set[str]) -> Any:
    """A list without what stands at these places, None for anything else: the others are still spoken to."""
    if not isinstance(value, list):
        return None
    return [each for place, each in enumerate(value) if str(place) not in places] if places else []


def _new(sent: Sent, values: dict[str, Any]) -> work_orders.NewComment:
    return work_orders.NewComment(
        id=sent.uuid,
        body=values["body"],
        parent_id=values.get("parent_id"),
        mentions=values["mentions"],
        public=bool(values.get("public")),
    )


async def remove(desk: Desk) -> None:
    """Take comments back."""
    leaving = list(desk.leaving(TABLE))
    now = await store.facts(desk.call, TABLE, [held.id for held in leaving])
    for held in leaving:
        refusal = await desk.tried(
            lambda held=held: work_orders.remove_comment(  # type: ignore[misc]
                desk.call, UUID(held.id), version=now[held.id].version
            )
        )
        if refusal is not None:
            desk.refuse_delete(TABLE, held, refusal)
