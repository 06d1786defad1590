"""What the probe serves: tags as a module would, and what goes wrong with them on demand."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import litestar
import psycopg
from litestar import Request
from litestar.exceptions import ClientException
from litestar.params import Parameter
from pydantic import Field, StringConstraints

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.kit.records import Record
from fettle.kit.refusals import Conflict, NotFound, Stale
from fettle.web import csv
from fettle.web.bodies import Body, Instant, Name, Patch, Quantity
from fettle.web.verbs import get, patch, post

ADD = "INSERT INTO tags (tenant_id, id, name, colour) VALUES (app.tenant_id(), %s, %s, %s)"
COLUMNS = "id, name, colour, version, created_at"
WRITE = "probes:write"
READ = "probes:read"
MANY = 1_000_000


class Tag(Record, kw_only=True):
    """A tag, as the probe shows it."""

    id: UUID
    name: str
    colour: str | None = None
    version: int = 1
    created_at: datetime


class Seen(Record, kw_only=True):
    """What a transaction sees: names of tags, and the settings it runs under."""

    names: list[str]
    tenant: str
    costs: str = ""


class TagBody(Body):
    """A tag to make. `mood` is what goes wrong after it was written."""

    name: Name
    colour: Annotated[str, StringConstraints(max_length=2_000_000)] | None = None
    mood: str | None = None
    made_at: Instant | None = None
    amount: Quantity | None = None


class TagPatch(Patch):
    """A change of a tag."""

    name: Name = Field(default=None)
    colour: str | None = None


class Turns(Body):
    """The ids of two tags in the order in which to change them."""

    ids: list[UUID]
    pause: float = 0


async def add(call: Call, name: str, colour: str | None = None) -> UUID:
    """Write a tag and its change."""
    tag_id = call.new_id()
    change = Change("tag.created", tag_id, {"name": name, "colour": colour})
    await call.write(change, ADD, [tag_id, name, colour])
    return tag_id


async def tag_of(call: Call, tag_id: UUID) -> Tag:
    """The tag."""
    return await call.one(Tag, f"SELECT {COLUMNS} FROM tags WHERE id = %s", [tag_id])


attempts: dict[str, int] = {}
MOODS = {
    "serialization": "DO $$ BEGIN RAISE 'not now' USING ERRCODE = '40001'; END $$",
    "trigger": "DO $$ BEGIN RAISE 'the life cycle forbids it'; END $$",
    "broken": "SELECT * FROM nowhere",
}


@post("/tags", may=WRITE, refuses=[Conflict])
async def create_tag(data: TagBody, call: Call) -> Tag:
    """Create a tag."""
    attempts[data.name] = attempts.get(data.name, 0) + 1
    tag_id = await add(call, data.name, data.colour)
    if data.mood == "fault":
        raise RuntimeError("a fault of ours")
    if data.mood == "refusal":
        raise Conflict("not today")
    if data.mood == "framework":
        raise ClientException(status_code=409)
    if data.mood == "swallowed":
        try:
            await call.value("SELECT 1 / 0")
        except psycopg.Error:
            return Tag(id=tag_id, name=data.name, created_at=call.now)
    if data.mood == "slow":
        await call.value("SELECT pg_sleep(30)")
    if data.mood == "idle":
        await call.value("SELECT 1")
        await asyncio.sleep(0.8)
    if data.mood == "twice" and attempts[data.name] < 3:
        await call.value(MOODS["serialization"])
    if data.mood in MOODS:
        await call.value(MOODS[data.mood])
    return await tag_of(call, tag_id)


@get("/tags", may=READ)
async def list_tags(
    call: Call, page: PageRequest, colour: Annotated[list[str] | None, Parameter(query="colour")] = None
) -> Page[Tag]:
    """List tags."""
    after = UUID(page.position[0]) if page.position else UUID(int=0)
    query = (
        f"SELECT {COLUMNS} FROM tags WHERE id > %s AND (%s::text[] IS NULL OR colour = ANY(%s)) ORDER BY id LIMIT %s"
    )
    rows = await call.all(Tag, query, [after, colour, colour, page.limit + 1])
    return page.page(rows, key=lambda tag: [str(tag.id)])


@get("/tags/{tag_id:uuid}", may=READ)
async def show_tag(tag_id: UUID, call: Call) -> Tag:
    """Show a tag."""
    return await tag_of(call, tag_id)


@patch("/tags/{tag_id:uuid}", may=WRITE)
async def change_tag(tag_id: UUID, data: TagPatch, version: int, call: Call) -> Tag:
    """Change a tag."""
    tag = await call.one(Tag, f"SELECT {COLUMNS} FROM tags WHERE id = %s FOR UPDATE", [tag_id])
    if tag.version != version:
        raise Stale()
    values = [data.given().get("name", tag.name), data.given().get("colour", tag.colour), tag_id]
    change = Change("tag.changed", tag_id, data.given())
    await call.write(change, "UPDATE tags SET name = %s, colour = %s, version = version + 1 WHERE id = %s", values)
    return await tag_of(call, tag_id)


@post("/turns", may=WRITE, status_code=200)
async def take_turns(data: Turns, call: Call) -> Seen:
    """Change tags one after another, and take your time."""
    for tag_id in data.ids:
        change = Change("tag.changed", tag_id, {})
        await call.write(change, "UPDATE tags SET version = version + 1 WHERE id = %s", [tag_id])
        await call.value("SELECT 1")
        await asyncio.sleep(data.pause)
    return await seen(call)


@get("/seen", may=None)
async def show_seen(call: Call) -> Seen:
    """What a call sees without asking for anything."""
    return await seen(call)


async def seen(call: Call) -> Seen:
    """What the transaction sees."""
    query = """
    SELECT coalesce((SELECT array_agg(name ORDER BY name) FROM tags), '{}') AS names,
           coalesce(current_setting('app.current_tenant', true), 'unset') AS tenant,
           coalesce(current_setting('app.sees_costs', true), 'unset') AS costs
    """
    return await call.one(Seen, query)


@get("/lobby", may=None)
async def show_lobby(lobby: Call) -> Seen:
    """What nobody in particular sees."""
    return await seen(lobby)


@get("/naughty", may=None)
async def naughty(call: Call) -> Seen:
    """Write while reading."""
    await add(call, "written by a GET")
    return await seen(call)


@get("/table", may=READ)
async def show_table(request: Request[Any, Any, Any], count: int = MANY) -> csv.Csv:
    """Many rows as CSV."""

    async def rows(call: Call) -> AsyncIterator[csv.Cells]:
        if count < 0:
            raise Conflict("no such table")
        async for row in call.stream(tuple, "SELECT g, '=' || g FROM generate_series(1, %s) AS g", [count]):
            yield row

    return await csv.table(request, "table.csv", lambda _caller: ["number", "text"], rows)


@litestar.get("/plain", include_in_schema=False)
async def plain(what: str = "") -> str:
    """A route of the framework itself, beside the API."""
    if what == "fault":
        raise RuntimeError("secret words")
    raise NotFound()


ROUTES = (create_tag, list_tags, show_tag, change_tag, take_turns, show_seen, show_lobby, naughty, show_table)
