"""Tokens as an attacker or a provider makes them, and a provider's key page that counts its visitors."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW = int(AT.timestamp())


def signed(claims: dict[str, Any], key: ECKey | RSAKey, *, alg: str = "ES256", **header: Any) -> str:
    """A signed token; `header` adds to or replaces the usual header."""
    full = {"typ": "at+jwt", "alg": alg, **header}
    return jwt.encode({k: v for k, v in full.items() if v is not None}, claims, key, [alg], default_type=None)


def raw(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token put together by hand."""
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def by_secret(claims: dict[str, Any], secret: bytes, kid: str) -> str:
    """A token signed by HS256, as an attacker does with what everybody knows."""
    unsigned = raw({"alg": "HS256", "typ": "at+jwt", "kid": kid}, claims).rpartition(".")[0]
    mac = hmac.new(secret, unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


class KeyPage:
    """What a provider serves; `answers` maps a path to JSON, None hangs up."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.visits: list[str] = []
        self.url = ""

    def publish(self, *keys: tuple[str, ECKey | RSAKey]) -> None:
        """Serve these public keys at /jwks."""
        self.answers["/jwks"] = {"keys": [{**key.as_dict(private=False), "kid": kid} for kid, key in keys]}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ")[1].decode()
        self.visits.append(path)
        answer = self.answers.get(path, "absent")
        if answer is not None:
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            status = "404 Not Found" if answer == "absent" else "200 OK"
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
            )
            await writer.drain()
        writer.close()


@asynccontextmanager
async def key_page() -> AsyncIterator[KeyPage]:
    """A running key page."""
    page = KeyPage()
    server = await asyncio.start_server(page.serve, "127.0.0.1", 0)
    page.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield page
