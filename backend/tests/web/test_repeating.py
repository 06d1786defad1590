"""A POST sent again with its Idempotency-Key happens once: I-8."""

import asyncio

import httpx
import pytest
from litestar.exceptions import LitestarException

KEY = {"Idempotency-Key": "the-key"}


async def tags(client):
    """The names of the tenant's tags."""
    return (await client.get("/v1/seen")).json()["names"]


async def test_i8_the_same_request_gets_the_same_answer(probe):
    """I-8: same key, same body: status, body and ETag are those of the first time, and it happened once."""
    client = await probe.member()
    first = await client.post("/v1/tags", json={"name": "a"}, headers=KEY)
    again = await client.post("/v1/tags", json={"name": "a"}, headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-type"] == "application/json"
    assert (first.headers.get("idempotent-replay"), again.headers["idempotent-replay"]) == (None, "true")
    assert await tags(client) == ["a"]


@pytest.mark.parametrize("other", [{"json": {"name": "b"}}, {"json": {"name": "a", "colour": "x"}}])
async def test_i8_another_body_is_refused(probe, other):
    """I-8: a key names one request."""
    client = await probe.member()
    await client.post("/v1/tags", json={"name": "a"}, headers=KEY)
    answer = await client.post("/v1/tags", **other, headers=KEY)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/key-reused")
    elsewhere = await client.post("/v1/turns", json={"ids": []}, headers=KEY)
    assert elsewhere.json()["type"] == "/problems/key-reused"
    assert await tags(client) == ["a"]


async def test_i8_twins_at_the_same_time(probe):
    """I-8: one does the work, the others get its answer."""
    client = await probe.member()
    answers = await asyncio.gather(*(client.post("/v1/tags", json={"name": "a"}, headers=KEY) for _ in range(12)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotent-replay" in answer.headers for answer in answers) == 11
    assert await tags(client) == ["a"]


async def test_i8_the_key_of_somebody_else_is_another_key(probe):
    """I-8: other tenant, other person of the same tenant: independent."""
    tenant_id = await probe.tenant()
    one, colleague, stranger = [await probe.member(t) for t in (tenant_id, tenant_id, None)]
    for client, name in ((one, "a"), (colleague, "b"), (stranger, "c")):
        answer = await client.post("/v1/tags", json={"name": name}, headers=KEY)
        assert (answer.status_code, answer.json()["name"]) == (201, name)
    assert (await tags(one), await tags(stranger)) == (["a", "b"], ["c"])


async def test_i8_a_crash_between_commit_and_answer(probe):
    """I-8: the work was committed with its answer, so the repetition gets the answer that never arrived."""

    async def dying(scope, receive, send):
        async def broken_pipe(message):
            raise OSError("gone")

        await probe.app(scope, receive, broken_pipe)

    client = await probe.member()
    transport = httpx.ASGITransport(app=dying)
    async with httpx.AsyncClient(transport=transport, base_url="http://probe.test", headers=client.headers) as cut:
        with pytest.raises(LitestarException):
            await cut.post("/v1/tags", json={"name": "a"}, headers=KEY)
    assert await tags(client) == ["a"]
    answer = await client.post("/v1/tags", json={"name": "a"}, headers=KEY)
    assert (answer.status_code, answer.json()["name"], answer.headers["idempotent-replay"]) == (201, "a", "true")
    assert await tags(client) == ["a"]


@pytest.mark.parametrize("mood", ["refusal", "fault", "serialization"])
async def test_i8_what_failed_is_tried_anew(probe, mood):
    """I-8: only what was done is remembered."""
    client = await probe.member()
    for _ in range(2):
        answer = await client.post("/v1/tags", json={"name": "a", "mood": mood}, headers=KEY)
        assert answer.status_code >= 400
        assert "idempotent-replay" not in answer.headers
    assert (await client.post("/v1/tags", json={"name": "a"}, headers=KEY)).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 201, b"\xff\x00"])
async def test_i8_an_unusable_key_is_refused(probe, key):
    """I-8: rather than taken for none."""
    client = await probe.member()
    answer = await client.post("/v1/tags", json={"name": "a"}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "!Idempotency-Key")
    assert await tags(client) == []


async def test_i8_a_key_may_be_any_text(probe):
    """I-8: 200 characters, quotes and all."""
    client = await probe.member()
    key = "'; --\"%s" + "k" * 192
    for _ in range(2):
        answer = await client.post("/v1/tags", json={"name": "a"}, headers={"Idempotency-Key": key})
        assert answer.status_code == 201
    assert await tags(client) == ["a"]
