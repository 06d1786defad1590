"""Signing in and out, tenants, sessions; throttling without enumeration (A-16), no cookies and no CORS (A-17)."""

import asyncio
from typing import Any

import pytest
from argon2 import PasswordHasher
from joserfc import jwt
from joserfc.jwk import KeySet
from uuid_utils.compat import uuid7

from fettle.modules.identity import rules
from identity.conftest import PASSWORD, Installation

WRONG = {"type": "/problems/wrong-credentials", "status": 401}


def problem(answer: Any) -> dict[str, Any]:
    """A problem document without what differs from request to request."""
    return {name: value for name, value in answer.json().items() if name not in ("requestId",)}


async def test_signing_in_gives_a_token_that_works(home: Installation) -> None:
    member = await home.member("admin")
    answer = await home.sign_in(f"  {member.email.upper()} ")
    assert answer.status_code == 200
    given = answer.json()
    assert (given["tokenType"], given["expiresIn"]) == ("Bearer", 900)
    assert given["tenant"] == {
        "id": str(member.tenant_id),
        "slug": member.slug,
        "name": member.slug,
        "edition": "organisation",
        "role": "admin",
    }
    assert given["tenants"] == [given["tenant"]]
    me = (await home.client(given["accessToken"]).get("/v1/me")).json()
    assert (me["id"], me["email"], me["tenant"]["id"]) == (str(member.user_id), member.email, str(member.tenant_id))
    assert "keys:write" in me["permissions"]
    assert me["siteScope"] is None


async def test_the_token_is_verified_by_the_published_keys(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    published = await home.client().get("/.well-known/jwks.json")
    assert published.headers["Cache-Control"] == "max-age=300, public"
    keys = KeySet.import_key_set(published.json())
    token = jwt.decode(given["accessToken"], keys, ["ES256"])
    assert token.header["typ"] == "at+jwt"
    assert token.claims["tenantId"] == given["tenant"]["id"]
    about = (await home.client().get("/.well-known/openid-configuration")).json()
    assert about["issuer"] == token.claims["iss"]
    assert about["jwks_uri"] == f"{about['issuer']}/.well-known/jwks.json"


async def test_a16_wrong_password_unknown_address_and_disabled_person_answer_alike(home: Installation) -> None:
    member, other = await home.member(), await home.member()
    async with home.tenant_call() as call:
        await call.keep("UPDATE users SET disabled_at = now() WHERE id = %s", [other.user_id])
    answers = [
        await home.sign_in(member.email, "not the password"),
        await home.sign_in(f"nobody.{uuid7().hex}@example.test", "not the password"),
        await home.sign_in(other.email),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert problem(answers[0]) == problem(answers[1]) == problem(answers[2])


async def test_a_person_without_a_password_cannot_sign_in_with_one(home: Installation) -> None:
    user = await home.user(password=None)
    assert (await home.sign_in(user.email, "the password of nobody")).status_code == 401


@pytest.mark.parametrize("known", [True, False])
async def test_a16_twenty_wrong_tries_for_one_address(home: Installation, known: bool) -> None:
    """A-16: known or not, the eleventh try within a minute is refused, also with the right password; later it goes."""
    email = (await home.member()).email if known else f"nobody.{uuid7().hex}@example.test"
    statuses = [(await home.sign_in(email, "wrong")).status_code for _ in range(20)]
    assert statuses == [401] * 10 + [429] * 10
    refused = await home.sign_in(email)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    home.clock.move(seconds=61)
    assert (await home.sign_in(email)).status_code == (200 if known else 401)


async def test_a16_twenty_wrong_tries_from_one_place(home: Installation) -> None:
    statuses = [
        (await home.sign_in(f"{uuid7().hex}@example.test", "wrong", ip="2001:db8::16")).status_code for _ in range(20)
    ]
    assert statuses == [401] * 10 + [429] * 10


async def test_a16_one_place_is_all_addresses_of_an_ipv6_customer(home: Installation) -> None:
    statuses = [
        (await home.sign_in(f"{uuid7().hex}@example.test", "wrong", ip=f"2001:db8:0:16::{n:x}")).status_code
        for n in range(1, 13)
    ]
    assert statuses == [401] * 10 + [429] * 2
    assert (await home.sign_in(f"{uuid7().hex}@example.test", "wrong", ip="2001:db8:0:17::1")).status_code == 401
    assert rules.place("192.0.2.7") == "192.0.2.7"
    assert rules.place(None) == ""


async def test_a16_tries_at_once_are_counted_one_by_one(home: Installation) -> None:
    email = (await home.member()).email
    answers = await asyncio.gather(*(home.sign_in(email, "wrong") for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 10


async def test_right_passwords_use_up_nothing(home: Installation) -> None:
    member = await home.member()
    for _ in range(15):
        assert (await home.sign_in(member.email, ip="2001:db8::17")).status_code == 200


async def test_with_several_tenants_the_last_one_used_is_taken(home: Installation) -> None:
    member = await home.member("technician")
    second, slug = await home.tenant()
    await home.join(member.user_id, second, "admin")
    first = (await home.sign_in(member.email, tenantId=str(second))).json()
    assert first["tenant"]["id"] == str(second)
    assert {t["id"] for t in first["tenants"]} == {str(second), str(member.tenant_id)}
    assert (await home.sign_in(member.email)).json()["tenant"]["id"] == str(second)
    assert (await home.sign_in(member.email, tenantSlug=member.slug)).json()["tenant"]["role"] == "technician"
    assert (await home.sign_in(member.email)).json()["tenant"]["slug"] == member.slug
    assert (await home.sign_in(member.email, tenantSlug=slug, tenantId=str(member.tenant_id))).status_code == 403


async def test_a_tenant_of_others_or_none_at_all(home: Installation) -> None:
    member, stranger, alone = await home.member(), await home.member(), await home.user()
    foreign = await home.sign_in(member.email, tenantSlug=stranger.slug)
    absent = await home.sign_in(member.email, tenantSlug="no-such-tenant")
    assert foreign.status_code == absent.status_code == 403
    assert problem(foreign) == problem(absent)
    assert (await home.sign_in(alone.email)).json()["type"] == "/problems/no-tenant"


async def test_switching_tenants_keeps_the_session(home: Installation) -> None:
    member, given, http = await home.signed_in("technician")
    second, slug = await home.tenant()
    await home.join(member.user_id, second, "admin")
    switched = (await http.post("/v1/auth/switch-tenant", json={"tenantSlug": slug})).json()
    assert switched["tenant"]["id"] == str(second)
    assert switched["refreshToken"] is None
    there = home.client(switched["accessToken"])
    assert (await there.get("/v1/me")).json()["tenant"]["role"] == "admin"
    assert (await http.get("/v1/me")).json()["tenant"]["role"] == "technician"
    assert len((await there.get("/v1/auth/sessions")).json()["data"]) == 1
    refreshed = (await http.post("/v1/auth/refresh", json={"refreshToken": given["refreshToken"]})).json()
    assert refreshed["tenant"]["id"] == str(second)
    stranger = await home.member()
    assert (await http.post("/v1/auth/switch-tenant", json={"tenantId": str(stranger.tenant_id)})).status_code == 403


async def test_tokens_are_not_kept_for_repeated_requests(home: Installation) -> None:
    member, _, http = await home.signed_in()
    again = [
        (
            await http.post(
                "/v1/auth/switch-tenant", json={"tenantId": str(member.tenant_id)}, headers={"Idempotency-Key": "k"}
            )
        ).json()["accessToken"]
        for _ in range(2)
    ]
    assert again[0] != again[1]


async def test_sessions_are_listed_with_device_and_address_and_can_be_ended(home: Installation) -> None:
    member, _, http = await home.signed_in()
    other = home.client((await home.sign_in(member.email, ip="2001:db8::99")).json()["accessToken"])
    listed = (await http.get("/v1/auth/sessions")).json()["data"]
    assert [session["current"] for session in listed] == [False, True]
    assert (listed[0]["device"], listed[0]["ip"]) == ("Harbour/1", "2001:db8::99")
    page = (await http.get("/v1/auth/sessions", params={"limit": 1})).json()
    rest = (await http.get("/v1/auth/sessions", params={"limit": 1, "cursor": page["nextCursor"]})).json()
    assert [page["data"][0]["id"], rest["data"][0]["id"]] == [session["id"] for session in listed]
    assert (await other.get("/v1/me")).status_code == 200
    assert (await http.delete(f"/v1/auth/sessions/{listed[0]['id']}")).status_code == 204
    assert (await other.get("/v1/me")).json()["type"] == "/problems/session-ended"
    assert (await http.get("/v1/me")).status_code == 200
    assert (await http.delete(f"/v1/auth/sessions/{listed[0]['id']}")).status_code == 404


async def test_the_session_of_somebody_else_is_out_of_reach(home: Installation) -> None:
    _, _, mine = await home.signed_in()
    _, _, theirs = await home.signed_in()
    foreign = (await theirs.get("/v1/auth/sessions")).json()["data"][0]["id"]
    assert (await mine.delete(f"/v1/auth/sessions/{foreign}")).status_code == 404
    assert (await theirs.get("/v1/me")).status_code == 200


async def test_signing_out_ends_access_and_refresh(home: Installation) -> None:
    _, given, http = await home.signed_in()
    assert (await http.post("/v1/auth/sign-out")).status_code == 204
    assert (await http.get("/v1/me")).status_code == 401
    body = {"refreshToken": given["refreshToken"]}
    assert (await home.client().post("/v1/auth/refresh", json=body)).status_code == 401


async def test_signing_out_everywhere(home: Installation) -> None:
    member, _, http = await home.signed_in()
    other = home.client((await home.sign_in(member.email)).json()["accessToken"])
    assert (await http.post("/v1/auth/sign-out-everywhere")).status_code == 204
    assert [(await client.get("/v1/me")).status_code for client in (http, other)] == [401, 401]


async def test_signing_out_acts_at_once_where_standings_are_remembered(install: Any) -> None:
    home = await install(standing_seconds=60)
    member, _, http = await home.signed_in()
    other = home.client((await home.sign_in(member.email)).json()["accessToken"])
    for client in (http, other):
        assert (await client.get("/v1/me")).status_code == 200
    await http.post("/v1/auth/sign-out")
    assert (await http.get("/v1/me")).status_code == 401
    assert (await other.get("/v1/me")).status_code == 200
    await other.post("/v1/auth/sign-out-everywhere")
    assert (await other.get("/v1/me")).status_code == 401


async def test_one_changes_ones_name_and_language_knowing_the_version(home: Installation) -> None:
    _, _, http = await home.signed_in()
    me = await http.get("/v1/me")
    assert me.headers["ETag"] == '"1"'
    changed = await http.patch("/v1/me", json={"name": "Ann B.", "locale": "pt-BR"}, headers={"If-Match": '"1"'})
    assert (changed.json()["name"], changed.json()["locale"], changed.headers["ETag"]) == ("Ann B.", "pt-BR", '"2"')
    assert (await http.patch("/v1/me", json={"name": "x"}, headers={"If-Match": '"1"'})).status_code == 412
    assert (await http.patch("/v1/me", json={"name": "x"})).status_code == 428
    refused = await http.patch("/v1/me", json={"email": "a@b.test", "name": None}, headers={"If-Match": '"2"'})
    assert {fault["pointer"] for fault in refused.json()["errors"]} == {"/email", "/name"}


async def test_the_password_is_changed_by_who_knows_it_and_other_sessions_end(home: Installation) -> None:
    member, _, http = await home.signed_in()
    other = home.client((await home.sign_in(member.email)).json()["accessToken"])
    wrong = await http.post("/v1/auth/password", json={"currentPassword": "x", "newPassword": "quiet river stones"})
    assert [fault["pointer"] for fault in wrong.json()["errors"]] == ["/currentPassword"]
    weak = await http.post("/v1/auth/password", json={"currentPassword": PASSWORD, "newPassword": member.email})
    assert [fault["pointer"] for fault in weak.json()["errors"]] == ["/newPassword"]
    done = await http.post("/v1/auth/password", json={"currentPassword": PASSWORD, "newPassword": "quiet river stones"})
    assert done.status_code == 204
    assert [(await client.get("/v1/me")).status_code for client in (http, other)] == [200, 401]
    assert (await home.sign_in(member.email)).status_code == 401
    assert (await home.sign_in(member.email, "quiet river stones")).status_code == 200


async def test_a16_guessing_the_present_password_is_throttled(home: Installation) -> None:
    _, _, http = await home.signed_in()
    body = {"currentPassword": "x", "newPassword": "quiet river stones"}
    statuses = [(await http.post("/v1/auth/password", json=body)).status_code for _ in range(12)]
    assert statuses == [422] * 10 + [429] * 2


async def test_an_old_hash_is_made_anew_at_sign_in(home: Installation) -> None:
    member = await home.member()
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    async with home.tenant_call() as call:
        await call.keep("UPDATE users SET password_hash = %s WHERE id = %s", [old, member.user_id])
    assert (await home.sign_in(member.email)).status_code == 200
    async with home.tenant_call() as call:
        stored = await call.value("SELECT password_hash FROM users WHERE id = %s", [member.user_id])
    assert "m=47104" in stored
    assert (await home.sign_in(member.email)).status_code == 200


async def test_a17_a_cookie_is_no_credential(home: Installation) -> None:
    _, given, _ = await home.signed_in()
    async with home.client() as http:
        http.cookies.set("access_token", given["accessToken"])
        http.cookies.set("session", given["accessToken"])
        assert (await http.get("/v1/me")).status_code == 401
        answer = await http.post("/v1/auth/sign-out")
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", ["https://evil.test", "null"])
async def test_a17_other_origins_are_told_nothing(home: Installation, origin: str) -> None:
    _, _, http = await home.signed_in()
    answer = await http.get("/v1/me", headers={"Origin": origin})
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    preflight = await http.options("/v1/auth/sign-out", headers=asked)
    for headers in (answer.headers, preflight.headers):
        assert not [name for name in headers if name.startswith("access-control-")]


async def test_wrong_bodies_name_the_field(home: Installation) -> None:
    answer = await home.client().post("/v1/auth/sign-in", json={"email": 7, "remember": True})
    assert answer.status_code == 422
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/email", "/password", "/remember"}


async def test_a_minted_token_ends_with_its_session(home: Installation) -> None:
    member = await home.member()
    http = home.client(await home.gate.mint(member.user_id, member.tenant_id))
    assert (await http.get("/v1/auth/sessions")).json()["data"][0]["device"] == "command line"
    home.clock.move(minutes=16)
    assert (await http.get("/v1/me")).status_code == 401


async def test_a_session_started_for_somebody_who_was_let_in(home: Installation) -> None:
    member = await home.member()
    async with home.tenant_call() as call:
        given = await home.gate.start_session(call, member.user_id, member.tenant_id)
    assert (await home.client(given.access_token).get("/v1/me")).status_code == 200
    assert given.refresh_token


async def test_the_header_must_be_a_bearer_token(home: Installation) -> None:
    for value in ("Bearer", "Bearer ", "Basic eDp5", "bearer x y", f"Bearer {uuid7()}"):
        async with home.client() as http:
            answer = await http.get("/v1/me", headers={"Authorization": value})
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
