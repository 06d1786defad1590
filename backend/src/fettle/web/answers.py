"""Stored answers: a POST repeated with its Idempotency-Key gets the first answer, also after a crash in between."""

import hashlib
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.serialization import encode_json

from fettle.db.call import Call
from fettle.db.call import encode as to_json
from fettle.kit.refusals import Fault, Invalid

LONGEST_KEY = 200

# Twins with one key take turns: the second waits here until the first has committed, then finds its answer.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
FIND = "SELECT fingerprint, status, headers, body FROM idempotency_keys WHERE caller = %s AND key = %s"
KEEP = """
INSERT INTO idempotency_keys (tenant_id, caller, key, fingerprint, status, headers, body)
VALUES (app.tenant_id(), %s, %s, %s, %s, %s, %s)
"""
FORGET = "DELETE FROM idempotency_keys WHERE tenant_id = app.tenant_id() AND created_at < %s"
KEPT = timedelta(hours=24)


class KeyReused(Invalid):
    """This Idempotency-Key was used for a different request."""


class StoredAnswer(msgspec.Struct, frozen=True):
    """An answer as it was sent."""

    fingerprint: bytes
    status: int
    headers: dict[str, str]
    body: bytes


def key_of(request: Request[Any, Any, Any]) -> str | None:
    """The Idempotency-Key of `request`, None without one. Raises `Invalid` for an unusable one."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable() or key.isspace():
        message = f"must be 1 to {LONGEST_KEY} printable characters"
        raise Invalid(f"Idempotency-Key {message}.", faults=[Fault("!Idempotency-Key", "length", message)])
    return key


async def find(call: Call, key: str, fingerprint: bytes) -> Response[bytes] | None:
    """The stored answer to `key`, once no twin is at work on it. Raises `KeyReused` for another request's key."""
    caller = _caller(call)
    turn = hashlib.sha256(f"{call.tenant_id} {caller} {key}".encode()).hexdigest()
    await call.keep(TAKE_TURNS, [turn])
    stored = await call.maybe(StoredAnswer, FIND, [caller, key])
    if stored is None:
        return None
    if stored.fingerprint != fingerprint:
        raise KeyReused()
    headers = {**stored.headers, "Idempotent-Replay": "true"}
    return Response(stored.body, status_code=stored.status, headers=headers, media_type="application/json")


async def keep(call: Call, key: str, fingerprint: bytes, result: Any, *, status: int) -> Response[bytes]:
    """Store the answer in the transaction of the work itself, and give it as it will be repeated."""
    content, headers = result, dict[str, str]()
    if isinstance(result, Response):
        content, headers, status = result.content, dict(result.headers), result.status_code or status
    body = b"" if content is None else encode_json(content)
    await call.keep(KEEP, [_caller(call), key, fingerprint, status, to_json(headers), body])
    return Response(body, status_code=status, headers=headers, media_type="application/json")


async def forget(call: Call) -> None:
    """Forget the answers that are older than a day."""
    await call.keep(FORGET, [call.now - KEPT])


def _caller(call: Call) -> str:
    return f"{call.caller.via}:{call.user_id or call.caller.session_id}"
