"""Saved mappings."""

from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.imports.records import SavedMapping

SAVED = """
SELECT id, name, entity, mapping, created_at, updated_at, version FROM import_mappings
WHERE tenant_id = app.tenant_id() AND deleted_at IS NULL
"""


async def add(call: Call, saved: SavedMapping, change: Change) -> None:
    """Keep a new mapping."""
    await call.write(
        change,
        """
        INSERT INTO import_mappings (tenant_id, id, name, entity, mapping, created_at, updated_at, created_by,
                                     updated_by)
        VALUES (app.tenant_id(), %(id)s, %(name)s, %(entity)s, %(mapping)s, %(at)s, %(at)s, %(by)s, %(by)s)
        """,
        _given(call, saved),
    )


async def save(call: Call, saved: SavedMapping, change: Change) -> None:
    """Keep a changed mapping."""
    await call.write(
        change,
        """
        UPDATE import_mappings SET name = %(name)s, entity = %(entity)s, mapping = %(mapping)s, updated_at = %(at)s,
               updated_by = %(by)s, version = %(version)s
        WHERE id = %(id)s AND tenant_id = app.tenant_id()
        """,
        _given(call, saved),
    )


async def remove(call: Call, mapping_id: UUID, change: Change) -> None:
    """Delete a mapping, restorably."""
    await call.write(
        change,
        """
        UPDATE import_mappings SET deleted_at = %s, updated_by = %s, version = version + 1
        WHERE id = %s AND tenant_id = app.tenant_id()
        """,
        [call.now, call.user_id, mapping_id],
    )


async def get(call: Call, mapping_id: UUID, *, for_update: bool = False) -> SavedMapping:
    """One mapping. Raises `NotFound`."""
    return await call.one(SavedMapping, SAVED + "AND id = %s" + (" FOR UPDATE" if for_update else ""), [mapping_id])


async def listed(call: Call, *, after: list[Any] | None, limit: int) -> list[SavedMapping]:
    """Mappings by name, those after a name and id."""
    name, mapping_id = after or ("", UUID(int=0))
    return await call.all(
        SavedMapping,
        SAVED + "AND (name, id) > (%s, %s::uuid) ORDER BY name, id LIMIT %s",
        [name, mapping_id, limit],
    )


def _given(call: Call, saved: SavedMapping) -> dict[str, Any]:
    return {
        "id": saved.id,
        "name": saved.name,
        "entity": saved.entity,
        "mapping": encode(saved.mapping),
        "version": saved.version,
        "at": saved.updated_at,
        "by": call.user_id,
    }
