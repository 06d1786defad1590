"""Moves of the life cycle that were made on phones: by the verbs that lead from where the work stands now."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import Invalid, Refusal
from fettle.modules.sync.actions.writing import orders
from fettle.modules.sync.actions.writing.desk import Desk
from fettle.modules.sync.actions.writing.orders import ENDINGS, TABLE
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import refusing
from fettle.modules.sync.rules.taking import Sent
from fettle.modules.sync.store.held import Work
from fettle.modules.work_orders import public as work_orders

R = ConflictReason
CODES = ("problem_code_id", "cause_code_id", "remedy_code_id")
FOR_A_REASON = frozenset({"on_hold", "cancelled", "skipped"})
REASONS = {"on_hold": "hold_reason_id", "cancelled": "cancel_reason_id"}


async def release(desk: Desk) -> None:
    """Approve new work that a phone has moved on, where its owner may: its tasks and logs wait for that."""
    for id, said in desk.statuses.items():
        work = desk.order(UUID(id))
        wanted = said.get("status")
        if work is None or work.status != "new" or wanted is None or wanted in ENDINGS:
            continue
        if desk.call.may("work_orders:approve"):
            refusal = await desk.tried(lambda work=work: work_orders.approve(desk.call, work.id))  # type: ignore[misc]
            if refusal is None:
                desk.work[work.id] = msgspec.structs.replace(work, status="approved")


async def move(desk: Desk) -> None:
    """Move every work order to where its phone says it stands."""
    if not desk.statuses:
        return
    now = await desk.orders_now([UUID(id) for id in desk.statuses])
    for id in sorted(desk.statuses):
        work = now.get(UUID(id))
        if work is not None and not work.deleted:
            await _move(desk, desk.push.of(TABLE)[id], work, dict(desk.statuses[id]))


async def _move(desk: Desk, sent: Sent, work: Work, said: dict[str, Any]) -> None:
    made = (TABLE, sent.id) in desk.made
    target = said.get("status") or work.status
    if target == work.status:
        if not made:
            await _beside(desk, sent, work, said)
        return
    stated = _stated(desk, sent, said, target, made=made)
    dropped: dict[str, str] = {}

    def drop(refusal: Refusal) -> bool:
        blamed = [
            (_column(place[0], target), message)
            for place, message in refusing.blamed(refusal)
            if isinstance(refusal, Invalid) and stated.get(_column(place[0], target)) is not None
        ]
        for column, message in blamed:
            del stated[column]
            dropped[column] = message
        return bool(blamed)

    end_at = work_orders.WorkOrderStatus(target)
    refusal = await desk.tried(
        lambda: work_orders.bring_to(desk.call, work.id, end_at, work_orders.Stated(**stated)), drop
    )
    if refusal is None:
        for column, message in dropped.items():
            desk.refuse(sent, column, R.INVALID, detail=f"It names {message}.")
        return
    reason = R.TERMINAL if work.status in refusing.ENDED else refusing.reason_of(refusal, status=work.status)
    detail = "" if reason is R.TERMINAL else refusing.detail_of(refusal)
    for column in _told(sent, said, made=made):
        desk.refuse(sent, column, reason, detail=detail if column == "status" else "", server=_server(work, column))


def _server(work: Work, column: str) -> Any:
    return work.status if column == "status" else None


def _told(sent: Sent, said: Mapping[str, Any], *, made: bool) -> list[str]:
    """The columns that the phone's owner has filled in with the move."""
    group = ("status", "started_at", "completed_at", "hold_reason_id", "cancel_reason_id", "status_note", *CODES)
    return [name for name in group if name in said and (name == "status" or said[name] is not None or not made)]


def _stated(desk: Desk, sent: Sent, said: Mapping[str, Any], target: str, *, made: bool) -> dict[str, Any]:
    """What the phone says of the moves; reasons of a former one may still stand there, and are meant no more."""
    stated: dict[str, Any] = {name: said.get(name) for name in CODES} if not made else {}
    stated["started_at"] = desk.not_ahead(sent, "started_at", sent.get("started_at"))
    stated["completed_at"] = desk.not_ahead(sent, "completed_at", sent.get("completed_at"))
    stated["hold_reason_id"] = sent.get("hold_reason_id")
    stated["cancel_reason_id"] = sent.get("cancel_reason_id")
    stated["note"] = sent.get("status_note") if made or target in FOR_A_REASON else said.get("status_note")
    return stated


def _column(pointed: str, target: str) -> str:
    return REASONS.get(target, pointed) if pointed == "reason_id" else pointed


async def _beside(desk: Desk, sent: Sent, work: Work, said: dict[str, Any]) -> None:
    """What was changed beside a status that stays: codes can be edited, what belongs to a move cannot."""
    held = desk.holds(sent)
    codes = {name: said[name] for name in CODES if name in said}
    if codes and held is not None and desk.call.may("work_orders:write"):
        await orders.change(desk, sent, held, codes, version=work.version)
        codes = {}
    reason = R.TERMINAL if work.status in refusing.ENDED else R.NOT_ALLOWED
    for column in codes:
        desk.refuse(sent, column, R.FORBIDDEN)
    for column in said:
        if column not in (*CODES, "status") and (column in sent.changed or not sent.changed):
            desk.refuse(sent, column, reason)
