"""What answers carry besides their content: nothing that a cache could share, nothing of another tenant."""

import asyncio
import re
from uuid import UUID, uuid4

import pytest

from fettle.db.callers import system
from fettle.kit.refusals import NotFound
from fettle.modules.imports import public as imports
from makers.bodies import full
from makers.document import known_to_strangers, operations, told
from makers.furnished import first_id
from makers.hearing import hearing
from makers.snapshots import Snapshots

LOGS = ("fettle.web.frame.log", "fettle.web.calls.log", "fettle.web.problems.log", "fettle.web.mail.log")

FOR_ANYBODY = {"getJwks", "getOpenidConfiguration"}
ENDING = ("signOut", "signOutEverywhere", "deleteTenant", "endSession")


async def test_t18_no_answer_may_be_shared_by_caches(two_furnished, document, http):
    """T-18: every answer, success or refusal, is private and kept nowhere; only keys for anybody are public."""
    mine = two_furnished[0]
    wrong, public = [], set()
    for operation in operations(document):
        if operation.method != "GET":
            continue
        answers = [
            await operation.ask(mine.admin.client, {**mine.ids, "session_id": str(uuid4())}),
            await operation.ask(mine.admin.client, None),
            await operation.ask(http, None),
        ]
        for answer in answers:
            said = answer.headers.get("cache-control", "")
            if "public" in said:
                public.add(operation.path)
            elif said != "private, no-store" or "set-cookie" in answer.headers:
                wrong.append((operation.id, answer.status_code, said))
    assert wrong == []
    assert public == {"/.well-known/jwks.json", "/.well-known/openid-configuration"}


async def test_t18_the_same_address_shows_each_tenant_its_own(two_furnished, document):
    """T-18: asked by A and B in turns and at once, each list shows what it showed to each alone."""
    wrong = []
    for operation in operations(document):
        if operation.method != "GET" or "{" in operation.path or operation.id.startswith("list") is False:
            continue
        alone = [told(await operation.ask(one.admin.client, None)) for one in two_furnished]
        at_once = await asyncio.gather(*(operation.ask(one.admin.client, None) for one in [*two_furnished] * 3))
        if [told(answer) for answer in at_once] != alone * 3:
            wrong.append(operation.id)
    assert wrong == []


async def test_t18_an_etag_of_another_tenant_saves_nobody_the_question(two_furnished):
    """T-18: conditional requests are answered from the database, whatever they bring along."""
    mine, theirs = two_furnished
    address = f"/tags/{theirs.ids['tag_id']}"
    etag = (await theirs.admin.get(address)).headers["etag"]
    assert (await mine.admin.send("GET", address, headers={"If-None-Match": etag})).status_code == 404


async def test_t19_a_job_of_another_tenant_is_unknown(fresh_pair, world, database):
    """T-19: an import whose payload names another tenant does nothing in either."""
    mine, theirs = fresh_pair
    sent = await mine.admin.client.post(
        f"/v1/imports?mappingId={mine.ids['mapping_id']}&start=false",
        content=b"Id,Title,Cost,Date\n7,Mend,1.50,2026-01-02\n",
        headers={"Content-Type": "text/csv"},
    )
    import_id = UUID(sent.json()["id"])
    snapshots = Snapshots(database.superuser)
    before = [snapshots.of(one.tenant.id) for one in fresh_pair]
    for tenant_id in (theirs.tenant.id, uuid4()):
        with pytest.raises(NotFound):
            await imports.run_import(world.door, system(tenant_id, via="import"), import_id)
    assert [snapshots.of(one.tenant.id) for one in fresh_pair] == before
    done = await imports.run_import(world.door, system(mine.tenant.id, via="import"), import_id)
    assert (done.status, snapshots.of(theirs.tenant.id)) == ("done", before[1])
    snapshots.close()


async def test_t20_bulk_actions_meet_another_tenants_work_as_unknown(fresh_pair):
    """T-20: among own work orders, one of B is refused like one that exists nowhere, and stays as it was."""
    mine, theirs = fresh_pair
    own, other = mine.ids["work_order_id"], theirs.ids["work_order_id"]
    said = []
    for stranger in (other, str(uuid4())):
        body = {"ids": [own, stranger], "action": "prioritise", "priority": "high"}
        answer = await mine.admin.post("/work-orders/bulk", body)
        said.append((answer.status_code, re.sub(r'"version":\d+', "", answer.text.replace(stranger, "it"))))
        await mine.admin.post("/work-orders/bulk", {"ids": [own], "action": "prioritise", "priority": "medium"})
    assert said[0] == said[1]
    assert said[0][0] == 200
    assert (await theirs.admin.get(f"/work-orders/{other}")).json()["priority"] == "medium"


async def test_t20_an_idempotency_key_of_another_tenant_opens_nothing(two_furnished):
    """T-20: the same key and body, sent by A, by B and by a colleague of A, is three requests."""
    mine, theirs = two_furnished
    key, body = uuid4().hex, {"name": uuid4().hex}
    colleague = await mine.tenant.person("admin")
    first = await theirs.admin.post("/tags", body, Idempotency_Key=key)
    second = await mine.admin.post("/tags", body, Idempotency_Key=key)
    third = await colleague.post("/tags", body, Idempotency_Key=key)
    again = await mine.admin.post("/tags", body, Idempotency_Key=key)
    assert [answer.status_code for answer in (first, second, third, again)] == [201, 201, 409, 201]
    assert first.json()["id"] != second.json()["id"] == again.json()["id"]
    assert "idempotent-replay" not in second.headers
    address = f"/work-orders/{theirs.ids['work_order_id']}/comments"
    refused = [await mine.admin.post(address, {"body": "x"}, Idempotency_Key=uuid4().hex) for _ in range(2)]
    assert {answer.status_code for answer in refused} == {404}


async def test_t23_nothing_of_another_tenant_is_logged_or_told(two_furnished, document, world, monkeypatch):
    """T-23: while A tries B's ids and collides with its own codes, no log line, answer or metric holds a word of B."""
    mine, theirs = two_furnished
    marker = f"confidential{uuid4().hex}"
    await theirs.admin.post("/tags", {"name": marker})
    await theirs.admin.post("/gl-codes", {"code": marker, "name": marker})
    ids = {**known_to_strangers(theirs.ids), "session_id": await first_id(theirs.admin, "/auth/sessions")}
    answers = []
    lines = hearing(monkeypatch, *LOGS)
    for operation in operations(document):
        if operation.id in ENDING or not operation.path.startswith("/v1"):
            continue
        body = {"json": full(operation, ids)} if operation.body_schema() else {}
        answers.append(await operation.ask(mine.admin.client, ids, **body))
    for body in ({"name": "taken"}, {"name": "taken"}):
        answers.append(await mine.admin.post("/tags", body))
    answers.append(await mine.admin.post("/gl-codes", {"code": marker, "name": "mine, and free"}))
    assert answers[-1].status_code == 201
    assert answers[-2].status_code == 409
    hidden = (marker, str(theirs.tenant.id), str(theirs.admin.user_id), theirs.admin.email, theirs.tenant.slug)
    assert lines
    logged = repr(lines)
    metrics = (await mine.admin.client.get("/metrics")).text
    assert [word for word in hidden if word in logged or word in metrics] == []
    # In the compressed bytes of a PDF any three letters meet by chance.
    texts = [answer.text for answer in answers[:-1] if answer.headers.get("content-type") != "application/pdf"]
    for word in (*hidden, "Key (", "DETAIL", "constraint", "psycopg", "uq_", "fk_tags", "SELECT "):
        assert [text for text in texts if word in text] == [], word
