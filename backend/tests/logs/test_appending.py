"""Writing down work: what it becomes, what it costs, what is refused."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from fettle.kit.refusals import Forbidden, Invalid
from fettle.modules.logs import public as logs
from makers.world import World
from makers.yard import DAY, Yard, make_yard

COMBINATION = [
    {"kind": "labour", "quantity": 2.5},
    {"kind": "material", "item": "Two-stroke oil", "quantity": 3, "unit": "litre", "unitCost": "4.25"},
    {"kind": "equipment", "quantity": 2},
    {"kind": "contract", "vendor": "Tree Co", "unitCost": "120.00"},
    {"kind": "other", "item": "Dump fee", "unitCost": "15.10"},
]


def combination(yard: Yard, **fields: object) -> dict[str, object]:
    """A body with a line of each kind, done by Ann."""
    lines = [dict(line) for line in COMBINATION]
    lines[2]["equipmentAssetId"] = str(yard.mower)
    return {"performedOn": DAY.isoformat(), "staffId": str(yard.ann), "lines": lines, **fields}


async def test_a_combination_log_prices_what_it_can(yard: Yard) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    answer = await person.post(f"/work-orders/{work_order}/log-entries", combination(yard))
    assert answer.status_code == 201, answer.text
    entry = answer.json()
    assert [(line["kind"], line["unit"], line["amount"]) for line in entry["lines"]] == [
        ("labour", "hour", "125.00"),
        ("material", "litre", "12.75"),
        ("equipment", "hour", None),
        ("contract", "job", "120.00"),
        ("other", "each", "15.10"),
    ]
    assert entry["lines"][0]["staffName"] == "Ann"
    assert (await person.get(f"/log-entries/{entry['id']}")).json() == entry
    async with yard.tenant.call() as call:
        totals = (await logs.totals_of(call, [work_order]))[work_order]
    assert (totals.hours, totals.cost, totals.labour_cost, totals.contract_cost) == (
        Decimal("2.5"),
        Decimal("272.85"),
        Decimal("125.00"),
        Decimal("120.00"),
    )
    assert (totals.unpriced, totals.entries) == (1, 1)


async def test_the_rate_of_the_day_counts(yard: Yard) -> None:
    work_order = await yard.work_order()
    before = await yard.labour(work_order, on=date(2026, 2, 28))
    after = await yard.labour(work_order, on=date(2026, 3, 1))
    assert (before.lines[0].amount, after.lines[0].amount) == (Decimal("80.00"), Decimal("100.00"))


async def test_an_unknown_rate_leaves_the_line_unpriced(yard: Yard) -> None:
    work_order = await yard.work_order()
    line = logs.NewLogLine(kind=logs.LineKind.LABOUR, quantity=Decimal(1), staff_id=yard.bob)
    entry = await yard.entry(work_order, line)
    assert entry.lines[0].amount is None
    async with yard.tenant.call() as call:
        assert (await logs.totals_of(call, [work_order]))[work_order].unpriced == 1


async def test_the_gl_code_comes_from_the_line_else_the_task_code_else_the_work_order(yard: Yard, database) -> None:
    import psycopg

    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE task_codes SET gl_code_id = %s WHERE id = %s", [yard.fuel, yard.mowing])
    fee = {"kind": logs.LineKind.OTHER, "item": "fee", "unit_cost": Decimal(1)}
    new = logs.NewLogEntry(
        work_order_id=await yard.work_order(),
        performed_on=DAY,
        gl_code_id=yard.roads,
        lines=[
            logs.NewLogLine(**fee, gl_code_id=yard.roads, task_code_id=yard.mowing),
            logs.NewLogLine(**fee, task_code_id=yard.mowing),
            logs.NewLogLine(**fee),
        ],
    )
    async with yard.tenant.call() as call:
        entry = await logs.append(call, new)
    assert [line.gl_code for line in entry.lines] == ["roads", "fuel", "roads"]


async def test_a13_people_without_costs_log_and_see_no_money(yard: Yard) -> None:
    """A-13: the work is priced, the person who logged it reads no price, in answer, list, detail and sums."""
    technician = await yard.tenant.person("technician")
    work_order = await yard.work_order()
    entry = (await technician.post(f"/work-orders/{work_order}/log-entries", combination(yard))).json()
    listed = (await technician.get("/log-entries", workOrderId=work_order)).json()["data"][0]
    detail = (await technician.get(f"/log-entries/{entry['id']}")).json()
    for seen in (entry, listed, detail):
        assert {(line["unitCost"], line["amount"]) for line in seen["lines"]} == {(None, None)}
    sums = (await technician.get("/log-entries/summary", by="workOrder")).json()["data"][0]
    assert (sums["cost"], sums["unpriced"], sums["hours"]) == (None, None, "2.5000")
    export = (await technician.get("/log-entries.csv")).text
    assert "amount" not in export
    assert "125.00" not in export
    async with yard.tenant.call() as call:
        assert (await logs.totals_of(call, [work_order]))[work_order].labour_cost == Decimal("125.00")


@pytest.mark.parametrize("kind", ["labour", "equipment"])
async def test_a12_house_rates_are_not_for_people_without_costs(yard: Yard, kind: str) -> None:
    """A-12: a technician cannot set what an hour costs."""
    technician = await yard.tenant.person("technician")
    line = {"kind": kind, "staffId": str(yard.ann), "equipmentAssetId": str(yard.mower), "unitCost": "1.00"}
    body = {"performedOn": DAY.isoformat(), "lines": [line]}
    answer = await technician.post(f"/work-orders/{await yard.work_order()}/log-entries", body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/lines/0/unitCost"]


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ({"kind": "labour", "quantity": 2}, "/lines/0/staffId"),
        ({"kind": "material", "quantity": 2}, "/lines/0/item"),
        ({"kind": "equipment", "quantity": 2}, "/lines/0/equipmentAssetId"),
        ({"kind": "contract", "unitCost": "5.00"}, "/lines/0/vendor"),
        ({"kind": "contract", "vendor": "Tree Co"}, "/lines/0/unitCost"),
        ({"kind": "other"}, "/lines/0/item"),
        ({"kind": "material", "item": "bolt", "quantity": 0}, "/lines/0/quantity"),
        ({"kind": "material", "item": "bolt", "quantity": -1}, "/lines/0/quantity"),
        ({"kind": "material", "item": "bolt", "unitCost": "-1.00"}, "/lines/0/unitCost"),
        (
            {"kind": "material", "item": "bolt", "quantity": 9_999_999_999, "unitCost": "999999999999.99"},
            "/lines/0/unitCost",
        ),
        ({"kind": "labour", "quantity": 24.5, "staffId": str(uuid4())}, "/lines/0/quantity"),
        ({"kind": "other", "item": "x", "taskCodeId": str(uuid4())}, "/lines/0/taskCodeId"),
        ({"kind": "other", "item": "x", "glCodeId": str(uuid4())}, "/lines/0/glCodeId"),
        ({"kind": "other", "item": "x", "assetId": str(uuid4())}, "/lines/0/assetId"),
        ({"kind": "labour", "staffId": str(uuid4())}, "/lines/0/staffId"),
        ({"kind": "bribe"}, "/lines/0/kind"),
        ({"kind": "other", "item": "x", "amount": "5.00"}, "/lines/0/amount"),
    ],
)
async def test_what_cannot_be_logged_names_its_field(yard: Yard, line: dict[str, object], pointer: str) -> None:
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()
    body = {"performedOn": DAY.isoformat(), "lines": [line]}
    answer = await person.post(f"/work-orders/{work_order}/log-entries", body)
    assert answer.status_code == 422, answer.text
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert (await person.get("/log-entries", workOrderId=work_order)).json()["data"] == []


async def test_work_of_the_day_after_tomorrow_is_refused(yard: Yard) -> None:
    work_order = await yard.work_order()
    async with yard.tenant.call() as call:
        today = call.now.date()
    await yard.labour(work_order, on=today + timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        await yard.labour(work_order, on=today + timedelta(days=2))
    assert [fault.pointer for fault in refused.value.faults] == ["/performedOn"]


async def test_s4_the_same_id_twice_is_a_conflict_and_kept_once(yard: Yard) -> None:
    person = await yard.tenant.person("technician")
    work_order = await yard.work_order()
    body = combination(yard, id=str(uuid4()))
    answers = [await person.post(f"/work-orders/{work_order}/log-entries", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
    assert len((await person.get("/log-entries", workOrderId=work_order)).json()["data"]) == 1


async def test_t5_records_of_another_tenant_are_as_unknown_as_none(world: World, yard: Yard) -> None:
    """T-5, T-14: another tenant's person, asset, codes and entry answer like ids that exist nowhere."""
    other = await make_yard(world)
    person = await yard.tenant.person("supervisor")
    work_order = await yard.work_order()

    async def faults(**ids: UUID) -> tuple[int, object]:
        line = {"kind": "other", "item": "x", **{name: str(value) for name, value in ids.items()}}
        body = {"performedOn": DAY.isoformat(), "lines": [line]}
        answer = await person.post(f"/work-orders/{work_order}/log-entries", body)
        return answer.status_code, answer.json()["errors"]

    for name, foreign in {
        "staffId": other.ann,
        "assetId": other.mower,
        "taskCodeId": other.mowing,
        "glCodeId": other.fuel,
    }.items():
        assert await faults(**{name: foreign}) == await faults(**{name: uuid4()})
    entry = await other.labour(await other.work_order())
    for path in ("", "/reverse", "/correct"):
        body = {"reason": "x", "lines": [{"kind": "other", "item": "x"}]}
        if path != "/correct":
            body = {"reason": "x"}
        method = "POST" if path else "GET"
        options = {"json": body} if path else {}
        assert (await person.send(method, f"/log-entries/{entry.id}{path}", **options)).status_code == 404


async def test_an_asset_of_an_unseen_site_is_unknown(yard: Yard) -> None:
    scoped = await yard.tenant.person("supervisor", sites=[yard.south])
    work_order = await yard.work_order(site=yard.south)
    body = {"performedOn": DAY.isoformat(), "lines": [{"kind": "other", "item": "x", "assetId": str(yard.mower)}]}
    answer = await scoped.post(f"/work-orders/{work_order}/log-entries", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/lines/0/assetId")


async def test_an_import_keeps_negative_amounts_and_is_fast(yard: Yard) -> None:
    import time

    work_order = await yard.work_order()
    line = logs.NewLogLine(kind=logs.LineKind.OTHER, item="booked", unit_cost=Decimal("-12.34"), asset_id=yard.mower)
    entries = [logs.NewLogEntry(work_order_id=work_order, performed_on=DAY, lines=[line]) for _ in range(1000)]
    started = time.perf_counter()
    async with yard.tenant.call() as call:
        await logs.append_many(call, entries)
    assert 1000 / (time.perf_counter() - started) > 200
    async with yard.tenant.call() as call:
        totals = (await logs.totals_of(call, [work_order]))[work_order]
        await logs.append_many(call, [])
    assert (totals.cost, totals.entries) == (Decimal("-12340.00"), 1000)


async def test_an_import_refuses_what_cannot_be_stored(yard: Yard) -> None:
    work_order = await yard.work_order()
    huge = logs.NewLogLine(
        kind=logs.LineKind.OTHER, quantity=Decimal(9_999_999_999), unit_cost=Decimal("999999999999.99")
    )
    for lines in ([huge], []):
        new = logs.NewLogEntry(work_order_id=work_order, performed_on=DAY, lines=lines)
        async with yard.tenant.call() as call:
            with pytest.raises(Invalid):
                await logs.append_many(call, [new])


async def test_each_verb_asks_for_its_permission(yard: Yard) -> None:
    new = logs.NewLogEntry(work_order_id=uuid4(), performed_on=DAY, lines=[])
    async with yard.tenant.call(permissions=frozenset({"none:at-all"})) as call:
        for verb in (
            logs.append(call, new),
            logs.append_many(call, [new]),
            logs.totals_of(call, []),
            logs.reverse(call, uuid4(), logs.Reversal(reason="x")),
            logs.correct(call, uuid4(), logs.Reversal(reason="x"), logs.Replacement(lines=[])),
        ):
            with pytest.raises(Forbidden):
                await verb
