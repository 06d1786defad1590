"""Taking back and correcting: once, whole, and never by rewriting."""

import asyncio
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest

from fettle.kit.refusals import Conflict
from fettle.modules.logs import public as logs
from fettle.modules.tenancy import public as tenancy
from makers.yard import DAY, Yard

FEE = {"kind": "other", "item": "Dump fee", "unitCost": "15.10"}


async def test_a_reversal_negates_every_line_once(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    entry = await yard.labour(work_order, "2.5")
    answer = await person.post(f"/log-entries/{entry.id}/reverse", {"reason": "Wrong work order"})
    assert answer.status_code == 201, answer.text
    reversal = answer.json()
    assert (reversal["reversesId"], reversal["note"], reversal["performedOn"]) == (
        str(entry.id),
        "Wrong work order",
        DAY.isoformat(),
    )
    assert [(line["quantity"], line["amount"]) for line in reversal["lines"]] == [("-2.5000", "-125.00")]
    assert (await person.get(f"/log-entries/{entry.id}")).json()["reversedById"] == reversal["id"]
    async with yard.tenant.call() as call:
        totals = (await logs.totals_of(call, [work_order]))[work_order]
    assert (totals.hours, totals.cost, totals.entries) == (0, 0, 2)
    again = await person.post(f"/log-entries/{entry.id}/reverse", {"reason": "Again"})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-reversed")
    back = await person.post(f"/log-entries/{reversal['id']}/reverse", {"reason": "Back"})
    assert (back.status_code, back.json()["type"]) == (409, "/problems/reversal-stands")


async def test_who_may_log_takes_back_what_they_have_written_themselves(yard: Yard) -> None:
    """A technician takes back and corrects their own entries; those of others need `logs:reverse`."""
    ann, ben = await yard.tenant.person("technician"), await yard.tenant.person("technician")
    work_order = await yard.work_order()

    async def written() -> str:
        body = {"performedOn": DAY.isoformat(), "lines": [FEE]}
        answer = await ann.post(f"/work-orders/{work_order}/log-entries", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    reason = {"reason": "Wrong work order"}
    for path, body in (("reverse", reason), ("correct", {**reason, "lines": [FEE]})):
        entry = await written()
        refused = await ben.post(f"/log-entries/{entry}/{path}", body)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-your-entry")
        assert (await ann.post(f"/log-entries/{entry}/{path}", body)).status_code == 201
        again = await ann.post(f"/log-entries/{entry}/{path}", body)
        assert (again.status_code, again.json()["type"]) == (409, "/problems/already-reversed")
    supervisor = await yard.tenant.person("supervisor")
    assert (await supervisor.post(f"/log-entries/{await written()}/reverse", reason)).status_code == 201
    requester = await yard.tenant.person("requester")
    assert (await requester.post(f"/log-entries/{await written()}/reverse", reason)).status_code == 403


async def test_two_at_once_reverse_once(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    entry = await yard.labour(await yard.work_order())
    answers = await asyncio.gather(
        *(person.post(f"/log-entries/{entry.id}/reverse", {"reason": "Twice"}) for _ in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_money_is_taken_back_by_people_who_see_none(yard: Yard) -> None:
    """A-13: the reversal carries the amount although its author may not read it."""
    work_order = await yard.work_order()
    entry = await yard.labour(work_order)
    held = frozenset({"logs:read", "logs:reverse"})
    async with yard.tenant.call(permissions=held) as call:
        reversal = await logs.reverse(call, entry.id, logs.Reversal(reason="Typo"))
    assert reversal.lines[0].amount is None
    async with yard.tenant.call() as call:
        assert (await logs.totals_of(call, [work_order]))[work_order].cost == 0


async def test_a_reason_must_be_one_for_reversals(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    entry = await yard.labour(await yard.work_order())
    async with yard.tenant.call() as call:
        typo = (await tenancy.ensure_reference(call, "reasons", {"typo": "Typo"}, among="reversal"))["typo"]
        hold = (await tenancy.ensure_reference(call, "reasons", {"parts": "Parts"}, among="hold"))["parts"]
    for wrong in (uuid4(), hold):
        answer = await person.post(f"/log-entries/{entry.id}/reverse", {"reason": "x", "reasonId": str(wrong)})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/reasonId")
    answer = await person.post(f"/log-entries/{entry.id}/reverse", {"reason": "x", "reasonId": str(typo)})
    assert answer.json()["reasonId"] == str(typo)


async def test_a_correction_is_both_or_neither(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    line = logs.NewLogLine(kind=logs.LineKind.OTHER, item="Fee", unit_cost=Decimal(9), gl_code_id=yard.fuel)
    entry = await yard.entry(work_order, line)
    wrong = {"reason": "Typo", "lines": [FEE, {"kind": "labour", "quantity": 1}]}
    refused = await person.post(f"/log-entries/{entry.id}/correct", wrong)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/lines/1/staffId")
    assert (await person.get(f"/log-entries/{entry.id}")).json()["reversedById"] is None
    answer = await person.post(f"/log-entries/{entry.id}/correct", {"reason": "Typo", "lines": [FEE, FEE]})
    assert answer.status_code == 201, answer.text
    correction = answer.json()
    assert correction["reversal"]["reversesId"] == str(entry.id)
    assert [item["glCode"] for item in correction["replacement"]["lines"]] == ["fuel", None]
    assert correction["replacement"]["performedOn"] == DAY.isoformat()
    async with yard.tenant.call() as call:
        assert (await logs.totals_of(call, [work_order]))[work_order].cost == Decimal("30.20")
    # What stands now may be corrected again.
    more = {"reason": "Again", "note": "Receipt found", "performedOn": "2026-03-03", "lines": [FEE]}
    again = await person.post(f"/log-entries/{correction['replacement']['id']}/correct", more)
    assert (again.json()["replacement"]["note"], again.json()["replacement"]["performedOn"]) == (
        "Receipt found",
        "2026-03-03",
    )


async def test_a_closed_work_order_is_frozen_except_for_imports(yard: Yard, database) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    entry = await yard.labour(work_order)
    with psycopg.connect(database.superuser) as conn:
        conn.execute("SET session_replication_role = replica")
        conn.execute("UPDATE work_orders SET status = 'closed' WHERE id = %s", [work_order])
    answer = await person.post(f"/log-entries/{entry.id}/reverse", {"reason": "Too late"})
    assert answer.status_code == 409
    assert "closed" in answer.json()["detail"]
    async with yard.tenant.call() as call:
        await logs.reverse(call, entry.id, logs.Reversal(reason="The source changed"), though_closed=True)
        assert (await logs.totals_of(call, [work_order]))[work_order].hours == 0
    line = logs.NewLogLine(kind=logs.LineKind.OTHER, item="booked", unit_cost=Decimal(7))
    booked = logs.NewLogEntry(work_order_id=work_order, performed_on=DAY, lines=[line])
    async with yard.tenant.call() as call:
        await logs.append_many(call, [booked])
        assert (await logs.totals_of(call, [work_order]))[work_order].other_cost == 7
    with pytest.raises(Conflict):
        async with yard.tenant.call(permissions=frozenset({"logs:create"})) as call:
            await logs.append_many(call, [booked])


@pytest.mark.parametrize("table", ["log_entries", "log_lines", "log_line_costs"])
@pytest.mark.parametrize("role", ["app", "owner", "backup", "superuser"])
async def test_no_role_rewrites_the_log(yard: Yard, database, table: str, role: str) -> None:
    """UPDATE, DELETE and TRUNCATE are refused for every role, by grants or by trigger."""
    work_order = await yard.work_order()
    await yard.labour(work_order)
    with psycopg.connect(getattr(database, role), autocommit=True) as conn:
        if role == "backup":
            conn.execute("SET default_transaction_read_only = off")
        for setting, value in (("current_tenant", yard.tenant.id), ("site_scope", "*"), ("sees_costs", "on")):
            conn.execute("SELECT set_config(%s, %s, false)", [f"app.{setting}", str(value)])
        there = f"SELECT count(*) FROM {table} WHERE work_order_id = %s"
        assert conn.execute(there, [work_order]).fetchone() == (1,)
        for statement in (
            f"UPDATE {table} SET tenant_id = tenant_id WHERE work_order_id = %s",
            f"DELETE FROM {table} WHERE work_order_id = %s",
        ):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
                conn.execute(statement, [work_order])
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
            conn.execute(f"TRUNCATE {table} CASCADE")
        assert conn.execute(there, [work_order]).fetchone() == (1,)


async def test_the_database_alone_refuses_a_second_reversal(yard: Yard, database) -> None:
    entry = await yard.labour(await yard.work_order())
    again = """
        INSERT INTO log_entries (tenant_id, id, work_order_id, performed_on, reverses_id)
        SELECT tenant_id, gen_random_uuid(), work_order_id, performed_on, id FROM log_entries WHERE id = %s
    """
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute(again, [entry.id])
        with pytest.raises(psycopg.errors.UniqueViolation):
            conn.execute(again, [entry.id])


async def test_every_entry_leaves_its_trace_and_money_apart(yard: Yard, database) -> None:
    """A-13: what a log did is in the feed; its prices are in an event of their own that bears costs."""
    work_order = await yard.work_order()
    entry = await yard.labour(work_order)
    async with yard.tenant.call() as call:
        await logs.reverse(call, entry.id, logs.Reversal(reason="Typo"))
    with psycopg.connect(database.superuser) as conn:
        events = conn.execute(
            "SELECT type, bears_costs, site_id, after::text LIKE '%%100.00%%' FROM events"
            " WHERE tenant_id = %s AND about_id = %s AND entity = 'log_entry' ORDER BY seq, ord",
            [yard.tenant.id, work_order],
        ).fetchall()
    assert events == [
        ("log_entry.created", False, yard.north, False),
        ("log_entry.priced", True, yard.north, True),
        ("log_entry.reversed", False, yard.north, False),
        ("log_entry.priced", True, yard.north, True),
    ]


async def test_nothing_is_half_written_when_the_work_order_does_not_exist(yard: Yard) -> None:
    with pytest.raises(Conflict.__base__):
        await yard.labour(uuid4())
    person = await yard.tenant.person("supervisor")
    assert (await person.get("/log-entries")).json()["data"] == []
