"""Phones that say different things about one record: who wins, and that nobody overwrites or loses anything unknowingly
(S-3, S-7)."""

from typing import Any

import psycopg
import pytest

from sync.crew import Crew
from work_orders.steps import moved, ok


async def said(phone: Any, record_id: str) -> dict[tuple[str, str | None], dict[str, Any]]:
    """What a phone has been told about a record: by reason and field."""
    return {(each["reason"], each["field"]): each for each in await phone.conflicts() if each["record_id"] == record_id}


async def test_s3_different_fields_are_both_kept(crew: Crew) -> None:
    """S-3: one changes the title, one the priority and the due date: all stand, and nobody is bothered."""
    work = await crew.work()
    one = await crew.phone(crew.boss)
    other = await crew.phone(await crew.tenant.person("supervisor"))
    await one.update("work_orders", work["id"], title="Mend both pumps")
    await other.update("work_orders", work["id"], priority="urgent", due_at=1_900_000_000_000)
    await one.settle()
    await other.settle()
    shown = await crew.held(work["id"])
    assert (shown["title"], shown["priority"], shown["dueAt"][:10]) == ("Mend both pumps", "urgent", "2030-03-17")
    await crew.equal()
    assert await one.conflicts() == await other.conflicts() == []


async def test_s3_of_one_field_the_last_to_arrive_wins_and_both_are_told(crew: Crew) -> None:
    """S-3: whoever arrives last is right; both see what the other had written."""
    work = await crew.work(description="As it was")
    one = await crew.phone(crew.boss)
    other = await crew.phone(await crew.tenant.person("supervisor"))
    await other.update("work_orders", work["id"], description="Late", title="Other's title")
    await one.update("work_orders", work["id"], description="Early")
    async with other.about_to_push():
        await one.settle()
    await one.settle()
    await other.settle()
    shown = await crew.held(work["id"])
    assert (shown["description"], shown["title"]) == ("Late", "Other's title")
    for phone, mine, theirs in ((one, "Early", "Late"), (other, "Late", "Early")):
        told = await said(phone, work["id"])
        assert set(told) == {("overwritten", "description")}
        row = told["overwritten", "description"]
        assert (row["client_value"], row["server_value"]) == (mine, theirs)
        assert told["overwritten", "description"]["message"]
    await crew.equal()


async def test_s3_what_was_overwritten_after_it_was_pulled_is_told_as_well(crew: Crew) -> None:
    """S-3: the client pulls before it pushes and keeps what was typed; what it overwrites so is no secret either."""
    work = await crew.work(description="As it was")
    one = await crew.phone(crew.boss)
    other = await crew.phone(await crew.tenant.person("supervisor"))
    await other.update("work_orders", work["id"], description="Late")
    await one.update("work_orders", work["id"], description="Early")
    await one.settle()
    await other.settle()
    await one.settle()
    assert (await crew.held(work["id"]))["description"] == "Late"
    for phone, mine, theirs in ((one, "Early", "Late"), (other, "Late", "Early")):
        told = await said(phone, work["id"])
        assert set(told) == {("overwritten", "description")}
        row = told["overwritten", "description"]
        assert (row["client_value"], row["server_value"]) == (mine, theirs)
    await crew.equal()


async def test_s3_the_end_stands_against_whoever_was_offline(crew: Crew) -> None:
    """S-3: what the office has cancelled is not begun by a phone; what else it brought is kept; the phone is told."""
    work = await crew.work(tasks=[{"title": "Open it"}])
    phone = await crew.phone()
    [task] = await phone.all("work_order_tasks")
    await phone.update("work_orders", work["id"], status="in_progress", started_at={"now": 0})
    await phone.update("work_order_tasks", task, result="Rust")
    await moved(crew.boss, work, "cancel", note="Not needed")
    await phone.settle()
    shown = await crew.held(work["id"])
    assert (shown["status"], shown["startedAt"]) == ("cancelled", None)
    held = await phone.get("work_orders", work["id"])
    assert held is not None
    assert (held["status"], held["started_at"], held["_status"]) == ("cancelled", None, "synced")
    told = await said(phone, work["id"])
    assert ("terminal", "status") in told
    assert told["terminal", "status"]["client_value"] == "in_progress"
    assert told["terminal", "status"]["server_value"] == "cancelled"
    await crew.equal()


async def test_s3_a_status_that_is_already_so_is_nothing_new(crew: Crew) -> None:
    """S-3: two finish the same work; the second one's word changes nothing and refuses nothing."""
    work = await crew.work(to=None)
    ann, ben = await crew.phone(crew.ann), await crew.phone(crew.ben)
    for phone in (ann, ben):
        await phone.update("work_orders", work["id"], status="complete", completed_at={"now": 0})
        await phone.settle()
    assert (await crew.held(work["id"]))["completedById"] == str(crew.ann.user_id)
    assert {each["field"] for each in await ben.conflicts()} <= {"completed_at", "status_note"}
    await crew.equal()


async def test_s3_a_way_that_there_is_not_is_refused_in_words(crew: Crew) -> None:
    """S-3: work that waits for an answer to a required task is not complete; the hours are kept all the same."""
    work = await crew.work(tasks=[{"title": "Open it"}])
    phone = await crew.phone()
    await phone.update("work_orders", work["id"], status="complete", completed_at={"now": 0})
    await crew.log(phone, work["id"])
    await phone.settle()
    assert (await crew.held(work["id"]))["status"] in ("approved", "in_progress")
    assert len(await crew.logged(work["id"])) == 1
    told = await said(phone, work["id"])
    assert ("not_allowed", "status") in told
    assert told["not_allowed", "status"]["message"]
    await crew.equal()
    # With the answer it goes through, and what was said can be put away.
    [task] = await phone.all("work_order_tasks")
    await phone.update("work_order_tasks", task, status="done")
    await phone.update("work_orders", work["id"], status="complete", completed_at={"now": 0})
    for conflict in await phone.conflicts():
        await phone.delete("sync_conflicts", conflict["id"])
    await phone.settle()
    assert (await crew.held(work["id"]))["status"] == "complete"
    assert await phone.conflicts() == []
    await crew.equal()


async def test_s3_what_a_technician_may_not_change_is_undone_on_the_phone(crew: Crew) -> None:
    """S-3: the title and who does it are the office's; the phone is told and shows them again."""
    work = await crew.work()
    phone = await crew.phone()
    await phone.update(
        "work_orders", work["id"], title="Easier", assignee_id=crew.staff["ben"], number=1, status="on_hold"
    )
    await phone.update("work_orders", work["id"], status_note="Rain")
    await phone.settle()
    held = await phone.get("work_orders", work["id"])
    assert held is not None
    assert (held["title"], held["assignee_id"], held["number"]) == ("Mend the pump", crew.staff["ann"], work["number"])
    assert held["status"] == "on_hold"
    told = await said(phone, work["id"])
    assert {("forbidden", "title"), ("forbidden", "assignee_id")} <= set(told)
    assert told["forbidden", "title"]["client_value"] == "Easier"
    await crew.equal()


@pytest.mark.parametrize("first", ["delete", "edit"])
async def test_s7_a_deletion_wins(crew: Crew, first: str) -> None:
    """S-7: the office deletes what a phone edits, whichever arrives first: it is gone, and comes back to nobody."""
    work = await crew.work(tasks=[{"title": "Open it"}], approve=False)
    phone = await crew.phone(await crew.tenant.person("supervisor"))
    office = await crew.phone(crew.boss)
    await phone.update("work_orders", work["id"], description="Long words")
    await office.delete("work_orders", work["id"])
    for each in (office, phone) if first == "delete" else (phone, office):
        await each.settle()
    await phone.settle()
    assert await phone.get("work_orders", work["id"]) is None
    assert not await phone.all("work_order_tasks")
    assert (await crew.boss.get(f"/work-orders/{work['id']}")).status_code == 404
    await crew.equal()


async def test_s7_an_edit_that_was_on_its_way_when_the_record_went_is_kept_as_a_conflict(crew: Crew) -> None:
    """S-7: the answer to the push was lost, the record deleted then: the next push brings it back to nobody."""
    work = await crew.work()
    phone, office = await crew.phone(), await crew.phone(crew.boss)
    entry, _ = await crew.log(phone, work["id"])
    comment = await phone.create("comments", work_order_id=work["id"], body="Typed for long", public=False)
    await crew.drop(work)
    await phone.settle()
    told = {each["record_id"]: each for each in await phone.conflicts()}
    assert {entry, comment} <= told.keys()
    assert told[comment]["client_value"]["body"] == "Typed for long"
    assert await phone.get("comments", comment) is None
    assert await phone.get("log_entries", entry) is None
    await office.settle()
    await crew.equal()


async def test_s7_what_is_refused_to_be_deleted_comes_back(crew: Crew) -> None:
    """S-7: a technician deletes work that is not theirs to delete; it is there again after the next pull."""
    work = await crew.work()
    phone = await crew.phone()
    await phone.delete("work_orders", work["id"])
    assert await phone.get("work_orders", work["id"]) is None
    await phone.settle()
    held = await phone.get("work_orders", work["id"])
    assert held is not None
    assert held["_status"] == "synced"
    assert (await crew.held(work["id"]))["deletedAt"] is None
    assert {reason for reason, _ in await said(phone, work["id"])} == {"forbidden"}
    await crew.equal()


async def test_s7_work_taken_away_while_offline_is_still_accepted(crew: Crew) -> None:
    """S-7: the work is Ben's now; what Ann did on it before she heard so counts, and she sees that it was released."""
    work = await crew.work(tasks=[{"title": "Open it"}])
    ann, ben = await crew.phone(crew.ann), await crew.phone(crew.ben)
    [task] = await ann.all("work_order_tasks")
    await ann.update("work_orders", work["id"], status="in_progress", started_at={"now": -60_000})
    await ann.update("work_order_tasks", task, status="done")
    await crew.log(ann, work["id"], 2)
    await crew.change(work["id"], assigneeId=crew.staff["ben"])
    await ann.settle()
    held = await ann.get("work_orders", work["id"])
    assert held is not None
    assert (held["released"], held["assignee_id"]) == (True, crew.staff["ben"])
    assert await crew.hours(work["id"]) == 2
    assert (await crew.held(work["id"]))["status"] == "in_progress"
    # Later as well, as long as the phone has it.
    await crew.log(ann, work["id"], 0.5)
    await ann.settle()
    await ben.settle()
    assert await crew.hours(work["id"]) == 2.5
    assert len(await ben.all("log_entries")) == 2
    await crew.equal()
    with psycopg.connect(crew.conninfo) as conn:
        conn.execute("SET session_replication_role = replica")
        conn.execute("UPDATE events SET at = at - interval '8 days' WHERE tenant_id = %s", [crew.tenant.id])
        conn.execute(
            "UPDATE work_order_handovers SET at = at - interval '8 days' WHERE tenant_id = %s", [crew.tenant.id]
        )
    await crew.equal()
    assert await ann.all("work_orders") == await ann.all("log_entries") == {}
    assert set(await ben.all("work_orders")) == {work["id"]}


@pytest.mark.parametrize("how", ["given to another", "cancelled", "finished"])
async def test_s7_what_was_typed_on_work_that_was_anybodys_still_arrives(crew: Crew, how: str) -> None:
    """S-7: Ben begins work of nobody's offline, and meanwhile the office gives it to Ann or ends it: it stays on his
    phone for the grace, and what he has typed is taken, or put aside with the reason."""
    work = await crew.work(to=None, tasks=[{"title": "Open it"}])
    ben = await crew.phone(crew.ben)
    [task] = await ben.all("work_order_tasks")
    await ben.update("work_orders", work["id"], status="in_progress", started_at={"now": -60_000})
    await ben.update("work_order_tasks", task, status="done", result="Typed for long")
    match how:
        case "given to another":
            await crew.change(work["id"], assigneeId=crew.staff["ann"])
        case "cancelled":
            await moved(crew.boss, work, "cancel")
        case _:
            path = f"/work-orders/{work['id']}"
            await ok(crew.boss.post(f"{path}/tasks/{task}/answer", {"status": "skipped"}))
            await moved(crew.boss, work, "start", "complete", "close")
    await ben.settle()
    held = await ben.get("work_orders", work["id"])
    assert held is not None
    shown = await crew.held(work["id"])
    if how == "given to another":
        assert held["released"] is True
        assert (shown["status"], shown["tasks"][0]["result"]) == ("in_progress", "Typed for long")
    else:
        told = {(each["collection"], each["field"]): each for each in await ben.conflicts()}
        assert told["work_order_tasks", "result"]["client_value"] == "Typed for long"
        assert held["status"] == shown["status"]
    await crew.equal()


async def test_s7_the_child_of_a_deleted_parent_is_put_aside_for_all_to_see(crew: Crew) -> None:
    """S-7: hours and tasks for work that the office has closed or deleted meanwhile: the whole record is in a
    conflict, with its lines, and nothing is dropped."""
    closed, gone = await crew.work("Closed"), await crew.work("Gone")
    phone = await crew.phone()
    late, line = await crew.log(phone, closed["id"], 4, note="Late words")
    lost, lost_line = await crew.log(phone, gone["id"], 5)
    await moved(crew.boss, closed, "start", "complete", "close")
    await crew.drop(gone)
    await phone.settle()
    told = {each["record_id"]: each for each in await phone.conflicts() if each["field"] is None}
    assert {late, lost} <= told.keys()
    assert told[late]["reason"] == "terminal"
    assert told[lost]["reason"] in ("parent_missing", "deleted")
    assert told[late]["client_value"]["note"] == "Late words"
    assert line in str(told)
    assert lost_line in str(told)
    assert await crew.logged(closed["id"]) == []
    assert await phone.all("log_entries") == await phone.all("log_lines") == {}
    listed = (await ok(crew.ann.get("/sync/conflicts")))["data"]
    assert {late, lost} <= {each["recordId"] for each in listed}
    await crew.equal()


async def test_s3_what_is_in_the_log_stays_as_it_was_first_written(crew: Crew) -> None:
    """S-3: an entry of the log is never changed by a phone: the first one stays, and the phone shows it again."""
    work = await crew.work()
    phone = await crew.phone()
    entry, line = await crew.log(phone, work["id"], 2, note="First")
    await phone.settle()
    await phone.update("log_entries", entry, note="Second")
    await phone.update("log_lines", line, quantity=9)
    await phone.settle()
    assert await crew.hours(work["id"]) == 2
    held = await phone.get("log_entries", entry)
    assert held is not None
    assert (held["note"], held["_status"]) == ("First", "synced")
    assert (await phone.get("log_lines", line) or {})["quantity"] == 2
    assert "kept_first" in {each["reason"] for each in await phone.conflicts()}
    await phone.delete("log_entries", entry)
    await phone.settle()
    assert await crew.hours(work["id"]) == 2
    assert await phone.get("log_entries", entry) is not None
    await crew.equal()


async def test_s3_a_wrong_entry_is_taken_back_by_another(crew: Crew) -> None:
    """A reversal made offline: the office has the entry and what takes it back, the phone has the office's lines."""
    work = await crew.work()
    phone = await crew.phone()
    entry, _ = await crew.log(phone, work["id"], 2)
    await phone.settle()
    back, line = await crew.log(phone, work["id"], -2, reverses_id=entry, note="Wrong work order")
    await phone.settle()
    assert await crew.hours(work["id"]) == 0
    assert {each["id"] for each in await crew.logged(work["id"])} == {entry, back}
    assert await phone.get("log_lines", line) is None
    assert len(await phone.all("log_lines")) == 2
    await crew.equal()
