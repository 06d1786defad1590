"""The nouns of identity: people, sessions, keys, and the standing that somebody has in a tenant."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class User(Record, frozen=True, kw_only=True):
    """A person who can sign in, known across tenants."""

    id: UUID
    email: str
    name: str
    locale: str
    version: int
    created_at: datetime


class NewUser(Record, frozen=True, kw_only=True):
    """A person to be added; without a password they sign in elsewhere or set one by a reset."""

    email: str
    name: str
    password: str | None = None
    locale: str = "en"


class Account(Record, frozen=True, kw_only=True):
    """What sign-in needs to know about a person."""

    id: UUID
    email: str
    name: str
    locale: str = "en"
    password_hash: str | None = None
    disabled_at: datetime | None = None


class Standing(Record, frozen=True, kw_only=True):
    """What somebody is and may do in one tenant; `site_scope` None means every site."""

    tenant_id: UUID
    tenant_slug: str
    tenant_name: str
    edition: str
    role: str
    permissions: frozenset[str]
    site_scope: frozenset[UUID] | None = None
    staff_id: UUID | None = None
    active: bool = True


class Ticket(Record, frozen=True, kw_only=True):
    """A way in for a minute and once, as `?ticket=` where no header can be sent: to open a stream of live updates."""

    ticket: str
    expires_at: datetime


class ResetAsked(Record, frozen=True, kw_only=True):
    """What everybody hears who asks for a new password, known or not."""

    detail: str = "If somebody has this address, a link to set a new password is on its way."


class Seated(Record, frozen=True, kw_only=True):
    """Somebody with their standing."""

    user_id: UUID
    standing: Standing


class Attempt(Record, frozen=True, kw_only=True):
    """Somebody's try to sign in, into the named tenant or the one they used last."""

    email: str
    password: str
    tenant_id: UUID | None = None
    tenant_slug: str | None = None


class Keep(StrEnum):
    """Where a refresh token goes: into the answer, or into a cookie that the browser keeps from every script."""

    BODY = "body"
    COOKIE = "cookie"


class TenantChoice(Record, frozen=True, kw_only=True):
    """A tenant that a person can work in."""

    id: UUID
    slug: str
    name: str
    edition: str
    role: str


class SignedIn(Record, frozen=True, kw_only=True):
    """Tokens: `access_token` goes with every request for `expires_in` seconds, `refresh_token` buys the next pair.

    Without a `refresh_token` a cookie keeps it, or the one from before stays good.
    """

    access_token: str
    token_type: str = "Bearer"  # noqa: S105
    expires_in: int
    refresh_token: str | None = None
    tenant: TenantChoice
    tenants: list[TenantChoice]


class Me(Record, frozen=True, kw_only=True):
    """Who is signed in, what they may do in this tenant, and which tenants they can switch to."""

    id: UUID
    email: str
    name: str
    locale: str
    version: int
    tenant: TenantChoice
    permissions: list[str]
    site_scope: list[UUID] | None
    staff_id: UUID | None
    tenants: list[TenantChoice]


class Session(Record, frozen=True, kw_only=True):
    """A place where somebody is signed in."""

    id: UUID
    tenant_id: UUID | None = None
    device: str | None = None
    ip: str | None = None
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    current: bool = False


class Held(Record, frozen=True, kw_only=True):
    """A refresh token as it is held: its session, whether it was used, and who stands behind it."""

    id: UUID
    session_id: UUID
    user_id: UUID
    tenant_id: UUID | None
    email: str
    name: str
    locale: str = "en"
    expires_at: datetime
    used_at: datetime | None
    session_expires_at: datetime
    revoked_at: datetime | None
    disabled_at: datetime | None


class Presence(Record, frozen=True, kw_only=True):
    """What must still hold of a session while its access tokens live."""

    expires_at: datetime
    revoked_at: datetime | None
    disabled_at: datetime | None


class Renewal(StrEnum):
    """What a refresh token buys."""

    ROTATED = "rotated"
    REPEATED = "repeated"
    REUSED = "reused"
    REFUSED = "refused"


class KeyKind(StrEnum):
    """How a machine proves itself: a key sent with each request, or a client that fetches tokens."""

    API_KEY = "api_key"
    CLIENT = "client"


class MachineKey(Record, frozen=True, kw_only=True):
    """A machine's key: what it may do at most, never its secret."""

    id: UUID
    kind: KeyKind
    name: str
    prefix: str
    permissions: list[str]
    site_scope: list[UUID] | None = None
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    created_at: datetime
    created_by: UUID | None = None
    version: int


class NewMachineKey(Record, frozen=True, kw_only=True):
    """A key to be made."""

    name: str
    permissions: list[str]
    site_scope: list[UUID] | None = None
    expires_at: datetime | None = None


class IssuedApiKey(Record, frozen=True, kw_only=True):
    """A new API key with its secret, which is shown this once."""

    api_key: MachineKey
    secret: str


class IssuedClient(Record, frozen=True, kw_only=True):
    """A new client with its secret, which is shown this once."""

    client: MachineKey
    client_id: str
    client_secret: str


class Machine(Record, frozen=True, kw_only=True):
    """A key as the gate reads it."""

    id: UUID
    tenant_id: UUID
    kind: KeyKind
    prefix: str
    permissions: frozenset[str]
    site_scope: frozenset[UUID] | None = None
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    created_by: UUID | None = None


class ClientToken(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of the token endpoint, named as RFC 6749 names it."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105
    expires_in: int
    scope: str


class ClientAsks(Record, frozen=True, kw_only=True):
    """A client's request for a token."""

    grant_type: str
    client_id: str
    secret: str
    scope: str | None = None


class Grant(Record, frozen=True, kw_only=True):
    """What an access token says; `sid` is the session, or None for a client's token."""

    sub: UUID
    tenant_id: UUID
    role: str
    permissions: list[str]
    site_scope: list[UUID] | None = None
    sid: UUID | None = None
    client_id: str | None = msgspec.field(default=None, name="client_id")
