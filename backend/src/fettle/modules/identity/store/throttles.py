"""Counts of attempts, kept in the database so that all processes count together."""

from collections.abc import Sequence
from datetime import datetime

from fettle.db.call import Call

COUNT = """
INSERT INTO throttles AS t (key, attempts, window_ends_at)
SELECT key, 1, %(ends_at)s FROM unnest(%(keys)s::bytea[]) AS key ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    attempts = CASE WHEN t.window_ends_at <= %(now)s THEN 1 ELSE t.attempts + 1 END,
    window_ends_at = CASE WHEN t.window_ends_at <= %(now)s THEN excluded.window_ends_at ELSE t.window_ends_at END
RETURNING attempts, window_ends_at
"""
FORGIVE = """
UPDATE throttles SET attempts = greatest(attempts - 1, 0)
WHERE key IN (SELECT key FROM throttles WHERE key = ANY (%s::bytea[]) ORDER BY key FOR UPDATE)
"""


async def count(call: Call, keys: Sequence[bytes], *, ends_at: datetime) -> list[tuple[int, datetime]]:
    """Count one attempt under each key; the counts so far, each with the end of its minute."""
    return await call.all(
        tuple,
        COUNT,
        {"keys": list(keys), "ends_at": ends_at, "now": call.now},
    )


async def forgive(call: Call, keys: Sequence[bytes]) -> None:
    """Take back one counted attempt under each key: it was a right one."""
    await call.keep(FORGIVE, [list(keys)])
