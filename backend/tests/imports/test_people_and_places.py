"""Staff, locations, meter readings and log entries can be imported; what is wrong is told by line and column."""

import json
from datetime import date
from decimal import Decimal

import pytest

from fettle.kit.refusals import Invalid
from fettle.modules.imports import public as imports
from makers.imported import file_of, row, told

STAFF = {
    "source": "payroll",
    "entity": "staff",
    "key": ["no"],
    "fields": {
        "number": {"column": "no"},
        "name": {"column": "name"},
        "trade": {"column": "trade"},
        "email": {"column": "mail"},
        "crew": {"column": "crew"},
        "hourlyRate": {"column": "rate"},
        "rateFrom": {"column": "since"},
    },
}
LOCATIONS = {
    "source": "plans",
    "entity": "location",
    "key": ["id"],
    "fields": {
        "site": {"column": "site"},
        "parent": {"column": "in"},
        "name": {"column": "name"},
        "kind": {"column": "kind"},
    },
}
READINGS = {
    "source": "meters",
    "entity": "meter_reading",
    "key": ["asset", "meter", "at"],
    "timeZone": "UTC",
    "fields": {
        "asset": {"column": "asset"},
        "meter": {"column": "meter"},
        "readAt": {"column": "at"},
        "value": {"column": "shows"},
    },
}
ENTRIES = {
    "source": "timesheets",
    "entity": "log_entry",
    "key": ["id"],
    "fields": {
        "workOrder": {"column": "job"},
        "performedOn": {"column": "day"},
        "kind": {"column": "kind"},
        "staff": {"column": "who"},
        "hours": {"column": "hours"},
        "quantity": {"column": "qty"},
        "unit": {"column": "unit"},
        "unitCost": {"column": "price"},
        "amount": {"column": "amount"},
        "item": {"column": "item"},
        "note": {"column": "note"},
        "asset": {"column": "asset"},
    },
}
ENTRY_HEADER = "id,job,day,kind,who,hours,qty,unit,price,amount,item,note,asset\n"


def plan(document: dict) -> imports.Mapping:
    return imports.read_mapping(json.dumps(document).encode())


def faults(peek, tenant) -> list[tuple]:
    found = peek(
        "SELECT line, column_name, code, message FROM import_faults WHERE tenant_id = %s ORDER BY created_at, line",
        tenant.id,
    )
    return [(f["line"], f["column_name"], f["code"]) for f in found]


async def test_staff_with_crew_and_rate(tenant, load, peek):
    """A person, their crew and what an hour costs; a new rate is added from its day on, one of the same day refused."""
    header = "no,name,trade,mail,crew,rate,since\n"
    first = "7,Ann,Plumber,ann@example.test,North,41.50,2020-01-01\n8,Bob,,,North,,\n"
    assert told(await load((header + first).encode(), mapping=plan(STAFF))) == (2, 2, 0, 0, 0)
    second = first.replace("Plumber", "Electrician").replace("41.50,2020-01-01", "44.00,2021-01-01")
    assert told(await load((header + second).encode(), mapping=plan(STAFF))) == (2, 0, 1, 1, 0)
    people = peek("SELECT number, name, trade, email FROM staff WHERE tenant_id = %s ORDER BY number", tenant.id)
    assert [tuple(p.values()) for p in people] == [
        ("7", "Ann", "Electrician", "ann@example.test"),
        ("8", "Bob", None, None),
    ]
    rates = peek("SELECT valid_from, hourly_rate FROM staff_rates WHERE tenant_id = %s ORDER BY 1", tenant.id)
    assert [tuple(r.values()) for r in rates] == [
        (date(2020, 1, 1), Decimal("41.50")),
        (date(2021, 1, 1), Decimal("44.00")),
    ]
    assert len(peek("SELECT staff_id FROM crew_members WHERE tenant_id = %s", tenant.id)) == 2
    third = "7,Ann,,,,50,2021-01-01\n9,Cid,,,,50,\n10,Dee,,,,-1,2020-01-01\n"
    assert told(await load((header + third).encode(), mapping=plan(STAFF))) == (3, 0, 0, 0, 3)
    assert faults(peek, tenant) == [(2, "rate", "rate_kept"), (3, "since", "required"), (4, "rate", "negative")]


async def test_staff_of_a_number_that_is_there_already_are_taken_for_them(tenant, load, peek):
    """Two sources that know one person by their number mean one person."""
    text = b"no,name,trade,mail,crew,rate,since\n7,Ann,,,,,\n"
    await load(text, mapping=plan(STAFF))
    assert told(await load(text, mapping=plan(STAFF | {"source": "other"}))) == (1, 1, 0, 0, 0)
    assert len(peek("SELECT id FROM staff WHERE tenant_id = %s", tenant.id)) == 1


PATHS = """
WITH RECURSIVE paths(id, path, kind) AS (
    SELECT l.id, s.name || ': ' || l.name, l.kind FROM locations l JOIN sites s ON s.id = l.site_id
    WHERE l.tenant_id = %s AND l.parent_id IS NULL
    UNION ALL SELECT l.id, p.path || ' / ' || l.name, l.kind FROM locations l JOIN paths p ON p.id = l.parent_id)
SELECT path, kind FROM paths ORDER BY path
"""


async def test_locations_by_the_names_on_the_way_to_them(tenant, load, peek):
    """Parents are found or made by name path; a changed row moves its location with what is in it."""
    header = "id,site,in,name,kind\n"
    text = (
        header + "1,Yard,,Hall,building\n2,Yard,Hall,Ground,floor\n3,Yard,Hall / Ground,R1,room\n4,Yard,Shed,S1,room\n"
    )
    assert told(await load(text.encode(), mapping=plan(LOCATIONS))) == (4, 4, 0, 0, 0)
    assert [tuple(r.values()) for r in peek(PATHS, tenant.id)] == [
        ("Yard: Hall", "building"),
        ("Yard: Hall / Ground", "floor"),
        ("Yard: Hall / Ground / R1", "room"),
        ("Yard: Shed", "area"),
        ("Yard: Shed / S1", "room"),
    ]
    moved = header + "2,Yard,Shed,Ground floor,floor\n3,Yard,Hall / Ground,R1,room\n1,Yard,,Hall,\n"
    assert told(await load(moved.encode(), mapping=plan(LOCATIONS))) == (3, 0, 2, 1, 0)
    paths = {r["path"]: r["kind"] for r in peek(PATHS, tenant.id)}
    assert paths["Yard: Shed / Ground floor / R1"] == "room"
    assert paths["Yard: Hall"] == "building"


async def test_parents_that_must_be_there(tenant, load, peek):
    """`create: false` on the parent: one that an earlier row makes counts as there, one that nobody makes does not."""
    document = json.loads(json.dumps(LOCATIONS))
    document["fields"]["parent"]["create"] = False
    text = b"id,site,in,name,kind\n1,Yard,,Hall,building\n2,Yard,Hall,Ground,floor\n3,Yard,Shed,S1,room\n"
    assert told(await load(text, mapping=plan(document))) == (3, 2, 0, 0, 1)
    assert faults(peek, tenant) == [(4, "in", "unknown")]


@pytest.fixture
async def metered(tenant) -> None:
    """A pump with a counter of hours."""
    admin = await tenant.person("admin")
    kind = (await admin.post("/asset-types", {"code": "PUMP", "name": "Pumps"})).json()["id"]
    asset = (await admin.post("/assets", {"name": "Pump", "number": "P1", "assetTypeId": kind})).json()
    body = {"name": "Hours", "unit": "h", "kind": "counter", "startValue": "10", "startedAt": "2020-01-01T00:00:00Z"}
    response = await admin.post(f"/assets/{asset['id']}/meters", body)
    assert response.status_code == 201, response.text


async def test_readings_are_judged_like_any_other(tenant, load, peek, metered):
    """Impossible readings stay out with the reason; the others are kept; a changed one is refused: readings stay."""
    header = "asset,meter,at,shows\n"
    text = (
        "P1,Hours,2020-02-01,100\nP1,Hours,2020-03-01,90\nP1,Hours,2019-01-01,5\nP1,Miles,2020-03-01,1\n"
        "P9,Hours,2020-03-01,1\nP1,Hours,2020-03-02,120.5\n"
    )
    assert told(await load((header + text).encode(), mapping=plan(READINGS))) == (6, 2, 0, 0, 4)
    assert sorted(faults(peek, tenant)) == [
        (3, "shows", "impossible"),
        (4, "at", "impossible"),
        (5, "meter", "unknown"),
        (6, "asset", "unknown"),
    ]
    messages = peek("SELECT message FROM import_faults WHERE tenant_id = %s AND line = 3", tenant.id)
    assert "does not go backwards" in messages[0]["message"]
    kept = "SELECT value, source FROM meter_readings WHERE tenant_id = %s ORDER BY read_at"
    assert [tuple(r.values()) for r in peek(kept, tenant.id)] == [
        (Decimal(100), "import"),
        (Decimal("120.5"), "import"),
    ]
    again = await load((header + "P1,Hours,2020-02-01,101\n").encode(), mapping=plan(READINGS))
    assert told(again) == (1, 0, 0, 0, 1)
    assert (2, "shows", "append_only") in faults(peek, tenant)


LINES = """
SELECT l.kind, l.quantity, l.unit, c.amount, s.name AS who, l.item, e.performed_on::text AS day
FROM log_lines l JOIN log_entries e ON e.id = l.log_entry_id
LEFT JOIN log_line_costs c ON c.id = l.id LEFT JOIN staff s ON s.id = l.staff_id
WHERE l.tenant_id = %s ORDER BY e.id, l.position
"""


async def test_log_entries_of_work_that_is_there(tenant, load, peek):
    """Labour, material and sums as booked, on closed work too, found by reference or number; amounts to the cent."""
    await load(file_of(row(1, cost=""), row(2, cost="")))
    number = peek("SELECT number FROM work_orders WHERE tenant_id = %s AND reference = 'K-2'", tenant.id)[0]["number"]
    rows = (
        "1,K-1,2020-03-02,,Ann,2.5,,,40.00,,,fixed it,A1\n"
        f"2,{number},2020-03-02,material,,,3,m,,10.00,Pipe,,\n"
        "3,K-1,2020-03-03,other,Ann,1,,,,-5.25,Credit,,\n"
        "4,K-1,2020-03-03,material,,,2,,3.00,7.00,Glue,,\n"
    )
    report = await load((ENTRY_HEADER + rows).encode(), mapping=plan(ENTRIES))
    assert told(report) == (4, 4, 0, 0, 0)
    assert report.sums_agree, report.first_difference
    assert [tuple(r.values()) for r in peek(LINES, tenant.id)] == [
        ("labour", Decimal("2.5"), "hour", Decimal("100.00"), "Ann", None, "2020-03-02"),
        ("material", Decimal(3), "m", Decimal("10.00"), None, "Pipe", "2020-03-02"),
        ("labour", Decimal(1), "hour", None, "Ann", "Credit", "2020-03-03"),
        ("other", Decimal(1), "each", Decimal("-5.25"), None, "Credit", "2020-03-03"),
        ("material", Decimal(2), "each", Decimal("7.00"), None, "Glue", "2020-03-03"),
    ]
    assert faults(peek, tenant) == [(5, "amount", "amount")]


async def test_a_changed_entry_is_taken_back_and_written_anew(tenant, load, peek):
    """The log is append-only: a newer file reverses what it contradicts, and the sums agree again."""
    await load(file_of(row(1, cost=""), row(2)))
    first = "1,K-1,2020-03-02,other,,,,,5.00,,Gate,,\n2,K-1,2020-03-02,other,,,,,6.00,,Lock,,\n"
    await load((ENTRY_HEADER + first).encode(), mapping=plan(ENTRIES))
    again = await load((ENTRY_HEADER + first.replace("6.00", "6.50")).encode(), mapping=plan(ENTRIES))
    assert told(again) == (2, 0, 1, 1, 0)
    third = await load((ENTRY_HEADER + first.replace("6.00", "7.50")).encode(), mapping=plan(ENTRIES))
    assert told(third) == (2, 0, 1, 1, 0)
    amounts = peek("SELECT amount FROM log_line_costs WHERE tenant_id = %s ORDER BY amount", tenant.id)
    assert sum(r["amount"] for r in amounts) == Decimal("5.00") + Decimal("7.50") + Decimal("2.25")
    assert len(amounts) == 7


async def test_log_rows_that_cannot_be_entries(tenant, load, peek):
    """Unknown work, labour without hours, equipment that is not named: each with its line and column."""
    await load(file_of(row(1), row(2), row(3, id="K-2b")))
    peek("UPDATE work_orders SET reference = 'K-2' WHERE tenant_id = %s AND reference = 'K-2b' RETURNING id", tenant.id)
    rows = (
        "1,K-404,2020-03-02,,Ann,1,,,,,,,\n2,K-2,2020-03-02,,Ann,1,,,,,,,\n3,K-1,2020-03-02,labour,Ann,,,,,,,,\n"
        "4,K-1,2020-03-02,equipment,,1,,,,,,,\n5,K-1,2020-03-02,material,,,0,,,,,,\n6,K-1,2020-03-02,,,1,,,,,,,A404\n"
        "7,K-1,2020-03-02,contract,,,,,,9.00,,,\n8,99999999999999999999,2020-03-02,,,1,,,,,,,\n"
    )
    report = await load((ENTRY_HEADER + rows).encode(), mapping=plan(ENTRIES))
    assert told(report) == (8, 0, 0, 0, 8)
    assert sorted(faults(peek, tenant)) == [
        (2, "job", "unknown"),
        (3, "job", "unknown"),
        (4, "hours", "required"),
        (5, "equipment", "required"),
        (6, "qty", "zero"),
        (7, "asset", "unknown"),
        (8, "vendor", "required"),
        (9, "job", "unknown"),
    ]


@pytest.mark.parametrize(("field", "column"), [("site", "site"), ("asset", "asset"), ("crew", "title")])
async def test_names_that_must_be_there_already(tenant, load, peek, field, column):
    """`create: false`: a name that does not exist keeps its row out and makes nothing; one that exists is used."""
    document = {"fields": {**mapped(), field: {"column": column, "create": False}}}
    report = await load(file_of(row(1), row(2)), mapping=plan_with(document))
    assert told(report) == (2, 0, 0, 0, 2)
    assert faults(peek, tenant) == [(2, column, "unknown"), (3, column, "unknown")]
    assert peek("SELECT id FROM work_orders WHERE tenant_id = %s", tenant.id) == []
    made = {"fields": {**mapped(), field: {"column": column}}, "source": "first"}
    await load(file_of(row(1)), mapping=plan_with(made))
    report = await load(
        file_of(row(1), row(2, site="Nowhere", asset="None", title="Never")), mapping=plan_with(document)
    )
    assert told(report) == (2, 1, 0, 0, 1)


def mapped() -> dict:
    return {
        "title": {"column": "title"},
        "status": {"constant": "closed"},
        "reportedAt": {"column": "opened"},
        "completedAt": {"column": "closed"},
    }


def plan_with(more: dict) -> imports.Mapping:
    return plan({"source": "old-system", "entity": "work_order", "key": ["id"], "timeZone": "UTC", **more})


def test_create_is_for_names_of_other_records_only():
    with pytest.raises(Invalid) as refused:
        plan_with({"fields": {**mapped(), "title": {"column": "title", "create": False}}})
    assert [fault.pointer for fault in refused.value.faults] == ["/mapping/fields/title/create"]


async def test_a_corrected_report_date_is_stored(tenant, load, peek):
    """An update that is counted is an update that is kept: the date of the report as well."""
    await load(file_of(row(1)))
    assert told(await load(file_of(row(1, opened="2020-02-01 08:00")))) == (1, 0, 1, 0, 0)
    kept = peek("SELECT reported_at::date::text AS day, version FROM work_orders WHERE tenant_id = %s", tenant.id)
    assert kept == [{"day": "2020-02-01", "version": 2}]


async def test_a_change_leaves_alone_what_its_mapping_does_not_set(tenant, load, peek):
    """An asset keeps its site, maker and position when a newer mapping has no columns for them."""
    fields = {"number": {"column": "no"}, "name": {"column": "name"}, "assetType": {"constant": "Equipment"}}
    document = {"source": "register", "entity": "asset", "key": ["no"], "fields": fields}
    more = {name: {"column": name} for name in ("site", "manufacturer", "assetCategory", "latitude", "longitude")}
    text = b"no,name,site,manufacturer,assetCategory,latitude,longitude\nP1,Pump,Yard,Acme,Pumps,1.5,2.5\n"
    await load(text, mapping=plan(document | {"fields": fields | more}))
    assert told(await load(b"no,name\nP1,Big pump\n", mapping=plan(document))) == (1, 0, 1, 0, 0)
    query = """
        SELECT a.name, s.name AS site, a.manufacturer, a.category_id IS NOT NULL AS sorted, a.latitude
        FROM assets a JOIN sites s ON s.id = a.site_id WHERE a.tenant_id = %s
    """
    assert [tuple(r.values()) for r in peek(query, tenant.id)] == [("Big pump", "Yard", "Acme", True, Decimal("1.5"))]
    await load(text.replace(b"Yard,Acme,Pumps", b",,"), mapping=plan(document | {"fields": fields | more}))
    cleared = peek("SELECT site_id, manufacturer, category_id FROM assets WHERE tenant_id = %s", tenant.id)
    assert cleared == [{"site_id": None, "manufacturer": None, "category_id": None}]


async def test_required_custom_fields_are_honoured(tenant, load, peek):
    """A required custom field keeps out new rows without it, naming the column; its type is that of the field."""
    admin = await tenant.person("admin")
    fields = {"entity": "work_order", "key": "ward", "label": "Ward", "type": "choice", "options": ["7", "8"]}
    assert (await admin.post("/custom-fields", {**fields, "required": True})).status_code == 201
    document = {"fields": {**mapped(), "custom.ward": {"column": "site"}}}
    report = await load(file_of(row(1, site="7"), row(2, site="9"), row(3, site="")), mapping=plan_with(document))
    assert told(report) == (3, 1, 0, 0, 2)
    assert faults(peek, tenant) == [(3, "site", "type"), (4, "site", "required")]
    report = await load(file_of(row(1, title="Now"), row(4)), mapping=plan_with({"fields": mapped()}))
    assert told(report) == (2, 0, 1, 0, 1)
    assert faults(peek, tenant)[2:] == [(3, "custom.ward", "required")]
    assert peek("SELECT title, custom FROM work_orders WHERE tenant_id = %s", tenant.id) == [
        {"title": "Now", "custom": {"ward": "7"}}
    ]


async def test_custom_fields_of_one_asset_type_apply_to_it(tenant, load, peek):
    admin = await tenant.person("admin")
    kind = (await admin.post("/asset-types", {"code": "BUS", "name": "Bus"})).json()["id"]
    field = {"entity": "asset", "key": "seats", "label": "Seats", "type": "number", "subtypeId": kind}
    assert (await admin.post("/custom-fields", field)).status_code == 201
    names = {"number": "no", "name": "no", "assetType": "type", "custom.seats": "seats"}
    fields = {name: {"column": column} for name, column in names.items()}
    fields["custom.seats"]["read"] = "number"
    document = {"source": "fleet", "entity": "asset", "key": ["no"], "fields": fields}
    report = await load(b"no,type,seats\nB1,BUS,40\nP1,Pump,3\nP2,Pump,\n", mapping=plan(document))
    assert told(report) == (3, 2, 0, 0, 1)
    assert faults(peek, tenant) == [(3, "seats", "unknown_field")]
    assert told(await load(b"no,type,seats\nB1,BUS,41\n", mapping=plan(document))) == (1, 0, 1, 0, 0)
    seats = peek("SELECT custom FROM assets WHERE tenant_id = %s AND number = 'B1'", tenant.id)
    assert seats == [{"custom": {"seats": 41}}]
