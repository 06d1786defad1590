"""Refresh tokens: rotation, the short retry window, and what a thief's second use does (A-14)."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.identity import rules
from fettle.modules.identity.credentials import opaque
from fettle.modules.identity.records import Held, Renewal
from identity.conftest import Installation
from identity.mailbox import Mailbox

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def refresh(home: Installation, token: str) -> httpx.Response:
    return await home.client().post("/v1/auth/refresh", json={"refreshToken": token})


async def test_a_refresh_token_buys_the_next_pair(home: Installation) -> None:
    member, given, _ = await home.signed_in()
    first = (await refresh(home, given["refreshToken"])).json()
    second = (await refresh(home, first["refreshToken"])).json()
    assert len({given["refreshToken"], first["refreshToken"], second["refreshToken"]}) == 3
    assert (await home.client(second["accessToken"]).get("/v1/me")).json()["id"] == str(member.user_id)
    assert len((await home.client(second["accessToken"]).get("/v1/auth/sessions")).json()["data"]) == 1


async def test_a14_a_retry_within_the_window_gets_the_same_new_token(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    first = (await refresh(home, given["refreshToken"])).json()["refreshToken"]
    home.clock.move(seconds=25)
    assert (await refresh(home, given["refreshToken"])).json()["refreshToken"] == first
    assert (await refresh(home, first)).status_code == 200


async def test_a14_twins_at_once_get_the_same_new_token(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    answers = await asyncio.gather(*(refresh(home, given["refreshToken"]) for _ in range(8)))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({answer.json()["refreshToken"] for answer in answers}) == 1


async def test_a14_reuse_after_the_window_ends_the_family_and_tells_the_person(install: Any, mailbox: Mailbox) -> None:
    home = await install(smtp_url=mailbox.url)
    member, given, http = await home.signed_in()
    other = home.client((await home.sign_in(member.email)).json()["accessToken"])
    first = (await refresh(home, given["refreshToken"])).json()
    home.clock.move(seconds=31)
    stolen = await refresh(home, given["refreshToken"])
    assert stolen.json()["type"] == "/problems/session-ended"
    assert (await refresh(home, first["refreshToken"])).status_code == 401
    for client in (http, home.client(first["accessToken"])):
        assert (await client.get("/v1/me")).status_code == 401
    assert (await other.get("/v1/me")).status_code == 200
    mail = await mailbox.next()
    assert mail["To"] == member.email
    assert "signed out" in mail["Subject"]
    assert (await refresh(home, given["refreshToken"])).status_code == 401
    assert mailbox.empty()


async def test_unknown_and_expired_tokens_are_refused(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    assert (await refresh(home, "fr_unknown")).status_code == 401
    assert (await refresh(home, given["accessToken"][:150])).status_code == 401
    home.clock.move(days=31)
    assert (await refresh(home, given["refreshToken"])).status_code == 401


async def test_using_a_session_prolongs_it(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    token = given["refreshToken"]
    for _ in range(3):
        home.clock.move(days=20)
        token = (await refresh(home, token)).json()["refreshToken"]


async def test_a4_a_refresh_token_is_no_access_token(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    assert (await home.client(given["refreshToken"]).get("/v1/me")).status_code == 401


async def test_somebody_taken_out_of_the_tenant_gets_no_new_tokens(home: Installation) -> None:
    member, given, _ = await home.signed_in()
    async with home.tenant_call(member.tenant_id) as call:
        await call.keep("UPDATE memberships SET deleted_at = now() WHERE user_id = %s", [member.user_id])
    answer = await refresh(home, given["refreshToken"])
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/no-tenant")


async def test_a_leaked_row_of_refresh_tokens_is_worthless(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    async with home.tenant_call() as call:
        rows: list[Any] = await call.all(tuple, "SELECT token_hash FROM refresh_tokens", [])
    assert given["refreshToken"].encode() not in b"".join(bytes(row[0]) for row in rows)
    assert opaque.fingerprint(given["refreshToken"]) in {bytes(row[0]) for row in rows}


moments = st.integers(-(10**6), 10**6).map(lambda seconds: AT + timedelta(seconds=seconds))


@given(
    used=st.none() | moments,
    expires=moments,
    session_expires=moments,
    revoked=st.none() | moments,
    disabled=st.none() | moments,
    window=st.integers(0, 300),
)
def test_what_a_refresh_token_buys(
    used: datetime | None,
    expires: datetime,
    session_expires: datetime,
    revoked: datetime | None,
    disabled: datetime | None,
    window: int,
) -> None:
    """A-14: nothing of a dead session; otherwise rotation once, repetition inside the window, betrayal after it."""
    nobody = UUID(int=0)
    held = Held(
        id=nobody,
        session_id=nobody,
        user_id=nobody,
        tenant_id=None,
        email="",
        name="",
        expires_at=expires,
        used_at=used,
        session_expires_at=session_expires,
        revoked_at=revoked,
        disabled_at=disabled,
    )
    bought = rules.renewal(held, at=AT, retry_seconds=window)
    if revoked or disabled or expires <= AT or session_expires <= AT:
        assert bought is Renewal.REFUSED
    elif used is None:
        assert bought is Renewal.ROTATED
    else:
        late = (AT - used).total_seconds() > window
        assert bought is (Renewal.REUSED if late else Renewal.REPEATED)


@given(st.text(), st.text(), st.binary(min_size=1), st.binary(min_size=1))
def test_successors_are_the_same_for_the_same_token_and_unforeseeable_without_the_secret(
    one: str, two: str, secret: bytes, other: bytes
) -> None:
    assert opaque.successor(secret, one) == opaque.successor(secret, one)
    assert (opaque.successor(secret, one) == opaque.successor(secret, two)) is (one == two)
    if secret.rstrip(b"\0") != other.rstrip(b"\0"):
        assert opaque.successor(secret, one) != opaque.successor(other, one)
