"""A browser's session lies in a cookie: no script reads it, no other site uses it (A-17)."""

import asyncio
import re
from contextlib import nullcontext
from http.cookies import Morsel, SimpleCookie
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.identity import rules
from identity.conftest import PASSWORD, Installation, Member
from identity.mailbox import Mailbox

HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://fettle.test"}
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://other.fettle.test"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.test"},
    {"Origin": "http://fettle.test.evil.test"},
    {"Origin": "http://fettle.test:8080"},
    {"Origin": "https://fettle.test"},
    {"Origin": "null"},
    {},
)


def cookie_of(answer: httpx.Response) -> Morsel[str]:
    """The cookie that an answer sets."""
    return SimpleCookie(answer.headers["set-cookie"])["fettle_session"]


class Browser:
    """A browser at one of our pages: it keeps the cookie as the answers say."""

    def __init__(self, home: Installation, **headers: str) -> None:
        self.http = home.client(**{**HERE, **headers})

    async def sign_in(self, member: Member, **more: Any) -> httpx.Response:
        body = {"email": member.email, "password": PASSWORD, "keep": "cookie", **more}
        return await self.http.post("/v1/auth/sign-in", json=body)

    async def refresh(self, **headers: str) -> httpx.Response:
        return await self.http.post("/v1/auth/refresh", json={}, headers=headers)

    @property
    def held(self) -> str | None:
        return self.http.cookies.get("fettle_session")


async def signed_in(home: Installation) -> tuple[Browser, Member, httpx.AsyncClient]:
    """A browser, who signed in there, and their client by the access token."""
    browser, member = Browser(home), await home.member()
    answer = await browser.sign_in(member)
    assert answer.status_code == 200, answer.text
    return browser, member, home.client(answer.json()["accessToken"])


async def test_a17_the_token_is_in_the_cookie_alone(home: Installation) -> None:
    browser, member = Browser(home), await home.member()
    answer = await browser.sign_in(member)
    assert answer.json()["refreshToken"] is None
    cookie = cookie_of(answer)
    assert cookie.value.startswith("fr_")
    assert cookie.value not in answer.text
    assert (cookie["httponly"], cookie["path"], cookie["samesite"].lower()) == (True, "/v1/auth", "strict")
    assert cookie["max-age"] == str(30 * 24 * 3600)
    assert not cookie["domain"]
    assert not cookie["secure"]
    assert (await home.client(answer.json()["accessToken"]).get("/v1/me")).json()["id"] == str(member.user_id)


@pytest.mark.parametrize(
    ("settings", "base"), [({"public_url": "https://fettle.test"}, "http"), ({"public_url": None}, "https")]
)
async def test_a17_with_tls_the_cookie_is_sent_by_tls_alone(install: Any, settings: dict[str, Any], base: str) -> None:
    home = await install(**settings)
    browser = Browser(home, Origin="https://fettle.test")
    browser.http.base_url = f"{base}://fettle.test"
    answer = await browser.sign_in(await home.member())
    assert cookie_of(answer)["secure"]
    left = await home.client(answer.json()["accessToken"], Origin="https://fettle.test").post("/v1/auth/sign-out")
    assert cookie_of(left)["secure"]


async def test_whoever_does_not_ask_for_a_cookie_gets_none(home: Installation) -> None:
    member = await home.member()
    for more in ({}, {"keep": "body"}):
        answer = await home.sign_in(member.email, **more)
        assert answer.json()["refreshToken"].startswith("fr_")
        assert "set-cookie" not in answer.headers
        refreshed = await home.client().post("/v1/auth/refresh", json={"refreshToken": answer.json()["refreshToken"]})
        assert refreshed.json()["refreshToken"].startswith("fr_")
        assert "set-cookie" not in refreshed.headers
    assert (await home.sign_in(member.email, keep="window")).status_code == 422


async def test_a17_the_cookie_buys_the_next_one(home: Installation) -> None:
    browser, member, _ = await signed_in(home)
    first = browser.held
    answer = await browser.refresh()
    assert (answer.status_code, answer.json()["refreshToken"]) == (200, None)
    assert browser.held not in (None, first)
    assert cookie_of(answer)["httponly"]
    assert browser.held not in answer.text
    assert (await home.client(answer.json()["accessToken"]).get("/v1/me")).json()["id"] == str(member.user_id)
    assert (await browser.refresh()).status_code == 200


async def test_a_token_in_the_body_goes_before_the_cookie_and_needs_no_page(home: Installation) -> None:
    browser, _, _ = await signed_in(home)
    held = browser.held
    given = (await home.sign_in((await home.member()).email)).json()["refreshToken"]
    answer = await browser.http.post(
        "/v1/auth/refresh", json={"refreshToken": given}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.json()["refreshToken"].startswith("fr_")
    assert browser.held == held


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a17_another_site_cannot_use_the_session(home: Installation, headers: dict[str, str]) -> None:
    browser, _, _ = await signed_in(home)
    held = browser.held
    async with home.client(**headers, Cookie=f"fettle_session={held}") as http:
        answer = await http.post("/v1/auth/refresh", json={})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/foreign-page")
    assert "set-cookie" not in answer.headers
    # The attempt used nothing up and ended nothing.
    assert (await browser.refresh()).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a17_another_site_cannot_sign_a_visitor_in(home: Installation, headers: dict[str, str]) -> None:
    member = await home.member()
    async with home.client(**headers) as http:
        answer = await http.post(
            "/v1/auth/sign-in", json={"email": member.email, "password": PASSWORD, "keep": "cookie"}
        )
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/foreign-page")
    assert "set-cookie" not in answer.headers


async def test_a17_without_fetch_metadata_the_origin_decides(install: Any) -> None:
    home = await install(public_url="https://fettle.example.org/")
    for origin in ("http://fettle.test", "https://fettle.example.org"):
        async with home.client(Origin=origin) as http:
            body = {"email": (await home.member()).email, "password": PASSWORD, "keep": "cookie"}
            answer = await http.post("/v1/auth/sign-in", json=body)
            held = cookie_of(answer).value
            again = await http.post("/v1/auth/refresh", json={}, headers={"Cookie": f"fettle_session={held}"})
        assert (answer.status_code, again.status_code) == (200, 200)


async def test_a17_without_the_cookie_there_is_no_session(home: Installation) -> None:
    for headers in ({}, {"Cookie": "fettle_session="}, {"Cookie": "other=1"}):
        answer = await Browser(home, **headers).refresh()
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/session-ended")


async def test_a17_a_cookie_of_no_worth_is_taken_away(home: Installation) -> None:
    browser, member, http = await signed_in(home)
    session = (await http.get("/v1/auth/sessions")).json()["data"][0]["id"]
    assert (await http.delete(f"/v1/auth/sessions/{session}")).status_code == 204
    answer = await browser.refresh()
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/session-ended")
    assert (cookie_of(answer).value, cookie_of(answer)["max-age"]) == ("", "0")
    assert cookie_of(answer)["path"] == "/v1/auth"
    assert browser.held is None
    for nonsense in ("fr_unknown", "%00", "%F0%9F%94%A7", "a b", "x" * 3000):
        answer = await Browser(home, Cookie=f"fettle_session={nonsense}").refresh()
        assert (answer.status_code, cookie_of(answer).value) == (401, "")
    assert (await browser.sign_in(member)).status_code == 200


async def test_a17_two_pages_at_once_get_the_same_successor(home: Installation) -> None:
    browser, _, _ = await signed_in(home)
    answers = await asyncio.gather(
        *(home.client(**HERE, Cookie=f"fettle_session={browser.held}").post("/v1/auth/refresh", json={}) for _ in "ab")
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len({cookie_of(answer).value for answer in answers}) == 1


async def test_a17_a_stolen_cookie_used_late_ends_the_session(home: Installation) -> None:
    browser, _, _ = await signed_in(home)
    stolen = browser.held
    await browser.refresh()
    home.clock.move(seconds=31)
    thief = await home.client(**HERE, Cookie=f"fettle_session={stolen}").post("/v1/auth/refresh", json={})
    assert (thief.status_code, cookie_of(thief).value) == (401, "")
    assert (await browser.refresh()).status_code == 401
    assert browser.held is None


@pytest.mark.parametrize("way", ["sign-out", "sign-out-everywhere"])
async def test_a17_signing_out_takes_the_cookie_away(home: Installation, way: str) -> None:
    browser, _, http = await signed_in(home)
    held = browser.held
    answer = await browser.http.post(f"/v1/auth/{way}", headers={"Authorization": http.headers["Authorization"]})
    assert answer.status_code == 204
    assert (cookie_of(answer).value, cookie_of(answer)["max-age"]) == ("", "0")
    assert browser.held is None
    again = await home.client(**HERE, Cookie=f"fettle_session={held}").post("/v1/auth/refresh", json={})
    assert again.status_code == 401


async def test_a17_the_cookie_alone_signs_nobody_out(home: Installation) -> None:
    browser, _, _ = await signed_in(home)
    for way in ("sign-out", "sign-out-everywhere", "switch-tenant", "password"):
        assert (await browser.http.post(f"/v1/auth/{way}", json={})).status_code == 401
    assert (await browser.refresh()).status_code == 200


async def test_switching_the_tenant_leaves_the_cookie_as_it_is(home: Installation) -> None:
    browser, member, http = await signed_in(home)
    other, _ = await home.tenant()
    await home.join(member.user_id, other, "technician")
    held = browser.held
    answer = await browser.http.post(
        "/v1/auth/switch-tenant",
        json={"tenantId": str(other)},
        headers={"Authorization": http.headers["Authorization"]},
    )
    assert (answer.status_code, answer.json()["refreshToken"]) == (200, None)
    assert "set-cookie" not in answer.headers
    assert browser.held == held
    assert (await browser.refresh()).json()["tenant"]["id"] == str(other)


async def test_a17_an_invitation_can_be_accepted_into_a_cookie(install: Any, mailbox: Mailbox) -> None:
    home = await install(smtp_url=mailbox.url)
    _, _, admin = await home.signed_in()
    await admin.post("/v1/invitations", json={"email": "nora.cookie@example.test", "role": "technician"})
    letter = (await mailbox.next()).get_body(("plain",))
    assert letter is not None
    found = re.search(r"/invitation#token=(\S+)", letter.get_content())
    assert found is not None
    body = {"token": found[1], "name": "Nora", "password": PASSWORD, "keep": "cookie"}
    foreign = await home.client(Origin="https://evil.test").post("/v1/invitations/accept", json=body)
    assert (foreign.status_code, foreign.json()["type"]) == (403, "/problems/foreign-page")
    browser = Browser(home)
    answer = await browser.http.post("/v1/invitations/accept", json=body)
    assert (answer.status_code, answer.json()["refreshToken"]) == (200, None)
    assert cookie_of(answer)["path"] == "/v1/auth"
    assert (await browser.refresh()).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://fettle.test:8080"])
async def test_a17_other_origins_are_promised_nothing(home: Installation, origin: str) -> None:
    _, given, http = await home.signed_in()
    asking = {"Origin": origin, "Access-Control-Request-Headers": "authorization, content-type"}
    for method, path in (("POST", "/v1/auth/refresh"), ("POST", "/v1/auth/sign-in"), ("GET", "/v1/me")):
        asked = await home.client(**asking, **{"Access-Control-Request-Method": method}).options(path)
        answer = await http.request(method, path, headers={"Origin": origin}, json={})
        for each in (asked, answer):
            assert not [name for name in each.headers if name.startswith("access-control-")]
    assert given["refreshToken"]


hosts = st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,2}(:[1-9][0-9]{0,4})?", fullmatch=True)


@given(st.sampled_from(["http", "https"]), hosts, st.sampled_from(["", "/", "/v1/auth?x=1"]))
def test_origins_are_written_as_browsers_write_them(scheme: str, host: str, rest: str) -> None:
    origin = rules.origin_of(f"{scheme.upper()}://{host.upper()}{rest}")
    assert rules.origin_of(origin) == origin
    usual = {"http": ":80", "https": ":443"}[scheme]
    assert origin == f"{scheme}://{host.removesuffix(usual)}"


@given(st.none() | st.sampled_from(["same-origin", "same-site", "cross-site", "none", ""]), st.none() | st.text())
def test_a17_only_our_own_pages_pass(fetch_site: str | None, origin: str | None) -> None:
    own = {"https://fettle.test"}
    for said in (origin, "https://fettle.test", "null"):
        ours = fetch_site == "same-origin" or (fetch_site is None and said == "https://fettle.test")
        with nullcontext() if ours and said != "null" else pytest.raises(rules.ForeignPage):
            rules.must_be_own_page(fetch_site, said, own)
