"""An import keeps what is plausible, reports what is not row by row, and never drops a row silently."""

from decimal import Decimal

import pytest

from makers.imported import HEADER, file_of, mapping, row, told

BAD = {
    "broken": '"K-9,never closed',
    "columns": "K-9,too,few",
    "key": row(9, id=""),
    "required": row(9, title=""),
    "choice": row(9, status="Perhaps"),
    "date": row(9, opened="02/30/2015"),
    "order": row(9, closed="2019-01-01 00:00"),
    "window": row(9, opened="1970-01-01", closed="1970-01-02"),
    "missing": row(9, closed=""),
    "number": row(9, cost='"12,5"'),
    "too_long": row(9, title="x" * 1_000_000),
    "nul": row(9, title="a\x00b"),
    "duplicate_key": row(1),
}


async def faults_of(peek, tenant) -> list[dict]:
    columns = "line, column_name, severity, code, message, row"
    return peek(f"SELECT {columns} FROM import_faults WHERE tenant_id = %s ORDER BY line, id", tenant.id)


@pytest.mark.parametrize("code", BAD)
async def test_a_row_that_cannot_be_kept_is_quarantined_with_line_and_column(tenant, load, peek, code):
    """Each kind of dirt is reported at its place; the rows around it are loaded, and nothing of the row is."""
    two_lines = '"K-2","over\r\ntwo lines"' + row(2).removeprefix("K-2,Job 2")
    report = await load(file_of(row(1), two_lines, BAD[code], row(3)))
    assert told(report) == (4, 3, 0, 0, 1)
    assert report.rows_agree
    assert report.sums_agree, report.first_difference
    quarantined = [fault for fault in await faults_of(peek, tenant) if fault["severity"] == "quarantined"]
    assert {(fault["line"], fault["code"]) for fault in quarantined} == {(5, code)}
    expected = {"broken": None, "columns": "opened", "key": "id", "duplicate_key": "id", "number": "cost"}
    if code in expected:
        assert quarantined[0]["column_name"] == expected[code]
    else:
        assert quarantined[0]["column_name"] in HEADER.split(",")
    assert len(str(quarantined[0]["row"])) < 10_000
    refs = {r["reference"] for r in peek("SELECT reference FROM work_orders WHERE tenant_id = %s", tenant.id)}
    assert refs == {"K-1", "K-2", "K-3"}


async def test_undecodable_bytes_are_reported_and_other_encodings_read(tenant, load, peek):
    """A stray byte in a UTF-8 file costs its row; a file in cp1252 or with a byte order mark is read as such."""
    content = file_of(row(1, title="Müll räumen"), "@@", row(3)).replace(b"@@", row(2, title="@").encode())
    report = await load(content.replace(b",@,", b",\xff\xfe,"), mapping=mapping(dialect={"encoding": "utf-8"}))
    assert told(report) == (3, 2, 0, 0, 1)
    assert [(f["line"], f["column_name"], f["code"]) for f in await faults_of(peek, tenant)] == [
        (3, "title", "encoding")
    ]
    text = file_of(row(11, title="Caf\u00e9 10 €")).decode()
    assert told(await load(text.encode("cp1252"), name="b.csv"))[1] == 1
    assert told(await load(b"\xef\xbb\xbf" + file_of(row(12, title="Bäume"))))[1] == 1
    titles = [r["title"] for r in peek("SELECT title FROM work_orders WHERE tenant_id = %s ORDER BY number", tenant.id)]
    assert titles == ["Müll räumen", "Job 3", "Café 10 €", "Bäume"]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"lat": "0", "lon": "0.0"}, "coordinates", "lat"),
        ({"lat": "95", "lon": "10"}, "coordinates", "lat"),
        ({"lat": "", "lon": "10"}, "coordinates", "lat"),
        ({"lat": "north"}, "number", "lat"),
        ({"due": ""}, "missing", "due"),
        ({"cost": "-339.81"}, "negative", "cost"),
        ({"title": "x" * 40}, "cut_off", "title"),
        ({"title": '"=HYPERLINK(""http://evil"")"'}, "formula", "title"),
        ({"opened": "2015-03-08 02:30"}, "local_time", "opened"),
    ],
)
async def test_a_doubt_is_reported_and_the_row_kept(tenant, load, peek, cells, code, column):
    """Warnings: the row is there, what was implausible is left out or kept as it stands, and the report says so."""
    report = await load(file_of(row(1, **cells)))
    assert told(report) == (1, 1, 0, 0, 0)
    assert report.sums_agree
    faults = await faults_of(peek, tenant)
    assert (2, column, "warning", code) in [(f["line"], f["column_name"], f["severity"], f["code"]) for f in faults]
    kept = peek("SELECT latitude, longitude, title FROM work_orders WHERE tenant_id = %s", tenant.id)[0]
    if code in ("coordinates", "number"):
        assert (kept["latitude"], kept["longitude"]) == (None, None)
    if code == "negative":
        assert peek("SELECT amount FROM log_line_costs WHERE tenant_id = %s", tenant.id) == [
            {"amount": Decimal("-339.81")}
        ]
    if code == "formula":
        assert kept["title"].startswith("=HYPERLINK")


async def test_what_the_rules_of_work_refuse_is_quarantined_alone(tenant, load, peek):
    """A record that is refused further down takes no other row with it: batches are halved down to the one row."""
    await load(file_of(row(1), row(2), row(3)))
    peek("UPDATE work_orders SET deleted_at = now() WHERE tenant_id = %s AND reference = 'K-2' RETURNING id", tenant.id)
    report = await load(file_of(*(row(n, title=f"Again {n}") for n in range(1, 6))))
    assert told(report) == (5, 2, 2, 0, 1)
    assert [(f["line"], f["severity"]) for f in await faults_of(peek, tenant)] == [(3, "quarantined")]


async def test_a_dry_run_tells_everything_and_writes_nothing(tenant, load, peek):
    """A dry run counts, reports and finds duplicates as the real one, and leaves no record behind."""
    rows = [row(1), row(2, closed="2019-01-01"), row(1), row(3, cost="-1")]
    report = await load(file_of(*rows), dry_run=True)
    assert told(report) == (4, 2, 0, 0, 2)
    for table in ("work_orders", "log_entries", "sites", "assets", "import_records"):
        assert peek(f"SELECT count(*) AS n FROM {table} WHERE tenant_id = %s", tenant.id)[0]["n"] == 0, table
    assert {f["code"] for f in await faults_of(peek, tenant)} == {"order", "duplicate_key", "negative"}
    assert told(await load(file_of(*rows))) == (4, 2, 0, 0, 2)


async def test_m10_another_tenant_is_untouched(world, tenant, load, peek):
    """M-10, T-25: while A imports, nothing of B changes, though both have the same numbers, names and references."""
    other = await world.tenant()
    content = file_of(*(row(n) for n in range(50)))
    await load(content, into=other)
    tables = peek(
        "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND column_name = 'tenant_id' ORDER BY 1"
    )

    def snapshot() -> list[dict]:
        query = "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) AS hash FROM {} t WHERE tenant_id = %s"
        return [peek(query.format(table["name"]), other.id)[0] for table in tables]

    before = snapshot()
    assert told(await load(content))[1] == 50
    assert told(await load(file_of(*(row(n, title="Other") for n in range(50)))))[2] == 50
    assert snapshot() == before
