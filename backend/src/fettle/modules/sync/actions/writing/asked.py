"""Requests for work from phones: made, and taken back as long as nobody has decided them."""

from typing import Any
from uuid import UUID

from fettle.kit.refusals import AlreadyExists, Invalid, Refusal
from fettle.modules.portal import public as portal
from fettle.modules.sync.actions.writing.desk import Desk
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import refusing
from fettle.modules.sync.rules.taking import Sent
from fettle.modules.sync.store import held as store
from fettle.modules.work_orders import public as work_orders

R = ConflictReason
TABLE = "work_requests"
WHERE = ("site_id", "location_id", "asset_id")


async def take(desk: Desk) -> None:
    """Everything that phones say of requests, but for taking them back."""
    for sent in desk.unknown(TABLE):
        await _ask(desk, sent)
    for sent, held in desk.known(TABLE):
        if (TABLE, sent.id) not in desk.made:
            desk.judged(sent, held)


async def _ask(desk: Desk, sent: Sent) -> None:
    values = desk.starting(sent)
    values["reported_at"] = desk.not_ahead(sent, "reported_at", values.get("reported_at"))
    dropped = await _placed(desk, values)
    if not values.get("title"):
        desk.refuse(sent, None, R.INVALID, detail="Say what is wrong.")
        return

    def drop(refusal: Refusal) -> bool:
        """Wherever it is: that something is wrong must not be lost because a place is not known."""
        blamed = {place[0]: message for place, message in refusing.blamed(refusal) if values.get(place[0]) is not None}
        if not isinstance(refusal, Invalid) or "title" in blamed:
            return False
        for name in blamed:
            values[name] = None
        dropped.update(blamed)
        return bool(blamed)

    refusal = await desk.tried(lambda: work_orders.create_request(desk.call, _new(sent, values)), drop)
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


async def _placed(desk: Desk, values: dict[str, Any]) -> dict[str, str]:
    """Put what the scanned label stands on into `values`, unless a place is said; why not, where it is not known."""
    code = values.pop("place_code", None)
    # Who may not ask at all is told so of the request itself.
    if not code or any(values.get(name) for name in WHERE) or not desk.call.may("requests:create"):
        return {}
    place = await portal.place_at_code(desk.call, code)
    if place is None:
        return {"place_code": "nothing here has a label with this code"}
    values.update({name: getattr(place, name) for name in WHERE})
    return {}


def _new(sent: Sent, values: dict[str, Any]) -> work_orders.NewRequest:
    given = {
        name: value
        for name, value in values.items()
        if value is not None and name in work_orders.NewRequest.__struct_fields__
    }
    if "priority" in given:
        given["priority"] = work_orders.Priority(given["priority"])
    return work_orders.NewRequest(**{**given, "id": sent.uuid})


async def remove(desk: Desk) -> None:
    """Take requests back."""
    leaving = list(desk.leaving(TABLE))
    now = await store.facts(desk.call, TABLE, [held.id for held in leaving])
    for held in leaving:
        refusal = await desk.tried(
            lambda held=held: work_orders.delete_request(  # type: ignore[misc]
                desk.call, UUID(held.id), version=now[held.id].version
            )
        )
        if refusal is not None:
            desk.refuse_delete(TABLE, held, refusal)
