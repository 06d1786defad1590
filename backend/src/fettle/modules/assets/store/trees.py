"""Turns: who changes where things stand waits for whoever is doing so in the same tenant."""

from collections.abc import Mapping
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.records import Record

# The keys are those of the trigger `app.refuse_ring`, always taken in this order.
TAKE_TURNS = """
SELECT pg_advisory_xact_lock(hashtextextended('assets' || app.tenant_id()::text, 0)),
       pg_advisory_xact_lock(hashtextextended('locations' || app.tenant_id()::text, 0))
"""
SEEN = """
WITH seen_sites AS (SELECT id FROM sites WHERE id = ANY (%(sites)s) AND deleted_at IS NULL FOR KEY SHARE),
     seen_locations AS (SELECT id FROM locations WHERE id = ANY (%(locations)s) AND deleted_at IS NULL FOR KEY SHARE),
     seen_assets AS (SELECT id FROM assets WHERE id = ANY (%(assets)s) AND deleted_at IS NULL FOR KEY SHARE)
SELECT 'site' AS kind, id FROM seen_sites
UNION ALL SELECT 'location', id FROM seen_locations
UNION ALL SELECT 'asset', id FROM seen_assets
"""


class Sighting(Record, frozen=True, kw_only=True):
    """A place or thing that the caller sees."""

    kind: str
    id: UUID


async def take_turns(call: Call) -> None:
    """Wait until nobody else is moving things in this tenant; hold that until the end of the call."""
    await call.keep(TAKE_TURNS)


async def seen(call: Call, ids: Mapping[str, list[UUID]]) -> set[tuple[str, UUID]]:
    """Which of `ids` (by site, location, asset) exist for the caller; they cannot be deleted before the call ends."""
    named = {"sites": ids["site"], "locations": ids["location"], "assets": ids["asset"]}
    return {(row.kind, row.id) for row in await call.all(Sighting, SEEN, named)}
