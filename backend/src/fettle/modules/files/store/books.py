"""How many bytes the tenant keeps: one row, so that uploads at the same time take turns."""

from fettle.db.call import Call
from fettle.kit.records import Record

OPEN = "INSERT INTO file_books (tenant_id) VALUES (app.tenant_id()) ON CONFLICT DO NOTHING"
TAKE = """
UPDATE file_books SET bytes = bytes + %(size)s
WHERE tenant_id = app.tenant_id() AND bytes + %(size)s <= coalesce(quota_bytes, %(quota)s)
RETURNING bytes
"""
GIVE_BACK = "UPDATE file_books SET bytes = greatest(bytes - %s, 0) WHERE tenant_id = app.tenant_id()"
READ = "SELECT bytes, quota_bytes FROM file_books WHERE tenant_id = app.tenant_id()"
AGREE = "UPDATE file_books SET quota_bytes = %s WHERE tenant_id = app.tenant_id()"
# Bytes that several files share are kept once.
COUNTED = """
SELECT coalesce(sum(size_bytes), 0)::bigint FROM (
    SELECT DISTINCT ON (object_key) object_key, size_bytes FROM files
    WHERE tenant_id = app.tenant_id() AND state IN ('awaiting', 'checking', 'stored')) kept
"""
LOCK = "SELECT bytes FROM file_books WHERE tenant_id = app.tenant_id() FOR UPDATE"
CORRECT = "UPDATE file_books SET bytes = %s WHERE tenant_id = app.tenant_id()"


class Books(Record, frozen=True, kw_only=True):
    """Bytes kept, and the quota that was agreed with the tenant, None where that of its edition holds."""

    bytes: int = 0
    quota_bytes: int | None = None


async def take(call: Call, size: int, *, quota: int) -> bool:
    """Whether there was room for `size` bytes more, which are taken then."""
    await call.keep(OPEN)
    return await call.value(TAKE, {"size": size, "quota": quota}) is not None


async def give_back(call: Call, size: int) -> None:
    """`size` bytes less."""
    await call.keep(GIVE_BACK, [size])


async def read(call: Call) -> Books:
    """What is kept."""
    return await call.maybe(Books, READ) or Books()


async def agree(call: Call, quota: int | None) -> None:
    """Agree on another quota, None: that of the edition."""
    await call.keep(OPEN)
    await call.keep(AGREE, [quota])


async def off(call: Call) -> int:
    """By how many bytes the books differ from the files."""
    counted: int = await call.value(COUNTED)
    return abs(counted - (await read(call)).bytes)


async def correct(call: Call) -> None:
    """Set the books to what the files say; nobody else takes or gives meanwhile."""
    await call.keep(OPEN)
    await call.value(LOCK)
    await call.keep(CORRECT, [await call.value(COUNTED)])
