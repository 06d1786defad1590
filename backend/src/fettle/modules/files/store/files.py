"""Files: read, made, changed."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.files.records import Count, File, FileFilters, Subject

TYPES = {
    "id": "uuid",
    "subject": "text",
    "subject_id": "uuid",
    "role": "text",
    "name": "text",
    "caption": "text",
    "state": "text",
    "reason": "text",
    "object_key": "text",
    "size_bytes": "bigint",
    "media_type": "text",
    "sha256": "text",
    "width": "integer",
    "height": "integer",
    "taken_at": "timestamptz",
    "latitude": "numeric",
    "longitude": "numeric",
    "preview": "text",
    "paired_with_id": "uuid",
    "expires_at": "timestamptz",
    "created_at": "timestamptz",
    "created_by": "uuid",
    "updated_at": "timestamptz",
    "updated_by": "uuid",
    "version": "integer",
    "deleted_at": "timestamptz",
}
COLUMNS = ", ".join(f"f.{name}" for name in TYPES)
GIVEN = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
READ = f"SELECT {COLUMNS} FROM files f WHERE f.tenant_id = app.tenant_id()"  # noqa: S608 - column names from above
ONE = READ + " AND f.id = %s"
LOCK = ONE + " FOR UPDATE"
LOCK_BY_KEY = READ + " AND f.object_key = %s ORDER BY f.id FOR UPDATE"
STORED_OF = (
    READ + " AND f.subject = %s AND f.subject_id = %s AND f.state = 'stored' AND f.deleted_at IS NULL ORDER BY f.id"
)
KEYS_OF = """
SELECT object_key FROM files WHERE tenant_id = app.tenant_id() AND subject = %s AND subject_id = %s
"""
NEWEST_FIRST = Order("f.created_at", "timestamptz", "f.id", descending=True)
COUNTS = """
SELECT f.subject_id, count(*)::int AS count FROM files f
WHERE f.tenant_id = app.tenant_id() AND f.subject = %s AND f.subject_id = ANY(%s) AND f.state = 'stored'
  AND f.deleted_at IS NULL
GROUP BY f.subject_id
"""
KNOWN = "SELECT EXISTS (SELECT FROM files WHERE tenant_id = app.tenant_id() AND id = %s)"
INSERT = f"""
INSERT INTO files (tenant_id, {", ".join(TYPES)})
SELECT app.tenant_id(), {", ".join(f"g.{name}" for name in TYPES)} FROM jsonb_to_recordset(%s::jsonb) AS g({GIVEN})
"""  # noqa: S608 - column names from the table above
DELETE = "DELETE FROM files WHERE tenant_id = app.tenant_id() AND id = ANY(%s)"
OTHERS = """
SELECT DISTINCT object_key FROM files WHERE tenant_id = app.tenant_id() AND object_key = ANY(%s) AND NOT id = ANY(%s)
"""
PAIRED = READ + " AND f.paired_with_id = ANY(%s) ORDER BY f.id FOR UPDATE"


async def find(call: Call, file_id: UUID) -> File:
    """A file, deleted ones too. Raises `NotFound`."""
    return await call.one(File, ONE, [file_id])


async def maybe(call: Call, file_id: UUID) -> File | None:
    """A file, None when the caller sees none."""
    return await call.maybe(File, ONE, [file_id])


async def lock(call: Call, file_id: UUID) -> File:
    """A file, nobody else changing it. Raises `NotFound`."""
    return await call.one(File, LOCK, [file_id])


async def lock_by_key(call: Call, key: str) -> list[File]:
    """Every file with these bytes, nobody else changing them."""
    return await call.all(File, LOCK_BY_KEY, [key])


async def known(call: Call, file_id: UUID) -> bool:
    """Whether there is a file of this id."""
    found: bool = await call.value(KNOWN, [file_id])
    return found


async def some(call: Call, filters: FileFilters, page: PageRequest, *, moderates: bool) -> list[File]:
    """A page of the files of records, the newest first, one more than asked for.

    What is not stored is shown to whoever uploaded it, and to those who may change the files of others.
    """
    after, position = NEWEST_FIRST.after(page.position)
    where = ["f.subject = %(subject)s", "f.subject_id = ANY(%(ids)s)"]
    where += ["f.deleted_at IS NOT NULL" if filters.deleted else "f.deleted_at IS NULL"]
    where += ["f.role = ANY(%(roles)s)"] if filters.roles else []
    where += [] if moderates else ["(f.state = 'stored' OR f.created_by = app.user_id())"]
    query = " AND ".join([READ, *where, *after]) + NEWEST_FIRST.by + " LIMIT %(limit)s"
    given = {"subject": filters.subject, "ids": filters.subject_ids, "roles": list(filters.roles)}
    return await call.all(File, query, {**given, **position, "limit": page.limit + 1})


async def stored_of(call: Call, subject: Subject, subject_id: UUID) -> list[File]:
    """The stored files of a record, the oldest first."""
    return await call.all(File, STORED_OF, [subject, subject_id])


async def keys_of(call: Call, subject: Subject, subject_id: UUID) -> set[str]:
    """The keys of all bytes that a record has had attached."""
    return {row[0] for row in await call.all(tuple, KEYS_OF, [subject, subject_id])}


async def counts(call: Call, subject: Subject, subject_ids: Sequence[UUID]) -> list[Count]:
    """How many files each of these records has; those without any are left out."""
    return await call.all(Count, COUNTS, [subject, list(subject_ids)])


async def insert(call: Call, files: Sequence[File], changes: Iterable[Change]) -> None:
    """Make files."""
    rows = [{name: getattr(file, name) for name in TYPES} for file in files]
    await call.write(changes, INSERT, [encode(rows)])


async def save(call: Call, before: File, after: File, change: Change) -> File:
    """Write the fields in which a file differs from what it was; the file as it is now."""
    names = [name for name in TYPES if getattr(before, name) != getattr(after, name)]
    values: dict[str, Any] = {name: getattr(after, name) for name in names}
    assignments = ", ".join(f"{name} = %({name})s" for name in names)
    query = (
        f"UPDATE files f SET {assignments}, version = f.version + 1, updated_at = %(now)s, updated_by = %(user)s "  # noqa: S608
        f"WHERE f.tenant_id = app.tenant_id() AND f.id = %(id)s RETURNING {COLUMNS}"
    )
    values |= {"now": call.now, "user": call.user_id, "id": before.id}
    (saved,) = await call.write_returning(File, change, query, values)
    return saved


async def paired_with(call: Call, file_ids: Sequence[UUID]) -> list[File]:
    """The files that name one of these as their pair, nobody else changing them."""
    return await call.all(File, PAIRED, [list(file_ids)])


async def forget(call: Call, file_ids: Sequence[UUID], changes: Iterable[Change]) -> None:
    """Remove rows for good, with the drawings over them."""
    await call.write(changes, DELETE, [list(file_ids)])


async def still_used(call: Call, keys: Sequence[str], without: Sequence[UUID]) -> set[str]:
    """Those of `keys` that files other than `without` have."""
    return {row[0] for row in await call.all(tuple, OTHERS, [list(keys), list(without)])}
