"""What members see, and which members stand behind staff, crews and roles: asked by the product itself."""

from collections.abc import Collection
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy.records.sights import Sight
from fettle.modules.tenancy.store import sights as store


async def sights(call: Call, user_ids: Collection[UUID]) -> dict[UUID, Sight]:
    """What each of the people may see now; whoever is no member any more, or is disabled, is left out."""
    return {sight.user_id: sight for sight in await store.sights(call, list(user_ids))} if user_ids else {}


async def people_of(
    call: Call,
    *,
    staff_ids: Collection[UUID] = (),
    crew_ids: Collection[UUID] = (),
    roles: Collection[str] = (),
    permission: str | None = None,
) -> list[UUID]:
    """The members behind staff, who lead crews, who have one of the roles, or who hold the permission, once each."""
    found: list[UUID] = []
    if staff_ids:
        found += await store.of_staff(call, list(staff_ids))
    if crew_ids:
        found += await store.of_crew_leads(call, list(crew_ids))
    if roles or permission:
        found += await store.of_roles(call, list(roles), permission)
    return list(dict.fromkeys(found))
