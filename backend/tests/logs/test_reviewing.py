"""Reviewing the log: filters, pages, sums, export."""

import csv
import io
from datetime import date
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest

from fettle.modules.logs import public as logs
from makers.world import World
from makers.yard import DAY, Yard, make_yard


def line(kind: str = "other", **fields: object) -> logs.NewLogLine:
    """A line with whatever its kind needs."""
    given: dict[str, object] = {"item": "x", "vendor": "Tree Co", "unit_cost": Decimal("1.50"), **fields}
    return logs.NewLogLine(kind=logs.LineKind(kind), **given)  # type: ignore[arg-type]


async def ids(person, **filters: object) -> list[str]:
    """The ids that a filter finds, over pages of two."""
    found: list[str] = []
    cursor: dict[str, object] = {}
    while True:
        answer = await person.get("/log-entries", limit=2, **filters, **cursor)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [entry["id"] for entry in page["data"]]
        if not page["hasMore"]:
            return found
        cursor = {"cursor": page["nextCursor"]}


async def test_each_filter_finds_what_it_names(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    first, second = await yard.work_order(), await yard.work_order(site=yard.south)
    labour = await yard.labour(first, on=date(2026, 3, 1))
    mowing = await yard.entry(first, line(asset_id=yard.mower, gl_code_id=yard.fuel), on=date(2026, 3, 2))
    machine = await yard.entry(first, line("equipment", equipment_asset_id=yard.mower), on=date(2026, 3, 3))
    far = await yard.entry(second, line("contract"), line(), on=date(2026, 3, 4), site=yard.south)
    wrong = await yard.entry(first, line(), on=date(2026, 3, 5))
    async with yard.tenant.call() as call:
        back = await logs.reverse(call, wrong.id, logs.Reversal(reason="Typo"))

    def named(*entries: logs.LogEntry) -> list[str]:
        return sorted(str(entry.id) for entry in entries)

    for filters, expected in (
        ({}, (labour, mowing, machine, far, wrong, back)),
        ({"workOrderId": [second]}, (far,)),
        ({"workOrderId": [first, second]}, (labour, mowing, machine, far, wrong, back)),
        ({"staffId": yard.ann}, (labour,)),
        ({"siteId": yard.south}, (far,)),
        ({"assetId": yard.mower}, (mowing, machine)),
        ({"glCodeId": yard.fuel}, (mowing,)),
        ({"kind": ["contract", "equipment"]}, (machine, far)),
        ({"performedFrom": "2026-03-02", "performedTo": "2026-03-03"}, (mowing, machine)),
        ({"reversed": "true"}, (wrong, back)),
        ({"reversed": "false"}, (labour, mowing, machine, far)),
    ):
        assert sorted(await ids(person, **filters)) == named(*expected), filters
    days = [str(entry.id) for entry in (labour, mowing, machine, far)]
    assert await ids(person, reversed="false", sort="performedOn") == days
    assert await ids(person, reversed="false") == days[::-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "bribe"), ("limit", 0), ("limit", 201), ("sort", "amount"), ("performedFrom", "soon"), ("staff", "x")],
)
async def test_a_misspelt_filter_is_refused(yard: Yard, name: str, value: object) -> None:
    person = await yard.tenant.person("supervisor")
    assert (await person.get("/log-entries", **{name: value})).status_code == 422


async def test_t15_a_cursor_belongs_to_its_person_and_filters(world: World, yard: Yard) -> None:
    """T-15: somebody else's cursor is refused, and so is one made with other filters."""
    work_order = await yard.work_order()
    for _ in range(3):
        await yard.labour(work_order)
    person, other = await yard.tenant.person("supervisor"), await (await make_yard(world)).tenant.person("supervisor")
    cursor = (await person.get("/log-entries", limit=1)).json()["nextCursor"]
    assert (await other.get("/log-entries", limit=1, cursor=cursor)).status_code == 400
    assert (await person.get("/log-entries", limit=1, cursor=cursor, kind="labour")).status_code == 400


async def test_a_list_costs_the_same_number_of_queries_however_long(yard: Yard, monkeypatch) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    asked: list[str] = []
    execute = psycopg.AsyncCursor.execute

    async def counting(self, query, *args, **kwargs):
        asked.append(str(query))
        return await execute(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", counting)
    lengths = []
    for _ in range(2):
        for _ in range(3):
            await yard.entry(work_order, line(), line("contract"), line())
        asked.clear()
        assert (await person.get("/log-entries")).status_code == 200
        lengths.append(len([query for query in asked if "log_lines" in query]))
    assert lengths == [1, 1]


async def test_t16_sums_equal_an_oracle_of_the_superuser(world: World, yard: Yard, database) -> None:
    """T-16: hours and costs by day, person and work order are those of this tenant alone."""
    neighbour = await make_yard(world)
    for place in (yard, neighbour):
        for hours in ("1", "2.25", "7.5"):
            order = await place.work_order()
            entry = await place.labour(order, hours, on=date(2026, 3, int(hours[0])))
            await place.entry(order, line(), line("material", unit_cost=None), on=DAY)
        async with place.tenant.call() as call:
            await logs.reverse(call, entry.id, logs.Reversal(reason="Typo"))
    auditor = await yard.tenant.person("auditor")
    with psycopg.connect(database.superuser) as conn:
        hours, cost, lines = conn.execute(
            "SELECT sum(l.quantity) FILTER (WHERE l.kind = 'labour'), sum(c.amount), count(*) FROM log_lines l"
            " LEFT JOIN log_line_costs c USING (tenant_id, id) WHERE l.tenant_id = %s",
            [yard.tenant.id],
        ).fetchone()
    for by, groups in (("day", 3), ("person", 2), ("workOrder", 3)):
        rows = []
        cursor: dict[str, object] = {}
        while True:
            page = (await auditor.get("/log-entries/summary", by=by, limit=1, **cursor)).json()
            rows += page["data"]
            if not page["hasMore"]:
                break
            cursor = {"cursor": page["nextCursor"]}
        assert len(rows) == groups
        assert sum(Decimal(row["hours"]) for row in rows) == hours
        assert sum(Decimal(row["cost"]) for row in rows) == cost
        assert (sum(row["lines"] for row in rows), sum(row["unpriced"] for row in rows)) == (lines, 3)
    people = (await auditor.get("/log-entries/summary", by="person")).json()["data"]
    assert {row["label"] for row in people} == {"Ann", None}


async def test_site_scope_holds_in_list_detail_sums_and_export(yard: Yard) -> None:
    near, far = await yard.work_order(), await yard.work_order(site=yard.south)
    hidden = await yard.labour(near)
    shown = await yard.entry(far, line(), site=yard.south)
    scoped = await yard.tenant.person("supervisor", sites=[yard.south])
    assert await ids(scoped) == [str(shown.id)]
    assert (await scoped.get(f"/log-entries/{hidden.id}")).status_code == 404
    assert (await scoped.post(f"/log-entries/{hidden.id}/reverse", {"reason": "x"})).status_code == 404
    sums = (await scoped.get("/log-entries/summary", by="workOrder")).json()["data"]
    assert [row["key"] for row in sums] == [str(far)]
    assert str(near) not in (await scoped.get("/log-entries.csv")).text


async def table(person, **filters: object) -> list[dict[str, str]]:
    """The export as rows."""
    answer = await person.get("/log-entries.csv", **filters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


async def test_the_export_holds_every_line_and_its_sums(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    async with yard.tenant.call() as call:
        entry = logs.NewLogEntry(work_order_id=work_order, performed_on=DAY, lines=[line(), line("contract")])
        await logs.append_many(call, [entry] * 1200)
    rows = await table(person)
    assert len(rows) == 2400
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal("3600.00")
    assert {row["workOrderId"] for row in rows} == {str(work_order)}
    assert len(await table(person, kind="contract")) == 1200


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
async def test_i5_a_cell_is_never_a_formula(yard: Yard, text: str) -> None:
    """I-5: text that a spreadsheet would run comes with an apostrophe; numbers stay numbers."""
    person = await yard.tenant.person("supervisor")
    await yard.entry(await yard.work_order(), line(item=text))
    row = (await table(person))[0]
    assert row["item"] == f"'{text}"
    assert row["amount"] == "1.50"


async def test_the_export_refuses_before_its_first_byte(yard: Yard, http) -> None:
    requester = await yard.tenant.person("requester")
    for answer, status in (
        (await requester.get("/log-entries.csv"), 403),
        (await http.get("/v1/log-entries.csv"), 401),
        (await (await yard.tenant.person("auditor")).get("/log-entries.csv", colour="red"), 422),
    ):
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("application/problem+json")


async def test_an_unknown_entry_is_not_found(yard: Yard) -> None:
    person = await yard.tenant.person("auditor")
    assert (await person.get(f"/log-entries/{UUID(int=7)}")).status_code == 404


async def test_t27_the_list_uses_the_tenants_index(yard: Yard, database) -> None:
    """T-27: as the application role, the page is read from an index led by the tenant, in order."""
    async with yard.tenant.call() as call:
        await call.keep("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)")
        plan = await call.value(
            "EXPLAIN (FORMAT JSON) SELECT e.* FROM log_entries e WHERE e.tenant_id = app.tenant_id()"
            " ORDER BY e.performed_on DESC, e.id DESC LIMIT 51"
        )
    scan = next(node for node in plan[0]["Plan"]["Plans"] if node.get("Relation Name") == "log_entries")
    assert scan["Index Name"] == "ix_log_entries_performed_on"
    assert "tenant_id" in scan["Index Cond"]
