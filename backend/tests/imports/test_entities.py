"""Requests, sites, assets and codes can be imported as well as work, and brought up to date."""

import json

import pytest

from fettle.kit.refusals import Invalid
from fettle.modules.imports import public as imports
from makers.imported import file_of, row, told, work_mapping

ASSETS = {
    "source": "register",
    "entity": "asset",
    "key": ["no"],
    "fields": {
        "number": {"column": "no"},
        "name": {"column": "name"},
        "assetType": {"column": "type"},
        "assetCategory": {"column": "category"},
        "site": {"column": "site"},
        "installedOn": {"column": "since", "format": "%d.%m.%Y"},
    },
}
SITES = {
    "source": "register",
    "entity": "site",
    "key": ["name"],
    "fields": {"name": {"column": "name"}, "latitude": {"column": "lat"}, "longitude": {"column": "lon"}},
}
CODES = {
    "source": "register",
    "entity": "task_code",
    "key": ["code"],
    "dialect": {"delimiter": ";"},
    "fields": {"code": {"column": "code"}, "name": {"column": "name"}},
}
REQUESTS = {
    "source": "portal",
    "entity": "work_request",
    "key": ["id"],
    "timeZone": "UTC",
    "fields": {
        "title": {"column": "what"},
        "reportedAt": {"column": "when"},
        "status": {"column": "status", "values": {"yes": "approved"}, "otherwise": "new"},
        "requesterName": {"column": "who"},
        "site": {"column": "where"},
    },
}


def plan(document: dict) -> imports.Mapping:
    return imports.read_mapping(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("document", "first", "second", "query", "expected"),
    [
        (
            ASSETS,
            "no,name,type,category,site,since\nP1,Pump,Equipment,Pumps,Yard,03.02.2011\nP2,Fan,Equipment,,,\n",
            "no,name,type,category,site,since\nP1,Big pump,Equipment,Pumps,Yard,03.02.2011\nP2,Fan,Equipment,,,\n",
            "SELECT number AS a, name AS b FROM assets WHERE tenant_id = %s ORDER BY number",
            [("P1", "Big pump"), ("P2", "Fan")],
        ),
        (
            SITES,
            "name,lat,lon\nNorth,42.1,-71.5\nSouth,,\n",
            "name,lat,lon\nNorth,42.25,-71.5\nSouth,,\n",
            "SELECT name AS a, latitude::text AS b FROM sites WHERE tenant_id = %s ORDER BY name",
            [("North", "42.250000"), ("South", None)],
        ),
        (
            CODES,
            "code;name\nMOW;Mow\nCUT;Cut\n",
            "code;name\nMOW;Mow the lawn\nCUT;Cut\n",
            "SELECT code AS a, name AS b FROM task_codes WHERE tenant_id = %s ORDER BY code",
            [("CUT", "Cut"), ("MOW", "Mow the lawn")],
        ),
        (
            CODES | {"entity": "gl_code"},
            "code;name\n100;Water\n200;\n",
            "code;name\n100;Water and sewer\n200;\n",
            "SELECT code AS a, name AS b FROM gl_codes WHERE tenant_id = %s ORDER BY code",
            [("100", "Water and sewer"), ("200", "200")],
        ),
        (
            REQUESTS,
            "id,what,when,status,who,where\n1,Leak,2020-05-05T10:00Z,,Ann,Yard\n2,Noise,2020-05-06,yes,Bob,Yard\n",
            "id,what,when,status,who,where\n1,Big leak,2020-05-05T10:00Z,,Ann,Yard\n2,Noise,2020-05-06,yes,Bob,Yard\n",
            "SELECT title AS a, status AS b FROM work_requests WHERE tenant_id = %s ORDER BY number",
            [("Big leak", "new"), ("Noise", "approved")],
        ),
    ],
    ids=["assets", "sites", "task codes", "gl codes", "requests"],
)
async def test_each_kind_is_loaded_updated_and_left_alone(tenant, load, peek, document, first, second, query, expected):
    assert told(await load(first.encode(), mapping=plan(document))) == (2, 2, 0, 0, 0)
    report = await load(second.encode(), mapping=plan(document))
    assert told(report) == (2, 0, 1, 1, 0)
    assert report.sums_agree, report.first_difference
    assert [(r["a"], r["b"]) for r in peek(query, tenant.id)] == expected


async def test_requests_behind_work_orders_come_along(tenant, load, peek):
    """`withRequest` keeps who asked: an approved request that points at its work order, made once."""
    document = work_mapping()
    document["fields"]["withRequest"] = {"constant": "true"}
    for _ in range(2):
        await load(file_of(row(1), row(2)), mapping=plan(document))
    found = peek(
        """
        SELECT r.status, r.title, w.title AS work FROM work_requests r
        JOIN work_orders w ON w.tenant_id = r.tenant_id AND w.id = r.work_order_id
        WHERE r.tenant_id = %s ORDER BY r.number
        """,
        tenant.id,
    )
    assert [(r["status"], r["title"], r["work"]) for r in found] == [
        ("approved", "Job 1", "Job 1"),
        ("approved", "Job 2", "Job 2"),
    ]


async def test_hours_codes_and_descriptions(tenant, load, peek):
    """Hours become a labour line beside the cost; codes are made where they are missing; brackets fall away."""
    document = work_mapping(key=["id", "site"])
    document["fields"] |= {
        "hours": {"column": "lat"},
        "glCode": {"constant": "4711"},
        "taskCode": {"template": "{site}"},
        "problemCode": {"column": "title", "cut": True},
        "description": {"template": "{title}[, at {site}][, cost {due}]"},
        "priority": {"column": "asset", "values": {"A1": "urgent"}, "otherwise": "low"},
        "crew": {"constant": "Night shift"},
    }
    for name in ("latitude", "longitude"):
        del document["fields"][name]
    document["rules"] = []
    report = await load(file_of(row(1, lat="3.5", due="")), mapping=plan(document))
    assert report.sums_agree, report.first_difference
    lines = peek("SELECT kind, quantity::text AS q FROM log_lines WHERE tenant_id = %s ORDER BY position", tenant.id)
    assert [(r["kind"], r["q"]) for r in lines] == [("labour", "3.5000"), ("other", "1.0000")]
    made = peek("SELECT description, priority FROM work_orders WHERE tenant_id = %s", tenant.id)[0]
    assert made == {"description": "Job 1, at North Park", "priority": "urgent"}
    assert peek("SELECT name FROM crews WHERE tenant_id = %s", tenant.id) == [{"name": "Night shift"}]


async def test_custom_fields_are_checked_and_kept(world, tenant, load, peek):
    """A custom value is read as its kind; one that its field does not allow quarantines its row alone."""
    admin = await tenant.person("admin")
    for key, kind in (("meters", "number"), ("ready", "boolean"), ("since", "date")):
        body = {"entity": "work_order", "key": key, "label": key, "type": kind}
        response = await admin.post("/custom-fields", body)
        assert response.status_code == 201, response.text
    document = work_mapping()
    document["fields"] |= {
        "custom.meters": {"column": "lat", "read": "number"},
        "custom.ready": {"column": "site", "values": {"North Park": "yes"}, "read": "boolean"},
        "custom.since": {"column": "opened", "read": "date"},
    }
    assert told(await load(file_of(row(1), row(2)), mapping=plan(document))) == (2, 2, 0, 0, 0)
    custom = peek("SELECT custom FROM work_orders WHERE tenant_id = %s", tenant.id)
    assert custom[0]["custom"] == {"meters": 42.3, "ready": True, "since": "2020-03-01"}
    document["fields"]["custom.unknown"] = {"column": "due"}
    assert told(await load(file_of(row(3), row(4, due="")), mapping=plan(document))) == (2, 1, 0, 0, 1)


async def test_a_file_without_the_columns_of_its_mapping_is_refused_whole(tenant, load, peek):
    with pytest.raises(Invalid) as refused:
        await load(b"id,title\n1,x\n")
    assert {fault.pointer for fault in refused.value.faults} >= {"/columns/status", "/columns/opened"}
    assert peek("SELECT id FROM imports WHERE tenant_id = %s", tenant.id) == []
