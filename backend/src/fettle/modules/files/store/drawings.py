"""Drawings: versions that are added and never changed."""

from uuid import UUID

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.files.records import Drawing

NEWEST = "SELECT coalesce(max(number), 0) FROM file_drawings WHERE tenant_id = app.tenant_id() AND file_id = %s"
ALL = """
SELECT id, file_id, number, shapes, created_at, created_by FROM file_drawings
WHERE tenant_id = app.tenant_id() AND file_id = %s ORDER BY number DESC LIMIT 200
"""
INSERT = """
INSERT INTO file_drawings (tenant_id, id, file_id, number, shapes, created_at, created_by)
VALUES (app.tenant_id(), %s, %s, %s, %s::jsonb, %s, %s)
"""


async def newest(call: Call, file_id: UUID) -> int:
    """The number of the present drawing over a file, 0 without one; ask with the file locked."""
    number: int = await call.value(NEWEST, [file_id])
    return number


async def every(call: Call, file_id: UUID) -> list[Drawing]:
    """The versions of the drawing over a file, the newest first, 200 at most."""
    return await call.all(Drawing, ALL, [file_id])


async def insert(call: Call, drawing: Drawing, change: Change) -> None:
    """Add a version."""
    shapes = encode(drawing.shapes)
    given = [drawing.id, drawing.file_id, drawing.number, shapes, drawing.created_at, drawing.created_by]
    await call.write(change, INSERT, given)
