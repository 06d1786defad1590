"""Web push: encrypted for the browser (RFC 8291, aes128gcm) and signed with the installation's key (VAPID, RFC 8292).

pywebpush would do both but sends with a blocking client, or one that follows any address; so its parts are used
directly, and the message leaves through the client that calls public addresses only.
"""

import base64
import hashlib
import json
import time
from urllib.parse import urlsplit

import http_ece  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from fettle.kit.addresses import TargetRefused
from fettle.modules.notifications.records import Outcome, Parcel
from fettle.web.outbound import Outbound, Unreachable

DAY = 86_400
GONE = frozenset({404, 410})
LATER = frozenset({408, 425, 429})
LONGEST_TITLE, LONGEST_BODY = 200, 1000
MOST_BYTES = 3900
"""What push services take is 4,096 bytes, the wrapping included."""


def new_key() -> bytes:
    """A new key of the installation, as PEM."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_key(pem: bytes) -> str:
    """What browsers subscribe with: the public point, in URL-safe base64."""
    key = serialization.load_pem_private_key(pem, password=None)
    point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return _text(point)


class WebPush:
    """Sends to the push service of a browser."""

    def __init__(self, outbound: Outbound, pem: bytes, *, contact: str) -> None:
        self._outbound = outbound
        self._key = ECKey.import_key(pem)
        self._public = public_key(pem)
        self._contact = contact

    async def send(self, parcel: Parcel) -> Outcome:
        """Hand one message to the push service. 404 and 410 mean that the browser has let go: `gone`."""
        try:
            answer = await self._outbound.post(parcel.address, body=_encrypted(parcel), headers=self._headers(parcel))
        except TargetRefused as refusal:
            return Outcome(error=refusal.detail, final=True, gone=True)
        except Unreachable as error:
            return Outcome(error=str(error))
        except ValueError as error:
            return Outcome(error=f"cannot be encrypted for this device: {error}", final=True, gone=True)
        if answer.status < 300:
            return Outcome(receipt=answer.headers.get("location", f"status {answer.status}"))
        again = answer.status in LATER or answer.status >= 500
        wait = answer.headers.get("retry-after", "")
        return Outcome(
            error=f"the push service answered {answer.status}",
            final=not again,
            gone=answer.status in GONE,
            wait_seconds=int(wait) if wait.isdecimal() else None,
        )

    def _headers(self, parcel: Parcel) -> dict[str, str]:
        parts = urlsplit(parcel.address)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + DAY // 2, "sub": self._contact}
        signed = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, self._key)
        return {
            "Authorization": f"vapid t={signed}, k={self._public}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(DAY),
            "Urgency": "high" if parcel.urgent else "normal",
            # A repetition replaces what the service still holds of it.
            "Topic": _text(hashlib.sha256(parcel.tag.encode()).digest())[:32],
        }


def _encrypted(parcel: Parcel) -> bytes:
    sealed: bytes = http_ece.encrypt(
        _content(parcel),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(parcel.keys["p256dh"]),
        auth_secret=_bytes(parcel.keys["auth"]),
        version="aes128gcm",
    )
    return sealed


def _content(parcel: Parcel) -> bytes:
    body = parcel.body[:LONGEST_BODY]
    shown = {"title": parcel.title[:LONGEST_TITLE], "link": parcel.link, "tag": parcel.tag, "urgent": parcel.urgent}
    while len(made := json.dumps({**shown, "body": body}, ensure_ascii=False).encode()) > MOST_BYTES:
        body = body[: len(body) // 2]
    return made


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
