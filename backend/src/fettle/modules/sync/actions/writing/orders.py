"""Work orders from phones: made with their tasks and assets, edited, deleted; their moves come in `statuses`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import AlreadyExists, Invalid, Refusal
from fettle.modules.sync.actions.writing.desk import Desk
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import refusing
from fettle.modules.sync.rules.merging import Held
from fettle.modules.sync.rules.taking import Sent
from fettle.modules.sync.store.held import Work
from fettle.modules.work_orders import public as work_orders

TABLE, TASKS, ASSETS = "work_orders", "work_order_tasks", "work_order_assets"
R = ConflictReason
NOT_WITHOUT = frozenset({"title", *refusing.PLACES})
"""What a new work order is not made without, if it is refused."""
ENDINGS = frozenset({"new", "cancelled", "skipped"})
LINKS = {"tasks": TASKS, "asset_ids": ASSETS}


class Draft:
    """A work order to be made, with the tasks and assets of the same push."""

    def __init__(self, desk: Desk, sent: Sent) -> None:
        self.desk = desk
        self.sent = sent
        self.values = desk.starting(sent)
        self.values["reported_at"] = desk.not_ahead(sent, "reported_at", self.values.get("reported_at"))
        if not _in_order(self.values.get("scheduled_start"), self.values.get("scheduled_end")):
            del self.values["scheduled_end"]
            desk.refuse(sent, "scheduled_end", R.INVALID, detail="It lies before the start.")
        self.linked = {"tasks": desk.of_order(TASKS, sent.uuid), "asset_ids": desk.of_order(ASSETS, sent.uuid)}
        self.dropped: list[tuple[Sent, str | None, ConflictReason, str]] = []

    def record(self) -> work_orders.NewWorkOrder:
        """The work order as it can be made now."""
        given = {
            name: value
            for name, value in self.values.items()
            if name in work_orders.NewWorkOrder.__struct_fields__ and value is not None
        }
        given |= {"title": given.get("title", ""), "id": self.sent.uuid}
        if "priority" in given:
            given["priority"] = work_orders.Priority(given["priority"])
        if "kind" in given:
            given["kind"] = work_orders.WorkKind(given["kind"])
        given["tasks"] = [task_of(task) for task in self.linked["tasks"]]
        given["asset_ids"] = [link.get("asset_id") for link in self.linked["asset_ids"]]
        moves = self.values.get("status") not in {None, *ENDINGS}
        new = work_orders.NewWorkOrder(**given, done=self.values.get("status") == "complete")
        return msgspec.structs.replace(new, approve=moves and work_orders.may_release(new, self.desk.call.permissions))

    def drop(self, refusal: Refusal) -> bool:
        """Leave out what a refusal blames, where work can be made without it."""
        places = refusing.blamed(refusal) if isinstance(refusal, Invalid) else []
        found = [self._drop(place, message) for place, message in places]
        return any(found) and all(found)

    def _drop(self, place: tuple[str, ...], message: str) -> bool:
        match place:
            case (("tasks" | "asset_ids") as kind, position, *column) if position.isdecimal():
                return self._drop_link(kind, int(position), column, message)
            case (column,) if column in self.values and column not in NOT_WITHOUT:
                del self.values[column]
                self.dropped.append((self.sent, column, R.INVALID, message))
                return True
            case _:
                return False

    def _drop_link(self, kind: str, position: int, column: list[str], message: str) -> bool:
        links = self.linked[kind]
        if position >= len(links):
            return False
        link = links[position]
        if column and column[0] in link.values and column[0] != "title":
            values = {name: value for name, value in link.values.items() if name != column[0]}
            links[position] = msgspec.structs.replace(link, values=values)
            self.dropped.append((link, column[0], R.INVALID, message))
        else:
            del links[position]
            self.dropped.append((link, None, R.PARENT_MISSING, message))
        return True


def _in_order(starts: datetime | None, ends: datetime | None) -> bool:
    return starts is None or ends is None or starts <= ends


def task_of(sent: Sent) -> work_orders.NewTask:
    """The task that a phone has added."""
    return work_orders.NewTask(
        id=sent.uuid,
        title=sent.get("title") or None,
        task_code_id=sent.get("task_code_id"),
        asset_id=sent.get("asset_id"),
        instructions=sent.get("instructions"),
        required=sent.values.get("required", True),
        estimated_hours=sent.get("estimated_hours"),
    )


async def create(desk: Desk) -> None:
    """Make the work orders that are not there yet."""
    for sent in desk.unknown(TABLE):
        await _create(desk, sent)


async def _create(desk: Desk, sent: Sent) -> None:
    draft = Draft(desk, sent)
    if not draft.values.get("title"):
        desk.refuse(sent, None, R.INVALID, detail="It needs a title.")
        return
    made: list[work_orders.WorkOrder] = []

    async def write() -> None:
        made.append(await work_orders.create(desk.call, draft.record()))

    refusal = await desk.tried(write, draft.drop)
    if isinstance(refusal, AlreadyExists):
        await desk.read_table(TABLE, [sent.id])
        if desk.holds(sent) is not None:
            return
    if refusal is not None:
        places = {place[0] for place, _ in refusing.blamed(refusal)} & refusing.PLACES
        if places:
            desk.orphan(sent)
        else:
            desk.quarantine(sent, refusal)
        return
    for link, column, reason, message in draft.dropped:
        desk.refuse(link, column, reason, detail=f"{message[:1].upper()}{message[1:]}.")
    desk.work[sent.uuid] = Work(id=sent.uuid, status=made[-1].status.value, site_id=made[-1].site_id)
    desk.made.add((TABLE, sent.id))
    for kind, table in LINKS.items():
        desk.made |= {(table, link.id) for link in draft.linked[kind]}
        dropped = {link.id for link, column, _, _ in draft.dropped if link.table == table and column is None}
        desk.made |= {(table, id) for id in dropped}
    desk.statuses[sent.id] = draft.values


async def edit(desk: Desk) -> None:
    """Change the work orders that are there."""
    for sent, held in desk.known(TABLE):
        if (TABLE, sent.id) in desk.made:
            continue
        verdict = desk.judged(sent, held, needs="work_orders:write")
        if verdict.status:
            desk.statuses[sent.id] = verdict.status
        if verdict.apply.get("title") == "":
            del verdict.apply["title"]
            desk.refuse(sent, "title", R.INVALID, detail="It needs a title.")
        if verdict.apply:
            await change(desk, sent, held, verdict.apply, version=held.version)


async def change(desk: Desk, sent: Sent, held: Held, given: Mapping[str, Any], *, version: int) -> None:
    """Write columns of a work order; those that a rule refuses stay as they are."""
    fields = dict(given)
    dropped: list[tuple[str, ConflictReason, str]] = []
    status = held.get("status")

    def drop(refusal: Refusal) -> bool:
        blamed = [(place[0], message) for place, message in refusing.blamed(refusal) if place[0] in fields]
        for column, message in blamed:
            del fields[column]
            dropped.append((column, refusing.reason_of(refusal, status=status), message))
        return bool(blamed)

    async def write() -> None:
        if fields:
            await work_orders.update(desk.call, sent.uuid, _records(fields), version=version)

    refusal = await desk.tried(write, drop)
    if refusal is not None:
        reason = refusing.reason_of(refusal, status=status)
        dropped += [(column, reason, refusing.detail_of(refusal)) for column in fields]
    for column, reason, message in dropped:
        desk.refuse(sent, column, reason, detail=f"{message[:1].upper()}{message[1:]}".removesuffix(".") + ".")


def _records(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns as the verb takes them."""
    kinds = {"priority": work_orders.Priority, "kind": work_orders.WorkKind}
    return {name: kinds[name](value) if name in kinds else value for name, value in fields.items()}


async def delete(desk: Desk) -> None:
    """Delete work orders; one that may not be deleted comes back."""
    leaving = list(desk.leaving(TABLE))
    if not leaving:
        return
    now = await desk.orders_now([UUID(held.id) for held in leaving])
    for held in leaving:
        work = now[UUID(held.id)]
        refusal = await desk.tried(lambda work=work: work_orders.delete(desk.call, work.id, version=work.version))  # type: ignore[misc]
        if refusal is not None:
            desk.refuse_delete(TABLE, held, refusal)
