"""What every answer carries: an id, its headers, and for what cannot be done a problem document (RFC 9457)."""

import gzip
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller
from fettle.web.frame import Frame
from web.probe_routes import READ

FIELDS = {"type", "title", "status", "detail", "instance", "requestId", "errors"}


@pytest.fixture
async def client(probe):
    """Somebody in a tenant of their own."""
    return await probe.member()


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "kind"),
    [
        ("GET", "/v1/tags/not-an-id", {}, 404, "not-found"),
        ("GET", f"/v1/tags/{UUID(int=9)}", {}, 404, "not-found"),
        ("GET", "/v1/nowhere", {}, 404, "not-found"),
        ("GET", "/", {}, 404, "not-found"),
        ("GET", "/v1/tags/../../etc/passwd", {}, 404, "not-found"),
        ("DELETE", "/v1/tags", {}, 405, "method-not-allowed"),
        ("PUT", f"/v1/tags/{UUID(int=9)}", {"json": {}}, 405, "method-not-allowed"),
        ("TRACE", "/v1/tags", {}, 405, "method-not-allowed"),
        ("POST", "/v1/tags", {"content": b"{"}, 400, "malformed"),
        ("POST", "/v1/tags", {"json": {"name": "a", "mood": "refusal"}}, 409, "conflict"),
        ("POST", "/v1/tags", {"json": {"name": "a", "mood": "trigger"}}, 409, "conflict"),
        ("POST", "/v1/tags", {"content": b"x" * 11 * 2**20}, 413, "too-large"),
        ("POST", "/v1/tags", {"content": b"<a/>", "headers": {"Content-Type": "text/xml"}}, 415, "unsupported"),
        ("POST", "/v1/tags", {"json": {}}, 422, "invalid"),
        ("PATCH", f"/v1/tags/{UUID(int=9)}", {"json": {}}, 428, "precondition-required"),
        ("POST", "/v1/tags", {"json": {"name": "a", "mood": "fault"}}, 500, "internal"),
        ("POST", "/v1/tags", {"json": {"name": "a", "mood": "broken"}}, 500, "internal"),
        ("POST", "/v1/tags", {"json": {"name": "a", "mood": "serialization"}}, 503, "try-again"),
    ],
)
async def test_what_cannot_be_done_is_a_problem_document(client, method, path, options, status, kind):
    answer = await client.request(method, path, **options)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem.keys() == FIELDS
    assert (problem["type"], problem["status"]) == (f"/problems/{kind}", status)
    assert problem["title"]
    assert problem["detail"]
    assert problem["requestId"] == answer.headers["x-request-id"]
    assert problem["instance"].startswith("/")
    if status == 503:
        assert int(answer.headers["retry-after"]) > 0
    if status == 405:
        assert "GET" in answer.headers["allow"] or "POST" in answer.headers["allow"]
    assert not any(word in answer.text for word in ("Traceback", "psycopg", "SELECT", "a fault of ours"))


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer ", "Basic dTpw", "Bearer unknown", "bearer\tunknown", "token"])
async def test_who_is_not_known_is_asked_to_sign_in(probe, token):
    answer = await probe.client(Authorization=token).get("/v1/tags")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_who_may_not_is_told_what_is_missing(probe):
    client = await probe.member(permissions=frozenset({READ}))
    answer = await client.post("/v1/tags", content=b"not even read")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    assert "probes:write" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/tags", "/v1/nowhere", "/health/live", "/plain?what=fault"])
async def test_every_answer_is_private_and_cannot_be_framed(client, path):
    headers = (await client.get(path)).headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "set-cookie" not in headers


@pytest.mark.parametrize("given", ["of-my-own-making", "a" * 64, str(UUID(int=7))])
async def test_a_request_keeps_the_id_it_came_with(client, given):
    answer = await client.get("/v1/nowhere", headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] == answer.json()["requestId"] == given


@pytest.mark.parametrize(
    "given", ["short", "a" * 65, "with space in it", "semi;colon;header", "<script>alert</script>"]
)
async def test_an_unfit_request_id_is_replaced(client, given):
    one, two = [(await client.get("/v1/seen", headers={"X-Request-Id": given})).headers["x-request-id"] for _ in "ab"]
    assert UUID(one).version == UUID(two).version == 7
    assert one != two


async def test_the_request_id_stands_in_the_event(probe):
    caller = await probe.caller()
    await probe.client(caller).post("/v1/tags", json={"name": "a"}, headers={"X-Request-Id": "that-request"})
    async with probe.door.open(caller) as call:
        assert await call.value("SELECT request_id FROM events") == "that-request"


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a17_other_origins_get_no_leave(client, origin):
    """A-17: neither on a preflight nor on the request itself, whatever it is."""
    ask = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    answers = [
        await client.options("/v1/tags", headers=ask),
        await client.get("/v1/tags", headers={"Origin": origin}),
        await client.post("/v1/tags", json={"name": "a"}, headers={"Origin": origin}),
    ]
    for answer in answers:
        assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_a17_no_cookie_is_a_sign_in(probe):
    """A-17: there is nothing for a forged request to ride on."""
    token = (await probe.member()).headers["authorization"].partition(" ")[2]
    for name in ("Authorization", "token", "session", "access_token"):
        answer = await probe.client(Cookie=f"{name}={token}; {name}=Bearer {token}").get("/v1/tags")
        assert answer.status_code == 401
    assert (await probe.client().get("/v1/tags", params={"access_token": token})).status_code == 401


async def test_long_answers_are_compressed_for_those_who_can(client):
    made = await client.post("/v1/tags", json={"name": "a", "colour": "x" * 50_000})
    path = f"/v1/tags/{made.json()['id']}"
    async with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert len(raw) < 5_000
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content


async def test_a_record_with_a_version_has_an_etag(client):
    made = await client.post("/v1/tags", json={"name": "a"})
    assert made.headers["etag"] == '"1"'
    assert (await client.get(f"/v1/tags/{made.json()['id']}")).headers["etag"] == '"1"'
    assert "etag" not in (await client.get("/v1/tags")).headers


async def test_i9_a_change_needs_the_version_it_is_based_on(client):
    """I-9: 428 without If-Match, 412 for another version, and no lost update."""
    made = (await client.post("/v1/tags", json={"name": "a"})).json()
    path = f"/v1/tags/{made['id']}"

    async def change(name, **headers):
        return await client.patch(path, json={"name": name}, headers=headers)

    assert (await change("b")).status_code == 428
    for stale in ('"0"', '"2"', '"x"', "*", '"1", "2"', '""', '"-1"', '"1.0"', '"' + "9" * 99 + '"', "\u00b9".encode()):
        answer = await change("b", **{"If-Match": stale})
        assert (answer.status_code, answer.json()["type"]) == (412, "/problems/stale"), stale
    first = await change("b", **{"If-Match": '"1"'})
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    assert (await change("c", **{"If-Match": '"1"'})).status_code == 412
    assert (await client.get(path)).json()["name"] == "b"


@pytest.mark.parametrize(
    ("peer", "forwarded", "known"),
    [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("10.0.0.1", None, "10.0.0.1"),
    ],
)
async def test_the_address_comes_from_the_proxy_only_when_it_is_ours(probe, peer, forwarded, known):
    seen = []

    async def authenticate(token, *, ip, device):
        seen.append((ip, device))
        return Caller(tenant_id=uuid7(), permissions=frozenset({"*"}))

    state = probe.litestar.state
    former, state.authenticate = state.authenticate, authenticate
    try:
        framed = Frame(probe.litestar, trusted_proxies=frozenset({"10.0.0.1"}))
        transport = httpx.ASGITransport(app=framed, client=(peer, 1234))
        headers = {"Authorization": "Bearer x", "User-Agent": "u" * 999}
        async with httpx.AsyncClient(transport=transport, base_url="http://probe.test", headers=headers) as client:
            await client.get("/v1/tags", headers={} if forwarded is None else {"X-Forwarded-For": forwarded})
    finally:
        state.authenticate = former
    assert seen == [(known, "u" * 300)]
