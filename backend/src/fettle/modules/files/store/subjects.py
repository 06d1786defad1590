"""What files are attached to, asked of the functions that the owners of subjects bring along."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.files.records import Standing, Subject

STANDINGS = """
SELECT given.id, s.site_id, s.permission, s.own
FROM unnest(%s::uuid[]) AS given(id) CROSS JOIN LATERAL app.file_subject(%s, given.id) s
"""


async def standings(call: Call, subject: Subject, subject_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Those of the records that the caller's sites reach, with who may read them."""
    rows = await call.all(Standing, STANDINGS, [list(dict.fromkeys(subject_ids)), subject])
    return {row.id: row for row in rows}
