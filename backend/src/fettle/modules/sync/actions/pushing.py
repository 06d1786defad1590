"""What a phone sends, worked off in one transaction: each record for itself, refused ones put aside, none forgotten."""

from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.refusals import Refusal, Unavailable
from fettle.modules.logs import public as logs
from fettle.modules.sync.actions import conflicts
from fettle.modules.sync.actions.standing import Standing, standing
from fettle.modules.sync.actions.writing import asked, comments, entries, orders, own, readings, statuses, tasks
from fettle.modules.sync.actions.writing.desk import TABLES, Desk, StaleCursor
from fettle.modules.sync.records import Phone, Refused
from fettle.modules.sync.rules import cursors, hearing, taking
from fettle.modules.sync.rules.taking import Choices, Push
from fettle.modules.sync.store import held as store
from fettle.modules.sync.store import pulling
from fettle.modules.sync.store.sources import SOURCES, changed
from fettle.modules.work_orders import public as work_orders

PATIENCE_MS = 60_000
CHOICES: Choices = {
    ("work_orders", "status"): frozenset(work_orders.WorkOrderStatus),
    ("work_orders", "priority"): frozenset(work_orders.Priority),
    ("work_orders", "kind"): frozenset(work_orders.WorkKind),
    ("work_order_tasks", "status"): frozenset(work_orders.TaskStatus),
    ("work_requests", "priority"): frozenset(work_orders.Priority),
    ("log_lines", "kind"): frozenset(logs.LineKind),
}
"""What columns of few words may say."""
CARRIED = frozenset({table.name for table in TABLES.values() if table.writes} - {"notifications", "sync_conflicts"})
WHOLE = frozenset({"work_orders", "work_order_tasks", "log_entries", "meter_readings", "comments", "work_requests"})


async def push(call: Call, changes: dict[str, Any], phone: Phone) -> list[Refused]:
    """Take what a phone sends; what was not taken as it was sent comes back, and again with the next pull.

    Raises `StaleCursor` where the phone has to pull first, `TooManyRecords`, and `Invalid` for another shape.
    """
    call.must("tenant:read")
    sent = taking.read(changes, TABLES.values(), CHOICES)
    await store.take_turn(call, patience_ms=PATIENCE_MS)
    stand = await standing(call)
    since, unseen = _since(stand, phone.pulled_at)
    try:
        async with call.attempt():
            desk = Desk(call, sent, since, unseen, phone, careful=False)
            await _work_off(desk)
    except (StaleCursor, Unavailable):
        raise
    except Refusal:
        # Hardly ever: the database itself has refused something, or a move was refused after its first step.
        desk = Desk(call, sent, since, unseen, phone, careful=True)
        await _work_off(desk)
    _mind_read_only(desk, sent)
    await _mind_what_is_out_of_sight(desk, stand)
    await _tell(desk)
    return desk.refused


def _since(stand: Standing, pulled_at: int | None) -> tuple[int, int]:
    """The transaction up to which the phone knows everything, and the one up to which its owner may have seen it.

    Nothing before its first pull.
    """
    if pulled_at is None:
        return 0, 0
    cursor = cursors.read(pulled_at)
    if cursor is None or cursor.tag != stand.tag or cursor.seq > stand.head:
        raise StaleCursor("Pull first: this phone's position belongs to other rights, or to another database.")
    return cursor.seq, cursor.seq - cursor.brought


async def _work_off(desk: Desk) -> None:
    """What is pointed at comes first; work is moved on when all that is written on it stands there."""
    await desk.read()
    await orders.create(desk)
    await orders.edit(desk)
    await asked.take(desk)
    await statuses.release(desk)
    await tasks.take(desk)
    await tasks.link(desk)
    await entries.take(desk)
    await readings.take(desk)
    await comments.take(desk)
    await statuses.move(desk)
    await own.take(desk)
    await comments.remove(desk)
    await tasks.remove(desk)
    await asked.remove(desk)
    await orders.delete(desk)


def _mind_read_only(desk: Desk, sent: Push) -> None:
    """What phones only read is sent to them as it is."""
    for name, table in TABLES.items():
        if table.writes:
            continue
        for id in (*sent.of(name), *sent.deleted.get(name, ())):
            desk.echo(name, id)
            desk.refused.append(
                Refused(table=name, id=id, reason="server_owned", message="This cannot be changed from a phone.")
            )
    for each in sent.unknown:
        desk.refused.append(Refused(table=each.table, id=each.id, reason=each.reason, message=each.message))


async def _mind_what_is_out_of_sight(desk: Desk, stand: Standing) -> None:
    """What the phone carries no longer (work that was taken from its owner, a very old reading) is taken all the same.

    But no pull would bring it, and so it has to go from the phone, which takes it for the truth.
    """
    call = desk.call
    scope = pulling.scope_of(
        stand.person,
        now=call.now,
        ended=call.now - hearing.ENDED_FOR,
        released=call.now - hearing.RELEASED_FOR,
        read=call.now - hearing.ENDED_FOR,
    )
    for name in desk.push.records.keys() & CARRIED:
        sent, source = desk.push.of(name), SOURCES[name]
        wanted = {**scope, "heard_since": call.now, "ids": hearing.first_ids(sent)}
        carried = {id for id, _ in await pulling.rows(call, changed(TABLES[name], source), wanted)} if sent else ()
        for id in sent.keys() - carried:
            desk.out_of_sight.add((name, id))
            desk.echo(name, id)


async def _tell(desk: Desk) -> None:
    """Write down the conflicts, and which records the next pull sends once more although nothing was written."""
    call = desk.call
    if call.user_id is None:
        # A machine reads in the answer what was not taken; it has no phone, and nobody to tell.
        return
    written = {(change.entity, str(change.entity_id)) for change in call.changes}
    if desk.conflicts:
        await conflicts.record(call, desk.conflicts)
    for table, id in desk.echoes:
        if table in WHOLE and (store.ENTITIES[table], id) in written and (table, id) not in desk.out_of_sight:
            continue
        after = {"collection": table, "record_id": id, "user_id": call.user_id}
        # It is about a person's phone, and does not belong into the history of the record.
        call.changed(Change("sync_echo.asked", UUID(id.partition(".")[0]), after=after, about_id=call.user_id))
