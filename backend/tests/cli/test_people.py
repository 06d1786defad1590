"""`fettle tenant`, `fettle user`, `fettle token`, with the API that takes what they give."""

import signal

import httpx

from cli.installation import Installation
from fettle.config import Settings
from fettle.db import engine
from fettle.db.callers import system
from fettle.modules.identity import public as identity
from fettle.modules.tenancy import public as tenancy


def test_a_tenant_is_made_once(house: Installation) -> None:
    made = house.fettle("tenant", "create", "alpha", "--time-zone", "Europe/Madrid", "--currency", "EUR")
    slug, tenant_id = made.out.split()
    assert (slug, len(tenant_id), made.err) == ("alpha", 36, "")
    assert house.fettle("tenant", "create", "alpha").friendly(1, "'alpha' already", "another slug")


def test_what_is_wrong_with_a_tenant_is_named(house: Installation) -> None:
    result = house.fettle("tenant", "create", "B C", "--time-zone", "Mars/Base", "--currency", "XQQ")
    assert result.friendly(1, "SLUG", "--time-zone", "Europe/Zurich", "--currency", "USD", lines=4)
    assert house.fettle("tenant", "create").friendly(2, "SLUG")
    assert house.fettle("tenant", "create", "x", "--edition", "castle").friendly(2, "--edition", "castle", "household")


def test_somebody_is_invited_once(house: Installation) -> None:
    house.fettle("tenant", "create", "invited")
    to = ("--tenant", "invited", "--email", "ann@example.org", "--role", "admin")
    first = house.fettle("user", "invite", *to, FETTLE_PUBLIC_URL="https://fettle.example.org/")
    assert first.status == 0
    assert first.out.startswith("https://fettle.example.org/invitation#token=")
    assert house.fettle("user", "invite", *to).friendly(1, "open invitation")
    assert house.fettle("user", "invite", *to[:4], "--role", "king").friendly(1, "--role")
    assert house.fettle("user", "invite", "--tenant", "nobody", *to[2:]).friendly(1, "'nobody'", "invited")


async def test_a_token_opens_the_api(house: Installation) -> None:
    """Token, two processes on one port, health, the front door, and an end within seconds of SIGTERM."""
    tenant_id = house.fettle("tenant", "create", "tokens").out.split()[1]
    await people_of(house, tenant_id)
    serve = house.start("serve", "--processes", "2", FETTLE_WEB_DIR="/nowhere")
    token = house.fettle("token", "--tenant", "tokens", "--email", "ann@example.org").out.strip()
    assert house.ready()
    async with httpx.AsyncClient(base_url=house.url, timeout=20) as http:
        mine = await http.get("/v1/tenant", headers={"Authorization": f"Bearer {token}"})
        assert mine.json()["slug"] == "tokens"
        assert (await http.get("/health/live")).json() == {"status": "ok", "reasons": []}
        front = await http.get("/")
        assert (front.status_code, front.headers["location"]) == (302, "/reference")
        assert "fettle_request_seconds" in (await http.get("/metrics")).text
    assert serve.text.count("lacks security fixes") <= 1
    assert serve.end(signal.SIGTERM, within=20) == 0

    assert house.fettle("token", "--tenant", "tokens", "--email", "bob@example.org").friendly(1, "bob@example.org")
    assert house.fettle("token", "--tenant", "tokens", "--email", "eve@example.org").friendly(
        1, "eve@example.org", "do not belong"
    )


async def people_of(house: Installation, tenant_id: str) -> None:
    """Ann, who is a member of the tenant, and Eve, who has an account but is not."""
    from uuid import UUID

    settings = Settings(data_dir=house.data_dir, database_url=None)
    database = engine.prepare(settings)
    door = engine.make_door(settings, database.app)
    async with door.pool, door.open(system(UUID(tenant_id), via="test", realm="identity")) as call:
        ann = await identity.create_user(call, identity.NewUser(email="ann@example.org", name="Ann"))
        await identity.create_user(call, identity.NewUser(email="eve@example.org", name="Eve"))
        await tenancy.add_member(call, ann.id, "admin")
    database.release()
