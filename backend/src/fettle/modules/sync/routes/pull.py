"""Pulling, and the schema that says what there is to pull."""

from typing import Any

from litestar import Request

from fettle.db.call import Call
from fettle.modules.sync import wire
from fettle.modules.sync.actions import pulling
from fettle.modules.sync.records import Wish
from fettle.modules.sync.rules import schema
from fettle.modules.sync.rules.schema import UpgradeNeeded
from fettle.web.verbs import get, post

SNAPSHOT = {"snapshot": True}


@get("/sync/pull", may="tenant:read", refuses=[UpgradeNeeded], opt=SNAPSHOT)
async def pull_changes(
    request: Request[Any, Any, Any],
    call: Call,
    *,
    last_pulled_at: wire.LastPulledAt = None,
    schema_version: wire.SchemaVersion = None,
    migration: wire.Migration = None,
) -> wire.PullAnswer:
    """Get what has changed for your phone since the last pull, in the shape that WatermelonDB's `synchronize` takes.

    A first pull comes in parts: pull again while the answer says `hasMore`. `experimentalStrategy: replacement` with
    the message `resync` means that everything is sent anew, because your rights, the database or too much time lie in
    between; what you have not sent yet stays with you.
    """
    return await _pulled(request, call, wire.wish(last_pulled_at, schema_version, migration))


@post("/sync/pull", may="tenant:read", refuses=[UpgradeNeeded], status_code=200, opt=SNAPSHOT)
async def pull_changes_by_post(request: Request[Any, Any, Any], call: Call) -> wire.PullAnswer:
    """Pull as with GET, the parameters in the body."""
    return await _pulled(request, call, await wire.posted_wish(request))


async def _pulled(request: Request[Any, Any, Any], call: Call, wish: Wish) -> wire.PullAnswer:
    state = request.app.state
    return wire.answer(await pulling.pull(call, wish, state.synced, state.settings.sync_page_records))


@get("/sync/schema", may="tenant:read")
async def get_sync_schema(request: Request[Any, Any, Any], call: Call) -> dict[str, Any]:
    """Get the schema of what phones keep: tables, columns with their types, who may write what."""
    call.must("tenant:read")
    return schema.document(table for table, _ in request.app.state.synced.values())


ROUTES = [pull_changes, pull_changes_by_post, get_sync_schema]
