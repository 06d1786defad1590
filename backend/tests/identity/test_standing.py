"""That tokens carry no rights of their own: standing is asked of the database (A-9, A-10)."""

from typing import Any
from uuid import UUID

import pytest
from joserfc.jwk import ECKey
from uuid_utils.compat import uuid7

from fettle.kit.refusals import Forbidden, Unauthenticated
from fettle.modules.identity.desk import Remembered
from fettle.modules.identity.records import Grant
from identity.conftest import Installation
from identity.tokens import signed


class Seconds:
    """A monotonic clock that moves when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def remember_by(home: Installation) -> Seconds:
    """Let the standings that this installation remembers age by hand."""
    seconds = Seconds()
    home.gate.seats = Remembered(home.settings.standing_seconds, timer=seconds)
    return seconds


@pytest.mark.parametrize(
    ("change", "status", "problem"),
    [
        ("UPDATE memberships SET deleted_at = now() WHERE user_id = %(user)s", 403, "no-tenant"),
        ("UPDATE tenants SET suspended_at = now() WHERE id = %(tenant)s", 403, "tenant-closed"),
        ("UPDATE users SET disabled_at = now() WHERE id = %(user)s", 401, "session-ended"),
        ("UPDATE sessions SET revoked_at = now() WHERE user_id = %(user)s", 401, "session-ended"),
        ("UPDATE sessions SET expires_at = now() WHERE user_id = %(user)s", 401, "session-ended"),
        (
            "UPDATE memberships SET role_id = (SELECT id FROM roles WHERE code = 'requester' "
            "AND tenant_id = %(tenant)s) WHERE user_id = %(user)s",
            403,
            "forbidden",
        ),
    ],
)
async def test_a9_what_is_taken_away_is_gone_within_the_bound(
    install: Any, change: str, status: int, problem: str
) -> None:
    """A-9: by default within 15 seconds, never later than 60, although the token lives on."""
    home = await install(standing_seconds=15)
    seconds = remember_by(home)
    member, _, http = await home.signed_in()
    assert (await http.get("/v1/api-keys")).status_code == 200
    async with home.tenant_call(member.tenant_id) as call:
        await call.keep(change, {"user": member.user_id, "tenant": member.tenant_id})
    seconds.now = 14.9
    assert (await http.get("/v1/api-keys")).status_code == 200
    seconds.now = 15
    answer = await http.get("/v1/api-keys")
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")


async def test_a9_the_bound_cannot_be_set_beyond_a_minute(install: Any) -> None:
    with pytest.raises(ValueError, match="standing_seconds"):
        await install(standing_seconds=61)


async def test_a9_a_right_given_later_needs_no_new_token(home: Installation) -> None:
    member, _, http = await home.signed_in("technician")
    assert (await http.get("/v1/api-keys")).status_code == 403
    async with home.tenant_call(member.tenant_id) as call:
        await call.keep(
            "UPDATE memberships SET role_id = (SELECT id FROM roles WHERE code = 'admin' AND tenant_id = %s) "
            "WHERE user_id = %s",
            [member.tenant_id, member.user_id],
        )
    assert (await http.get("/v1/api-keys")).status_code == 200


async def test_a10_a_token_for_a_tenant_that_one_does_not_belong_to(home: Installation) -> None:
    member, given, _ = await home.signed_in()
    stranger = await home.member()
    session = (await home.client(given["accessToken"]).get("/v1/auth/sessions")).json()["data"][0]["id"]
    for tenant_id in (stranger.tenant_id, uuid7()):
        grant = Grant(
            sub=member.user_id, tenant_id=tenant_id, role="admin", permissions=["keys:write"], sid=UUID(session)
        )
        token = home.gate.signer.sign(grant, at=home.clock(), token_id=uuid7())
        answer = await home.client(token).get("/v1/me")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/no-tenant")


async def test_a10_the_permissions_in_a_token_count_for_nothing(home: Installation) -> None:
    member, given, _ = await home.signed_in("requester")
    session = (await home.client(given["accessToken"]).get("/v1/auth/sessions")).json()["data"][0]["id"]
    grant = Grant(
        sub=member.user_id, tenant_id=member.tenant_id, role="admin", permissions=["keys:write"], sid=UUID(session)
    )
    token = home.gate.signer.sign(grant, at=home.clock(), token_id=uuid7())
    assert (await home.client(token).get("/v1/api-keys")).status_code == 403


async def test_a_token_of_ours_without_a_session_or_of_someone_elses_is_refused(home: Installation) -> None:
    member, _, _ = await home.signed_in()
    other, given, _ = await home.signed_in()
    theirs = (await home.client(given["accessToken"]).get("/v1/auth/sessions")).json()["data"][0]["id"]
    for session in (None, UUID(theirs), uuid7()):
        grant = Grant(sub=member.user_id, tenant_id=member.tenant_id, role="admin", permissions=[], sid=session)
        token = home.gate.signer.sign(grant, at=home.clock(), token_id=uuid7())
        with pytest.raises(Unauthenticated):
            await home.gate.authenticate(token, ip=None, device=None)
    assert other.user_id != member.user_id


async def test_a_token_of_ours_that_says_something_else_is_refused(home: Installation) -> None:
    """However it came to be signed: a token without tenant or with a subject that is no person stands for nobody."""
    signer = home.gate.signer
    path = home.settings.signing_key_path
    now = int(home.clock().timestamp())
    claims = {"iss": signer.issuer, "aud": signer.audience, "sub": "root", "iat": now, "exp": now + 60}
    token = signed(claims, ECKey.import_key(path.read_bytes()), kid=next(iter(signer.public_keys)))
    assert (await home.client(token).get("/v1/me")).status_code == 401


async def test_the_caller_carries_sites_and_staff_of_the_standing(home: Installation) -> None:
    tenant_id, _ = await home.tenant()
    user = await home.user()
    await home.join(user.id, tenant_id, "technician")
    token = await home.gate.mint(user.id, tenant_id)
    caller = await home.gate.authenticate(token, ip="192.0.2.9", device="Harbour/1")
    assert (caller.tenant_id, caller.user_id, caller.role, caller.via) == (tenant_id, user.id, "technician", "session")
    assert (caller.ip, caller.device, caller.realm, caller.site_scope) == ("192.0.2.9", "Harbour/1", "", None)
    with pytest.raises(Forbidden):
        await home.gate.mint(user.id, uuid7())


def test_what_is_remembered_is_bounded_and_can_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fettle.modules.identity.desk.MOST_REMEMBERED", 3)
    kept: Remembered[int, str] = Remembered(10, timer=Seconds())
    for number in range(5):
        kept.keep(number, str(number))
    assert [kept.get(number) for number in range(5)] == [None, None, "2", "3", "4"]
    kept.forget(lambda key: key == 3)
    assert kept.get(3) is None
    nothing: Remembered[int, str] = Remembered(0)
    nothing.keep(1, "x")
    assert nothing.get(1) is None
