"""The limit: an ASGI application without a framework, a check or a log line, that runs the bare SQL and encodes rows.

It takes the tenant from a header instead of a token. `create_app` reads FETTLE_DATABASE_URL and FETTLE_DATABASE_POOL.
"""

import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool
from uuid_utils.compat import uuid7

from benchmarks import statements
from fettle.db.door import ENTER
from fettle.db.feed import APPEND

Conn = AsyncConnection[Any]
Body = dict[str, Any]
Answer = Callable[["Bare", list[Any], str, Body], Awaitable[Any]]


class Bare:
    """The application."""

    def __init__(self, conninfo: str, size: int) -> None:
        kwargs = {"autocommit": True, "prepare_threshold": 2}
        self.pool: AsyncConnectionPool[Conn] = AsyncConnectionPool(
            conninfo, kwargs=kwargs, min_size=min(2, size), max_size=size, max_waiting=1000, open=False
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = b"{}"
        if scope["path"] != "/health/live":
            headers = dict(scope["headers"])
            settings = [
                headers[b"x-tenant"].decode(),
                headers[b"x-user"].decode(),
                "*",
                "on",
                "",
                "30000",
                "5000",
                "60000",
            ]
            message = await receive() if scope["method"] == "POST" else {"body": b""}
            given = msgspec.json.decode(message["body"] or headers.get(b"x-given", b"{}"))
            body = msgspec.json.encode(await ANSWERS[scope["path"]](self, settings, headers[b"x-id"].decode(), given))
        length = str(len(body)).encode()
        told = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": told})
        await send({"type": "http.response.body", "body": body})

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        await self.pool.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.pool.close()
        await send({"type": "lifespan.shutdown.complete"})


async def list_work_orders(app: Bare, settings: list[Any], _id: str, given: Body) -> Any:
    """Fifty rows, in one round trip."""
    conn = await app.pool.getconn()
    try:
        cursor = conn.cursor(row_factory=dict_row)
        async with conn.pipeline():
            await conn.execute("BEGIN READ ONLY")
            await conn.execute(ENTER, settings)
            await cursor.execute(statements.LIST, given)
            await conn.execute("COMMIT")
        rows = await cursor.fetchall()
    finally:
        await app.pool.putconn(conn)
    return {"data": rows[:50], "hasMore": len(rows) > 50}


async def get_work_order(app: Bare, settings: list[Any], work_order_id: str, _given: Body) -> Any:
    """One work order with all that hangs on it, in one round trip."""
    conn = await app.pool.getconn()
    given = {"id": work_order_id}
    try:
        async with conn.pipeline():
            await conn.execute("BEGIN READ ONLY")
            await conn.execute(ENTER, settings)
            parts = []
            for query in (
                statements.GET,
                statements.GET_TASKS,
                statements.GET_ASSETS,
                statements.GET_TAGS,
                statements.GET_TOTALS,
            ):
                cursor = conn.cursor(row_factory=dict_row)
                await cursor.execute(query, given)
                parts.append(cursor)
            await conn.execute("COMMIT")
        head, tasks, assets, tags, totals = [await part.fetchall() for part in parts]
    finally:
        await app.pool.putconn(conn)
    del head[0]["search"]
    return {**head[0], "tasks": tasks, "assets": assets, "tags": tags, **totals[0]}


async def create_work_order(app: Bare, settings: list[Any], _id: str, given: Body) -> Any:
    """A work order with its number and event: places are looked up and the number taken, then all is written."""
    now, by = datetime.now(UTC), settings[1]
    values = {
        "id": uuid7(),
        "title": given["title"],
        "description": given["description"],
        "priority": given["priority"],
        "kind": given["kind"],
        "site": given["siteId"],
        "assignee": given["assigneeId"],
        "due_at": given["dueAt"],
        "assets": given["assetIds"],
        "at": now,
        "by": by,
    }
    conn = await app.pool.getconn()
    try:
        async with conn.pipeline():
            await conn.execute("BEGIN")
            await conn.execute(ENTER, settings)
            seen = await conn.execute(statements.MAY_PLACE, values)
            taken = await conn.execute(statements.NEXT_NUMBER)
            assert await seen.fetchone() == (len(given["assetIds"]), 1)
            values["number"] = (await taken.fetchone() or (0,))[0]
            await conn.execute(statements.CREATE, values)
            await conn.execute(statements.CREATE_ASSETS, values)
            await conn.execute(APPEND, _event("work_order.created", values["id"], values["id"], values, now, by))
            await conn.execute("COMMIT")
    finally:
        await app.pool.putconn(conn)
    return values


async def append_log(app: Bare, settings: list[Any], work_order_id: str, given: Body) -> Any:
    """A combination log with its event: state, places and rate are looked up, then all is written."""
    now, by, entry = datetime.now(UTC), settings[1], uuid7()
    lines = given["lines"]
    values: dict[str, Any] = {
        "id": work_order_id,
        "entry": entry,
        "day": given["performedOn"],
        "at": now,
        "by": by,
        "assets": [line["assetId"] for line in lines],
        "accounts": [line["glCodeId"] for line in lines],
        "staff": lines[0]["staffId"],
    }
    conn = await app.pool.getconn()
    try:
        async with conn.pipeline():
            await conn.execute("BEGIN")
            await conn.execute(ENTER, settings)
            found = await (await conn.execute(statements.MAY_LOG, values)).fetchone()
            assert found is not None
            assert found[0] == "in_progress"
            values["site"] = found[1]
            written = [_line(position, line, found[5]) for position, line in enumerate(lines)]
            values["lines"] = msgspec.json.encode(written).decode()
            await conn.execute(statements.LOG, values)
            await conn.execute(statements.LOG_LINES, values)
            await conn.execute(statements.LOG_COSTS, values)
            after = {"performed_on": given["performedOn"], "lines": written}
            await conn.execute(APPEND, _event("log_entry.created", entry, work_order_id, after, now, by))
            await conn.execute("COMMIT")
    finally:
        await app.pool.putconn(conn)
    return {"id": entry, "lines": written}


def _line(position: int, line: Body, rate: Decimal) -> Body:
    cost = Decimal(line["unitCost"]) if "unitCost" in line else rate
    return {
        "id": uuid7(),
        "position": position,
        "kind": line["kind"],
        "staff_id": line.get("staffId"),
        "item": line.get("item"),
        "vendor": line.get("vendor"),
        "asset_id": line["assetId"],
        "equipment_asset_id": line.get("equipmentAssetId"),
        "gl_code_id": line["glCodeId"],
        "quantity": line["quantity"],
        "unit": line.get("unit", "h"),
        "unit_cost": cost,
        "amount": cost * Decimal(line["quantity"]),
    }


def _event(kind: str, entity: Any, about: Any, after: Body, at: datetime, by: str) -> Body:
    event = {
        "ord": 0,
        "id": uuid7(),
        "type": kind,
        "entity": kind.partition(".")[0],
        "entity_id": entity,
        "about_id": about,
        "bears_costs": False,
        "before": {},
        "after": after,
    }
    events = msgspec.json.encode([event]).decode()
    return {"events": events, "user": by, "via": "session", "request": "bare", "at": at}


ANSWERS: dict[str, Answer] = {
    "/list": list_work_orders,
    "/get": get_work_order,
    "/create": create_work_order,
    "/log": append_log,
}


def create_app() -> Bare:
    """The application on the database that the environment names."""
    return Bare(os.environ["FETTLE_DATABASE_URL"], int(os.environ["FETTLE_DATABASE_POOL"]))
