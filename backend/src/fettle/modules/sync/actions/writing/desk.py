"""The desk on which a push is worked off: what is held of its records, and what could not be taken as it was sent."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.refusals import Conflict, Refusal, Unavailable
from fettle.modules.sync.records import ConflictReason, Phone, Refused, Table
from fettle.modules.sync.rules import declared, merging, refusing, taking, wording
from fettle.modules.sync.rules.merging import Edit, Held, Rights, Verdict
from fettle.modules.sync.rules.taking import Push, Sent, wire_of
from fettle.modules.sync.store import held as store
from fettle.modules.sync.store.conflicts import NewConflict
from fettle.modules.sync.store.held import Work

R = ConflictReason
CLOCKS_DIFFER = timedelta(minutes=5)
MOST_TRIES = 6
OF_WORK = ("work_order_tasks", "work_order_assets", "log_entries", "log_lines", "comments")
TABLES: Mapping[str, Table] = {table.name: table for table in declared.TABLES}
Drop = Callable[[Refusal], bool]


class Draft(Protocol):
    """A record to be written, which may do without some of what was sent."""

    def drop(self, refusal: Refusal) -> bool:
        """Leave out what a refusal blames, where the record can be written without it."""
        ...


D = TypeVar("D", bound=Draft)
Write = Callable[[Sequence[D]], Awaitable[Sequence[object]]]


class StaleCursor(Conflict):
    """Pull first: what this phone knows is older than what it sends, or belongs to other rights or another database."""


class TooBold(Conflict):
    """Something was refused half-way; the push is to be worked off anew, record by record."""


class Desk:
    """One push: who sent it, what is held, what was made, what was refused and what has to be sent back.

    `careful`: each record can be undone by itself. Mostly that is not needed, and it takes several times as long.
    """

    def __init__(self, call: Call, push: Push, since: int, unseen: int, phone: Phone, *, careful: bool) -> None:
        self.call = call
        self.careful = careful
        self.push = push
        self.since = since
        self.unseen = unseen
        self.phone = phone
        self.held: dict[str, dict[str, Held]] = {}
        self.work: dict[UUID, Work] = {}
        self.edits: dict[tuple[str, str], list[Edit]] = {}
        self.made: set[tuple[str, str]] = set()
        self.statuses: dict[str, dict[str, Any]] = {}
        self._by_order: dict[str, dict[UUID | None, list[Sent]]] = {}
        self.conflicts: list[NewConflict] = []
        self.refused: list[Refused] = []
        self.out_of_sight: set[tuple[str, str]] = set()
        self.echoes: dict[tuple[str, str], None] = {}

    # What is held.

    async def read(self) -> None:
        """Read what is held of everything in the push, and lock the work that it is about.

        All of that comes first and in one order, also where something is only added to it: whoever waits for one work
        order holds nothing yet that others wait for.
        """
        orders = {UUID(id) for id in (*self.push.of("work_orders"), *self.push.deleted.get("work_orders", ()))}
        orders |= set(taking.ids_in(self.push, "work_order_id", OF_WORK))
        orders |= set(taking.ids_in(self.push, "follow_up_of_id", ("work_orders",)))
        self.work = await store.work(self.call, orders, lock=True)
        for name in self.push.records:
            await self.read_table(name, [*self.push.of(name), *self.push.deleted[name]])
        about = {*self.work, *(UUID(id) for id in self.push.of("work_requests"))}
        about |= {
            held.get("work_request_id") or held.get("work_order_id") for held in self.held.get("comments", {}).values()
        } - {None}
        for edit in await store.edits(self.call, about, since=self.unseen):
            late = edit.seq > self.since
            self.edits.setdefault((edit.entity, edit.id), []).append(Edit(by=edit.by, after=edit.after, late=late))

    async def read_table(self, name: str, ids: list[str]) -> None:
        """Read what is held of these records."""
        table = TABLES[name]
        rows = await store.rows(self.call, table, ids)
        facts = await store.facts(self.call, name, ids)
        found = self.held.setdefault(name, {})
        for row in rows:
            fact = facts.get(row.id)
            found[row.id] = held_of(
                table, row.id, row.row, version=fact.version if fact else 1, deleted=fact.deleted if fact else False
            )

    def holds(self, sent: Sent) -> Held | None:
        """What is held of a record."""
        return self.held.get(sent.table, {}).get(sent.id)

    def known(self, table: str) -> Iterator[tuple[Sent, Held]]:
        """The records of a table that are there already; what was deleted meanwhile is put aside."""
        for sent in list(self.push.of(table).values()):
            held = self.holds(sent)
            if held is None:
                continue
            if held.deleted:
                self.bury(sent, held)
            else:
                yield sent, held

    def unknown(self, table: str) -> Iterator[Sent]:
        """The records of a table that are not there yet."""
        return (sent for sent in list(self.push.of(table).values()) if self.holds(sent) is None)

    def leaving(self, table: str) -> Iterator[Held]:
        """The records to delete that are still there; what is gone already is gone."""
        for id in self.push.deleted.get(table, ()):
            held = self.held.get(table, {}).get(id)
            if held is not None and not held.deleted:
                yield held

    def order(self, work_order_id: UUID | None) -> Work | None:
        """The work order of that id, if it is there and the caller can see it."""
        found = None if work_order_id is None else self.work.get(work_order_id)
        return None if found is None or found.deleted else found

    async def orders_now(self, ids: list[UUID]) -> dict[UUID, Work]:
        """Work orders as this push has left them so far."""
        now = await store.work(self.call, ids, lock=False)
        self.work |= now
        return now

    def of_order(self, table: str, work_order_id: UUID) -> list[Sent]:
        """The new records of a table that the push brings for a work order, in their order there."""
        if table not in self._by_order:
            self._by_order[table] = {}
            for sent in sorted(self.unknown(table), key=lambda sent: (sent.get("position") or 0, sent.id)):
                self._by_order[table].setdefault(sent.get("work_order_id"), []).append(sent)
        return list(self._by_order[table].get(work_order_id, ()))

    # What is decided.

    def judged(
        self, sent: Sent, held: Held, *, needs: str | None = None, free: frozenset[str] = frozenset()
    ) -> Verdict:
        """What to take of a changed record; what is not taken is written down. Raises `StaleCursor`."""
        rights = Rights(user_id=self.call.user_id, edits=needs is None or self.call.may(needs), free=free)
        edits = self.edits.get((store.ENTITIES.get(sent.table, ""), sent.id), [])
        verdict = merging.merge(TABLES[sent.table], sent, held, edits, rights)
        if verdict.stale:
            raise StaleCursor(
                f"The {wording.noun(sent.table)} {sent.id} was changed meanwhile, and the phone does not say what it "
                "has changed itself."
            )
        for column, reason in verdict.refused.items():
            self.refuse(sent, column, reason, detail=sent.faults.get(column, ""))
        for one in verdict.overwritten:
            self.refuse(sent, one.column, R.OVERWRITTEN, stands=True)
            self._tell(one.authors, sent, held, one.column)
        for column in verdict.apply:
            self._keep_cut(sent, column)
        if verdict.echo:
            self.echo(sent.table, sent.id)
        return verdict

    def starting(self, sent: Sent) -> dict[str, Any]:
        """The values that a new record starts with; what cannot be read of it is written down."""
        for column, fault in sent.faults.items():
            self.refuse(sent, column, R.INVALID, detail=f"It {fault}.")
        values = merging.creating(TABLES[sent.table], sent)
        for column in values:
            self._keep_cut(sent, column)
        return values

    def _keep_cut(self, sent: Sent, column: str) -> None:
        if column in sent.cut:
            length = len(sent.values[column])
            self.refuse(
                sent,
                column,
                R.INVALID,
                client=sent.cut[column],
                detail=f"Only the first {length} characters fit; the whole text is kept here.",
            )

    def not_ahead(self, sent: Sent, column: str, stated: datetime | None) -> datetime | None:
        """A stated moment, or now for one that has not come yet: the clock of a phone is data, never order."""
        if stated is None or stated <= self.call.now + CLOCKS_DIFFER:
            return stated
        self.refuse(sent, column, R.CLOCK, server=wire_of(self.call.now))
        return self.call.now

    def no_later_day(self, sent: Sent, column: str, stated: date) -> date:
        """A stated day, or today for one that has come nowhere yet."""
        today = self.call.now.date()
        if stated <= today + timedelta(days=1):
            return stated
        self.refuse(sent, column, R.CLOCK, server=wire_of(today))
        return today

    # What is done.

    async def tried(self, work: Callable[[], Awaitable[Any]], drop: Drop = lambda _: False) -> Refusal | None:
        """Do `work`, again as long as `drop` can leave out what it was refused for. The refusal that remains."""
        refusal: Refusal | None = None
        for _ in range(MOST_TRIES):
            written = self.call.written
            try:
                async with self._attempt():
                    await work()
                return None
            except Unavailable:
                raise
            except Refusal as raised:
                if not self.careful and self.call.written > written:
                    raise TooBold() from raised
                refusal = raised
                if not drop(raised):
                    break
        return refusal

    async def tried_together(self, drafts: Sequence[D], write: Write[D]) -> list[Refusal | None]:
        """As `tried` for many drafts: in one go, or one after the other where each can be undone by itself.

        `write` answers for each of them, and leaves out those for which that is a refusal.
        """
        if not self.careful:
            return await self._rounds(drafts, write)
        return [refusal for draft in drafts for refusal in await self._rounds([draft], write)]

    async def _rounds(self, drafts: Sequence[D], write: Write[D]) -> list[Refusal | None]:
        remaining: list[Refusal | None] = [None] * len(drafts)
        waiting = list(range(len(drafts)))
        for _ in range(MOST_TRIES):
            if waiting:
                answers = await self._answers([drafts[place] for place in waiting], write)
                for place, answer in zip(waiting, answers, strict=True):
                    remaining[place] = answer if isinstance(answer, Refusal) else None
                waiting = [place for place in waiting if (was := remaining[place]) and drafts[place].drop(was)]
        return remaining

    async def _answers(self, drafts: Sequence[D], write: Write[D]) -> Sequence[object]:
        answers: list[object] = []

        async def work() -> None:
            answers.extend(await write(drafts))

        refusal = await self.tried(work)
        return answers if refusal is None else [refusal] * len(drafts)

    def _attempt(self) -> AbstractAsyncContextManager[None]:
        return self.call.attempt() if self.careful else nullcontext()

    # What is told.

    def echo(self, table: str, id: str) -> None:
        """Let the next pull send a record once more: the phone holds something else than we do."""
        self.echoes[table, id] = None

    def refuse(
        self,
        sent: Sent,
        field: str | None,
        reason: ConflictReason,
        *,
        detail: str = "",
        client: Any = None,
        server: Any = None,
        stands: bool = False,
    ) -> None:
        """Write down that something was not taken as it was sent; `stands`: it was, over what somebody else wrote."""
        held = self.holds(sent)
        if client is None:
            client = sent.raw if field is None else sent.raw.get(field)
        if server is None and held is not None:
            server = held.raw if field is None else held.raw.get(field)
        shown = None if field is None else server
        message = wording.message(sent.table, field, reason, detail=detail, holds=None if stands else shown)
        self._write_down(sent.table, sent.id, field, reason, message, client, server, None, self.site_of(sent, held))
        if not stands:
            self.echo(sent.table, sent.id)

    def _tell(self, authors: Iterable[UUID | None], sent: Sent, held: Held, column: str) -> None:
        """Tell others what stands now in place of what they wrote, as they see it: theirs is what was held."""
        message = wording.message(sent.table, column, R.OVERWRITTEN)
        theirs, stands, site_id = held.raw.get(column), sent.raw.get(column), self.site_of(sent, held)
        for user_id in dict.fromkeys(authors):
            if user_id not in {None, self.call.user_id}:
                self._write_down(sent.table, sent.id, column, R.OVERWRITTEN, message, theirs, stands, user_id, site_id)

    def refuse_delete(self, table: str, held: Held, refusal: Refusal) -> None:
        """Write down that something could not be deleted; it comes back to the phone."""
        reason = refusing.reason_of(refusal, status=held.get("status"))
        message = wording.message(table, None, reason, detail=refusing.detail_of(refusal))
        work = self.work.get(held.get("work_order_id") or UUID(int=0))
        site_id = work.site_id if work else held.get("site_id")
        self._write_down(table, held.id, None, reason, message, None, held.raw, None, site_id)
        self.echo(table, held.id)

    def quarantine(self, sent: Sent, refusal: Refusal, *, client: Any = None) -> None:
        """Keep a whole record that could not be taken."""
        work = self.work.get(sent.get("work_order_id") or UUID(int=0))
        reason = refusing.reason_of(refusal, status=work.status if work else None)
        self.refuse(sent, None, reason, detail=refusing.detail_of(refusal), client=client)

    def orphan(self, sent: Sent, *, client: Any = None) -> None:
        """Keep a whole record that belongs to something which is not there."""
        self.refuse(sent, None, R.PARENT_MISSING, client=client)

    def bury(self, sent: Sent, held: Held) -> None:
        """A record that has been deleted stays so; what was written into it is kept."""
        if sent.changed or sent.new or merging.differing(TABLES[sent.table], sent, held):
            self.refuse(sent, None, R.DELETED)
        self.echo(sent.table, sent.id)

    def site_of(self, sent: Sent, held: Held | None) -> UUID | None:
        """The site at which a record is."""
        work = self.work.get(self.order_of(sent, held) or UUID(int=0))
        return work.site_id if work else None

    def order_of(self, sent: Sent, held: Held | None = None) -> UUID | None:
        """The work order that a record belongs to."""
        if sent.table == "work_orders":
            return sent.uuid
        held = held or self.holds(sent)
        found: UUID | None = (held.get("work_order_id") if held else None) or sent.get("work_order_id")
        return found

    def _write_down(  # noqa: PLR0917
        self,
        table: str,
        id: str,
        field: str | None,
        reason: ConflictReason,
        message: str,
        client: Any,
        server: Any,
        user_id: UUID | None,
        site_id: UUID | None,
    ) -> None:
        call = self.call
        self.conflicts.append(
            NewConflict(
                id=call.new_id(),
                user_id=user_id or call.user_id,
                device=call.caller.device,
                device_id=self.phone.device_id if user_id in {None, call.user_id} else None,
                collection=table,
                record_id=id,
                field=field,
                client_value=client,
                server_value=server,
                reason=reason.value,
                message=message,
                pulled_at=self.phone.pulled_at,
                site_id=site_id,
            )
        )
        if user_id in (None, call.user_id):
            self.refused.append(
                Refused(table=table, id=id, column=field, reason=reason.value, message=message, server_value=server)
            )


def held_of(table: Table, id: str, row: str, *, version: int = 1, deleted: bool = False) -> Held:
    """A stored record, read as those of phones are, so that the two can be compared."""
    raw = msgspec.json.decode(row)
    values = {}
    for column in table.columns:
        try:
            values[column.name] = taking.typed(column, raw[column.name])
        except taking.Unreadable:
            values[column.name] = raw[column.name]
    return Held(id=id, values=values, raw=raw, version=version, deleted=deleted)
