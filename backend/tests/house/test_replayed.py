"""Replayed: old state + events = new state. Whatever was done, the feed alone gives every record as it is stored.

Each record's events are laid over one another, `after` over `after`, and compared with its row, column by column. What
an event does not say of a column must be the column's default, or stand below as kept beside the record.
"""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import psycopg
import pytest

from fettle.schema import metadata
from makers.bodies import full
from makers.document import operations
from makers.furnished import Furnished, Furnishing, furnish
from makers.world import World

TABLES = {
    "asset": "assets",
    "asset_category": "asset_categories",
    "asset_type": "asset_types",
    "calendar_feed": "calendar_feeds",
    "comment": "comments",
    "crew": "crews",
    "custom_field": "custom_fields",
    "downtime": "downtimes",
    "escalation": "escalations",
    "escalation_rule": "escalation_rules",
    "failure_code": "failure_codes",
    "file": "files",
    "file_drawing": "file_drawings",
    "gl_code": "gl_codes",
    "import": "imports",
    "import_mapping": "import_mappings",
    "invitation": "invitations",
    "location": "locations",
    "maintenance_plan": "maintenance_plans",
    "plan_occurrence": "plan_occurrences",
    "contractor_link": "contractor_links",
    "portal_mailbox": "portal_mailboxes",
    "portal_message": "portal_messages",
    "portal_place": "portal_places",
    "portal_settings": "portal_settings",
    "log_entry": "log_entries",
    "machine_key": "machine_keys",
    "membership": "memberships",
    "meter": "meters",
    "meter_reading": "meter_readings",
    "meter_segment": "meter_segments",
    "reason": "reasons",
    "role": "roles",
    "saved_view": "saved_views",
    "site": "sites",
    "staff": "staff",
    "staff_rate": "staff_rates",
    "sync_conflict": "sync_conflicts",
    "tag": "tags",
    "task_code": "task_codes",
    "tenant": "tenants",
    "webhook": "webhooks",
    "work_order": "work_orders",
    "work_order_task": "work_order_tasks",
    "work_order_template": "work_order_templates",
    "work_request": "work_requests",
}
"""The table of each entity of the feed."""
ELSEWHERE = {
    "job": "dead letters stand in the queue's own schema, and go when they are done",
    "sync_echo": "a phone is to be sent a record once more; the record itself stays as it is",
}
"""Entities of the feed without a table of the tenant."""
OF_ENTITIES = {
    "asset_costs": "asset",
    "asset_tags": "asset",
    "crew_members": "crew",
    "log_lines": "log_entry",
    "log_line_costs": "log_entry",
    "maintenance_plan_assets": "maintenance_plan",
    "maintenance_plan_meters": "maintenance_plan",
    "membership_sites": "membership",
    "work_order_assets": "work_order",
    "work_order_estimates": "work_order",
    "work_order_tags": "work_order",
}
"""Tables that hold fields of a record elsewhere; they are compared as fields of it."""
NO_ENTITIES = {
    "work_order_handovers": "whom work was taken from, so that phones let go of it slowly; the events tell it as well",
    "calendar_departures": "what left whose calendar; derived from the events of work orders",
    "escalation_watches": "how far rules are with work; derived from both",
    "webhook_attempts": "the book of what was sent",
    "webhook_deliveries": "the book of what is to be sent, and was",
    "webhook_secrets": "secrets are told to nobody",
    "portal_links": "secrets are told to nobody",
    "portal_threads": "how requests came in; the requests have events of their own",
    "portal_visits": "how often a page was opened",
    "plan_schedules": "where the triggers of plans stand; derived from plans, occurrences and readings",
    "events": "the feed itself",
    "tenant_feed": "the feed itself",
    "feed_positions": "how far each follower has come; no record of the tenant",
    "tenant_counters": "the last number given away; each record's own event holds its number",
    "file_books": "how many bytes the files take; each file's own event holds its size",
    "idempotency_keys": "answers kept for a day",
    "notifications": "a person's own copy of what events say",
    "notification_deliveries": "the book of what was sent",
    "notification_choices": "a person's own wishes",
    "notification_habits": "a person's own wishes",
    "notification_mutes": "a person's own wishes",
    "notification_refusals": "the wish of somebody without an account",
    "notification_devices": "a person's own devices; their addresses are secrets",
    "reminders": "what is owed; derived from work, warranties and wishes",
    "import_faults": "the report of a run; no record of the tenant",
    "import_records": "which row became which record; the records have events of their own",
    "import_sums": "the report of a run",
    "sessions": "a person's, not a tenant's",
}
LINKED = {
    "assets": """, (SELECT jsonb_agg(l.tag_id ORDER BY l.tag_id) FROM asset_tags l WHERE l.asset_id = t.id) AS tag_ids,
        c.purchase_price, c.replacement_cost""",
    "crews": ", (SELECT jsonb_agg(l.staff_id ORDER BY 1) FROM crew_members l WHERE l.crew_id = t.id) AS member_ids",
    "maintenance_plans": """, (SELECT jsonb_agg(l.asset_id ORDER BY l.position) FROM maintenance_plan_assets l
        WHERE l.plan_id = t.id) AS asset_ids""",
    "memberships": """, (SELECT jsonb_agg(l.site_id ORDER BY 1) FROM membership_sites l
        WHERE l.membership_id = t.id) AS site_ids""",
    "work_orders": """, c.estimated_cost,
        (SELECT jsonb_agg(l.asset_id ORDER BY l.position) FROM work_order_assets l
         WHERE l.work_order_id = t.id) AS asset_ids,
        (SELECT jsonb_agg(l.tag_id ORDER BY l.tag_id) FROM work_order_tags l
         WHERE l.work_order_id = t.id) AS tag_ids""",
    "log_entries": """,
        (SELECT jsonb_agg(to_jsonb(l) - '{tenant_id,log_entry_id,work_order_id,created_at,created_by}'::text[]
         ORDER BY l.position) FROM log_lines l WHERE l.log_entry_id = t.id) AS lines,
        (SELECT jsonb_object_agg(p.id, jsonb_build_object('unit_cost', p.unit_cost, 'amount', p.amount))
         FROM log_line_costs p JOIN log_lines l ON l.id = p.id WHERE l.log_entry_id = t.id) AS prices""",
}
JOINED = {
    "assets": "LEFT JOIN asset_costs c ON c.tenant_id = t.tenant_id AND c.asset_id = t.id",
    "work_orders": "LEFT JOIN work_order_estimates c ON c.tenant_id = t.tenant_id AND c.work_order_id = t.id",
}
BOOKKEEPING = {"tenant_id", "id", "created_at", "created_by", "updated_at", "updated_by", "version"}
"""Told by the envelope of the events: whose, of what, when, by whom, and how often."""
DERIVED = {
    # How its receiver does.
    "webhooks": {"failing_since", "paused_until"},
    "assets": {"search"},
    "work_orders": {"search", "language", "urgency"},
    "work_requests": {"search", "language"},
    # Secrets, and when a key was last used, are told to nobody.
    "machine_keys": {"secret_hash", "last_used_at"},
    "calendar_feeds": {"secret_hash", "last_used_at"},
    "invitations": {"token_hash"},
    # Codes and secrets are told to nobody; what a message says is told by the request that came of it.
    "contractor_links": {"token_hash", "last_used_at"},
    "portal_mailboxes": {"password_sealed", "uid_validity", "last_uid", "polled_at", "failure"},
    "portal_messages": {"body", "raw"},
    "portal_places": {"code", "code_hash"},
    "portal_settings": {"email_hash", "open311_key_hash"},
    # Where bytes lie is told to nobody.
    "files": {"object_key"},
    # How far a run is: its end is an event, with all counts.
    "imports": {"file_key", "file_digest", "runner", "heartbeat_at", "position_bytes", "position_line", "warnings"}
    | {f"rows_{what}" for what in ("read", "loaded", "updated", "unchanged", "quarantined")},
}
EVENTS = "SELECT type, entity, entity_id::text, after::text FROM events WHERE tenant_id = %s ORDER BY seq, ord"
NOTHING = (None, [], {}, False, Decimal(0))
ENDING = ("signOut", "signOutEverywhere", "deleteTenant", "endSession", "removePerson")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_UUID = re.compile(r"[0-9a-f]{8}-")


def plain(value: Any) -> Any:
    """A value of JSON so that two spellings of one moment or number are equal."""
    match value:
        case dict():
            return {key: plain(inner) for key, inner in value.items() if plain(inner) not in NOTHING}
        case list():
            return [plain(inner) for inner in value]
        case bool() | None:
            return value
        case str() if _MOMENT.match(value):
            return datetime.fromisoformat(value).astimezone(UTC)
        case str() if _UUID.match(value):
            return value
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return value


async def everything(furnished: Furnished, document: dict[str, Any]) -> None:
    """Do what can be done: every writing operation with a full body, and what was deleted is brought back."""
    admin, ids = furnished.admin, furnished.ids
    for operation in operations(document):
        if operation.method == "GET" or operation.id in ENDING or not operation.path.startswith("/v1"):
            continue
        headers = {}
        if operation.method in ("PATCH", "DELETE"):
            headers["If-Match"] = (await admin.client.get(operation.filled(ids))).headers.get("etag", '"1"')
        body = {"json": full(operation, ids)} if operation.body_schema() else {}
        answer = await operation.ask(admin.client, ids, headers=headers, **body)
        assert answer.status_code < 500, (operation.id, answer.text)
        if operation.method == "DELETE":
            await admin.client.post(operation.filled(ids) + "/restore", json={})


async def lives(furnished: Furnished) -> None:
    """Work orders through their life, requests through their decisions, trees that are moved, meters that roll over."""
    admin, ids = furnished.admin, furnished.ids
    room = Furnishing(admin)
    order = {"title": "Job", "tasks": [{"title": "Do"}, {"title": "Check", "required": False}], "approve": True}
    for verbs in (["start", "hold", "resume", "complete", "close"], ["hold", "cancel"], ["cancel"]):
        made = await room.make("", "/work-orders", {**order, "estimatedCost": "12.00", "siteId": ids["site_id"]})
        address = f"/work-orders/{made['id']}"
        tasks = (await admin.get(address)).json()["tasks"]
        for verb in verbs:
            if verb == "complete":
                await room.make("", f"{address}/tasks/{tasks[0]['id']}/answer", {"status": "done", "result": "fine"})
                removed = await admin.delete(f"{address}/tasks/{tasks[1]['id']}", version=1)
                assert removed.status_code == 204, removed.text
            await room.make("", f"{address}/{verb}", {"note": "so"} if verb in ("hold", "cancel", "close") else {})
        if verbs == ["cancel"]:
            version = (await admin.get(address)).json()["version"]
            assert (await admin.delete(address, version=version)).status_code == 204
    requests = [(await room.make("", "/work-requests", {"title": "Drips"}))["id"] for _ in range(3)]
    await room.make("", f"/work-requests/{requests[0]}/decline", {"note": "no"})
    await room.make("", f"/work-requests/{requests[1]}/duplicate-of", {"requestId": requests[2]})
    await room.make("", f"/work-requests/{requests[2]}/approve", {"note": "yes"})
    site = (await room.make("", "/sites", {"name": "Other"}))["id"]
    child = await room.make(
        "", "/assets", {"name": "Part", "assetTypeId": ids["asset_type_id"], "parentId": ids["asset_id"]}
    )
    await room.make("", f"/assets/{ids['asset_id']}/move", {"siteId": site, "locationId": None})
    await room.make("", f"/assets/{child['id']}/move", {"parentId": None})
    meter = {"name": "Km", "unit": "km", "kind": "counter", "rollsOverAt": "1000", "startedAt": "2026-01-01T00:00:00Z"}
    made = await room.make("", f"/assets/{ids['asset_id']}/meters", meter)
    await room.make("", f"/meters/{made['id']}/readings", {"value": "900", "readAt": "2026-02-01T00:00:00Z"})
    await room.make("", f"/meters/{made['id']}/rollover", {"value": "990", "at": "2026-02-02T00:00:00Z"})
    await room.make("", f"/meters/{made['id']}/replacement", {"at": "2026-02-03T00:00:00Z", "startValue": "5"})
    lines = [{"kind": "material", "item": "Bolt", "quantity": "2", "unit": "piece", "unitCost": "1.25"}]
    entry = await room.make(
        "", f"/work-orders/{(await open_order(room))}/log-entries", {"performedOn": "2026-02-03", "lines": lines}
    )
    await room.make("", f"/log-entries/{entry['id']}/correct", {"reason": "Less", "lines": lines})


async def open_order(room: Furnishing) -> str:
    """The id of an approved work order."""
    return str((await room.make("", "/work-orders", {"title": "Logged", "approve": True}))["id"])


@pytest.fixture(scope="module")
async def busy(world: World, http) -> Furnished:
    """A tenant in which much was done."""
    furnished = await furnish(await world.tenant())
    document = (await http.get("/openapi.json")).json()
    furnished.ids["other_request_id"] = (await furnished.admin.post("/work-requests", {"title": "Another"})).json()[
        "id"
    ]
    furnished.ids["session_id"] = furnished.ids["user_id"]
    await lives(furnished)
    await everything(furnished, document)
    return furnished


@pytest.fixture(scope="module")
def told(busy, database) -> tuple[dict[tuple[str, str], dict[str, Any]], Counter[str]]:
    """Each record as its events tell it, and how often each type of event was told."""
    records: dict[tuple[str, str], dict[str, Any]] = {}
    types: Counter[str] = Counter()
    with psycopg.connect(database.superuser) as conn:
        for kind, entity, entity_id, after in conn.execute(EVENTS, [busy.tenant.id]):
            types[kind] += 1
            records.setdefault((entity, entity_id), {}).update(json.loads(after, parse_float=Decimal))
    return records, types


def test_every_table_of_a_tenant_is_told_or_says_why_not():
    """A new table fails until somebody decides which entity of the feed it is."""
    ours = {name for name, table in metadata.tables.items() if table.info["tenant"]}
    assert ours - set(TABLES.values()) - set(OF_ENTITIES) - set(NO_ENTITIES) == set()


def test_enough_was_done(told):
    """The law would be kept by nobody if nothing happened."""
    records, types = told
    assert {entity for entity, _ in records} - ELSEWHERE.keys() == set(TABLES)
    assert len(types) > 75
    assert sum(types.values()) > 200


@pytest.mark.parametrize("entity", sorted(TABLES))
def test_events_give_the_rows(busy, told, database, entity):
    """Old state + events = new state, for every record of every kind."""
    table = TABLES[entity]
    key = "id" if table == "tenants" else "tenant_id"
    query = (
        f"SELECT to_jsonb(x)::text FROM (SELECT t.*{LINKED.get(table, '')} FROM {table} t {JOINED.get(table, '')} "
        f"WHERE t.{key} = %s) x"
    )
    with psycopg.connect(database.superuser) as conn:
        rows = [json.loads(row, parse_float=Decimal) for (row,) in conn.execute(query, [busy.tenant.id])]
    records = {entity_id: record for (kind, entity_id), record in told[0].items() if kind == entity}
    assert records.keys() == {row["id"] for row in rows}
    wrong = []
    for row in rows:
        record = records[row["id"]]
        for name, stored in row.items():
            if name in DERIVED.get(table, ()) or (name in BOOKKEEPING and name not in record):
                continue
            said, kept = plain(record.get(name)), plain(stored)
            if name in ("updated_at", "updated_by") or (said in NOTHING and kept in NOTHING):
                continue
            if said != kept:
                wrong.append((row["id"], name, record.get(name, "(nothing)"), stored))
    assert wrong == []
