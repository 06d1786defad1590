"""Work that phones send: its columns, its status, and what was done to it in the office meanwhile (S-3, S-5, S-7)."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from sync.pushing import Device, Field, make_field, ms, new
from work_orders.steps import moved, ok, refused, thing


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


def reasons(rejected: list[dict[str, Any]]) -> set[tuple[str, str | None, str]]:
    """Table, column and reason of everything that was refused."""
    return {(each["table"], each["column"], each["reason"]) for each in rejected}


async def conflict_of(device: Device, record_id: str, column: str | None = None) -> dict[str, Any]:
    """The one conflict of a record, perhaps of one column."""
    [found] = [
        each
        for each in await device.conflicts(limit=200)
        if each["recordId"] == record_id and (column is None or each["field"] == column)
    ]
    return found


async def test_s3_a_status_moves_by_the_verbs_that_lead_there(field: Field) -> None:
    """S-3: approved to complete is started and completed, with the times that the phone states."""
    work_order = await field.work()
    phone = await field.phone()
    started, done = ms(hours=-3), ms(hours=-1)
    sent = phone.edited(
        "work_orders", work_order, status="complete", started_at=started, completed_at=done, status_note="Seal changed"
    )
    assert await phone.push("work_orders", sent) == []
    held = await field.held(work_order)
    assert (held["status"], held["statusNote"]) == ("complete", "Seal changed")
    await phone.pull()
    row = phone.rows["work_orders"][work_order]
    assert (row["status"], row["started_at"], row["completed_at"]) == ("complete", started, done)
    # The answer was lost: the same again changes nothing.
    assert await phone.push("work_orders", sent) == []
    assert (await field.held(work_order))["version"] == held["version"]


async def test_s3_a_status_after_the_end_is_refused_and_the_rest_of_the_record_is_taken(field: Field) -> None:
    """S-3: the server wins a status, the phone is told, and the other columns are merged."""
    work_order = await field.work()
    phone = await field.phone(field.boss)
    await moved(field.boss, await field.held(work_order), "cancel", note="Not needed")
    sent = phone.edited("work_orders", work_order, status="in_progress", started_at=ms(), description="It was the seal")
    rejected = await phone.push("work_orders", sent)
    assert reasons(rejected) == {
        ("work_orders", "status", "terminal"),
        ("work_orders", "started_at", "terminal"),
        ("work_orders", "description", "terminal"),
    }
    held = await field.held(work_order)
    assert (held["status"], held["description"]) == ("cancelled", None)
    told = await conflict_of(phone, work_order, "status")
    assert (told["clientValue"], told["serverValue"], told["reason"]) == ("in_progress", "cancelled", "terminal")
    # Ann's phone carries it as it is.
    assert (await field.phone()).rows["work_orders"][work_order]["status"] == "cancelled"
    await phone.pull()
    kept = await conflict_of(phone, work_order, "description")
    assert kept["clientValue"] == "It was the seal"
    assert {row["id"] for row in phone.rows["sync_conflicts"].values()} >= {told["id"], kept["id"]}


async def test_s3_completed_work_keeps_its_status_and_takes_other_columns(field: Field) -> None:
    """S-3: status after Complete: the server wins, what can still be edited is."""
    work_order = await field.work()
    phone = await field.phone(field.boss)
    await moved(field.boss, await field.held(work_order), "start", "complete")
    sent = phone.edited("work_orders", work_order, status="on_hold", status_note="Wait", description="Look at the seal")
    rejected = await phone.push("work_orders", sent)
    assert reasons(rejected) == {("work_orders", "status", "terminal"), ("work_orders", "status_note", "terminal")}
    held = await field.held(work_order)
    assert (held["status"], held["description"]) == ("complete", "Look at the seal")


async def test_s3_two_people_change_different_columns(field: Field) -> None:
    """S-3: both changes stand; the stale copy of the other column overwrites nothing."""
    work_order = await field.work(description="before")
    phone = await field.phone(await field.tenant.person("supervisor"))
    await field.change(work_order, title="Title of the office")
    sent = phone.edited("work_orders", work_order, description="Text of the phone")
    assert await phone.push("work_orders", sent) == []
    held = await field.held(work_order)
    assert (held["title"], held["description"]) == ("Title of the office", "Text of the phone")
    assert await phone.conflicts() == []


async def test_s3_two_people_change_the_same_column(field: Field) -> None:
    """S-3: the last to commit wins, and both are told what the other wrote."""
    work_order = await field.work(description="before")
    phone = await field.phone(await field.tenant.person("supervisor"))
    await field.change(work_order, description="Text of the office")
    [rejected] = await phone.push(
        "work_orders", phone.edited("work_orders", work_order, description="Text of the phone")
    )
    assert (rejected["reason"], rejected["column"]) == ("overwritten", "description")
    assert (await field.held(work_order))["description"] == "Text of the phone"
    both = ("Text of the phone", "Text of the office")
    for somebody, (mine, theirs) in ((phone, both), (Device(field.boss), both[::-1])):
        told = await conflict_of(somebody, work_order)
        assert (told["clientValue"], told["serverValue"]) == (mine, theirs)
        assert "two people" in told["message"]


async def test_s3_a_record_that_does_not_say_what_changed_has_to_pull_first(field: Field) -> None:
    """Nothing of a stale copy is written, and nothing else of that push either."""
    one, two = await field.work(description="before"), await field.work(description="before")
    phone = await field.phone(field.boss)
    await field.change(one, description="Text of the office")
    stale = {**phone.rows["work_orders"][one], "title": "Stale", "_status": "updated", "_changed": ""}
    fresh = phone.edited("work_orders", two, description="New")
    problem = await refused(
        phone.send({"work_orders": {"created": [], "updated": [stale, fresh], "deleted": []}}), 409, "stale-cursor"
    )
    assert "changed meanwhile" in problem["detail"]
    assert (await field.held(two))["description"] == "before"
    await phone.pull()
    same = {**phone.rows["work_orders"][one], "_status": "updated", "_changed": ""}
    assert await phone.push("work_orders", same, phone.edited("work_orders", two, description="New")) == []
    assert (await field.held(two))["description"] == "New"
    # What is as old as what the phone knows is taken without a list of columns.
    await phone.pull()
    whole = {**phone.rows["work_orders"][one], "title": "Whole", "_status": "updated", "_changed": ""}
    assert await phone.push("work_orders", whole) == []
    assert (await field.held(one))["title"] == "Whole"


async def test_a_technician_edits_no_texts_of_the_office(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    sent = phone.edited("work_orders", work_order, title="Mine", assignee_id=field.staff["ben"], number=1, updated_at=1)
    assert reasons(await phone.push("work_orders", sent)) == {
        ("work_orders", "title", "forbidden"),
        ("work_orders", "assignee_id", "forbidden"),
    }
    held = await field.held(work_order)
    assert (held["title"], held["assigneeId"]) == ("Mend the pump", field.staff["ann"])
    phone.rows["work_orders"][work_order] = sent
    await phone.pull()
    assert phone.rows["work_orders"][work_order]["title"] == "Mend the pump"


async def test_who_plans_assigns_unless_somebody_else_has(field: Field) -> None:
    one, two = await field.work(), await field.work()
    phone = await field.phone(await field.tenant.person("supervisor"))
    await field.change(two, assigneeId=None)
    sent = [phone.edited("work_orders", each, assignee_id=field.staff["ben"]) for each in (one, two)]
    assert reasons(await phone.push("work_orders", *sent)) == {("work_orders", "assignee_id", "reassigned")}
    assert (await field.held(one))["assigneeId"] == field.staff["ben"]
    assert (await field.held(two))["assigneeId"] is None


async def test_columns_that_are_said_once_stay(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone(field.boss)
    other = await thing(field.boss, "/sites", name="Elsewhere")
    assert reasons(await phone.push("work_orders", phone.edited("work_orders", work_order, site_id=other))) == {
        ("work_orders", "site_id", "server_owned")
    }
    assert (await field.held(work_order))["siteId"] == field.site


async def test_tasks_are_answered_before_the_work_is_completed(field: Field) -> None:
    """S-3: the work is completed with the answers of the same push, and is not without them."""
    titles = [{"title": "Open"}, {"title": "Close"}]
    done, undone = await field.work(tasks=titles), await field.work(tasks=titles)
    phone = await field.phone()
    of = {
        order: [row for row in phone.rows["work_order_tasks"].values() if row["work_order_id"] == order]
        for order in (done, undone)
    }
    answers = [phone.edited("work_order_tasks", row["id"], status="done", result="Fine") for row in of[done]]
    answers.append(phone.edited("work_order_tasks", of[undone][0]["id"], status="skipped"))
    orders = [phone.edited("work_orders", order, status="complete", completed_at=ms()) for order in (done, undone)]
    rejected = await phone.push(work_orders=orders, work_order_tasks=answers)
    assert reasons(rejected) == {
        ("work_orders", "status", "not_allowed"),
        ("work_orders", "completed_at", "not_allowed"),
    }
    held = await field.held(done)
    assert (held["status"], [task["result"] for task in held["tasks"]]) == ("complete", ["Fine", "Fine"])
    held = await field.held(undone)
    assert (held["status"], sorted(task["status"] for task in held["tasks"])) == ("approved", ["open", "skipped"])
    assert "no answer yet" in (await conflict_of(phone, undone, "status"))["message"]


async def test_an_answer_can_be_changed_and_taken_back(field: Field) -> None:
    work_order = await field.work(tasks=[{"title": "Open"}])
    phone = await field.phone()
    [task] = [row["id"] for row in phone.rows["work_order_tasks"].values() if row["work_order_id"] == work_order]
    assert await phone.push("work_order_tasks", phone.edited("work_order_tasks", task, status="done")) == []
    await phone.pull()
    assert await phone.push("work_order_tasks", phone.edited("work_order_tasks", task, result="Tight")) == []
    await phone.pull()
    taken_back = phone.edited("work_order_tasks", task, status="open", result=None, title="Mine")
    rejected = await phone.push("work_order_tasks", taken_back)
    assert reasons(rejected) == {("work_order_tasks", "title", "forbidden")}
    [held] = (await field.held(work_order))["tasks"]
    assert (held["status"], held["result"], held["title"]) == ("open", None, "Open")


async def test_the_office_plans_tasks_and_assets_on_a_phone(field: Field) -> None:
    work_order = await field.work(tasks=[{"title": "Open"}, {"title": "Look"}])
    phone = await field.phone(field.boss)
    tasks = [row["id"] for row in phone.rows["work_order_tasks"].values() if row["work_order_id"] == work_order]
    added = new(work_order_id=work_order, title="Close", required=True, status="done", result="So", position=9)
    link = new(id=f"{work_order}.{field.pump}", work_order_id=work_order, asset_id=field.pump, position=0)
    edited = phone.edited("work_order_tasks", tasks[0], title="Open it", required=False)
    sent = {"work_order_tasks": [added, edited, tasks[1]], "work_order_assets": [link]}
    assert await phone.push(**sent) == []
    held = await field.held(work_order)
    assert sorted((each["title"], each["status"]) for each in held["tasks"]) == [("Close", "done"), ("Open it", "open")]
    assert held["assetIds"] == [field.pump]
    assert await phone.push(**sent) == []
    assert (await field.held(work_order))["version"] == held["version"]
    await phone.pull()
    assert f"{work_order}.{field.pump}" in phone.rows["work_order_assets"]
    assert await phone.push("work_order_assets", f"{work_order}.{field.pump}") == []
    assert (await field.held(work_order))["assetIds"] == []


async def test_what_a_technician_may_not_add_goes_from_their_phone(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    task = new(work_order_id=work_order, title="More", required=True, status="open")
    link = new(id=f"{work_order}.{field.pump}", work_order_id=work_order, asset_id=field.pump, position=0)
    rejected = await phone.push(work_order_tasks=[task], work_order_assets=[link])
    assert reasons(rejected) == {("work_order_tasks", None, "forbidden"), ("work_order_assets", None, "forbidden")}
    assert (await conflict_of(phone, task["id"]))["clientValue"]["title"] == "More"
    gone = await phone.pull()
    assert task["id"] in gone["work_order_tasks"]["deleted"]
    assert link["id"] in gone["work_order_assets"]["deleted"]


async def test_work_is_made_with_its_tasks_and_done_at_once(field: Field) -> None:
    """A quick fix: made, worked on, logged and completed while nobody was in reach."""
    phone = await field.phone(field.boss)
    order = new(
        title="Tighten the bolt",
        status="complete",
        priority="high",
        kind="corrective",
        site_id=field.site,
        assignee_id=field.staff["ann"],
        started_at=ms(hours=-2),
        completed_at=ms(hours=-1),
        reported_at=ms(hours=-2),
        description="",
        latitude=1.25,
        longitude=2.5,
    )
    tasks = [
        new(work_order_id=order["id"], title=title, position=place, required=True, status="done", result=title)
        for place, title in enumerate(("Look", "Tighten"))
    ]
    link = new(id=f"{order['id']}.{field.pump}", work_order_id=order["id"], asset_id=field.pump, position=0)
    sent = {"work_orders": [order], "work_order_tasks": tasks, "work_order_assets": [link]}
    assert await phone.push(**sent) == []
    held = await field.held(order["id"])
    assert (held["status"], held["priority"], held["assetIds"]) == ("complete", "high", [field.pump])
    assert [(task["title"], task["result"]) for task in held["tasks"]] == [("Look", "Look"), ("Tighten", "Tighten")]
    assert held["description"] is None
    # Sent again, as new (the answer was lost) and with an edit.
    again = {**order, "_changed": "description", "description": "One turn"}
    assert await phone.push(**{**sent, "work_orders": [again]}) == []
    after = await field.held(order["id"])
    assert (after["number"], after["description"], after["status"]) == (held["number"], "One turn", "complete")


async def test_work_that_names_what_is_not_there(field: Field) -> None:
    """S-8: what can be left out is; a place that nobody here knows keeps the whole record, and what hangs on it."""
    phone = await field.phone(field.boss)
    kept = new(title="Kept", gl_code_id=str(uuid4()), assignee_id=str(uuid4()), status="new", site_id=field.site)
    lost = new(title="Lost", site_id=str(uuid4()), status="new")
    tasks = [
        new(work_order_id=kept["id"], title="A", asset_id=str(uuid4()), status="open"),
        new(work_order_id=lost["id"], title="B", status="open"),
    ]
    unknown = str(uuid4())
    link = new(id=f"{kept['id']}.{unknown}", work_order_id=kept["id"], asset_id=unknown, position=0)
    rejected = await phone.push(work_orders=[kept, lost], work_order_tasks=tasks, work_order_assets=[link])
    assert {(each["id"], each["column"], each["reason"]) for each in rejected} == {
        (kept["id"], "gl_code_id", "invalid"),
        (kept["id"], "assignee_id", "invalid"),
        (lost["id"], None, "parent_missing"),
        (tasks[0]["id"], "asset_id", "invalid"),
        (tasks[1]["id"], None, "parent_missing"),
        (link["id"], None, "parent_missing"),
    }
    held = await field.held(kept["id"])
    assert ([task["title"] for task in held["tasks"]], held["assetIds"]) == (["A"], [])
    await refused(field.boss.get(f"/work-orders/{lost['id']}"), 404)
    assert (await conflict_of(phone, lost["id"]))["clientValue"]["title"] == "Lost"


async def test_s5_the_future_is_now_and_kept_as_data(field: Field) -> None:
    """S-5: a clock three days ahead, and one three years behind."""
    ahead, behind = await field.work(), await field.work()
    phone = await field.phone()
    future, past = ms(days=3), ms(days=-3 * 365)
    rejected = await phone.push(
        "work_orders",
        phone.edited("work_orders", ahead, status="complete", started_at=future, completed_at=future),
        phone.edited("work_orders", behind, status="complete", started_at=past, completed_at=past),
    )
    assert reasons(rejected) == {("work_orders", "started_at", "clock"), ("work_orders", "completed_at", "clock")}
    await phone.pull()
    rows = phone.rows["work_orders"]
    assert abs(rows[ahead]["completed_at"] - ms()) < 60_000
    assert ms(datetime.fromisoformat((await field.held(behind))["completedAt"])) == past
    assert (await conflict_of(phone, ahead, "completed_at"))["clientValue"] == future


async def test_s7_a_delete_wins_and_what_was_typed_is_kept(field: Field) -> None:
    """S-7: edited on the phone, deleted in the office; children made offline are put aside visibly."""
    work_order = await field.work(approve=False)
    phone = await field.phone(field.boss)
    version = (await field.held(work_order))["version"]
    assert (await field.boss.delete(f"/work-orders/{work_order}", version=version)).status_code == 204
    edit = phone.edited("work_orders", work_order, description="Typed for an hour")
    task = new(work_order_id=work_order, title="Child", status="open")
    comment = new(work_order_id=work_order, body="Child too")
    rejected = await phone.push(work_orders=[edit], work_order_tasks=[task], comments=[comment])
    assert reasons(rejected) == {
        ("work_orders", None, "deleted"),
        ("work_order_tasks", None, "parent_missing"),
        ("comments", None, "parent_missing"),
    }
    assert (await conflict_of(phone, work_order))["clientValue"]["description"] == "Typed for an hour"
    gone = await phone.pull()
    assert work_order in gone["work_orders"]["deleted"]
    assert task["id"] in gone["work_order_tasks"]["deleted"]
    assert comment["id"] in gone["comments"]["deleted"]


async def test_s7_a_delete_that_is_refused_comes_back(field: Field) -> None:
    new_work, begun = await field.work(approve=False), await field.work()
    phone = await field.phone(field.boss)
    assert reasons(await phone.push("work_orders", new_work, begun, str(uuid4()))) == {
        ("work_orders", None, "not_allowed")
    }
    await refused(field.boss.get(f"/work-orders/{new_work}"), 404)
    assert begun in {row["id"] for row in (await phone.pull())["work_orders"]["updated"]}
    assert await phone.push("work_orders", new_work) == []


async def test_holds_and_codes_come_with_the_status(field: Field) -> None:
    work_order = await field.work()
    problem = await thing(field.boss, "/failure-codes", kind="problem", code="LEAK", name="Leaks")
    phone = await field.phone()
    hold = phone.edited("work_orders", work_order, status="on_hold", hold_reason_id=field.hold, status_note="Tuesday")
    assert await phone.push("work_orders", hold) == []
    held = await field.held(work_order)
    assert (held["status"], held["holdReasonId"], held["statusNote"]) == ("on_hold", field.hold, "Tuesday")
    await phone.pull()
    done = phone.edited("work_orders", work_order, status="complete", problem_code_id=problem, cause_code_id=problem)
    assert reasons(await phone.push("work_orders", done)) == {("work_orders", "cause_code_id", "invalid")}
    held = await field.held(work_order)
    assert (held["status"], held["problemCodeId"], held["statusNote"]) == ("complete", problem, None)
    unexplained = await field.work()
    await phone.pull()
    rejected = await phone.push("work_orders", phone.edited("work_orders", unexplained, status="on_hold"))
    assert reasons(rejected) == {("work_orders", "status", "invalid")}
    assert "reason" in rejected[0]["message"]
    await ok(field.boss.get(f"/work-orders/{unexplained}"))
