"""Who calls: the one thing that a transaction needs to know about a person or a machine."""

from uuid import UUID

import msgspec


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A caller inside one tenant. `site_scope` None means every site; `via` is session, api_key, client, job or cli.

    `realm` is empty inside a tenant. `identity` opens the tables of people, sessions and keys across tenants: only
    the identity module's own doors (sign-in, refresh, token checks) and the operator's command line carry it.
    `lost` are permissions that the token or key was given and that whoever holds it has no longer.
    """

    tenant_id: UUID | None = None
    user_id: UUID | None = None
    staff_id: UUID | None = None
    session_id: UUID | None = None
    role: str = ""
    permissions: frozenset[str] = frozenset()
    site_scope: frozenset[UUID] | None = None
    via: str = "session"
    request_id: str = ""
    ip: str | None = None
    device: str | None = None
    realm: str = ""
    lost: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Whether the caller holds `permission` (`resource:verb`)."""
        return permission in self.permissions or "*" in self.permissions

    @property
    def sees_costs(self) -> bool:
        """Whether money is visible to this caller."""
        return self.may("costs:read")


def system(tenant_id: UUID | None, *, via: str, realm: str = "", user_id: UUID | None = None) -> Caller:
    """The product itself acting for a tenant (jobs, imports, the operator's command line): may do everything there."""
    return Caller(
        tenant_id=tenant_id,
        user_id=user_id,
        role="system",
        permissions=frozenset({"*"}),
        via=via,
        realm=realm,
    )
