"""People whom an outside provider signs in: recognised, taken in, refused."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey
from uuid_utils.compat import uuid7

from identity.conftest import Installation
from identity.tokens import KeyPage, key_page, signed

KEY = ECKey.generate_key("P-256")


class Provider:
    """A provider and the installation that trusts it."""

    def __init__(self, home: Installation, page: KeyPage, slug: str) -> None:
        self.home = home
        self.page = page
        self.slug = slug

    def token(self, subject: str, **claims: Any) -> str:
        now = int(self.home.clock().timestamp())
        usual = {
            "iss": self.page.url,
            "aud": "urn:fettle:api",
            "sub": subject,
            "iat": now,
            "exp": now + 600,
            "tenant": self.slug,
            "role": ["staff", "crew"],
            "email": f"{subject}@provider.test",
            "name": f"Person {subject}",
        }
        said = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return signed(said, KEY, kid="k")

    async def me(self, subject: str, **claims: Any) -> httpx.Response:
        return await self.home.client(self.token(subject, **claims)).get("/v1/me")


@pytest.fixture
async def provider(install: Any) -> AsyncIterator[Provider]:
    async with key_page() as page:
        page.publish(("k", KEY))
        trusted = {
            "issuer": page.url,
            "audience": "urn:fettle:api",
            "jwks_url": f"{page.url}/jwks",
            "roles": {"crew": "technician", "boss": "admin"},
        }
        home = await install(oidc_issuers=[trusted])
        _, slug = await home.tenant()
        yield Provider(home, page, slug)


def somebody() -> str:
    return f"s-{uuid7().hex}"


async def test_a_first_visit_makes_user_membership_and_staff(provider: Provider) -> None:
    subject = somebody()
    me = (await provider.me(subject)).json()
    assert (me["email"], me["name"]) == (f"{subject}@provider.test", f"Person {subject}")
    assert (me["tenant"]["slug"], me["tenant"]["role"]) == (provider.slug, "technician")
    assert me["staffId"]
    again = (await provider.me(subject)).json()
    assert again == me


async def test_visits_at_once_make_one_person(provider: Provider) -> None:
    subject = somebody()
    answers = await asyncio.gather(*(provider.me(subject, jti=str(number)) for number in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_the_role_follows_the_provider(provider: Provider) -> None:
    subject = somebody()
    assert (await provider.me(subject, role="unheard of")).json()["tenant"]["role"] == "requester"
    assert (await provider.me(subject, role="boss")).json()["tenant"]["role"] == "admin"


async def test_an_address_that_somebody_has_is_linked_only_when_vouched_for(provider: Provider) -> None:
    user = await provider.home.user()
    subject = somebody()
    refused = await provider.me(subject, email=user.email)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-linked")
    assert (await provider.me(subject, email=user.email, email_verified="true")).status_code == 403
    linked = await provider.me(subject, email=user.email.upper(), email_verified=True)
    assert linked.json()["id"] == str(user.id)
    assert (await provider.me(subject, email=None)).json()["id"] == str(user.id)


@pytest.mark.parametrize(
    ("claims", "problem"),
    [
        ({"email": None}, "no-address"),
        ({"email": 7}, "no-address"),
        ({"email": "nobody"}, "no-address"),
        ({"tenant": None}, "unknown-tenant"),
        ({"tenant": "no-such-tenant"}, "unknown-tenant"),
    ],
)
async def test_claims_that_name_nobody_or_nowhere(provider: Provider, claims: dict[str, Any], problem: str) -> None:
    answer = await provider.me(somebody(), **claims)
    assert (answer.status_code, answer.json()["type"]) == (403, f"/problems/{problem}")


async def test_a9_people_removed_or_disabled_here_stay_out(provider: Provider) -> None:
    one, two = somebody(), somebody()
    first, second = (await provider.me(one)).json(), (await provider.me(two)).json()
    async with provider.home.tenant_call() as call:
        await call.keep("UPDATE memberships SET deleted_at = now() WHERE user_id = %s", [first["id"]])
        await call.keep("UPDATE users SET disabled_at = now() WHERE id = %s", [second["id"]])
    assert (await provider.me(one)).status_code == 403
    assert (await provider.me(two)).status_code == 401


async def test_they_have_no_session_here_to_end_or_move(provider: Provider) -> None:
    http = provider.home.client(provider.token(somebody()))
    assert (await http.post("/v1/auth/sign-out")).json()["type"] == "/problems/people-only"
    assert (await http.post("/v1/auth/switch-tenant", json={"tenantSlug": provider.slug})).status_code == 403
    assert (await http.get("/v1/auth/sessions")).json()["data"] == []


async def test_a_standing_from_outside_is_remembered_for_seconds_only(install: Any) -> None:
    async with key_page() as page:
        page.publish(("k", KEY))
        trusted = {"issuer": page.url, "audience": "urn:fettle:api", "jwks_url": f"{page.url}/jwks"}
        home = await install(oidc_issuers=[trusted], standing_seconds=60)
        _, slug = await home.tenant()
        provider, subject = Provider(home, page, slug), somebody()
        me = (await provider.me(subject)).json()
        async with home.tenant_call() as call:
            await call.keep("UPDATE memberships SET deleted_at = now() WHERE user_id = %s", [me["id"]])
        caller = await home.gate.authenticate(provider.token(subject), ip=None, device=None)
        assert caller.via == "oidc"


async def test_a_token_of_an_issuer_that_nobody_named(provider: Provider) -> None:
    assert (await provider.me(somebody(), iss="https://elsewhere.test")).status_code == 401
    assert (await provider.me(somebody(), aud="another")).status_code == 401
