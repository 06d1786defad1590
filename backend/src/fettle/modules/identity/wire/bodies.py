"""Request bodies of identity, and what the well-known address answers."""

from typing import Annotated
from uuid import UUID

import msgspec
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fettle.modules.identity.records import Attempt, ClientAsks, Keep, NewMachineKey
from fettle.web.bodies import LEFT_OUT, Body, Code, Instant, Name, Patch

Email = Annotated[str, StringConstraints(min_length=3, max_length=254, strip_whitespace=True)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=False)]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]


class SignInBody(Body):
    """E-mail address, password, perhaps the tenant to work in; `keep` says where the refresh token goes."""

    email: Email
    password: Secret
    tenant_id: UUID | None = None
    tenant_slug: Code | None = None
    keep: Keep = Keep.BODY

    def to_record(self) -> Attempt:
        """The attempt."""
        return Attempt(email=self.email, password=self.password, tenant_id=self.tenant_id, tenant_slug=self.tenant_slug)


class RefreshBody(Body):
    """The refresh token of the last answer; left out where a cookie keeps it."""

    refresh_token: Secret | None = None


class TenantBody(Body):
    """The tenant to work in, by id or slug."""

    tenant_id: UUID | None = None
    tenant_slug: Code | None = None


class ResetBody(Body):
    """The address that forgot its password."""

    email: Email


class NewPasswordBody(Body):
    """The token of a reset link and the password to set."""

    token: Secret
    new_password: Secret


class ChangePasswordBody(Body):
    """The present password and the next."""

    current_password: Secret
    new_password: Secret


class MePatch(Patch):
    """What people change about themselves."""

    name: Name = LEFT_OUT
    locale: Locale = LEFT_OUT


class MachineKeyBody(Body):
    """A key to be made: no more rights than yours, perhaps fewer sites and an end."""

    name: Name
    permissions: Annotated[list[Code], Field(min_length=1, max_length=100)]
    site_scope: Annotated[list[UUID], Field(min_length=1, max_length=500)] | None = None
    expires_at: Instant | None = None

    def to_record(self) -> NewMachineKey:
        """The key to be made."""
        return NewMachineKey(
            name=self.name, permissions=self.permissions, site_scope=self.site_scope, expires_at=self.expires_at
        )


class TokenForm(BaseModel):
    """A token request as RFC 6749 names its fields; client id and secret may come by HTTP Basic instead."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    grant_type: Secret
    client_id: Secret | None = None
    client_secret: Secret | None = None
    scope: Annotated[str, StringConstraints(max_length=4000)] | None = None

    def wanted(self, basic: tuple[str, str] | None) -> ClientAsks:
        """The request, with the client's id and secret from wherever they came."""
        client_id, secret = basic or (self.client_id or "", self.client_secret or "")
        return ClientAsks(grant_type=self.grant_type, client_id=client_id, secret=secret, scope=self.scope)


class ServerMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """An authorization server as RFC 8414 describes it."""

    issuer: str
    jwks_uri: str
    token_endpoint: str
    grant_types_supported: tuple[str, ...] = ("client_credentials",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic", "client_secret_post")
    response_types_supported: tuple[str, ...] = ()

    @classmethod
    def of(cls, issuer: str) -> "ServerMetadata":
        """The metadata of the installation at `issuer`."""
        return cls(issuer=issuer, jwks_uri=f"{issuer}/.well-known/jwks.json", token_endpoint=f"{issuer}/v1/oauth/token")
