"""Our own access tokens: ES256 by a key that is made once and kept in a file."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from joserfc import jwt
from joserfc.jwk import ECKey

from fettle.config import kept
from fettle.modules.identity.records import Grant

ALGORITHM = "ES256"


class Signer:
    """Signs with the key in `path`; a former key beside it (`*.previous.pem`) is still published for verification."""

    def __init__(self, path: Path, *, issuer: str, audience: str, lifetime: timedelta) -> None:
        """Read the keys, making the first one where there is none. Raises `ValueError` for a file that is no EC key."""
        self._key = _read(kept(path, _made))
        self._kid = self._key.thumbprint()
        previous = path.with_name(f"{path.stem}.previous{path.suffix}")
        self._former = [_read(previous.read_bytes())] if previous.exists() else []
        self.issuer = issuer
        self.audience = audience
        self.lifetime = lifetime

    @property
    def public_keys(self) -> dict[str, ECKey]:
        """The keys that verify our tokens, by `kid` (RFC 7638 thumbprint)."""
        return {key.thumbprint(): key for key in (self._key, *self._former)}

    def jwks(self) -> dict[str, Any]:
        """The public keys as a JWK set."""
        return {
            "keys": [
                {**key.as_dict(private=False), "kid": kid, "use": "sig", "alg": ALGORITHM}
                for kid, key in self.public_keys.items()
            ]
        }

    def sign(self, grant: Grant, *, at: datetime, token_id: UUID) -> str:
        """An access token (RFC 9068) that says `grant`, valid from `at` for the lifetime."""
        said = {name: value for name, value in msgspec.to_builtins(grant).items() if value is not None}
        issued = int(at.timestamp())
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "iat": issued,
            "nbf": issued,
            "exp": issued + int(self.lifetime.total_seconds()),
            "jti": str(token_id),
            **said,
        }
        return jwt.encode({"typ": "at+jwt", "alg": ALGORITHM, "kid": self._kid}, claims, self._key, [ALGORITHM])


def _made() -> bytes:
    return ECKey.generate_key("P-256").as_pem(private=True)


def _read(pem: bytes) -> ECKey:
    key = ECKey.import_key(pem)
    if key.curve_name != "P-256" or not key.is_private:
        raise ValueError("the signing key must be a private EC key on P-256")
    return key
