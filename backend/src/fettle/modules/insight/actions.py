"""Looking for anything that the caller may read."""

from collections.abc import Awaitable

import msgspec

from fettle.db.call import Call
from fettle.kit.found import Found
from fettle.modules.assets import public as assets
from fettle.modules.insight.records import Hit, HitType
from fettle.modules.planning import public as planning
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders


async def search(call: Call, typed: str, *, most: int) -> list[Hit]:
    """At most `most` records of each kind that the caller may read, the best or first by name, in one round trip."""
    asked = _asked(call, typed, most)
    found = await call.together(*asked.values())
    return [_hit(kind, each) for kind, records in zip(asked, found, strict=True) for each in records]


def _asked(call: Call, typed: str, most: int) -> dict[HitType, Awaitable[list[Found]]]:
    """The searches of what the caller may read, in the order in which it is shown."""
    asked: dict[HitType, Awaitable[list[Found]]] = {}
    if call.may("work_orders:read"):
        asked[HitType.WORK_ORDER] = work_orders.find(call, typed, most=most)
    asked[HitType.WORK_REQUEST] = work_orders.find_requests(call, typed, most=most)
    if call.may("assets:read"):
        asked[HitType.ASSET] = assets.find_assets(call, typed, most=most)
        asked[HitType.SITE] = assets.find_sites(call, typed, most=most)
        asked[HitType.LOCATION] = assets.find_locations(call, typed, most=most)
    if call.may("plans:read"):
        asked[HitType.PLAN] = planning.find(call, typed, most=most)
    if call.may("staff:read"):
        asked[HitType.STAFF] = tenancy.find_staff(call, typed, most=most)
    if call.may("people:read"):
        asked[HitType.PERSON] = tenancy.find_people(call, typed, most=most)
    return asked


def _hit(kind: HitType, found: Found) -> Hit:
    return Hit(type=kind, **msgspec.structs.asdict(found))
