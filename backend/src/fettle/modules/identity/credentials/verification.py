"""Whether a token is what it seems: every rule of A-1 to A-8 before anything in it is believed."""

import hashlib
import json
from base64 import urlsafe_b64decode
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from fettle.config import OidcIssuer
from fettle.modules.identity.credentials.issuers import Issuers
from fettle.modules.identity.credentials.signing import ALGORITHM, Signer
from fettle.modules.identity.rules import BadToken

SKEW = timedelta(seconds=60)
LONGEST_OUTSIDE = timedelta(hours=24)
LONGEST_TOKEN = 8192
MOST_CACHED = 10_000
ASYMMETRIC = frozenset({"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"})


class Verified(msgspec.Struct, frozen=True):
    """What a token says, once it is believed; `issuer` is None for our own."""

    claims: Mapping[str, Any]
    expires_at: float
    issuer: OidcIssuer | None = None


class Policy(msgspec.Struct, frozen=True):
    """What the tokens of one issuer must look like."""

    issuer: str
    audience: str
    algorithms: frozenset[str]
    longest: timedelta
    at_jwt: bool = True
    audience_list: bool = False
    outside: OidcIssuer | None = None


class Verifier:
    """Verifies tokens of our own and of the outside issuers, and remembers those it believed until they expire."""

    def __init__(self, signer: Signer, issuers: Issuers) -> None:
        self._own_keys = signer.public_keys
        self._issuers = issuers
        self._cache: OrderedDict[bytes, Verified] = OrderedDict()
        own = Policy(signer.issuer, signer.audience, frozenset({ALGORITHM}), signer.lifetime)
        self._policies = {name: _outside(issuer) for name, issuer in issuers.known.items()} | {signer.issuer: own}

    async def verify(self, token: str, *, at: datetime) -> Verified:
        """What `token` says. Raises `BadToken` without saying more than that."""
        name = hashlib.sha256(token.encode()).digest()
        known = self._cache.get(name)
        if known is None:
            known = await self._checked(token, at)
            self._cache[name] = known
            if len(self._cache) > MOST_CACHED:
                self._cache.popitem(last=False)
        if known.expires_at <= at.timestamp():
            self._cache.pop(name, None)
            raise BadToken("The token has expired.")
        return known

    async def _checked(self, token: str, at: datetime) -> Verified:
        header, unproven = _opened(token)
        policy = self._policies.get(str(unproven.get("iss")))
        if policy is None or header.get("alg") not in policy.algorithms:
            raise BadToken()
        _check_type(header, unproven, policy)
        key = await self._key(policy, header.get("kid"))
        if key is None:
            raise BadToken()
        try:
            # The key is ours to choose: jku, x5u, jwk and x5c in the header are never looked at.
            claims = jwt.decode(token, key, [str(header["alg"])]).claims
        except (JoseError, ValueError, TypeError):
            raise BadToken() from None
        return Verified(claims, _check_claims(claims, policy, at), policy.outside)

    async def _key(self, policy: Policy, kid: Any) -> Key | None:
        if not isinstance(kid, str):
            return None
        return self._own_keys.get(kid) if policy.outside is None else await self._issuers.key(policy.issuer, kid)


def _outside(issuer: OidcIssuer) -> Policy:
    return Policy(
        issuer=issuer.issuer,
        audience=issuer.audience,
        algorithms=frozenset(issuer.algorithms) & ASYMMETRIC,
        longest=LONGEST_OUTSIDE,
        at_jwt=issuer.require_at_jwt,
        audience_list=issuer.audience_list,
        outside=issuer,
    )


def _opened(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims as they stand there, not believed yet."""
    parts = token.split(".")
    if len(token) > LONGEST_TOKEN or len(parts) != 3 or not parts[2]:
        raise BadToken()
    try:
        header, claims = (json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    except (ValueError, RecursionError):
        raise BadToken() from None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise BadToken()
    return header, claims


def _check_type(header: Mapping[str, Any], claims: Mapping[str, Any], policy: Policy) -> None:
    """An access token and nothing else (A-4): where the issuer does not say so, an ID token is known by its claims."""
    kind = str(header.get("typ", "")).lower().removeprefix("application/")
    if policy.at_jwt and kind != "at+jwt":
        raise BadToken("Only access tokens are accepted here.")
    if kind not in ("at+jwt", "jwt", "") or {"nonce", "at_hash", "c_hash"} & claims.keys():
        raise BadToken("Only access tokens are accepted here.")


def _check_claims(claims: Mapping[str, Any], policy: Policy, at: datetime) -> float:
    """The instant at which the token expires. Raises `BadToken` when any claim is missing or wrong (A-2, A-3)."""
    now, skew = at.timestamp(), SKEW.total_seconds()
    expires, issued = _instant(claims, "exp"), _instant(claims, "iat")
    starts = _instant(claims, "nbf") if "nbf" in claims else issued
    subject = claims.get("sub")
    fitting = (
        claims.get("iss") == policy.issuer
        and _is_for_us(claims.get("aud"), policy)
        and isinstance(subject, str)
        and 0 < len(subject) <= 255
        and max(issued, starts) <= now + skew
        and now < expires <= issued + policy.longest.total_seconds()
    )
    if not fitting:
        raise BadToken()
    return expires


def _is_for_us(audience: Any, policy: Policy) -> bool:
    if isinstance(audience, list):
        return policy.audience in audience if policy.audience_list else audience == [policy.audience]
    return bool(audience == policy.audience)


def _instant(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 2**40:
        raise BadToken()
    return float(value)
