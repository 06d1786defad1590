"""Secrets of webhooks: made, sealed with the installation's secret, opened to sign with.

They have to be readable to sign, so they are encrypted and not hashed. A seal holds for one webhook only: moved to
another row, it does not open.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

PREFIX = "whsec_"
SECRET_BYTES = 32


class SealBroken(Exception):
    """The secret of a webhook cannot be opened: the installation's secret was changed, or the row was."""


def new_secret() -> str:
    """A new secret as its receiver keeps it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def seal(key: bytes, webhook_id: UUID, secret: str) -> str:
    """`secret` as it is stored."""
    header = {"alg": "dir", "enc": "A256GCM", "kid": str(webhook_id)}
    return jwe.encrypt_compact(header, secret.encode(), _key(key))


def opened(key: bytes, webhook_id: UUID, sealed: str) -> str:
    """The secret in `sealed`. Raises `SealBroken`."""
    try:
        found = jwe.decrypt_compact(sealed, _key(key), algorithms=["dir", "A256GCM"])
    except (JoseError, ValueError) as error:
        raise SealBroken("the secret of this webhook cannot be opened") from error
    if found.headers().get("kid") != str(webhook_id) or found.plaintext is None:
        raise SealBroken("the secret of this webhook belongs to another one")
    return found.plaintext.decode()


def opened_or_none(key: bytes, webhook_id: UUID, sealed: str) -> str | None:
    """The secret in `sealed`, None when it cannot be opened with this installation's secret."""
    try:
        return opened(key, webhook_id, sealed)
    except SealBroken:
        return None


def signed(secrets_: Sequence[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of Standard Webhooks: one signature for each secret that is good."""
    stamp = str(int(at.timestamp()))
    content = b".".join([message_id.encode(), stamp.encode(), body])
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(secret, content) for secret in secrets_),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def _key(key: bytes) -> OctKey:
    return OctKey.import_key(hmac.new(key, b"webhook-secrets", hashlib.sha256).digest())
