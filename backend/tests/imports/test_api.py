"""Imports through the API: mappings, previews, uploads, progress, reports."""

import base64
import csv
import io
from uuid import UUID

import pytest

from fettle.modules.imports.actions import running
from makers.imported import HEADER, file_of, row, upload, work_mapping


@pytest.fixture
async def admin(tenant):
    """The tenant's administrator."""
    return await tenant.person("admin")


@pytest.fixture
async def mapping_id(admin) -> str:
    """A saved mapping."""
    response = await admin.post("/import-mappings", {"name": "Old system", "mapping": work_mapping()})
    assert response.status_code == 201, response.text
    return response.json()["id"]


def sample(content: bytes) -> str:
    return base64.b64encode(content).decode()


async def test_a_mapping_is_kept_renamed_replaced_and_deleted(admin, mapping_id):
    again = await admin.post("/import-mappings", {"name": "Old system", "mapping": work_mapping()})
    assert again.status_code == 409
    shown = await admin.get(f"/import-mappings/{mapping_id}")
    assert shown.headers["etag"] == '"1"'
    assert shown.json()["mapping"]["fields"]["title"]["column"] == "title"
    renamed = await admin.patch(f"/import-mappings/{mapping_id}", {"name": "New name"}, version=1)
    assert (renamed.json()["name"], renamed.json()["version"]) == ("New name", 2)
    replaced = await admin.patch(
        f"/import-mappings/{mapping_id}", {"mapping": work_mapping(source="elsewhere")}, version=2
    )
    assert replaced.json()["mapping"]["source"] == "elsewhere"
    assert (await admin.patch(f"/import-mappings/{mapping_id}", {"name": "x"}, version=1)).status_code == 412
    assert (await admin.delete(f"/import-mappings/{mapping_id}", version=1)).status_code == 412
    listed = (await admin.get("/import-mappings", limit=1)).json()
    assert [m["name"] for m in listed["data"]] == ["New name"]
    assert (await admin.delete(f"/import-mappings/{mapping_id}", version=3)).status_code == 204
    assert (await admin.get(f"/import-mappings/{mapping_id}")).status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"entity": "moon"}, "/mapping/entity"),
        ({"key": []}, "/mapping/key"),
        ({"nonsense": 1}, "/mapping"),
        ({"timeZone": "Mars"}, "/mapping/timeZone"),
        ({"fields": {"title": {"column": 5}}}, "/mapping/fields/title/column"),
        ({"fields": {"colour": {"column": "x"}}}, "/mapping/fields/colour"),
        ({"fields": {"title": {"column": "x", "constant": "y"}}}, "/mapping/fields/title"),
        ({"fields": {"title": {"column": "x", "timeZone": "Mars"}}}, "/mapping/fields/title/timeZone"),
        ({"fields": {"title": {"column": "x", "format": "%Y"}}}, "/mapping/fields/title/format"),
        ({"fields": {"status": {"constant": "gone"}}}, "/mapping/fields/status/constant"),
        ({"fields": {"status": {"column": "x", "values": {"a": "gone"}}}}, "/mapping/fields/status/values/a"),
        ({"fields": {}}, "/mapping/fields/title"),
        ({"rules": [{"check": "order", "fields": ["title"]}]}, "/mapping/rules/0/fields"),
        ({"rules": [{"check": "order", "fields": ["nope", "title"]}]}, "/mapping/rules/0/fields"),
        ({"rules": [{"check": "cut_off", "fields": ["title"]}]}, "/mapping/rules/0/length"),
        ({"rules": [{"check": "window", "fields": ["reportedAt"]}]}, "/mapping/rules/0"),
        (
            {"rules": [{"check": "window", "fields": ["dueAt"], "lowest": "2020-01-01T00:00:00", "highest": None}]},
            "/mapping/rules/0/lowest",
        ),
        ({"rules": [{"check": "present", "fields": ["title"], "drop": True}]}, "/mapping/rules/0/drop"),
    ],
)
async def test_a_mapping_that_makes_no_sense_is_refused_at_its_place(admin, change, pointer):
    response = await admin.post("/import-mappings", {"name": "Bad", "mapping": work_mapping(**change)})
    assert response.status_code == 422
    assert pointer in {fault["pointer"] for fault in response.json()["errors"]}, response.text


async def test_a_preview_shows_what_would_become_and_keeps_nothing(admin, peek, tenant):
    content = file_of(row(1), row(2, closed="2019-01-01"), row(3, lat="0", lon="0"), row(4))
    body = {"sample": sample(content), "mapping": work_mapping(), "limit": 3}
    response = await admin.post("/imports/preview", body)
    assert response.status_code == 200, response.text
    shown = response.json()
    assert shown["columns"] == HEADER.split(",")
    assert [r["quarantined"] for r in shown["rows"]] == [False, True, False]
    assert shown["rows"][0]["fields"]["reportedAt"] == "2020-03-01T13:00:00+00:00"
    assert shown["rows"][0]["fields"]["cost"] == "1.25"
    assert {(f["line"], f["column"], f["code"]) for f in shown["faults"]} == {
        (3, "closed", "order"),
        (4, "lat", "coordinates"),
    }
    assert peek("SELECT id FROM imports WHERE tenant_id = %s", tenant.id) == []


async def test_a_preview_without_a_mapping_finds_dialect_and_columns(admin):
    response = await admin.post("/imports/preview", {"sample": sample("größe;name\n1;x\n".encode("cp1252"))})
    shown = response.json()
    assert (shown["dialect"]["delimiter"], shown["dialect"]["encoding"]) == (";", "cp1252")
    assert shown["raw"] == [{"größe": "1", "name": "x"}]
    told = {"sample": sample(b"1;2\n"), "dialect": {"header": False, "delimiter": ";"}}
    assert (await admin.post("/imports/preview", told)).json()["columns"] == ["1", "2"]


async def test_a_preview_names_missing_columns(admin):
    body = {"sample": sample(b"id,title\n1,x\n"), "mapping": work_mapping()}
    shown = (await admin.post("/imports/preview", body)).json()
    assert "opened" in shown["missingColumns"]
    assert shown["rows"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"sample": "###"},
        {"sample": sample(b"")},
        {"sample": sample("a,b".encode("utf-16"))},
        {"sample": sample(b"a\n"), "dialect": {"delimiter": ";;"}},
        {"sample": sample(b"a\n"), "mapping": {}},
    ],
)
async def test_previews_of_nonsense_are_refused(admin, body):
    assert (await admin.post("/imports/preview", body)).status_code == 422


async def test_from_upload_to_reconciliation(world, admin, mapping_id):
    """A file is uploaded, run by the worker, reported on; what was wrong is listed and exported."""
    content = file_of(row(1), row(2, closed="2019-01-01"), row(3, cost="-1.00", title='"=1+1"'), "short,row", row(4))
    response = await upload(admin, mapping_id, content, start="false")
    assert response.status_code == 201, response.text
    made = response.json()
    assert (made["status"], made["percent"], made["fileName"]) == ("uploaded", 0.0, "old.csv")
    path = response.headers["location"].removeprefix("/v1")
    started = await admin.post(f"{path}/run")
    assert (started.status_code, started.json()["status"]) == (202, "waiting")
    assert (await admin.post(f"{path}/run")).status_code == 409
    await running.resume(world.door, admin.tenant.id)
    done = (await admin.get(path)).json()
    assert done["status"] == "done"
    assert done["counts"] == {"read": 5, "loaded": 3, "updated": 0, "unchanged": 0, "quarantined": 2}
    assert (done["percent"], done["warnings"], done["secondsLeft"]) == (100.0, 2, None)
    assert (await admin.post(f"{path}/run")).status_code == 409
    assert (await admin.post(f"{path}/cancel")).status_code == 409

    first = (await admin.get(f"{path}/faults", limit=2)).json()
    second = (await admin.get(f"{path}/faults", limit=2, cursor=first["nextCursor"])).json()
    assert [(f["line"], f["code"]) for f in [*first["data"], *second["data"]]] == [
        (3, "order"),
        (4, "formula"),
        (4, "negative"),
        (5, "columns"),
    ]
    assert first["data"][0]["row"]["title"] == "Job 2"
    out = (await admin.get(f"{path}/faults", severity="quarantined")).json()
    assert [f["line"] for f in out["data"]] == [3, 5]

    exported = await admin.get(f"{path}/faults.csv", severity="warning")
    table = list(csv.reader(io.StringIO(exported.text)))
    assert [line[:4] for line in table[1:]] == [
        ["4", "title", "warning", "formula"],
        ["4", "cost", "warning", "negative"],
    ]

    report = (await admin.get(f"{path}/reconciliation")).json()
    assert report["rowsAgree"] is True
    assert report["sumsAgree"] is True
    sums = {(s["dimension"], s["key"]): s for s in report["sums"]}
    assert sums["costByYear", "2020"]["sourceAmount"] == sums["costByYear", "2020"]["loadedAmount"] == "4.50"
    assert sums["status", "closed"]["loadedRows"] == 3
    listed = (await admin.get("/imports")).json()
    assert [i["id"] for i in listed["data"]] == [made["id"]]


async def test_a_difference_is_named(world, admin, mapping_id):
    """When records are changed after the import, the reconciliation names the first key that differs."""
    made = (await upload(admin, mapping_id, file_of(row(1, status="Open", closed="")))).json()
    await running.resume(world.door, admin.tenant.id)
    work = (await admin.get("/work-orders")).json()["data"][0]
    assert (await admin.post(f"/work-orders/{work['id']}/start")).status_code in (200, 201)
    report = (await admin.get(f"/imports/{made['id']}/reconciliation")).json()
    assert (report["sumsAgree"], report["firstDifference"]) == (False, "status approved")


async def test_cancel_and_run_again(world, admin, mapping_id):
    made = (await upload(admin, mapping_id, file_of(row(1)))).json()
    cancelled = await admin.post(f"/imports/{made['id']}/cancel")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    await admin.post(f"/imports/{made['id']}/run")
    await running.resume(world.door, admin.tenant.id)
    assert (await admin.get(f"/imports/{made['id']}")).json()["counts"]["loaded"] == 1


async def test_a_dry_run_over_http(world, admin, mapping_id):
    made = (await upload(admin, mapping_id, file_of(row(1)), dryRun="true")).json()
    await running.resume(world.door, admin.tenant.id)
    assert (await admin.get(f"/imports/{made['id']}")).json()["counts"]["loaded"] == 1
    assert (await admin.get("/work-orders")).json()["data"] == []
    report = (await admin.get(f"/imports/{made['id']}/reconciliation")).json()
    assert (report["rowsAgree"], report["sums"][0]["loadedRows"]) == (True, 0)


@pytest.mark.parametrize(
    ("content", "params", "status"),
    [
        (b"", {}, 422),
        (b"id,title\n1,x\n", {}, 422),
        ("a,b".encode("utf-16"), {}, 422),
        (file_of(row(1)), {"fileName": "x" * 300}, 422),
        (file_of(row(1)), {"fileName": "a\nb"}, 422),
        (file_of(row(1)), {"mappingId": "01941f29-7c00-7000-8000-00000000dead"}, 404),
        (file_of(row(1)), {"colour": "red"}, 422),
    ],
)
async def test_a_refused_upload_leaves_nothing_behind(
    settings, tenant, admin, peek, mapping_id, content, params, status
):
    """Nothing is half-written: neither a row nor a file of a refused upload stays."""
    response = await upload(admin, mapping_id, content, **params)
    assert response.status_code == status, response.text
    assert peek("SELECT id FROM imports WHERE tenant_id = %s", tenant.id) == []
    folder = settings.data_dir / "imports" / str(tenant.id)
    assert not folder.exists() or list(folder.iterdir()) == []


async def test_u4_the_name_of_a_file_never_names_a_place(settings, tenant, admin, mapping_id):
    """U-4: whatever a file is called, it is stored under a name of our own; the name shown has no folders."""
    response = await upload(admin, mapping_id, file_of(row(1)), fileName="../../etc\\passwd")
    assert response.json()["fileName"] == "passwd"
    stored = list((settings.data_dir / "imports" / str(tenant.id)).iterdir())
    assert [path.name for path in stored] == [f"{response.json()['id']}.csv"]


async def test_a_file_over_the_limit_is_refused_while_it_arrives(app, settings, tenant, admin, mapping_id, peek):
    """I-3: what is larger than allowed is cut off, and nothing of it stays."""
    before = settings.max_import_bytes
    settings.max_import_bytes = 2_000
    try:
        response = await upload(admin, mapping_id, file_of(*(row(n) for n in range(100))))
    finally:
        settings.max_import_bytes = before
    assert response.status_code == 413
    assert peek("SELECT id FROM imports WHERE tenant_id = %s", tenant.id) == []


async def test_i8_an_upload_repeated_with_its_key_is_one_import(admin, mapping_id, peek, tenant):
    """I-8: same key and file: the same answer; another file under the key: refused."""

    async def send(content: bytes):
        return await admin.send(
            "POST",
            "/imports",
            params={"mappingId": mapping_id},
            content=content,
            headers={"Content-Type": "text/csv", "Idempotency-Key": "upload-1"},
        )

    first, second = await send(file_of(row(1))), await send(file_of(row(1)))
    assert first.json()["id"] == second.json()["id"]
    assert (await send(file_of(row(2)))).status_code == 422
    assert len(peek("SELECT id FROM imports WHERE tenant_id = %s", tenant.id)) == 1


async def test_importing_takes_the_permission_costs_and_every_site(world, tenant, admin, mapping_id):
    """A supervisor may not import; nor may somebody with the permission who is limited to a site or sees no costs."""
    supervisor = await tenant.person("supervisor")
    assert (await upload(supervisor, mapping_id, file_of(row(1)))).status_code == 403
    site = (await admin.post("/sites", {"name": "Only here"})).json()["id"]
    limited = await tenant.person("admin", sites=[UUID(site)])
    assert (await limited.get("/imports")).status_code == 403
    await admin.post("/roles", {"code": "loader", "name": "Loader", "permissions": ["imports:run", "tenant:read"]})
    blind = await tenant.person("loader")
    assert (await blind.get("/import-mappings")).status_code == 403


async def test_t14_imports_of_others_do_not_exist(world, admin, mapping_id):
    """T-14: mappings and imports of another tenant answer 404."""
    made = (await upload(admin, mapping_id, file_of(row(1)))).json()
    stranger = await (await world.tenant()).person("admin")
    for path in (f"/imports/{made['id']}", f"/imports/{made['id']}/faults", f"/imports/{made['id']}/reconciliation"):
        assert (await stranger.get(path)).status_code == 404
    assert (await stranger.get(f"/imports/{made['id']}/faults.csv")).status_code == 404
    assert (await stranger.get(f"/import-mappings/{mapping_id}")).status_code == 404
    assert (await stranger.post(f"/imports/{made['id']}/run")).status_code == 404
    assert (await upload(stranger, mapping_id, file_of(row(1)))).status_code == 404
