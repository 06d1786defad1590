"""What has changed for a phone since it last asked, or all that it carries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.sync.actions.standing import Standing, standing
from fettle.modules.sync.records import Cursor, Harvest, Leaf, Mark, Table, Wish
from fettle.modules.sync.rules import cursors, hearing, schema
from fettle.modules.sync.store import pulling as store
from fettle.modules.sync.store import sources
from fettle.modules.sync.store.sources import Source

ANEW = "resync"
"""Said to a phone that gets everything anew: what it has not sent yet stays."""
Kept = Mapping[str, tuple[Table, Source]]


class Pull:
    """One pull: who asks, which tables they know, and what has been found."""

    def __init__(self, call: Call, stand: Standing, kept: Kept, most: int) -> None:
        self.call = call
        self.stand = stand
        self.kept = kept
        self.most = most
        self.found: dict[str, dict[str, str]] = {name: {} for name in kept}
        self.gone: dict[str, set[str]] = {name: set() for name in kept}
        self.scope = store.scope_of(
            stand.person,
            now=call.now,
            ended=call.now - hearing.ENDED_FOR,
            released=call.now - hearing.RELEASED_FOR,
            read=call.now - hearing.ENDED_FOR,
        )

    async def everything(self, seq: int, leaf: Leaf | None, *, replaces: bool = False) -> Harvest:
        """All that the phone carries, or a part of it; what changes meanwhile is told after the last part."""
        if leaf is None:
            parts = 1 if replaces else cursors.parts_for(await store.size(self.call, self.scope), self.most)
            leaf = Leaf(parts, 0)
        await self._read_whole(self.kept, leaf)
        following = cursors.following(leaf)
        has_more = following is not None or self.stand.head > seq
        return self._harvest(Cursor(seq, self.stand.tag, following), has_more=has_more, replaces=replaces)

    async def changes(self, cursor: Cursor, new: frozenset[str]) -> Harvest:
        """What has changed since; of the tables `new` everything."""
        marks, has_more = await self._marks(cursor.seq)
        seq = marks[-1].seq if has_more else self.stand.head
        await self._moved(marks)
        await self._things_moved(marks)
        await self._run_out(cursor.seq)
        await self._changed(marks, cursor.seq)
        self._unlinked(marks)
        if new:
            some = {name: pair for name, pair in self.kept.items() if name in new}
            await self._read_whole(some, Leaf(1, 0))
        brought = seq - cursor.seq or cursor.brought
        return self._harvest(Cursor(seq, self.stand.tag, brought=brought), has_more=has_more)

    async def _marks(self, after: int) -> tuple[list[Mark], bool]:
        """The next whole transactions; one that is larger than a page is still told whole."""
        most = self.most + 1
        while True:
            marks, has_more = hearing.whole(await store.marks(self.call, after, most), most)
            if marks or not has_more:
                return marks, has_more
            most *= 4

    async def _moved(self, marks: Sequence[Mark]) -> None:
        """Work that may have come: all that goes with it. Work that has gone: that it went."""
        if not self.stand.person.works:
            return
        moved = hearing.moved(marks)
        here = set(await store.in_pocket(self.call, self.scope, moved))
        await self._read_families(sorted(here))
        sites = self.call.caller.site_scope
        left = [
            each
            for each, told in moved.items()
            if each not in here and any(hearing.was_in_sight(mark, sites) for mark in told)
        ]
        await self._bury(left)

    async def _things_moved(self, marks: Sequence[Mark]) -> None:
        """What goes with assets and locations that came into the sites of the phone's owner, or left them."""
        things = hearing.things_moved(marks, self.call.caller.site_scope)
        if things:
            await self._read(
                (name, sources.selection(table, source, source.of_things), {"things": things})
                for name, (table, source) in self.kept.items()
                if source.of_things is not None
            )
            for name, id in await store.things_of(self.call, things):
                self._say_gone(name, [id])

    async def _run_out(self, seq: int) -> None:
        """Work that has ended long ago, or was taken away a while ago, goes without anybody changing it."""
        since, _ = await store.moments(self.call, seq)
        if since is None or not self.stand.person.works:
            return
        before = {"ended_from": since - hearing.ENDED_FOR, "released_from": since - hearing.RELEASED_FOR}
        candidates = await store.run_out(self.call, self.scope | before)
        here = await store.in_pocket(self.call, self.scope, candidates)
        await self._bury(sorted(candidates - set(here)))

    async def _bury(self, work_order_ids: Sequence[UUID]) -> None:
        self._say_gone("work_orders", map(str, work_order_ids))
        for name, id in await store.families_of(self.call, work_order_ids):
            self._say_gone(name, [id])

    def _say_gone(self, name: str, ids: Iterable[str]) -> None:
        if name in self.gone:
            self.gone[name].update(ids)

    async def _changed(self, marks: Sequence[Mark], seq: int) -> None:
        """Every row that a change speaks of, as far as the phone carries it, and those that are to be sent again."""
        asked = {
            name: hearing.told_of(marks, source.told_by, source.named_in) for name, (_, source) in self.kept.items()
        }
        again = hearing.echoes(marks, self.stand.person.user_id)
        since = (await store.moments(self.call, seq))[0] or self.call.now - hearing.KEPT_FOR
        heard = {"heard_since": since - hearing.OVERLAP}
        through = {name: hearing.told_of(marks, source.told_through, {}) for name, (_, source) in self.kept.items()}
        ids = {name: [*asked[name], *through[name], *hearing.first_ids(again.get(name, ()))] for name in self.kept}
        names = [name for name, (_, source) in self.kept.items() if ids[name] or source.fresh is not None]
        await self._read((name, sources.changed(*self.kept[name]), {**heard, "ids": ids[name]}) for name in names)
        for name in names:
            self._bury_missing(name, asked[name])
            self._say_gone(name, again.get(name, set()) - self.found[name].keys())

    def _bury_missing(self, name: str, asked: Mapping[UUID, Sequence[Mark]]) -> None:
        """What changed and is not there any more is gone, as far as the phone may have carried it."""
        source = self.kept[name][1]
        if not source.buries or source.id not in source.told_by.values():
            return
        sites, of_work = self.call.caller.site_scope, source.family is not None
        for id, told in asked.items():
            gone = any(hearing.says_gone(mark, of_work=of_work) for mark in told)
            if gone and str(id) not in self.found[name] and any(hearing.was_in_sight(mark, sites) for mark in told):
                self.gone[name].add(str(id))

    def _unlinked(self, marks: Sequence[Mark]) -> None:
        name = "work_order_assets"
        if name in self.kept:
            self.gone[name] |= hearing.assets_before(marks) - self.found[name].keys()

    async def _read_families(self, work_order_ids: Sequence[UUID]) -> None:
        if work_order_ids:
            families = {"families": store.listed(work_order_ids)}
            await self._read(
                (name, sources.families(table, source), families)
                for name, (table, source) in self.kept.items()
                if source.family is not None
            )

    async def _read_whole(self, kept: Kept, leaf: Leaf) -> None:
        families = await store.all_in_pocket(self.call, self.scope, leaf)
        wanted = {"families": store.listed(families), "parts": leaf.parts, "number": leaf.number}
        await self._read((name, sources.whole(table, source), wanted) for name, (table, source) in kept.items())

    async def _read(self, queries: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        asked = list(queries)
        answers = await self.call.together(
            *(store.rows(self.call, query, {**self.scope, **more}) for _, query, more in asked)
        )
        for (name, _, _), rows in zip(asked, answers, strict=True):
            self.found[name].update(rows)

    def _harvest(self, cursor: Cursor, *, has_more: bool, replaces: bool = False) -> Harvest:
        return Harvest(
            rows={name: [row.encode() for row in rows.values()] for name, rows in self.found.items()},
            deleted={name: sorted(ids - self.found[name].keys()) for name, ids in self.gone.items()},
            timestamp=cursors.written(cursor),
            has_more=has_more,
            replaces=replaces,
            messages=[ANEW] if replaces else [],
        )


async def pull(call: Call, wish: Wish, tables: Mapping[str, tuple[Table, Source]], most: int) -> Harvest:
    """What the phone is to be told; `most` records at a time, roughly.

    Raises `UpgradeNeeded` for a schema that is too old.
    """
    call.must("tenant:read")
    stand = await standing(call)
    known = schema.as_of((table for table, _ in tables.values()), wish.schema_version)
    kept = {
        name: (table, tables[name][1])
        for name, table in known.items()
        if any(call.may(permission) for permission in table.needs)
    }
    one = Pull(call, stand, kept, most)
    harvest = await _pulled(call, one, stand, wish)
    for name in known.keys() - kept.keys():
        harvest.rows[name] = []
        harvest.deleted[name] = []
    return harvest


async def _pulled(call: Call, one: Pull, stand: Standing, wish: Wish) -> Harvest:
    if wish.last_pulled_at is None:
        return await one.everything(stand.head, None)
    cursor = cursors.read(wish.last_pulled_at)
    if cursor is None or cursor.tag != stand.tag or cursor.seq > stand.head or await _is_too_old(call, cursor):
        return await one.everything(stand.head, None, replaces=True)
    if cursor.leaf is not None:
        return await one.everything(cursor.seq, cursor.leaf)
    return await one.changes(cursor, wish.new_tables | wish.widened_tables)


async def _is_too_old(call: Call, cursor: Cursor) -> bool:
    """Whether the first change that the phone has missed is older than changes are told one by one."""
    _, missed = await store.moments(call, cursor.seq)
    return missed is not None and missed < call.now - hearing.KEPT_FOR
