"""What stands outside in these tests: an HTTP server that answers as told, a browser's half of web push."""

import asyncio
import base64
import json
import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

Answer = tuple[int, dict[str, str], bytes]
CREATED: Answer = (201, {"Location": "https://push.example.com/m/1"}, b"")


class Asked(NamedTuple):
    """One request that the server got."""

    path: str
    headers: dict[str, str]
    body: bytes


class Stand:
    """A real HTTP server; `answer` says what comes back."""

    def __init__(self, answer: Callable[[Asked], Answer] = lambda _asked: CREATED) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.url = ""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(first.split(" ")[1], headers, body)
        self.asked.append(asked)
        status, more, content = self.answer(asked)
        lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(content)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in more.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
        await writer.drain()
        writer.close()

    async def open(self) -> asyncio.Server:
        """Listen."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server


class Browser:
    """A browser that has subscribed: holds the private key, reads what the push service passes on."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    def subscription(self) -> dict[str, str]:
        """What the screens register."""
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {
            "channel": "web_push",
            "address": self.endpoint,
            "p256dh": text(point),
            "auth": text(self.auth),
            "name": "Firefox",
        }

    def read(self, asked: Asked, public_key: str) -> dict[str, Any]:
        """The message, decrypted, if the installation that we subscribed with has signed it (VAPID)."""
        scheme, _, rest = asked.headers["authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid"
        assert parts["k"] == public_key
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(public_key))
        pem = point.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        claims = jwt.decode(parts["t"], ECKey.import_key(pem), algorithms=["ES256"]).claims
        where = urlsplit(self.endpoint)
        assert claims["aud"] == f"{where.scheme}://{where.netloc}"
        assert time.time() < claims["exp"] <= time.time() + 86_400
        assert claims["sub"].startswith(("mailto:", "https://"))
        assert asked.headers["content-encoding"] == "aes128gcm"
        assert len(asked.body) <= 4096
        plain = http_ece.decrypt(asked.body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        made: dict[str, Any] = json.loads(plain)
        return made


def text(given: bytes) -> str:
    """URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def raw(given: str) -> bytes:
    """The bytes of URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
