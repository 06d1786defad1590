"""Whoever lacks `costs:read` reads no amount anywhere: every endpoint is walked in search of amounts planted before."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fettle.db.callers import system
from fettle.modules.imports import public as imports
from fettle.modules.tenancy.public import BUILT_IN_ROLES
from makers.document import Operation, operations, resolve
from makers.furnished import Furnished, Furnishing, first_id, furnish
from makers.world import Person

MONEY = """
SELECT hourly_rate FROM staff_rates WHERE tenant_id = %(tenant)s
UNION SELECT unnest(ARRAY[purchase_price, replacement_cost]) FROM asset_costs WHERE tenant_id = %(tenant)s
UNION SELECT estimated_cost FROM work_order_estimates WHERE tenant_id = %(tenant)s
UNION SELECT unnest(ARRAY[unit_cost, amount]) FROM log_line_costs WHERE tenant_id = %(tenant)s
UNION SELECT sum(amount) FROM log_line_costs WHERE tenant_id = %(tenant)s
UNION SELECT sum(amount) FROM log_line_costs WHERE tenant_id = %(tenant)s GROUP BY work_order_id
"""
# These end the caller's own session or tenant.
ENDING = {"signOut", "signOutEverywhere", "deleteTenant", "endSession"}
CSV = b"Id,Title,Cost,Date\n1,Mend,55667.78,2026-01-02\n2,,44556.67,nonsense\n"


class Rich:
    """A furnished tenant full of conspicuous amounts, and somebody who holds every permission but the one."""

    def __init__(self, furnished: Furnished, poor: Person, amounts: set[str]) -> None:
        self.admin = furnished.admin
        self.ids = furnished.ids
        self.poor = poor
        self.amounts = amounts

    def found(self, text: str) -> list[str]:
        """The amounts that a text holds."""
        return sorted(amount for amount in self.amounts if amount in text)


@pytest.fixture(scope="session")
async def rich(world, database) -> Rich:
    """The tenant; the cases change it."""
    furnished = await furnish(await world.tenant())
    await plant(furnished)
    permissions = next(role.permissions for role in BUILT_IN_ROLES if role.code == "admin") - {"costs:read"}
    role = {"code": "poor", "name": "Poor", "permissions": sorted(permissions)}
    assert (await furnished.admin.post("/roles", role)).status_code == 201
    poor = await furnished.tenant.person("poor")
    furnished.ids["session_id"] = await first_id(poor, "/auth/sessions")
    with psycopg.connect(database.superuser) as conn:
        found = {row[0] for row in conn.execute(MONEY, {"tenant": furnished.tenant.id})} - {None}
    found |= {Decimal("55667.78"), Decimal("44556.67")}
    # Shorter figures could be anything: a quantity, a coordinate.
    amounts = {f"{amount.normalize():f}" for amount in found if len(amount.normalize().as_tuple().digits) >= 5}
    assert len(amounts) >= 9
    return Rich(furnished, poor, amounts)


async def plant(furnished: Furnished) -> None:
    """Rates, prices, estimates, logged costs and an imported file with amounts that stand for nothing else."""
    admin, ids = furnished.admin, furnished.ids
    room = Furnishing(admin)
    await room.make("", f"/staff/{ids['staff_id']}/rates", {"validFrom": "2026-01-01", "hourlyRate": "9137.31"})
    asset = await admin.get(f"/assets/{ids['asset_id']}")
    prices = {"purchasePrice": "987654.32", "replacementCost": "876543.21"}
    patched = await admin.patch(f"/assets/{ids['asset_id']}", prices, version=asset.json()["version"])
    assert patched.status_code == 200, patched.text
    work_order = (await admin.get(f"/work-orders/{ids['work_order_id']}")).json()
    estimate = {"estimatedCost": "76543.19"}
    patched = await admin.patch(f"/work-orders/{ids['work_order_id']}", estimate, version=work_order["version"])
    assert patched.status_code == 200, patched.text
    lines = [
        {"kind": "labour", "staffId": ids["staff_id"], "quantity": "3.5", "glCodeId": ids["gl_code_id"]},
        {"kind": "material", "item": "Pump", "quantity": "3", "unit": "piece", "unitCost": "6131.79"},
        {"kind": "contract", "vendor": "Acme", "quantity": "1", "unitCost": "43211.98", "assetId": ids["asset_id"]},
    ]
    entry = {"performedOn": "2026-02-03", "lines": lines}
    for name in ("log_entry_id", "second_entry_id"):
        made = await room.make(name, f"/work-orders/{ids['work_order_id']}/log-entries", entry)
        ids[name] = made["id"]
    query = f"/v1/imports?mappingId={ids['mapping_id']}&start=false"
    sent = await admin.client.post(query, content=CSV, headers={"Content-Type": "text/csv"})
    ids["import_id"] = sent.json()["id"]
    door = furnished.tenant.world.door
    await imports.run_import(door, system(furnished.tenant.id, via="test"), UUID(ids["import_id"]))


def questions(operation: Operation) -> list[dict[str, Any]]:
    """The queries to ask of a reading endpoint: the smallest, and one for each way to group."""
    asked: list[dict[str, Any]] = [operation.needed()]
    for parameter in operation.query():
        schema = resolve(parameter["schema"], operation.document)
        if parameter["name"] in ("by", "period", "sort", "basis"):
            asked += [{**operation.needed(), parameter["name"]: value} for value in schema.get("enum", ())]
    return asked


async def test_a13_no_amount_is_read_anywhere(rich, document):
    """A-13: lists, details, histories, the trail, exports, analysis by every dimension, imports: no planted amount."""
    wrong, seen, refused = [], set(), set()
    for operation in operations(document):
        if operation.method != "GET":
            continue
        for params in questions(operation):
            rest = await operation.ask(rich.admin.client, rich.ids, params=params)
            seen |= set(rich.found(rest.text))
            answer = await operation.ask(rich.poor.client, rich.ids, params=params)
            refused |= {operation.id} if answer.status_code == 403 else set()
            if found := rich.found(answer.text):
                wrong.append((operation.id, params, found, answer.text))
    assert not wrong, wrong
    # Somebody who may does read every one of them, or their absence would prove nothing.
    assert rich.amounts <= seen
    assert "listWorkOrders" not in refused


async def version_of(person: Person, address: str) -> int:
    return int((await person.get(address)).json()["version"])


async def test_a13_no_amount_is_answered_to_those_who_write(rich, document):
    """A-13: what comes back from changing, moving on, logging, taking back and correcting holds no amount."""
    ids, poor = rich.ids, rich.poor
    order, asset = f"/work-orders/{ids['work_order_id']}", f"/assets/{ids['asset_id']}"
    line = {"kind": "labour", "staffId": ids["staff_id"], "quantity": "1.5"}
    answers = [
        await poor.patch(asset, {"name": "Pump 2"}, version=await version_of(poor, asset)),
        await poor.patch(order, {"title": "Mend it"}, version=await version_of(poor, order)),
        await poor.put(f"{order}/assets", {"assetIds": [ids["asset_id"]]}),
        await poor.put(f"{order}/tags", {"tagIds": []}),
        await poor.post(f"{order}/hold", {"note": "rain"}),
        await poor.post(f"{order}/resume"),
        await poor.post(f"{order}/log-entries", {"performedOn": "2026-02-04", "lines": [line]}),
        await poor.post(f"/log-entries/{ids['log_entry_id']}/reverse", {"reason": "Twice"}),
        await poor.post(f"/log-entries/{ids['second_entry_id']}/correct", {"reason": "Less", "lines": [line]}),
        await poor.post(
            "/work-orders/bulk", {"ids": [ids["work_order_id"]], "action": "prioritise", "priority": "low"}
        ),
        await poor.post(f"{order}/tasks/{ids['task_id']}/answer", {"status": "done"}),
        await poor.post(f"{order}/complete"),
        await poor.post(f"{order}/close"),
        await poor.post(f"{order}/follow-ups", {"title": "Once more"}),
        await poor.post(f"/work-requests/{ids['work_request_id']}/approve"),
    ]
    assert [answer.text for answer in answers if answer.status_code not in (200, 201)] == []
    for operation in operations(document):
        if operation.method != "GET" and operation.id not in ENDING:
            answers.append(await operation.ask(poor.client, ids))
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert [(str(answer.request.url), rich.found(answer.text)) for answer in answers if rich.found(answer.text)] == []


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/work-orders", {"title": "x", "estimatedCost": "5.00"}),
        ("/assets", {"name": "x", "assetTypeId": "asset_type_id", "purchasePrice": "5.00"}),
    ],
)
async def test_a13_nobody_sets_what_they_may_not_see(rich, address, body):
    """A-13, A-12: an amount from somebody who could not read it back is refused, by field."""
    sent = {name: rich.ids.get(value, value) for name, value in body.items()}
    answer = await rich.poor.post(address, sent)
    assert answer.status_code in (403, 422), answer.text
