"""The SQL of moving assets."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.assets.records.spots import Spot

SPOT = "SELECT id, name, parent_id, site_id, location_id FROM assets WHERE id = %s AND deleted_at IS NULL"
SPOTS = "SELECT id, name, parent_id, site_id, location_id FROM assets WHERE id = ANY (%s) AND deleted_at IS NULL"
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT a.id FROM assets a WHERE a.id = ANY (%(assets)s) OR a.location_id = ANY (%(locations)s)
    UNION SELECT a.id FROM assets a JOIN below b ON a.parent_id = b.id
)
SELECT a.id, a.name, a.parent_id, a.site_id, a.location_id FROM assets a JOIN below USING (id)
"""
MOVE = """
UPDATE assets a SET parent_id = g.parent_id, site_id = g.site_id, location_id = g.location_id,
    version = version + 1, updated_at = %(at)s, updated_by = %(by)s
FROM unnest(%(ids)s::uuid[], %(parents)s::uuid[], %(sites)s::uuid[], %(locations)s::uuid[])
     AS g(id, parent_id, site_id, location_id)
WHERE a.id = g.id
"""


async def spot(call: Call, asset_id: UUID | None) -> Spot | None:
    """Where an asset stands, None when it is not known."""
    return None if asset_id is None else await call.maybe(Spot, SPOT, [asset_id])


async def spots(call: Call, asset_ids: Sequence[UUID]) -> dict[UUID, Spot]:
    """Where assets stand, by id."""
    rows = await call.all(Spot, SPOTS, [list(asset_ids)]) if asset_ids else []
    return {row.id: row for row in rows}


async def below(call: Call, assets: Sequence[UUID], *, locations: Sequence[UUID] = ()) -> list[Spot]:
    """The assets, those in the locations, and all their parts; deleted ones as well: they may be restored."""
    return await call.all(Spot, BELOW, {"assets": list(assets), "locations": list(locations)})


async def move(call: Call, spots: Sequence[Spot], changes: Sequence[Change]) -> None:
    """Put assets where `spots` say."""
    row = {
        "ids": [spot.id for spot in spots],
        "parents": [spot.parent_id for spot in spots],
        "sites": [spot.site_id for spot in spots],
        "locations": [spot.location_id for spot in spots],
    }
    await call.write(changes, MOVE, {**row, "at": call.now, "by": call.user_id})
