"""Rate limits: told in advance, kept per person, and over after a while."""

import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller
from fettle.web import limits
from fettle.web.limits import Limits
from web.probe import Probe


class Timer:
    """A clock that goes when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def limited(probe, timer):
    """The probe with six requests a minute."""
    return Probe(probe.door, limits=Limits({"default": 6}, timer=timer))


async def test_the_limit_is_told_kept_and_lifted(limited, timer):
    client = await limited.member()
    for left in (5, 4, 3, 2, 1, 0):
        answer = await client.get("/v1/seen")
        assert answer.status_code == 200
        assert answer.headers["ratelimit-policy"] == '"default";q=6;w=60'
        assert answer.headers["ratelimit"].startswith(f'"default";r={left};t=')
    refused = await client.get("/v1/seen")
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many")
    assert refused.headers["retry-after"] == "10"
    assert refused.headers["content-type"] == "application/problem+json"
    timer.now = 9.9
    assert (await client.get("/v1/seen")).headers["retry-after"] == "1"
    timer.now = 10.0
    assert (await client.get("/v1/seen")).status_code == 200
    assert (await client.get("/v1/seen")).status_code == 429
    timer.now = 1000.0
    answers = [(await client.get("/v1/seen")).status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]


async def test_a_refused_request_does_nothing(limited):
    client = await limited.member()
    statuses = [(await client.post("/v1/tags", json={"name": str(number)})).status_code for number in range(8)]
    assert statuses == [201] * 6 + [429] * 2


async def test_a16_everybody_has_a_limit_of_their_own(limited):
    """L-2 and A-16: one person, key or address that has used up theirs takes nothing from others."""
    tenant_id = await limited.tenant()
    one = await limited.member(tenant_id)
    others = [
        await limited.member(tenant_id),
        await limited.member(),
        limited.client(Caller(tenant_id=tenant_id, session_id=uuid7())),
        limited.client(),
    ]
    while (await one.get("/v1/lobby")).status_code == 200 and (await one.get("/v1/seen")).status_code == 200:
        pass
    for other in others[:3]:
        assert (await other.get("/v1/seen")).status_code == 200
    assert (await limited.client().get("/health/live")).status_code == 200


async def test_only_so_many_are_remembered(limited, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BUCKETS", 10)
    for _ in range(20):
        await limited.client(Caller(tenant_id=uuid7(), user_id=uuid7())).get("/v1/seen")
    assert len(limited.litestar.state.limits._buckets) == 10
