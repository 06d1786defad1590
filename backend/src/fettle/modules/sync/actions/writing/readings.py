"""Meter readings from phones: written once, in the order in which they were taken."""

from datetime import datetime

from fettle.kit.refusals import AlreadyExists
from fettle.modules.assets import public as assets
from fettle.modules.sync.actions.writing.desk import CLOCKS_DIFFER, TABLES, Desk
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import merging, refusing
from fettle.modules.sync.rules.merging import Held
from fettle.modules.sync.rules.taking import EPOCH, Sent

R = ConflictReason
TABLE = "meter_readings"


async def take(desk: Desk) -> None:
    """Write down what phones have read from meters."""
    for sent in sorted(desk.unknown(TABLE), key=_order):
        await _read(desk, sent)
    for sent, held in desk.known(TABLE):
        if (TABLE, sent.id) not in desk.made:
            _compare(desk, sent, held)
    for held in desk.leaving(TABLE):
        desk.refuse_delete(TABLE, held, refusing.WrittenOnce())


def _order(sent: Sent) -> tuple[str, datetime, str]:
    return str(sent.get("meter_id")), sent.get("read_at") or EPOCH, sent.id


async def _read(desk: Desk, sent: Sent) -> None:
    values = desk.starting(sent)
    meter_id, value = values.get("meter_id"), values.get("value")
    if meter_id is None:
        desk.orphan(sent)
        return
    if value is None:
        desk.refuse(sent, None, R.INVALID, detail="It has no value.")
        return
    read_at = desk.not_ahead(sent, "read_at", values.get("read_at")) or desk.call.now
    new = assets.NewReading(
        id=sent.uuid, value=value, read_at=read_at, source=assets.ReadingSource.PHONE, note=values.get("note")
    )
    refusal = await desk.tried(lambda: assets.read_meter(desk.call, meter_id, new))
    if isinstance(refusal, AlreadyExists):
        await desk.read_table(TABLE, [sent.id])
        if (held := desk.holds(sent)) is not None:
            _compare(desk, sent, held)
            return
    if refusal is None:
        desk.made.add((TABLE, sent.id))
    else:
        desk.quarantine(sent, refusal)


def _compare(desk: Desk, sent: Sent, held: Held) -> None:
    created_at, stated = held.get("created_at") or EPOCH, sent.get("read_at")
    ahead = stated is not None and stated > created_at + CLOCKS_DIFFER
    if not merging.same_once_written(TABLES[TABLE], sent, held, ignored={"read_at"} if ahead else ()):
        desk.refuse(sent, None, R.KEPT_FIRST)
