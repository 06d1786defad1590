"""What the database refuses, in the product's words: each class of error, made by the real server."""

import psycopg
import pytest
from psycopg import sql
from uuid_utils.compat import uuid7

from fettle.db import errors
from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.kit.refusals import AlreadyExists, Conflict, Forbidden, InUse, Invalid

SCENE = """
CREATE TABLE parents (tenant_id uuid NOT NULL, id uuid NOT NULL, CONSTRAINT pk_parents PRIMARY KEY (tenant_id, id));
CREATE TABLE children (
    tenant_id uuid NOT NULL, id uuid NOT NULL, parent_id uuid, code text, body text NOT NULL DEFAULT '',
    amount numeric(6,2), due_at timestamptz, within int4range,
    CONSTRAINT pk_children PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_children_code UNIQUE (tenant_id, code),
    CONSTRAINT ck_children_amount CHECK (amount >= 0),
    CONSTRAINT ex_children_within EXCLUDE USING gist (within WITH &&),
    CONSTRAINT fk_children_parent_id FOREIGN KEY (tenant_id, parent_id) REFERENCES parents (tenant_id, id)
);
CREATE INDEX ix_children_body ON children (tenant_id, body);
GRANT SELECT, INSERT, UPDATE, DELETE ON parents, children TO fettle_app;
"""
SECRET = "somebody's secret"


@pytest.fixture(scope="module")
def scene(superuser, template, worker_id):
    """A database with tables that can be offended in every way."""
    from conftest import copied

    for database in copied(superuser, template, f"fettle_test_errors_{worker_id}"):
        with psycopg.connect(database.owner) as conn:
            conn.execute(SCENE)
        yield database


@pytest.fixture
async def offend(scene):
    """Runs statements in one call and returns what the door raises."""
    from web.probe import make_pool

    async with make_pool(scene.app) as pool:

        async def run(*statements, **options):
            caller = Caller(tenant_id=uuid7(), permissions=frozenset({"*"}))
            values = {"one": uuid7(), "other": uuid7(), "tenant": caller.tenant_id, "secret": SECRET, **options}
            with pytest.raises(Exception) as caught:
                async with Door(pool).open(caller) as call:
                    for statement in statements:
                        await call.keep(sql.SQL(statement).format(**{k: sql.Literal(v) for k, v in values.items()}))
                    await call.value("SELECT 1")
            return caught.value

        yield run


PARENT = "INSERT INTO parents VALUES ({tenant}, {one})"
CHILD = "INSERT INTO children (tenant_id, id, parent_id, code) VALUES ({tenant}, {one}, {one}, {secret})"
TWIN = "INSERT INTO children (tenant_id, id, code) VALUES ({tenant}, {other}, {secret})"
RANGE = "INSERT INTO children (tenant_id, id, within) VALUES ({tenant}, {%s}, int4range(1, 5))"
SET = "INSERT INTO children (tenant_id, id, %s) VALUES ({tenant}, {one}, %s)"


@pytest.mark.parametrize(
    ("statements", "kind", "pointer"),
    [
        ([PARENT, CHILD, TWIN], AlreadyExists, "/code"),
        ([PARENT, PARENT], AlreadyExists, "/id"),
        ([RANGE % "one", RANGE % "other"], AlreadyExists, "/within"),
        ([CHILD], Invalid, "/parentId"),
        ([PARENT, CHILD, "DELETE FROM parents"], InUse, None),
        ([SET % ("amount", "-1")], Invalid, "/amount"),
        ([SET % ("body", "NULL")], Invalid, "/body"),
        ([SET % ("amount", "123456")], Invalid, None),
        ([SET % ("amount", "{secret}")], Invalid, None),
        ([SET % ("due_at", "'infinity'::timestamptz - interval '1 day' * 1e10")], Invalid, None),
        (["INSERT INTO children (tenant_id, id, body) VALUES ({tenant}, {one}, {long})"], Invalid, None),
        (["INSERT INTO tags (tenant_id, id, name) VALUES ({other}, {one}, {secret})"], Forbidden, None),
        (["DO $$ BEGIN RAISE 'the life cycle forbids it'; END $$"], Conflict, None),
        (["DO $$ BEGIN RAISE 'x' USING ERRCODE = '40001'; END $$"], errors.TryAgain, None),
        (["DO $$ BEGIN RAISE 'x' USING ERRCODE = '40P01'; END $$"], errors.TryAgain, None),
        (["DO $$ BEGIN RAISE 'x' USING ERRCODE = '55P03'; END $$"], errors.Locked, None),
        (["DO $$ BEGIN RAISE 'x' USING ERRCODE = '53300'; END $$"], errors.DatabaseAway, None),
        (["DO $$ BEGIN RAISE 'x' USING ERRCODE = '57P01'; END $$"], errors.DatabaseAway, None),
        (["SET LOCAL statement_timeout = 50", "SELECT pg_sleep(9)"], errors.TookTooLong, None),
        (["SELECT * FROM nowhere"], errors.QueryFailed, None),
        (["SELEKT"], errors.QueryFailed, None),
    ],
)
async def test_t23_each_error_is_said_in_our_words(offend, statements, kind, pointer):
    """T-23: the right refusal, the field where there is one, and never a word of the database's DETAIL."""
    # Random text: what repeats is compressed, and would fit.
    refusal = await offend(*statements, long="".join(uuid7().hex[-12:] for _ in range(2000)))
    assert type(refusal) is kind
    faults = getattr(refusal, "faults", ())
    if pointer is not None:
        assert [fault.pointer for fault in faults] == [pointer]
    said = f"{refusal} {faults}"
    assert not any(word in said for word in (SECRET, "Key (", "DETAIL", "already exists", "Failing row"))
    assert refusal.__cause__ is None
    assert refusal.__suppress_context__


async def test_nul_is_refused_before_it_is_sent(offend, probe):
    caller = await probe.caller()
    with pytest.raises(Invalid, match="cannot be stored"):
        async with probe.door.open(caller) as call:
            await call.value("SELECT %s", ["a\x00b"])


async def test_a_wrong_number_of_parameters_is_a_fault_of_ours(probe):
    with pytest.raises(errors.QueryFailed, match="placeholders"):
        async with probe.door.open(await probe.caller()) as call:
            await call.value("SELECT %s", [])


async def test_what_could_not_be_done_says_when_to_try_again():
    for refusal in (errors.DatabaseAway, errors.NoConnection, errors.OutcomeUnknown, errors.TryAgain, errors.Locked):
        assert refusal().retry_after > 0
