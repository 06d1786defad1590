"""Text that means something to a database, a pattern or a query language is text like any other."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import psycopg
import pytest
from asgi_lifespan import LifespanManager
from psycopg import sql

from fettle.db import engine, roles
from fettle.main import compose
from makers.bodies import full
from makers.document import Operation, operations, resolve
from makers.fields import leaves, pointer, replaced, schema_at
from makers.world import World

CORPUS = (
    "' OR '1'='1",
    "'); DROP TABLE tags; --",
    "1; SELECT pg_sleep(9)",
    "%_\\%",
    ".*(a+)+$",
    "a & !b | (c:* <-> d)",
    "name DESC, (SELECT 1)",
    '{"$.a":"@ ? ()"}',
    "%s %(name)s $1 {0}",
    "E'\\x27' \\' $$ NULL",
)
TWO_BY_TWO = tuple(f"{one} {other}" for one, other in zip(CORPUS[::2], CORPUS[1::2], strict=True))
CODE = r"^\S(.*\S)?$"
MARK = f"zq{uuid4().hex[:10]}"
ENDING = ("signOut", "signOutEverywhere", "deleteTenant", "endSession", "changePassword")
RECORD = re.compile(r"^\S+ \S+ \S+ \[\d+\] (?:\S+ )*?(LOG|DETAIL|ERROR|STATEMENT|CONTEXT|HINT|FATAL|WARNING):  ", re.M)


class Outcome(NamedTuple):
    """What became of one request."""

    where: str
    text: str
    status: int
    answer: Any


class Attack(NamedTuple):
    """All requests that were sent, and what the server wrote down meanwhile."""

    outcomes: list[Outcome]
    log: str


@pytest.fixture(scope="module")
async def listening(settings, database) -> AsyncIterator[World]:
    """The application on connections whose every statement the server writes down."""
    names = sql.Identifier(roles.APP), sql.Identifier(database.name)
    told = sql.SQL("ALTER ROLE {} IN DATABASE {} ").format(*names)
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute(told + sql.SQL("SET log_statement = 'all'"))
        conn.execute(told + sql.SQL("SET log_error_verbosity = 'default'"))
        door = engine.make_door(settings, database.app)
        app = compose(settings, door)
        async with LifespanManager(app, startup_timeout=30) as manager:
            yield World(door, settings, manager.app)
        conn.execute(told + sql.SQL("RESET log_statement"))
        conn.execute(told + sql.SQL("RESET log_error_verbosity"))


@pytest.fixture(scope="module")
def log_file(database) -> Path:
    """Where the server writes."""
    with psycopg.connect(database.superuser) as conn:
        (folder,) = conn.execute("SHOW data_directory").fetchone() or ("",)
    return Path(folder) / "server.log"


@pytest.fixture(scope="module")
async def attack(listening, furnished, document, log_file) -> Attack:
    """Send the corpus in every string of every query and body."""
    client = listening.client(furnished.admin.client.headers["Authorization"].removeprefix("Bearer "))
    client.headers["User-Agent"] = f"' {MARK}"
    began = log_file.stat().st_size
    outcomes: list[Outcome] = []
    for operation in operations(document):
        if operation.id in ENDING:
            continue
        outcomes += [outcome async for outcome in _queries(client, operation, furnished.ids)]
        if operation.body_schema() is not None:
            outcomes += [outcome async for outcome in _bodies(client, operation, furnished.ids)]
    with log_file.open("rb") as file:
        file.seek(began)
        return Attack(outcomes, file.read().decode(errors="replace"))


async def _queries(client: Any, operation: Operation, ids: dict[str, str]) -> AsyncIterator[Outcome]:
    free, typed = [], []
    for parameter in operation.query():
        schema = resolve(parameter["schema"], operation.document)
        schema = resolve(schema.get("items", schema), operation.document)
        if schema.get("type") == "string":
            plain = not schema.get("format") and not schema.get("enum")
            (free if plain else typed).append(parameter["name"])
    for name in free:
        for text in CORPUS:
            yield await _sent(
                client, operation, ids, f"?{name}", text, params={**operation.needed(), name: MARK + text}
            )
    for text in CORPUS[:2] if typed else ():
        params = {**operation.needed(), **dict.fromkeys(typed, MARK + text)}
        yield await _sent(client, operation, ids, "?" + " ".join(typed), text, params=params)


async def _bodies(client: Any, operation: Operation, ids: dict[str, str]) -> AsyncIterator[Outcome]:
    for text in TWO_BY_TWO:
        body = full(operation, ids)
        for path, value in leaves(body):
            schema = schema_at(operation, path)
            free = not schema.get("format") and not schema.get("enum") and schema.get("pattern", CODE) == CODE
            if isinstance(value, str) and re.fullmatch("x[0-9a-f]{12}", value) and free:
                body = replaced(body, path, f"{MARK}{uuid4().hex[:6]}{text}"[: schema.get("maxLength")].strip())
        yield await _sent(client, operation, ids, "body", text, json=body)
    for text in CORPUS[:1]:
        body = full(operation, ids)
        for path, value in leaves(body):
            if isinstance(value, str) and not re.fullmatch("x[0-9a-f]{12}", value):
                one = replaced(body, path, MARK + text)
                yield await _sent(client, operation, ids, pointer(path), text, json=one)


async def _sent(
    client: Any, operation: Operation, ids: dict[str, str], where: str, text: str, **options: Any
) -> Outcome:
    headers = {"If-Match": '"1"'}
    if operation.method == "PATCH":
        found = await client.get(operation.filled(ids))
        headers["If-Match"] = found.headers.get("etag", '"1"') if found.status_code == 200 else '"1"'
    answer = await operation.ask(client, ids, headers=headers, **options)
    kept = (options.get("json"), answer.json() if "json" in answer.headers.get("content-type", "") else None)
    return Outcome(f"{operation.id} {where}", text, answer.status_code, kept)


def test_i4_nothing_breaks(attack):
    """I-4: whatever stands in a string, the answer is a success or a refusal of the client's."""
    assert [(o.where, o.text, o.status) for o in attack.outcomes if o.status >= 500] == []
    assert len(attack.outcomes) > 700
    assert sum(o.status < 300 for o in attack.outcomes) > 200


def test_i4_what_is_stored_is_what_was_sent(attack):
    """I-4: records that were made of the corpus come back to the letter."""
    compared, wrong = 0, []
    for outcome in attack.outcomes:
        sent, got = outcome.answer
        if outcome.status not in (200, 201) or not outcome.where.endswith(" body") or not isinstance(got, dict):
            continue
        for name in sent.keys() & got.keys():
            if isinstance(sent[name], str) and sent[name].startswith(MARK):
                compared += 1
                if got[name] != sent[name]:
                    wrong.append((outcome.where, name, sent[name], got[name]))
    assert wrong == []
    assert compared > 100


def test_i4_the_server_saw_it_as_parameters_only(attack):
    """I-4: in the server's own log the corpus stands among bound values, never in a statement."""
    parts = RECORD.split(attack.log)
    kinds = dict.fromkeys(("LOG", "DETAIL", "STATEMENT"), 0)
    for kind, said in zip(parts[1::2], parts[2::2], strict=True):
        if MARK in said:
            kinds[kind] = kinds.get(kind, 0) + 1
            assert kind in ("DETAIL", "CONTEXT", "ERROR"), said[:2000]
    assert "execute" in attack.log
    assert kinds["DETAIL"] > 300


SEARCHED = {
    "/tags": {"name": ""},
    "/gl-codes": {"name": "", "code": "code"},
    "/task-codes": {"name": "", "code": "code"},
    "/failure-codes": {"name": "", "code": "code", "kind": "problem"},
    "/reasons": {"name": "", "code": "code", "kind": "hold"},
    "/roles": {"name": "", "code": "code", "permissions": ["tenant:read"]},
    "/staff": {"name": ""},
    "/crews": {"name": ""},
    "/custom-fields": {"label": "", "key": "code", "entity": "site", "type": "text"},
    "/saved-views": {"name": "", "entity": "asset", "filters": {}},
    "/assets": {"name": "", "assetTypeId": "asset_type_id"},
    "/work-orders": {"title": ""},
    "/work-requests": {"title": ""},
}


@pytest.mark.parametrize("path", SEARCHED)
async def test_i4_a_search_finds_what_stands_there(furnished, path):
    """I-4: searching for a text of the corpus finds the record that holds it and none beside it."""
    made = {}
    for text in CORPUS:
        named = f"{uuid4().hex[:8]} {text}"
        body = {
            name: named
            if value == ""
            else f"k{uuid4().hex[:8]}"
            if value == "code"
            else furnished.ids.get(str(value), value)
            for name, value in SEARCHED[path].items()
        }
        answer = await furnished.admin.post(path, body)
        assert answer.status_code == 201, answer.text
        made[named] = answer.json()["id"]
    for named, identifier in made.items():
        found = (await furnished.admin.get(path, q=named)).json()["data"]
        assert [record["id"] for record in found] == [identifier], named


@pytest.mark.parametrize("path", ["/tags", "/staff", "/roles"])
async def test_i4_wildcards_are_letters(furnished, path):
    """I-4: percent, underscore, dot and asterisk stand for themselves."""
    body = {key: f"k{uuid4().hex[:8]}" if value == "code" else value for key, value in SEARCHED[path].items()}
    for name in ("100% _sure_ a.b*", "nothing of that"):
        body = {**body, "name": f"{name} {uuid4().hex}"}
        if "code" in body:
            body["code"] = f"k{uuid4().hex[:8]}"
        assert (await furnished.admin.post(path, body)).status_code == 201
    for sign in ("100%", "_sure_", "a.b*"):
        found = (await furnished.admin.get(path, q=sign, limit=200)).json()["data"]
        assert found
        assert all(sign in record["name"] for record in found)


@pytest.mark.parametrize("path", ["/work-orders", "/assets"])
async def test_i4_values_of_custom_fields_are_compared_as_they_are(furnished, path):
    """I-4: a custom field that holds a JSON path or SQL is found by exactly that, and by nothing else."""
    entity, key = path.strip("/").removesuffix("s").replace("-", "_"), f"k{uuid4().hex[:8]}"
    field = {"entity": entity, "key": key, "label": "x", "type": "text", "filterable": True}
    assert (await furnished.admin.post("/custom-fields", field)).status_code == 201
    base = {"/work-orders": {"title": "x"}, "/assets": {"name": "x", "assetTypeId": furnished.ids["asset_type_id"]}}[
        path
    ]
    made = {}
    for text in CORPUS:
        answer = await furnished.admin.post(path, {**base, "custom": {key: text}})
        assert answer.status_code == 201, answer.text
        made[text] = answer.json()["id"]
    for text, identifier in made.items():
        answer = await furnished.admin.get(path, custom=f"{key}:{text}")
        assert [record["id"] for record in answer.json()["data"]] == [identifier], json.dumps(text)
    for text in ("%", "x' OR 'a'='a", '"} || true'):
        assert (await furnished.admin.get(path, custom=f"{key}:{text}")).json()["data"] == []
