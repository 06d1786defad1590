"""People as other modules add, find and name them; and what is tidied away."""

from datetime import timedelta
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller
from fettle.kit.refusals import AlreadyExists, Invalid
from fettle.modules.identity import public as identity
from identity.conftest import PASSWORD, Installation


async def test_an_address_belongs_to_one_person_however_it_is_written(home: Installation) -> None:
    email = f"Ann.{uuid7().hex}@Example.Test"
    async with home.tenant_call() as call:
        user = await identity.create_user(call, identity.NewUser(email=email, name="Ann"))
        assert user.email == email.lower()
        assert await identity.find_user(call, f" {email.upper()} ") == user
        assert await identity.find_user(call, f"{uuid7().hex}@example.test") is None
        with pytest.raises(AlreadyExists):
            await identity.create_user(call, identity.NewUser(email=email, name="Other"))


@pytest.mark.parametrize("email", ["", "ann", "ann@", "@example.test", "ann@@example.test", "a b@example.test"])
async def test_what_is_no_address_is_refused(home: Installation, email: str) -> None:
    async with home.tenant_call() as call:
        with pytest.raises(Invalid) as refusal:
            await identity.create_user(call, identity.NewUser(email=email, name="Ann"))
    assert refusal.value.faults[0].pointer == "/email"


async def test_people_are_added_and_found_from_inside_a_tenant(home: Installation) -> None:
    tenant_id, _ = await home.tenant()
    stranger = await home.user(password=None)
    async with home.door.open(Caller(tenant_id=tenant_id, via="test")) as call:
        new = identity.NewUser(email=f"{uuid7().hex}@example.test", name="Ann", password=PASSWORD)
        user = await identity.create_user(call, new)
        assert await identity.find_user(call, stranger.email) == stranger
        assert await identity.names_of(call, [user.id, stranger.id]) == {}
        assert await identity.names_of(call, []) == {}


async def test_a_tenant_knows_the_names_of_its_people_only(home: Installation) -> None:
    mine, theirs = await home.member(), await home.member()
    async with home.door.open(Caller(tenant_id=mine.tenant_id, via="test")) as call:
        assert await identity.names_of(call, [mine.user_id, theirs.user_id]) == {mine.user_id: "Ann Example"}


async def test_a_password_set_by_the_operator_ends_all_sessions(home: Installation) -> None:
    member, _, http = await home.signed_in()
    async with home.tenant_call() as call:
        with pytest.raises(identity.WeakPassword):
            await identity.set_password(call, member.user_id, member.email)
        await identity.set_password(call, member.user_id, "quiet river stones")
    assert (await http.get("/v1/me")).status_code == 401
    assert (await home.sign_in(member.email, "quiet river stones")).status_code == 200


async def test_what_ended_a_month_ago_is_forgotten(install: Any, fresh_database: Any) -> None:
    home = await install(on=fresh_database)
    member, _, _ = await home.signed_in()
    await home.client().post("/v1/auth/password-reset", json={"email": member.email})

    async def counts() -> Any:
        async with home.tenant_call() as call:
            return await call.maybe(
                tuple,
                "SELECT (SELECT count(*) FROM sessions WHERE user_id = %(user)s), "
                "(SELECT count(*) FROM password_resets WHERE user_id = %(user)s), "
                "(SELECT count(*) FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id "
                "WHERE s.user_id = %(user)s)",
                {"user": member.user_id},
            )

    await identity.tidy(home.door)
    assert await counts() == (1, 1, 1)
    home.clock.ahead += timedelta(days=31)
    await identity.tidy(home.door)
    assert await counts() == (1, 0, 1)
    home.clock.ahead += timedelta(days=31)
    await identity.tidy(home.door)
    assert await counts() == (0, 0, 0)
