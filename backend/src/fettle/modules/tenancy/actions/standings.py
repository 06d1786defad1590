"""Who somebody is in which tenant, as the identity module asks for it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.config import OidcIssuer
from fettle.db.call import Call
from fettle.modules.identity.public import Standing
from fettle.modules.tenancy.actions import people as people_actions
from fettle.modules.tenancy.records.people import Membership, Role
from fettle.modules.tenancy.records.staff import Staff
from fettle.modules.tenancy.rules import permissions, provisioning
from fettle.modules.tenancy.rules import staff as staff_rules
from fettle.modules.tenancy.store import people as people_store
from fettle.modules.tenancy.store import shelves
from fettle.modules.tenancy.store import staff as staff_store
from fettle.modules.tenancy.store import standings as store
from fettle.modules.tenancy.store import tenants as tenant_store


class TenancyStandings:
    """Standings out of memberships: what identity's doors are given by the composition."""

    async def of(self, call: Call, user_id: UUID, tenant_id: UUID) -> Standing | None:
        """The standing of a person in a tenant, None without a membership; not active while it is suspended."""
        found = await store.of(call, user_id, tenant_id)
        return None if found is None else _standing(found)

    async def all_of(self, call: Call, user_id: UUID) -> list[Standing]:
        """Every standing of a person, by the tenant's name."""
        return [_standing(found) for found in await store.all_of(call, user_id)]

    async def provision(self, call: Call, issuer: OidcIssuer, claims: Mapping[str, Any]) -> Standing:
        """The standing that an outside provider's claims give to `call.user_id`, made or brought up to date."""
        slug = provisioning.tenant_slug(claims, issuer.tenant_claim)
        tenant = await tenant_store.by_slug(call, slug)
        if tenant is None or call.user_id is None:
            raise provisioning.UnknownTenant()
        await call.enter(tenant.id)
        code = provisioning.role_code(claims.get(issuer.role_claim), issuer.roles, default=issuer.default_role)
        role = await people_store.role_by_code(call, code)
        if role is None:
            raise provisioning.UnknownRole()
        person = await _member(call, call.user_id, role)
        if person.staff_id is None and provisioning.works(role):
            await _hire(call, person, weekly_hours=staff_rules.usual_hours(tenant.settings))
        standing = await self.of(call, call.user_id, tenant.id)
        assert standing is not None
        return standing


async def _member(call: Call, user_id: UUID, role: Role) -> Membership:
    """The person as a member with `role`, which the provider decides; people removed here stay removed."""
    person = await people_store.of_user(call, user_id)
    if person is None:
        # Requests of somebody's first visit come at once: one of them lets them in.
        await tenant_store.get(call, lock=True)
        person = await people_store.of_user(call, user_id)
    if person is None:
        return await people_actions.join(call, user_id, role, None)
    if person.deleted_at is not None:
        raise provisioning.Removed()
    if person.role_id == role.id:
        return person
    return await people_actions.promote(call, person, role)


async def _hire(call: Call, person: Membership, *, weekly_hours: Decimal) -> None:
    staff = Staff(
        id=call.new_id(),
        name=person.name,
        email=person.email,
        user_id=person.user_id,
        weekly_hours=weekly_hours,
        created_at=call.now,
        updated_at=call.now,
    )
    await shelves.add(call, staff_store.STAFF, staff)


def _standing(found: store.Found) -> Standing:
    return Standing(
        tenant_id=found.tenant_id,
        tenant_slug=found.slug,
        tenant_name=found.name,
        edition=found.edition,
        role=found.role,
        permissions=permissions.standing(found.permissions, in_deletion=found.in_deletion),
        site_scope=None if found.every_site else frozenset(found.site_ids),
        staff_id=found.staff_id,
        active=not found.suspended,
    )


standings = TenancyStandings()
