"""Pushing as such: its shape, its limits, where the phone stands, and that one push is saved whole and once (S-2)."""

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

import pytest

from sync.pushing import Device, Field, entry, make_field, ms, new, packed
from work_orders.steps import ok, refused


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


def buckets(*created: Any, updated: Any = (), deleted: Any = ()) -> dict[str, Any]:
    """What happened in one table."""
    return {"created": list(created), "updated": list(updated), "deleted": list(deleted)}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[" * 100_000, 400),
        ("[]", 422),
        ("null", 422),
        ('{"comments": []}', 422),
        ('{"comments": {"created": {}}}', 422),
        ('{"comments": {"deleted": "all"}}', 422),
        ("{}", 200),
        ('{"changes": {}}', 200),
        ('{"comments": {}}', 200),
        ('{"comments": {"created": null, "updated": [], "deleted": []}}', 200),
        ('{"comments": {"created": [1, null, {}, {"id": 7}, {"id": "no uuid"}], "deleted": [1, null, "x"]}}', 200),
        (
            '{"nowhere": {"created": [{"id": "a"}], "deleted": ["b"]}, "comments\\u0000": {"updated": [{"id": "x"}]}}',
            200,
        ),
    ],
)
async def test_only_another_shape_is_refused_whole(field: Field, body: str, status: int) -> None:
    answer = await field.ann.client.post("/v1/sync/push", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == status, answer.text


async def test_any_content_type_wrapped_and_packed(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    comments = [new(work_order_id=work_order, body=f"Comment {number}") for number in range(4)]
    client, query = field.ann.client, f"?last_pulled_at={phone.last}"
    plain = {"changes": {"comments": buckets(comments[0])}, "lastPulledAt": phone.last}
    sent = [
        client.post("/v1/sync/push", content=json.dumps(plain)),
        client.post(f"/v1/sync/push{query}&migration=null&schema_version=1", json={"comments": buckets(comments[1])}),
        client.post(
            f"/v1/sync/push{query}",
            content=packed({"comments": buckets(comments[2])}),
            headers={"Content-Encoding": "gzip", "Content-Type": "application/json"},
        ),
        client.post("/v1/sync/push?last_pulled_at=null", json={"comments": buckets(comments[3])}),
    ]
    assert [(await answer).status_code for answer in sent] == [200, 200, 200, 200]
    said = (await ok(field.boss.get(f"/work-orders/{work_order}/comments")))["data"]
    assert len(said) == 4
    broken = await client.post("/v1/sync/push", content=b"no gzip", headers={"Content-Encoding": "gzip"})
    assert (broken.status_code, broken.json()["type"]) == (400, "/problems/malformed")


async def test_what_grows_past_the_limit_is_refused(field: Field) -> None:
    bomb = packed({"comments": {"created": [], "deleted": [], "updated": []}, "x": " " * (11 * 1024 * 1024)})
    answer = await field.ann.client.post("/v1/sync/push", content=bomb, headers={"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert "10485760" in answer.json()["detail"]
    many = {"comments": buckets(deleted=[str(uuid4())] * 10_001)}
    answer = await field.ann.client.post("/v1/sync/push", json=many)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-many-records")
    assert "10000" in answer.json()["detail"]


async def test_a_position_that_is_not_ours_has_to_pull_first(field: Field, world: Any) -> None:
    """S-8: another tenant's, another person's, one of the future: nothing is saved."""
    other = await make_field(world)
    elsewhere = (await other.phone()).last
    work_order = await field.work()
    phone = await field.phone()
    assert phone.last is not None
    comment = {"comments": buckets(new(work_order_id=work_order, body="Hello"))}
    for last in (elsewhere, (await field.phone(field.ben)).last, phone.last + (1 << 40), 1, 2**60):
        await refused(phone.send(comment, last=last), 409, "stale-cursor")
    await refused(phone.send(comment, last="soon"), 422)
    assert (await ok(field.boss.get(f"/work-orders/{work_order}/comments")))["data"] == []
    await ok(phone.send(comment))


async def test_s2_a_push_repeated_with_its_key_gets_its_answer(field: Field) -> None:
    """S-2: an Idempotency-Key is not needed, and does no harm."""
    work_order = await field.work()
    phone = await field.phone()
    changes = {"work_orders": buckets(updated=[phone.edited("work_orders", work_order, title="Mine")])}
    answers = [await phone.send(changes, **{"Idempotency-Key": "push-1"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotent-replay"] == "true"


async def test_s2_new_work_sent_three_times_at_once_is_made_once(field: Field) -> None:
    """S-2: in parallel, while the answers are still out: one number, one event, no error."""
    phone = await field.phone(field.boss)
    order = new(title="Once", status="in_progress", priority="high", kind="corrective", site_id=field.site)
    tasks = [new(work_order_id=order["id"], title=f"Task {number}", status="done") for number in range(3)]
    comment = new(work_order_id=order["id"], body="Said once")
    request = new(title="Asked once", status="new", priority="low")
    changes = {
        "work_orders": buckets(order),
        "work_order_tasks": buckets(*tasks),
        "comments": buckets(comment),
        "work_requests": buckets(request),
    }
    answers = await asyncio.gather(*(phone.send(changes) for _ in range(3)))
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"rejected": []})] * 3
    history = (await ok(field.boss.get(f"/work-orders/{order['id']}/history", limit=100)))["data"]
    types = sorted(each["type"] for each in history)
    assert types == [
        "comment.created",
        "work_order.created",
        "work_order.started",
        *["work_order_task.answered"] * 3,
        *["work_order_task.created"] * 3,
    ]


async def test_one_bad_record_stops_none_of_the_others(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    good = [new(work_order_id=work_order, body=f"Good {number}") for number in range(3)]
    bad = [
        new(work_order_id=str(uuid4()), body="Nowhere"),
        new(work_order_id="no uuid", body="Nowhere"),
        new(work_order_id=work_order, body={"no": "text"}),
        new(work_order_id=work_order, body="x", parent_id=7),
    ]
    assert len(await phone.push("comments", good[0], bad[0], good[1], *bad[1:], good[2])) >= 4
    said = (await ok(field.boss.get(f"/work-orders/{work_order}/comments")))["data"]
    assert {each["body"] for each in said} == {"Good 0", "Good 1", "Good 2", "x"}


async def test_text_that_cannot_be_stored_is_mended(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    text = json.loads('"A\\u0000 \\ud800 half"')
    comment = new(work_order_id=work_order, body=text, nonsense={"\x00": text}, mentions="[1, 2")
    rejected = await phone.push("comments", comment)
    assert [(each["column"], each["reason"]) for each in rejected] == [("mentions", "invalid")]
    [said] = (await ok(field.boss.get(f"/work-orders/{work_order}/comments")))["data"]
    assert said["body"] == "A \ufffd half"
    refused_whole = new(work_order_id=str(uuid4()), body=text, note=text)
    await phone.push("comments", refused_whole)
    kept = next(each for each in await phone.conflicts() if each["recordId"] == refused_whole["id"])
    assert kept["clientValue"]["note"] == "A \ufffd half"


async def test_a_machine_pushes_without_a_phone(field: Field) -> None:
    """It reads in the answer what was not taken; nothing is kept for nobody."""
    work_order = await field.work()
    made = await ok(
        field.boss.post("/api-keys", {"name": "Robot", "permissions": ["tenant:read", "comments:create"]}), 201
    )
    client = field.boss.tenant.world.client(made["secret"] if "secret" in made else made["key"])
    phone = Device(field.boss)
    phone.person.client, own = client, phone.person.client
    try:
        rejected = await phone.push("comments", new(work_order_id=work_order, body="Beep"))
    finally:
        phone.person.client = own
    assert [(each["table"], each["reason"]) for each in rejected] == [("comments", "forbidden")]


async def timed(device: Device, changes: dict[str, Any]) -> float:
    """The seconds that a push takes, in which nothing may be refused."""
    began = time.perf_counter()
    answer = await device.send(changes)
    assert (answer.status_code, answer.json()) == (200, {"rejected": []})
    return time.perf_counter() - began


async def test_a_thousand_entries_and_five_thousand_records(field: Field) -> None:
    """What a crew writes in weeks without a signal arrives in one go."""
    work_orders = [await field.work() for _ in range(10)]
    phone = await field.phone()
    pairs = [
        entry(
            work_orders[number % 10], {"kind": "labour", "quantity": 0.5, "unit": "h", "staff_id": field.staff["ann"]}
        )
        for number in range(1000)
    ]
    logged = {
        "log_entries": buckets(*(head for head, _ in pairs)),
        "log_lines": buckets(*(line for _, lines in pairs for line in lines)),
    }
    first = await timed(phone, logged)
    again = await timed(phone, logged)
    comments = [new(work_order_id=work_orders[number % 10], body=f"{number}") for number in range(5000)]
    many = await timed(phone, {"comments": buckets(*comments)})
    print(f"\n1,000 entries {first:.1f} s, again {again:.1f} s, 5,000 comments {many:.1f} s")
    hours = sum([float((await field.held(each))["loggedHours"]) for each in work_orders])
    assert hours == 500
    assert first < 30


async def test_a_thousand_work_orders(field: Field) -> None:
    phone = await field.phone(field.boss)
    orders = [new(title=f"Work {number}", status="approved", site_id=field.site) for number in range(1000)]
    made = await timed(phone, {"work_orders": buckets(*orders)})
    await phone.pull()
    edited = [phone.edited("work_orders", order["id"], description="Edited", due_at=ms(days=3)) for order in orders]
    changed = await timed(phone, {"work_orders": buckets(updated=edited)})
    await phone.pull()
    done = [phone.edited("work_orders", order["id"], status="complete", completed_at=ms()) for order in orders]
    moved = await timed(phone, {"work_orders": buckets(updated=done)})
    print(f"\n1,000 work orders made {made:.1f} s, edited {changed:.1f} s, completed {moved:.1f} s")
    assert made + changed < 40
