"""What others need to verify our tokens; served beside /v1."""

from typing import Any

from litestar.datastructures import CacheControlHeader

from fettle.modules.identity.desk import Desk
from fettle.modules.identity.routes.desk import DESK
from fettle.modules.identity.wire.bodies import ServerMetadata
from fettle.web.verbs import get

FOR_ANYBODY = CacheControlHeader(public=True, max_age=300)


@get("/.well-known/jwks.json", may=None, dependencies=DESK, cache_control=FOR_ANYBODY)
async def get_jwks(desk: Desk) -> dict[str, Any]:
    """The public keys of our access tokens, as a JWK set."""
    return desk.signer.jwks()


@get("/.well-known/openid-configuration", may=None, dependencies=DESK, cache_control=FOR_ANYBODY)
async def get_server_metadata(desk: Desk) -> ServerMetadata:
    """Where keys and tokens are, as RFC 8414 names it."""
    return ServerMetadata.of(desk.signer.issuer)


ROUTES = (get_jwks, get_server_metadata)
