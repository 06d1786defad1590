"""API keys and clients (A-15): what is stored, what they may do, and that revoking acts at once."""

import asyncio
import base64
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from fettle.db.callers import system
from fettle.modules.identity import rules
from fettle.modules.identity.actions import machines
from fettle.modules.identity.records import KeyKind, Machine, NewMachineKey, Standing
from identity.conftest import Installation

RIGHTS = ["keys:write", "people:read"]


async def made(http: httpx.AsyncClient, what: str = "api-keys", **more: Any) -> dict[str, Any]:
    answer = await http.post(f"/v1/{what}", json={"name": "ERP", "permissions": RIGHTS, **more})
    assert answer.status_code == 201, answer.text
    given: dict[str, Any] = answer.json()
    return given


async def fetch(home: Installation, client: dict[str, Any], **form: str) -> httpx.Response:
    asked = {
        "grant_type": "client_credentials",
        "client_id": client["clientId"],
        "client_secret": client["clientSecret"],
    }
    return await home.client().post("/v1/oauth/token", data={**asked, **form})


async def test_a15_a_key_works_and_only_its_hash_is_stored(home: Installation) -> None:
    member, _, http = await home.signed_in()
    key = await made(http)
    secret = key["secret"]
    assert secret.startswith(key["apiKey"]["prefix"] + "_")
    assert key["apiKey"]["prefix"].startswith("fk_live_")
    machine = home.client(secret)
    assert (await machine.get("/v1/api-keys")).status_code == 200
    caller = await home.gate.authenticate(secret, ip=None, device=None)
    assert (caller.tenant_id, caller.user_id, caller.via) == (member.tenant_id, None, "api_key")
    assert caller.permissions == set(RIGHTS)
    async with home.tenant_call(member.tenant_id) as call:
        row: Any = await call.maybe(dict, "SELECT * FROM machine_keys WHERE id = %s", [UUID(key["apiKey"]["id"])])
        events: list[Any] = await call.all(tuple, "SELECT type, after::text FROM events WHERE entity = 'machine_key'")
    everything = repr(row) + repr(events)
    assert secret not in everything
    assert secret.rpartition("_")[2] not in everything
    assert [event[0] for event in events] == ["machine_key.created"]
    for stored in (
        row["prefix"],
        bytes(row["secret_hash"]).hex(),
        f"{row['prefix']}_{bytes(row['secret_hash']).hex()}",
    ):
        assert (await home.client(stored).get("/v1/api-keys")).status_code == 401


async def test_a15_the_secret_is_shown_once(home: Installation) -> None:
    _, _, http = await home.signed_in()
    key = await made(http)
    listed = await http.get("/v1/api-keys")
    assert [entry["prefix"] for entry in listed.json()["data"]] == [key["apiKey"]["prefix"]]
    assert key["secret"] not in listed.text
    body = {"name": "twice", "permissions": RIGHTS}
    one, two = [(await http.post("/v1/api-keys", json=body, headers={"Idempotency-Key": "k"})).json() for _ in range(2)]
    assert one["secret"] != two["secret"]


async def test_a15_a_revoked_key_is_refused_at_once_in_every_process(install: Any) -> None:
    here, there = await install(standing_seconds=60), await install(standing_seconds=60)
    _, _, http = await here.signed_in()
    key = await made(http)
    machines = [here.client(key["secret"]), there.client(key["secret"])]
    assert [(await machine.get("/v1/api-keys")).status_code for machine in machines] == [200, 200]
    for _ in range(2):
        assert (await http.delete(f"/v1/api-keys/{key['apiKey']['id']}")).status_code == 204
    assert [(await machine.get("/v1/api-keys")).status_code for machine in machines] == [401, 401]
    assert (await http.get("/v1/api-keys")).json()["data"][0]["revokedAt"]


async def test_a15_scope_expiry_and_last_use(home: Installation) -> None:
    _, _, http = await home.signed_in()
    ends = home.clock() + timedelta(hours=1)
    key = await made(http, permissions=["people:read"], expiresAt=ends.isoformat())
    machine = home.client(key["secret"])
    assert (await machine.get("/v1/api-keys")).status_code == 403

    async def last_used() -> str | None:
        used: str | None = (await http.get("/v1/api-keys")).json()["data"][0]["lastUsedAt"]
        return used

    first = await last_used()
    assert first is not None
    await machine.get("/v1/me")
    assert await last_used() == first
    home.clock.move(seconds=61)
    await machine.get("/v1/me")
    later = await last_used()
    assert later is not None
    assert later > first
    home.clock.move(hours=1)
    assert (await machine.get("/v1/api-keys")).status_code == 401


async def test_a_key_can_do_no_more_than_whoever_makes_it(home: Installation) -> None:
    _, _, http = await home.signed_in()
    body = {"name": "x", "permissions": ["people:read", "no:such", "*"]}
    refused = (await http.post("/v1/api-keys", json=body)).json()
    assert refused["type"] == "/problems/beyond-your-rights"
    assert [fault["pointer"] for fault in refused["errors"]] == ["/permissions/1", "/permissions/2"]
    past = {"name": "x", "permissions": RIGHTS, "expiresAt": "2020-01-01T00:00:00Z"}
    assert (await http.post("/v1/api-keys", json=past)).json()["errors"][0]["pointer"] == "/expiresAt"
    _, _, technician = await home.signed_in("technician")
    assert (await technician.post("/v1/api-keys", json={"name": "x", "permissions": RIGHTS})).status_code == 403
    assert (await technician.get("/v1/clients")).status_code == 403


async def test_a9_a_key_loses_what_its_maker_loses(home: Installation) -> None:
    member, _, http = await home.signed_in()
    key = await made(http)
    machine = home.client(key["secret"])
    async with home.tenant_call(member.tenant_id) as call:
        await call.keep(
            "UPDATE memberships SET role_id = (SELECT id FROM roles WHERE code = 'technician' AND tenant_id = %s) "
            "WHERE user_id = %s",
            [member.tenant_id, member.user_id],
        )
    assert (await machine.get("/v1/api-keys")).status_code == 403
    caller = await home.gate.authenticate(key["secret"], ip=None, device=None)
    assert caller.permissions == {"people:read"}
    async with home.tenant_call() as call:
        await call.keep("UPDATE users SET disabled_at = now() WHERE id = %s", [member.user_id])
    assert (await machine.get("/v1/api-keys")).json()["type"] == "/problems/no-tenant"


async def test_keys_make_no_keys_and_are_nobody(home: Installation) -> None:
    _, _, http = await home.signed_in()
    machine = home.client((await made(http))["secret"])
    answer = await machine.post("/v1/api-keys", json={"name": "x", "permissions": RIGHTS})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/people-only")
    for path in ("/v1/me", "/v1/auth/sessions"):
        assert (await machine.get(path)).json()["type"] == "/problems/people-only"
    for path in ("sign-out", "sign-out-everywhere"):
        assert (await machine.post(f"/v1/auth/{path}")).status_code == 403


async def test_keys_of_another_tenant_are_out_of_reach(home: Installation) -> None:
    _, _, mine = await home.signed_in()
    _, _, theirs = await home.signed_in()
    key = await made(theirs)
    assert (await mine.delete(f"/v1/api-keys/{key['apiKey']['id']}")).status_code == 404
    assert (await theirs.delete(f"/v1/clients/{key['apiKey']['id']}")).status_code == 404
    assert (await mine.get("/v1/api-keys")).json()["data"] == []
    assert (await home.client(key["secret"]).get("/v1/api-keys")).status_code == 200


async def test_keys_are_listed_in_pages(home: Installation) -> None:
    _, _, http = await home.signed_in()
    ids = [(await made(http, name=str(number)))["apiKey"]["id"] for number in range(3)]
    one = (await http.get("/v1/api-keys", params={"limit": 2})).json()
    two = (await http.get("/v1/api-keys", params={"limit": 2, "cursor": one["nextCursor"]})).json()
    assert [entry["id"] for entry in one["data"] + two["data"]] == ids[::-1]
    assert not two["hasMore"]


async def test_a16_twenty_wrong_keys_from_one_place(home: Installation) -> None:
    """A-16: later ones are told to wait; right keys from the same place go on working."""
    _, _, http = await home.signed_in()
    key = await made(http)
    place = "2001:db8::15"
    wrong = [home.client(f"fk_live_00000000_{uuid7().hex}", ip=place) for _ in range(20)]
    answers = await asyncio.gather(*(client.get("/v1/me") for client in wrong))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 10
    assert all("Retry-After" in answer.headers for answer in answers if answer.status_code == 429)
    assert (await home.client(key["secret"], ip=place).get("/v1/api-keys")).status_code == 200


async def test_a_client_fetches_a_token_that_works(home: Installation) -> None:
    member, _, http = await home.signed_in()
    client = await made(http, "clients")
    answer = (await fetch(home, client)).json()
    assert answer == {
        "access_token": answer["access_token"],
        "token_type": "Bearer",
        "expires_in": 900,
        "scope": "keys:write people:read",
    }
    caller = await home.gate.authenticate(answer["access_token"], ip=None, device=None)
    assert (caller.tenant_id, caller.user_id, caller.via, caller.role) == (member.tenant_id, None, "client", "client")
    assert (await home.client(answer["access_token"]).get("/v1/clients")).status_code == 200


async def test_a_client_may_ask_for_less_and_prove_itself_by_http_basic(home: Installation) -> None:
    _, _, http = await home.signed_in()
    client = await made(http, "clients")
    basic = base64.b64encode(f"{client['clientId']}:{client['clientSecret']}".encode()).decode()
    form = {"grant_type": "client_credentials", "scope": "people:read"}
    answer = await home.client(Authorization=f"Basic {basic}").post("/v1/oauth/token", data=form)
    assert answer.json()["scope"] == "people:read"
    assert (await home.client(answer.json()["access_token"]).get("/v1/clients")).status_code == 403
    more = await fetch(home, client, scope="people:read tenant:write")
    assert (more.status_code, more.json()["type"]) == (422, "/problems/scope-not-held")
    broken = await home.client(Authorization="Basic ###").post("/v1/oauth/token", data=form)
    assert broken.status_code == 401


async def test_a_client_with_the_wrong_secret_or_grant(home: Installation) -> None:
    _, _, http = await home.signed_in()
    client, other = await made(http, "clients"), await made(http, "clients")
    assert (await fetch(home, client, client_secret="fs_wrong")).json()["type"] == "/problems/bad-client"
    assert (await fetch(home, client, client_id=other["clientId"])).status_code == 401
    assert (await fetch(home, client, grant_type="password")).json()["type"] == "/problems/unsupported-grant"
    assert (await home.client().post("/v1/oauth/token", data={"scope": "x"})).status_code == 422
    statuses = [(await fetch(home, client, client_secret="fs_wrong")).status_code for _ in range(20)]
    assert statuses[-1] == 429
    assert (await fetch(home, client)).status_code == 200


async def test_a15_revoking_a_client_ends_its_tokens_at_once(install: Any) -> None:
    home = await install(standing_seconds=60)
    _, _, http = await home.signed_in()
    client = await made(http, "clients")
    machine = home.client((await fetch(home, client)).json()["access_token"])
    assert (await machine.get("/v1/clients")).status_code == 200
    assert (await http.delete(f"/v1/clients/{client['client']['id']}")).status_code == 204
    assert (await machine.get("/v1/clients")).status_code == 401
    assert (await fetch(home, client)).status_code == 401
    assert (await http.get("/v1/clients")).json()["data"][0]["revokedAt"]


async def test_a_secret_of_a_client_is_no_bearer_token(home: Installation) -> None:
    _, _, http = await home.signed_in()
    client = await made(http, "clients")
    assert (await home.client(client["clientSecret"]).get("/v1/me")).status_code == 401


async def test_the_products_own_keys_answer_to_nobody(home: Installation) -> None:
    """A key made on the operator's command line has no maker whose rights could end."""
    tenant_id, _ = await home.tenant()
    async with home.door.open(system(tenant_id, via="cli")) as call:
        key = await machines.create_api_key(call, NewMachineKey(name="x", permissions=["people:read"]))
    caller = await home.gate.authenticate(key.secret, ip=None, device=None)
    assert caller.permissions == {"people:read"}


codes = st.frozensets(st.sampled_from(["a:read", "b:read", "c:write"]))
sites = st.none() | st.frozensets(st.sampled_from([UUID(int=number) for number in range(4)]))


@given(codes, codes, sites, sites)
def test_a_key_never_exceeds_itself_or_its_maker(
    own: frozenset[str], makers: frozenset[str], own_sites: frozenset[UUID] | None, their_sites: frozenset[UUID] | None
) -> None:
    nobody = UUID(int=0)
    machine = Machine(
        id=nobody, tenant_id=nobody, kind=KeyKind.API_KEY, prefix="", permissions=own, site_scope=own_sites
    )
    maker = Standing(
        tenant_id=nobody,
        tenant_slug="",
        tenant_name="",
        edition="organisation",
        role="",
        permissions=makers,
        site_scope=their_sites,
    )
    permissions, scope = rules.narrowed(machine, maker)
    assert permissions == own & makers
    for bound in (own_sites, their_sites):
        assert bound is None or (scope is not None and scope <= bound)
    assert (scope is None) == (own_sites is None and their_sites is None)


@pytest.mark.parametrize("wanted", [None, [], [UUID(int=9)]])
def test_somebody_limited_to_sites_makes_keys_for_those_sites_only(wanted: list[UUID] | None) -> None:
    now: Any = None
    with pytest.raises(rules.BeyondYourRights):
        rules.check_new_key(
            NewMachineKey(name="x", permissions=[], site_scope=wanted),
            permissions=frozenset(),
            site_scope=frozenset({UUID(int=1)}),
            at=now,
        )
