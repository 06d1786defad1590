"""The verbs of everything that is kept on a shelf: list, find, add, change, remove, restore.

What is special about one kind of record (who may, what must hold) stands in its `Kind`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.tenancy.rules import versions
from fettle.modules.tenancy.store import shelves
from fettle.modules.tenancy.store.shelves import Shelf

R = TypeVar("R", bound=Any)


async def as_given(_call: Call, _old: Any, new: Any) -> Any:
    """Keep a record as somebody stated it."""
    return new


async def freely(_call: Call, _old: Any) -> None:
    """Let a record be removed whenever somebody may."""


class Kind(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """One kind of record: its shelf, the permissions to read and write it, and its rules.

    `check` gets the record as it was (None for a new one) and as it is to be, and gives what is kept, or refuses.
    """

    shelf: Shelf[R]
    read: str
    write: str
    check: Callable[[Call, R | None, R], Awaitable[R]] = as_given
    may_go: Callable[[Call, R], Awaitable[None]] = freely


async def page(
    call: Call, kind: Kind[R], asked: PageRequest, *, filters: Mapping[str, Any], q: str | None, deleted: bool
) -> Page[R]:
    """A page of records in the order of their kind; `deleted` lists the removed ones instead."""
    call.must(kind.read)
    rows = await shelves.page(call, kind.shelf, asked, q=q, deleted=deleted, filters=filters)
    return asked.page(rows, key=lambda record: (getattr(record, kind.shelf.by), record.id))


async def find(call: Call, kind: Kind[R], record_id: UUID) -> R:
    """One record."""
    call.must(kind.read)
    return await shelves.get(call, kind.shelf, record_id)


async def add(call: Call, kind: Kind[R], given: Mapping[str, Any]) -> R:
    """Add a record."""
    call.must(kind.write)
    record = kind.shelf.record(**given, id=call.new_id(), created_at=call.now, updated_at=call.now)
    return await shelves.add(call, kind.shelf, await kind.check(call, None, record))


async def change(call: Call, kind: Kind[R], record_id: UUID, given: Mapping[str, Any], version: int) -> R:
    """Change fields of a record that was read at `version`."""
    call.must(kind.write)
    old = await shelves.get(call, kind.shelf, record_id, lock=True)
    versions.expect(old.version, version)
    return await _changed(call, kind, old, given)


async def overwrite(call: Call, kind: Kind[R], record_id: UUID, given: Mapping[str, Any]) -> R:
    """Change fields of a record, whatever version it has."""
    call.must(kind.write)
    return await _changed(call, kind, await shelves.get(call, kind.shelf, record_id, lock=True), given)


async def remove(call: Call, kind: Kind[R], record_id: UUID, version: int) -> None:
    """Remove a record that was read at `version`; it can be restored."""
    call.must(kind.write)
    old = await shelves.get(call, kind.shelf, record_id, lock=True)
    versions.expect(old.version, version)
    await kind.may_go(call, old)
    await shelves.save(call, kind.shelf, old, msgspec.structs.replace(old, deleted_at=call.now), "removed")


async def restore(call: Call, kind: Kind[R], record_id: UUID) -> R:
    """Bring a removed record back."""
    call.must(kind.write)
    old = await shelves.get(call, kind.shelf, record_id, lock=True, deleted=True)
    new = await kind.check(call, old, msgspec.structs.replace(old, deleted_at=None))
    return await shelves.save(call, kind.shelf, old, new, "restored")


async def ensure(
    call: Call, kind: Kind[R], known: Mapping[str, UUID], given: Sequence[Mapping[str, Any]]
) -> dict[str, UUID]:
    """`known` ids by `kind.shelf.by`, completed by adding what is `given` and not known yet."""
    call.must(kind.write)
    key = kind.shelf.by
    missing = [
        kind.shelf.record(**fields, id=call.new_id(), created_at=call.now, updated_at=call.now)
        for fields in given
        if fields[key] not in known
    ]
    await shelves.add_many(call, kind.shelf, missing)
    return {**known, **{getattr(record, key): record.id for record in missing}}


async def _changed(call: Call, kind: Kind[R], old: R, given: Mapping[str, Any]) -> R:
    new = await kind.check(call, old, msgspec.structs.replace(old, **given))
    return await shelves.save(call, kind.shelf, old, new)
