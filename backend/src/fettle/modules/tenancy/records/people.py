"""People in a tenant: roles, memberships and invitations."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class Role(Record, frozen=True, kw_only=True):
    """A named set of permissions. Built-in roles come with the edition and cannot be changed."""

    id: UUID
    code: str
    name: str
    permissions: list[str]
    built_in: bool = False
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class Permission(Record, frozen=True, kw_only=True):
    """A permission code and what it allows, in one sentence."""

    code: str
    sentence: str


class Membership(Record, frozen=True, kw_only=True):
    """A person in this tenant. `site_ids` names the sites they are limited to, unless `every_site` is set."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role_id: UUID
    role: str
    every_site: bool
    site_ids: list[UUID]
    staff_id: UUID | None
    created_at: datetime
    updated_at: datetime
    version: int
    deleted_at: datetime | None


class InvitationStatus(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class Invitation(Record, frozen=True, kw_only=True):
    """An offer by e-mail to join this tenant with a role. `site_ids` null means every site."""

    id: UUID
    email: str
    name: str | None
    role: str
    role_id: UUID
    site_ids: list[UUID] | None
    status: InvitationStatus
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime
    created_by: UUID | None
    version: int
