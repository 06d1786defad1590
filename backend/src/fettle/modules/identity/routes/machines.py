"""Keys of machines, and the token endpoint where clients use theirs."""

from typing import Annotated
from uuid import UUID

from litestar.enums import RequestEncodingType
from litestar.params import Body

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.pages import Page, PageRequest
from fettle.modules.identity import rules
from fettle.modules.identity.actions import machines
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import ClientToken, IssuedApiKey, IssuedClient, KeyKind, MachineKey
from fettle.modules.identity.routes.desk import BASIC, FORGOTTEN
from fettle.modules.identity.wire.bodies import MachineKeyBody, TokenForm
from fettle.web.verbs import delete, get, post

MAKING = (rules.BeyondYourRights, rules.PeopleOnly)


@get("/api-keys", may="keys:write")
async def list_api_keys(call: Call, page: PageRequest) -> Page[MachineKey]:
    """List the tenant's API keys."""
    return await machines.list_keys(call, KeyKind.API_KEY, page)


@post("/api-keys", may="keys:write", refuses=MAKING, opt=FORGOTTEN)
async def create_api_key(data: MachineKeyBody, call: Call) -> IssuedApiKey:
    """Make an API key. Its secret is shown this once.

    It acts with the permissions named here as long as you have them yourself.
    """
    return await machines.create_api_key(call, data.to_record())


@delete("/api-keys/{key_id:uuid}", may="keys:write")
async def revoke_api_key(key_id: UUID, call: Call) -> None:
    """Revoke an API key at once."""
    await machines.revoke_key(call, KeyKind.API_KEY, key_id)


@get("/clients", may="keys:write")
async def list_clients(call: Call, page: PageRequest) -> Page[MachineKey]:
    """List the tenant's OAuth clients."""
    return await machines.list_keys(call, KeyKind.CLIENT, page)


@post("/clients", may="keys:write", refuses=MAKING, opt=FORGOTTEN)
async def create_client(data: MachineKeyBody, call: Call) -> IssuedClient:
    """Make an OAuth client for the client credentials grant. Its secret is shown this once.

    It acts with the permissions named here as long as you have them yourself.
    """
    return await machines.create_client(call, data.to_record())


@delete("/clients/{key_id:uuid}", may="keys:write")
async def revoke_client(key_id: UUID, call: Call) -> None:
    """Revoke an OAuth client and its tokens at once."""
    await machines.revoke_key(call, KeyKind.CLIENT, key_id)


@post(
    "/oauth/token",
    may=None,
    refuses=(
        rules.BadClient,
        rules.TooManyAttempts,
        rules.UnsupportedGrant,
        rules.ScopeNotHeld,
        rules.NoTenant,
        rules.TenantClosed,
    ),
    status_code=200,
    dependencies=BASIC,
)
async def fetch_token(
    data: Annotated[TokenForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    desk: Desk,
    visitor: Caller,
    basic: tuple[str, str] | None,
) -> ClientToken:
    """Fetch an access token as an OAuth client (grant `client_credentials`)."""
    return await machines.client_token(desk, visitor, data.wanted(basic))


ROUTES = (
    list_api_keys,
    create_api_key,
    revoke_api_key,
    list_clients,
    create_client,
    revoke_client,
    fetch_token,
)
