"""How records of one kind are kept: the same statements for tags, codes, staff, roles, fields and views."""

from collections.abc import Iterable, Mapping, Sequence
from string import Template
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from psycopg.types.json import Jsonb

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.changes import Change, difference
from fettle.kit.pages import PageRequest

R = TypeVar("R", bound=Any)
AUDIT = ("created_at", "updated_at", "version", "deleted_at")


class Link(msgspec.Struct, frozen=True):
    """A field of a record that is kept as rows of its own: the table, the column of the record, that of the others."""

    table: str
    owner: str
    member: str


class Shelf(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """One kind of record: its table, its name in the feed, the columns people write, links, what is read besides them.

    Lists are ordered by `by`, a text column; `q` looks in `searched`; `visible` narrows who sees a record. All of these
    are constants of this program.
    """

    table: str
    entity: str
    record: type[R]
    columns: tuple[str, ...]
    links: Mapping[str, Link] = {}
    reads: Mapping[str, str] = {}
    by: str = "name"
    visible: str = "true"
    searched: str = "t.name"

    def reading(self) -> str:
        """The columns of a SELECT."""
        plain = [f"t.{name}" for name in ("id", *self.columns, *AUDIT)]
        linked = {
            name: Template(LINKED).substitute(table=link.table, owner=link.owner, member=link.member)
            for name, link in self.links.items()
        }
        return ", ".join(
            [*plain, *(f"{expression} AS {name}" for name, expression in {**linked, **self.reads}.items())]
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that people write."""
        return (*self.columns, *self.links)

    def sql(self, template: str, **more: str) -> str:
        """`template` with this shelf's names in their places."""
        return Template(template).substitute(
            table=self.table, reading=self.reading(), by=self.by, visible=self.visible, **more
        )


LINKED = "ARRAY(SELECT l.$member FROM $table l WHERE l.tenant_id = t.tenant_id AND l.$owner = t.id ORDER BY l.$member)"
UNLINK = "DELETE FROM $table WHERE tenant_id = app.tenant_id() AND $owner = %(id)s"
LINK = """
INSERT INTO $table (tenant_id, $owner, $member) SELECT app.tenant_id(), %(id)s, unnest(%(members)s::uuid[])
"""
GET = (
    "SELECT $reading FROM $table t WHERE t.tenant_id = app.tenant_id() AND t.id = %(id)s AND $visible AND $state $lock"
)
PAGE = """
SELECT $reading FROM $table t
WHERE t.tenant_id = app.tenant_id() AND $visible AND $state $filters
  AND (%(q)s::text IS NULL OR strpos(app.fold($searched), app.fold(%(q)s)) > 0)
  $after $order LIMIT %(most)s
"""
INSERT = """
INSERT INTO $table (tenant_id, id, $names, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, $values, %(now)s, %(user)s, %(now)s, %(user)s)
"""
UPDATE = """
UPDATE $table SET $assignments version = version + 1, updated_at = %(now)s, updated_by = %(user)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
LIVE, DELETED = "t.deleted_at IS NULL", "t.deleted_at IS NOT NULL"


async def get(call: Call, shelf: Shelf[R], record_id: UUID, *, lock: bool = False, deleted: bool = False) -> R:
    """The record. Raises `NotFound`; `deleted` looks among the deleted ones instead."""
    query = shelf.sql(GET, state=DELETED if deleted else LIVE, lock="FOR UPDATE" if lock else "")
    return await call.one(shelf.record, query, {"id": record_id})


async def page(
    call: Call, shelf: Shelf[R], page: PageRequest, *, q: str | None, deleted: bool, filters: Mapping[str, Any]
) -> list[R]:
    """The records of a page and one more. `filters` are columns and the value, or list of values, that they have."""
    given = {name: value for name, value in filters.items() if value is not None}
    tests = " ".join(
        f"AND t.{n} = " + (f"ANY(%({n})s)" if isinstance(v, list) else f"%({n})s") for n, v in given.items()
    )
    order = Order(f"t.{shelf.by}", "text", "t.id")
    after, position = order.after(page.position)
    query = shelf.sql(
        PAGE,
        state=DELETED if deleted else LIVE,
        filters=tests,
        searched=shelf.searched,
        after="".join(f"AND {condition}" for condition in after),
        order=order.by,
    )
    return await call.all(shelf.record, query, {**given, **position, "q": q or None, "most": page.limit + 1})


async def add(call: Call, shelf: Shelf[R], record: R) -> R:
    """Keep a new record."""
    change = Change(f"{shelf.entity}.created", record.id, {name: getattr(record, name) for name in shelf.fields})
    await call.write(change, _insertion(shelf), {**_audit(call, record.id), **_values(record, shelf.columns)})
    await _link(call, shelf, record, shelf.links)
    return record


async def add_many(call: Call, shelf: Shelf[R], records: Sequence[R]) -> None:
    """Keep new records without links, in one go."""
    if not records:
        return
    changes = [
        Change(f"{shelf.entity}.created", record.id, {name: getattr(record, name) for name in shelf.columns})
        for record in records
    ]
    rows = [{**_audit(call, record.id), **_values(record, shelf.columns)} for record in records]
    await call.write_many(changes, _insertion(shelf), rows)


async def save(call: Call, shelf: Shelf[R], old: R, new: R, verb: str = "changed") -> R:
    """Keep what became of a record that was locked before, and give it as it stands now."""
    before, after = difference(old, new)
    names = [name for name in (*shelf.fields, "deleted_at") if name in after]
    if not names:
        return old
    columns = [name for name in names if name not in shelf.links]
    query = shelf.sql(UPDATE, assignments=" ".join(f"{name} = %({name})s," for name in columns))
    change = Change(f"{shelf.entity}.{verb}", new.id, {n: after[n] for n in names}, {n: before[n] for n in names})
    await call.write(change, query, {**_audit(call, new.id), **_values(new, columns)})
    await _link(call, shelf, new, [name for name in names if name in shelf.links])
    return bumped(call, new)


def bumped(call: Call, record: R) -> R:
    """The record with its version and time of change moved on."""
    moved: R = msgspec.structs.replace(record, version=record.version + 1, updated_at=call.now)
    return moved


def _insertion(shelf: Shelf[Any]) -> str:
    values = ", ".join(f"%({name})s" for name in shelf.columns)
    return shelf.sql(INSERT, names=", ".join(shelf.columns), values=values)


async def _link(call: Call, shelf: Shelf[Any], record: Any, names: Iterable[str]) -> None:
    for name in names:
        link = shelf.links[name]
        parts = {"table": link.table, "owner": link.owner, "member": link.member}
        await call.keep(Template(UNLINK).substitute(parts), {"id": record.id})
        await call.keep(Template(LINK).substitute(parts), {"id": record.id, "members": getattr(record, name)})


def _audit(call: Call, record_id: UUID) -> dict[str, Any]:
    return {"id": record_id, "now": call.now, "user": call.user_id}


def _values(record: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: stored(getattr(record, name)) for name in names}


def stored(value: Any) -> Any:
    """A value as a column takes it: documents as jsonb."""
    if isinstance(value, dict | msgspec.Struct):
        return Jsonb(msgspec.to_builtins(value))
    return value
