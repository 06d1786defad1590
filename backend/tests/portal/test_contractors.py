"""Links for contractors: a job without an account, and nothing else."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from fettle.modules.portal.credentials import sealing
from makers.samples import picture
from portal.conftest import House


async def invited(house: House, order: dict[str, Any], **fields: Any) -> tuple[str, dict[str, Any]]:
    """The token of a new link, and the link."""
    made = await house.admin.post(f"/work-orders/{order['id']}/contractor-links", {"name": "Aqua Ltd", **fields})
    assert made.status_code == 201, made.text
    return made.json()["url"].rpartition("/")[2], made.json()["link"]


async def detail(house: House, order: dict[str, Any]) -> dict[str, Any]:
    """The work order as staff sees it."""
    found: dict[str, Any] = (await house.admin.get(f"/work-orders/{order['id']}")).json()
    return found


async def test_a_contractor_sees_the_job_and_nothing_of_money_or_people(house, visitor):
    """What is to be done and where, with a map; no costs, no names of staff, no other work."""
    staff = (await house.admin.post("/staff", {"name": "Secret Sam"})).json()
    order = await house.order(
        description="Noise", estimatedCost="987.65", assigneeId=staff["id"], tasks=[{"title": "Open it"}]
    )
    await house.order(title="Other secret work")
    token, _ = await invited(house, order)
    page = (await visitor.get(f"/c/{token}")).text
    for words in ("Mend the pump", "Noise", "1 Elm Road", "Fountain", "Open it", "openstreetmap.org", "Aqua Ltd"):
        assert words in page
    json = (await visitor.get(f"/v1/portal/jobs/{token}")).text
    for words in ("987.65", "987,65", "Secret Sam", "Other secret", house.admin.email):
        assert words not in page + json


async def test_a_contractor_does_the_job(house, visitor, database):
    """Message, photo, hours without a price, tasks and done: through the usual actions, told as the contractor's."""
    order = await house.order(tasks=[{"title": "Open it"}, {"title": "Paint", "required": False}])
    token, _ = await invited(house, order)
    path, page = f"/c/{token}", (await visitor.get(f"/c/{token}")).text
    photo = {"photos": ("after.jpg", picture(), "image/jpeg")}
    assert (await visitor.send(f"{path}/comment", page, {"text": "On site"}, files=photo)).status_code == 303
    assert (await visitor.send(f"{path}/time", page, {"hours": "1,5", "note": "Two of us"})).status_code == 303
    undone = await visitor.send(f"{path}/done", page, {})
    assert undone.status_code == 422
    assert "not ticked" in undone.text
    assert (await detail(house, order))["status"] == "approved"
    task = (await detail(house, order))["tasks"][0]["id"]
    done = await visitor.send(f"{path}/done", page, {"task": [task], "done_note": "All fine"})
    assert done.status_code == 200, done.text
    assert "Thank you" in done.text
    after = await detail(house, order)
    assert (after["status"], after["statusNote"]) == ("complete", "All fine")
    assert [each["status"] for each in after["tasks"]] == ["done", "open"]
    entries = (await house.admin.get("/log-entries", workOrderId=order["id"])).json()["data"]
    [line] = entries[0]["lines"]
    assert (line["kind"], line["quantity"], line["unit"], line["vendor"]) == ("contract", "1.5000", "hour", "Aqua Ltd")
    assert line["unitCost"] is None
    comments = (await house.admin.get(f"/work-orders/{order['id']}/comments")).json()["data"]
    assert [(c["body"], c["authorName"], c["public"]) for c in comments] == [("On site", "Aqua Ltd", False)]
    files = (await house.admin.get("/files", subject="work_order", subjectId=order["id"])).json()["data"]
    assert len(files) == 1
    history = (await house.admin.get(f"/work-orders/{order['id']}/history")).json()["data"]
    by_contractor = {event["type"] for event in history if event["actorVia"] == "contractor"}
    assert {"work_order.started", "work_order.completed", "work_order_task.answered"} <= by_contractor
    assert (await visitor.get(path)).status_code == 404


async def test_what_the_link_does_not_allow_is_refused(house, visitor):
    """A link to look and comment: no hours, no photos, not done; also not by JSON."""
    order = await house.order(tasks=[{"title": "Open it"}])
    token, _ = await invited(house, order, scope=["comment"])
    page = (await visitor.get(f"/c/{token}")).text
    assert "Hours worked" not in page
    assert "Mark as done" not in page
    jobs, client = f"/v1/portal/jobs/{token}", visitor.client
    assert (await client.post(f"{jobs}/time", json={"hours": "2"})).status_code == 403
    assert (await client.post(f"{jobs}/done", json={})).status_code == 403
    photo = {"x": ("x.jpg", picture(), "image/jpeg")}
    assert (await client.post(f"{jobs}/photos", files=photo)).status_code == 403
    assert (await client.post(f"{jobs}/comments", json={"text": "Hello"})).status_code == 204
    refused = await visitor.send(f"/c/{token}/time", page, {"hours": "2"})
    assert refused.status_code == 422
    assert "does not allow" in refused.text


@pytest.mark.parametrize("hours", ["0", "-1", "25", "NaN", "1e400", "", "two", "Infinity"])
async def test_hours_that_cannot_be_are_refused(house, visitor, hours):
    """Nobody works nothing, less, or more than a day in a day."""
    order = await house.order()
    token, _ = await invited(house, order)
    page = (await visitor.get(f"/c/{token}")).text
    refused = await visitor.send(f"/c/{token}/time", page, {"hours": hours})
    assert refused.status_code == 422
    assert (await visitor.client.post(f"/v1/portal/jobs/{token}/time", json={"hours": hours})).status_code == 422


async def test_t14_links_end_at_once_and_open_one_job(house, visitor, world):
    """T-14: withdrawn, expired, closed or foreign links open nothing; tasks of other jobs cannot be answered."""
    order, other = await house.order(tasks=[{"title": "A"}]), await house.order(tasks=[{"title": "B"}])
    token, link = await invited(house, order)
    foreign = (await detail(house, other))["tasks"][0]["id"]
    refused = await visitor.client.post(f"/v1/portal/jobs/{token}/done", json={"taskIds": [foreign]})
    assert refused.json()["errors"][0]["pointer"] == "/taskIds/0"
    path = f"/work-orders/{order['id']}/contractor-links"
    assert (
        await house.admin.delete(f"/work-orders/{other['id']}/contractor-links/{link['id']}", version=1)
    ).status_code == 404
    assert (await house.admin.delete(f"{path}/{link['id']}", version=1)).status_code == 204
    assert (await house.admin.delete(f"{path}/{link['id']}", version=2)).status_code == 409
    gone = await visitor.get(f"/c/{token}")
    assert gone.status_code == 404
    assert "nothing at this address" in gone.text
    soon = (world.door.clock() + timedelta(hours=1)).isoformat()
    brief, _ = await invited(house, order, expiresAt=soon)
    assert (await visitor.get(f"/c/{brief}")).status_code == 200
    await house.admin.post(f"/work-orders/{order['id']}/cancel", {"note": "no"})
    assert (await visitor.get(f"/c/{brief}")).status_code == 404
    late = await house.admin.post(path, {"name": "Late"})
    assert late.status_code == 409


async def test_an_expired_link_opens_nothing(house, visitor, world, database):
    """The end that was said is the end."""
    token, link = await invited(house, await house.order())
    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE contractor_links SET expires_at = now() - interval '1 second' WHERE id = %s", [link["id"]])
    assert (await visitor.get(f"/c/{token}")).status_code == 404
    past = (world.door.clock() - timedelta(days=1)).isoformat()
    refused = await house.admin.post(
        f"/work-orders/{link['workOrderId']}/contractor-links", {"name": "x", "expiresAt": past}
    )
    assert refused.json()["errors"][0]["pointer"] == "/expiresAt"


async def test_a15_only_hashes_are_kept_and_the_link_is_mailed(house, visitor, drain, working, database):
    """A-15: the secret is shown once; a copy of the database, queue included, opens nothing."""
    sent: list[tuple[str, str]] = []

    class Caught:
        domain = "example.org"

        async def send(self, to: str, subject: str, text: str, html: str | None = None, **_: Any) -> None:
            sent.append((to, text))

    token, _ = await invited(house, await house.order(), email="aqua@example.org")
    with psycopg.connect(database.superuser) as conn:
        for table in ("contractor_links", "queue.procrastinate_jobs", "events"):
            rows = conn.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE tenant_id = %s", [house.tenant.id])
            assert not any(token in row for (row,) in rows.fetchall()), table
    former, working.services["mailer"] = working.services["mailer"], Caught()
    try:
        await drain(house.tenant)
    finally:
        working.services["mailer"] = former
    mails = [text for to, text in sent if to == "aqua@example.org"]
    assert len(mails) == 1
    assert token in mails[0]


def test_a_seal_opens_for_its_record_and_secret_only():
    """A password sealed for one mailbox is worth nothing in another, or under another secret."""
    sealed = sealing.seal(b"secret", "pass wörd", bound_to=b"a")
    assert sealing.unseal(b"secret", sealed, bound_to=b"a") == "pass wörd"
    for secret, record in ((b"other", b"a"), (b"secret", b"b")):
        with pytest.raises(sealing.SealBroken):
            sealing.unseal(secret, sealed, bound_to=record)
