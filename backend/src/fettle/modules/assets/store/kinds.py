"""The SQL of asset types and categories: one text for both tables."""

from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.kinds import CATEGORIES, TYPES, AssetKind, Catalogue

KINDS = "SELECT id, code, name, active, version, created_at, updated_at, deleted_at FROM {table}"
ADD = """
INSERT INTO {table} (tenant_id, id, code, name, active, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(code)s, %(name)s, %(active)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
SAVE = """
UPDATE {table} SET code = %(code)s, name = %(name)s, active = %(active)s, deleted_at = %(deleted_at)s,
    version = version + 1, updated_at = %(at)s, updated_by = %(by)s
WHERE id = %(id)s
"""
ADD_MANY = """
INSERT INTO {table} (tenant_id, id, code, name, created_at, created_by, updated_at, updated_by)
SELECT app.tenant_id(), g.id, g.code, g.name, %(at)s, %(by)s, %(at)s, %(by)s
FROM jsonb_to_recordset(%(kinds)s::jsonb) AS g(id uuid, code text, name text)
"""
USED_BY = "SELECT count(*) FROM assets WHERE {column} = %s AND deleted_at IS NULL"
BY_CODE = Order("code", "text", "id")


def _texts(text: str) -> dict[str, str]:
    return {c.table: text.replace("{table}", c.table).replace("{column}", c.column) for c in (TYPES, CATEGORIES)}


_KINDS, _ADD, _SAVE, _ADD_MANY, _USED_BY = map(_texts, (KINDS, ADD, SAVE, ADD_MANY, USED_BY))


async def page(
    call: Call, of: Catalogue, request: PageRequest, *, active: bool | None, deleted: bool
) -> list[AssetKind]:
    """The kinds of one page by code, one more than it holds."""
    after, parameters = BY_CODE.after(request.position)
    conditions = [
        f"deleted_at IS {'NOT ' if deleted else ''}NULL",
        *after,
        *([] if active is None else ["active = %(active)s"]),
    ]
    query = _KINDS[of.table] + where(conditions) + BY_CODE.by + " LIMIT %(most)s"
    return await call.all(AssetKind, query, {**parameters, "active": active, "most": request.limit + 1})


async def get(call: Call, of: Catalogue, kind_id: UUID) -> AssetKind:
    """The kind. Raises `NotFound`."""
    return await call.one(AssetKind, _KINDS[of.table] + " WHERE id = %s AND deleted_at IS NULL", [kind_id])


async def get_for_update(call: Call, of: Catalogue, kind_id: UUID, *, deleted: bool = False) -> AssetKind:
    """The kind, held until the end of the call; with `deleted` a deleted one. Raises `NotFound`."""
    live = f" WHERE id = %s AND deleted_at IS {'NOT ' if deleted else ''}NULL FOR UPDATE"
    return await call.one(AssetKind, _KINDS[of.table] + live, [kind_id])


async def existing(call: Call, of: Catalogue, ids: list[UUID]) -> set[UUID]:
    """Which of `ids` exist; they cannot be deleted before the call ends."""
    known = " WHERE id = ANY (%s) AND deleted_at IS NULL FOR KEY SHARE"
    return {kind.id for kind in await call.all(AssetKind, _KINDS[of.table] + known, [ids])}


async def by_code(call: Call, of: Catalogue, codes: list[str]) -> dict[str, UUID]:
    """The ids of the kinds with `codes`, as far as there are such."""
    known = " WHERE code = ANY (%s) AND deleted_at IS NULL"
    return {kind.code: kind.id for kind in await call.all(AssetKind, _KINDS[of.table] + known, [codes])}


async def used_by(call: Call, of: Catalogue, kind_id: UUID) -> int:
    """How many assets are of the kind."""
    return int(await call.value(_USED_BY[of.table], [kind_id]))


async def add(call: Call, of: Catalogue, kind: AssetKind, change: Change) -> None:
    """Store a new kind."""
    await call.write(change, _ADD[of.table], _row(call, kind))


async def add_many(call: Call, of: Catalogue, kinds: list[AssetKind], changes: list[Change]) -> None:
    """Store new kinds in one statement."""
    await call.write(changes, _ADD_MANY[of.table], {"kinds": encode(kinds), "at": call.now, "by": call.user_id})


async def save(call: Call, of: Catalogue, kind: AssetKind, change: Change) -> None:
    """Store the kind as it is now."""
    await call.write(change, _SAVE[of.table], _row(call, kind))


def _row(call: Call, kind: AssetKind) -> dict[str, Any]:
    return {**msgspec.structs.asdict(kind), "at": call.now, "by": call.user_id}
