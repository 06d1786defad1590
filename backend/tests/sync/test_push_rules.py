"""What is taken of what a phone sends: reading it (P7) and merging it (P3), without a database."""

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fettle.kit.refusals import AlreadyExists, Conflict, Fault, Forbidden, Invalid, NotFound
from fettle.modules.logs.records import LineKind
from fettle.modules.sync.records import Column, ConflictReason, Cursor, Kind, Leaf, Policy, Table
from fettle.modules.sync.rules import cursors, declared, merging, refusing, taking, wording
from fettle.modules.sync.rules.merging import Edit, Held, Rights
from fettle.modules.sync.rules.taking import Sent, Unreadable

R = ConflictReason
ME, YOU = uuid4(), uuid4()
TABLES = {table.name: table for table in declared.TABLES}
ORDERS = TABLES["work_orders"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (Kind.TEXT, "a\x00b\ud800", "ab\ufffd"),
        (Kind.TEXT, "", None),
        (Kind.ID, "0190A0A0-0000-7000-8000-000000000000", UUID("0190a0a0-0000-7000-8000-000000000000")),
        (Kind.ID, "", None),
        (Kind.NUMBER, 0.1, Decimal("0.1000")),
        (Kind.NUMBER, 0.1 + 0.2, Decimal("0.3000")),
        (Kind.NUMBER, "2.50", Decimal("2.5000")),
        (Kind.MONEY, "12.345", Decimal("12.34")),
        (Kind.INTEGER, 3.0, 3),
        (Kind.INSTANT, 0, datetime(1970, 1, 1, tzinfo=UTC)),
        (Kind.INSTANT, 1_700_000_000_123, datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)),
        (Kind.DAY, "2026-03-01", date(2026, 3, 1)),
        (Kind.FLAG, 1, True),
        (Kind.FLAG, False, False),
        (Kind.JSON, '["a"]', ["a"]),
    ],
)
def test_values_are_read(kind: Kind, value: Any, read: Any) -> None:
    assert taking.typed(Column("x", kind), value) == read


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, 5),
        (Kind.TEXT, {}),
        (Kind.ID, "not one"),
        (Kind.ID, "{0190a0a0-0000-7000-8000-000000000000}"),
        (Kind.NUMBER, True),
        (Kind.NUMBER, math.inf),
        (Kind.NUMBER, 10**15),
        (Kind.NUMBER, "five"),
        (Kind.MONEY, "1e400"),
        (Kind.INTEGER, "1"),
        (Kind.INSTANT, 10**18),
        (Kind.INSTANT, -(10**15)),
        (Kind.INSTANT, "2026-01-01T00:00:00Z"),
        (Kind.INSTANT, 10**14),
        (Kind.DAY, "2026-02-30"),
        (Kind.DAY, "20260230"),
        (Kind.DAY, "0001-01-01"),
        (Kind.FLAG, "yes"),
        (Kind.JSON, "{"),
    ],
)
def test_what_is_of_another_kind_is_a_fault_of_its_column(kind: Kind, value: Any) -> None:
    with pytest.raises(Unreadable):
        taking.typed(Column("x", kind), value)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(declared.TABLES), st.data())
def test_p7_whatever_is_sent_becomes_storable(table: Table, data: st.DataObject) -> None:
    """P7: no value makes reading fail, nothing of it is unstorable, and every column is read, at fault or left out."""
    names = st.sampled_from([column.name for column in table.columns]) | st.text(max_size=5)
    raw = data.draw(st.dictionaries(names, JSON, max_size=6))
    sent = taking.sent(table, str(uuid4()), {**raw, "_changed": data.draw(JSON)}, {}, new=data.draw(st.booleans()))
    for column in table.columns:
        assert (column.name in raw) == (column.name in sent.values or column.name in sent.faults)
        if isinstance(sent.get(column.name), str):
            assert not taking.HALF.search(sent.get(column.name))
            assert len(sent.get(column.name)) <= (taking.longest_of(table.name, column) or math.inf)
    assert "\x00" not in repr(sent.raw).replace("\\x00", "\x00")
    repr(sent.raw).encode()


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_p7_whatever_shape_is_sent_is_read_or_refused_as_input(body: Any) -> None:
    try:
        changes, _ = taking.changes_of(body)
        taking.read(changes, declared.TABLES, {})
    except Invalid as refusal:
        faults = refusal.faults
    else:
        return
    assert faults


def test_a_deleted_record_has_nothing_more_to_say() -> None:
    id, other = str(uuid4()), str(uuid4())
    buckets = {"created": [{"id": id}], "updated": [{"id": id.upper()}, {"id": other}], "deleted": [id]}
    push = taking.read({"comments": buckets, "nowhere": {"updated": [{"id": "a"}]}}, declared.TABLES, {})
    assert list(push.of("comments")) == [other]
    assert push.deleted == {"comments": [id]}
    assert [(each.table, each.reason) for each in push.unknown] == [("nowhere", "unknown_table")]


def test_a_word_that_is_none_of_those_allowed() -> None:
    choices = {("log_lines", "kind"): frozenset(LineKind)}
    line = {"kind": "magic", "item": "x" * 600, "quantity": 1}
    sent = taking.sent(TABLES["log_lines"], str(uuid4()), line, choices, new=True)
    assert "one of contract, equipment" in sent.faults["kind"]
    assert (len(sent.get("item")), len(sent.cut["item"])) == (500, 600)
    assert taking.sent(TABLES["log_lines"], str(uuid4()), {"kind": ""}, choices, new=True).values == {}


def sent_of(changed: str = "", *, new: bool = False, faults: Any = None, **values: Any) -> Sent:
    """A work order from a phone."""
    parts = frozenset(part for part in changed.split(",") if part)
    return Sent(
        table="work_orders", id=str(uuid4()), values=values, raw=values, changed=parts, new=new, faults=faults or {}
    )


def merged(
    sent: Sent, *edits: Edit, edits_allowed: bool = True, free: frozenset[str] = frozenset(), **held: Any
) -> merging.Verdict:
    """What is taken of it."""
    holds = Held(id=sent.id, values=held, raw=held)
    return merging.merge(ORDERS, sent, holds, edits, Rights(user_id=ME, edits=edits_allowed, free=free))


def test_p3_only_what_was_changed_is_written() -> None:
    """P3: the stale copy of a column that the phone did not change overwrites nothing."""
    verdict = merged(sent_of("title", title="Mine", description="stale"), title="old", description="theirs")
    assert (verdict.apply, verdict.echo) == ({"title": "Mine"}, False)


def test_p3_without_a_list_everything_that_differs_unless_somebody_was_there() -> None:
    """P3: m ≤ L: what differs; m > L: nothing but a pull helps, unless nothing differs."""
    mine = sent_of(title="Mine", description="same", number=9)
    assert merged(mine, title="old", description="same", number=1).apply == {"title": "Mine"}
    edit = Edit(by=YOU, after={"priority": "high"})
    assert merged(mine, edit, title="old", description="same", number=1).stale
    assert not merged(mine, edit, title="Mine", description="same", number=1).stale
    known = Edit(by=YOU, after={"priority": "high"}, late=False)
    assert merged(mine, known, title="old", description="same", number=9).apply == {"title": "Mine"}


def test_p2_a_new_record_that_is_there_already_writes_what_nobody_else_has() -> None:
    sent = sent_of(new=True, title="Mine", description="mine")
    edit = Edit(by=YOU, after={"title": "Theirs"})
    verdict = merged(sent, edit, title="Theirs", description="before")
    assert (verdict.apply, verdict.echo, verdict.overwritten) == ({"description": "mine"}, True, [])


def test_the_policy_of_a_column_decides() -> None:
    sent = sent_of(
        "title,number,site_id,status,assignee_id,updated_at",
        title="Mine",
        number=7,
        site_id=YOU,
        status="complete",
        assignee_id=ME,
        updated_at=None,
    )
    held = {"title": "old", "number": 1, "site_id": ME, "status": "approved", "assignee_id": None, "updated_at": ME}
    verdict = merged(sent, **held)
    assert verdict.apply == {"title": "Mine", "assignee_id": ME}
    assert verdict.status == {"status": "complete"}
    assert verdict.refused == {"site_id": R.SERVER_OWNED}
    assert verdict.echo
    without = merged(sent, edits_allowed=False, **held)
    assert without.refused == {"title": R.FORBIDDEN, "site_id": R.SERVER_OWNED, "assignee_id": R.FORBIDDEN}
    freed = merged(sent, edits_allowed=False, free=frozenset({"title"}), **held)
    assert freed.apply == {"title": "Mine"}
    taken = merged(sent, Edit(by=YOU, after={"assignee_id": YOU}), **held)
    assert taken.refused["assignee_id"] is R.REASSIGNED


def test_nobody_overwrites_unknowingly() -> None:
    """S-3: what somebody else wrote after the phone's owner could have seen it is told, also if a pull brought it."""
    sent = sent_of("title", title="Mine")
    for late in (True, False):
        theirs = Edit(by=YOU, after={"title": "Theirs"}, late=late)
        verdict = merged(sent, Edit(by=ME, after={"title": "x"}, late=late), theirs, title="Theirs")
        assert [(each.column, each.authors) for each in verdict.overwritten] == [("title", (YOU,))]
        # Overwritten, and told, before.
        assert merged(sent, theirs, Edit(by=ME, after={"title": "x"}, late=late), title="x").overwritten == []
    assert merged(sent, Edit(by=ME, after={"title": "x"}), title="x").overwritten == []
    assert merged(sent, Edit(by=YOU, after={"title": "Mine"}), title="Mine").overwritten == []


def test_a_column_that_cannot_be_read_is_refused_alone() -> None:
    sent = sent_of("title,due_at", title="Mine", faults={"due_at": "must be a moment", "number": "no number"})
    verdict = merged(sent, title="old", due_at=None)
    assert (verdict.apply, verdict.refused, verdict.echo) == ({"title": "Mine"}, {"due_at": R.INVALID}, True)


COLUMNS = st.sampled_from([column.name for column in ORDERS.columns])
VALUES = st.sampled_from(["a", "b", None])


@settings(max_examples=500, deadline=None)
@given(
    st.dictionaries(COLUMNS, VALUES),
    st.dictionaries(COLUMNS, VALUES),
    st.sets(COLUMNS),
    st.lists(st.tuples(st.sampled_from([ME, YOU]), st.dictionaries(COLUMNS, VALUES, max_size=4), st.booleans())),
    st.booleans(),
    st.booleans(),
)
def test_p3_no_schedule_writes_what_was_not_changed(
    values: dict[str, Any],
    held: dict[str, Any],
    changed: set[str],
    done: list[tuple[UUID, dict[str, Any], bool]],
    new: bool,
    allowed: bool,
) -> None:
    """P3, P6: nothing is written that was not changed or differs not; what stays otherwise is refused or sent back."""
    sent = Sent(table="work_orders", id=str(uuid4()), values=values, raw=values, changed=frozenset(changed), new=new)
    edits = [Edit(by=by, after=after, late=late) for by, after, late in done]
    verdict = merging.merge(
        ORDERS, sent, Held(id=sent.id, values=held, raw=held), edits, Rights(user_id=ME, edits=allowed)
    )
    apart = {name for name in values if values[name] != held.get(name)}
    late = {name for edit in edits if edit.late for name in edit.after}
    assert verdict.apply.keys() | verdict.status.keys() <= apart
    assert {each.column for each in verdict.overwritten} <= verdict.apply.keys()
    if changed:
        assert verdict.apply.keys() | verdict.status.keys() | verdict.refused.keys() <= changed
        assert not verdict.stale
        left = (apart & changed) - verdict.apply.keys() - verdict.status.keys()
        assert verdict.echo == bool(left)
    else:
        writable = {column.name for column in ORDERS.columns if column.policy is not Policy.SERVER}
        assert verdict.stale == (not new and any(edit.late for edit in edits) and bool(apart & writable))
        last = {name: edit.by for edit in edits if edit.late for name in edit.after}
        others = {name for name, by in last.items() if by == YOU}
        assert not verdict.apply.keys() & (others if new else late if verdict.stale else set())
    if not allowed:
        assert verdict.apply == {}


@settings(max_examples=300)
@given(
    st.integers(0, 2**30 - 1),
    st.integers(0, 2**15 - 1),
    st.none() | st.integers(1, 5).flatmap(lambda n: st.builds(Leaf, st.just(2**n), st.integers(0, 2**n - 1))),
    st.integers(0, 2**30 - 1),
)
def test_a_cursor_is_read_as_it_was_written(seq: int, tag: int, leaf: Leaf | None, brought: int) -> None:
    """How much the last pull brought comes back as it was or, at most, a fifth larger; the rest as it was."""
    brought = 0 if leaf else min(brought, seq)
    number = cursors.written(Cursor(seq, tag, leaf, brought))
    assert 0 < number < 2**53
    read = cursors.read(number)
    if read is None:
        assert (seq, tag) == (0, 0)
        return
    assert (read.seq, read.tag, read.leaf) == (seq, tag, leaf)
    assert brought <= read.brought <= min(seq, brought + brought // 5 + 1)


def test_reasons_are_those_of_the_rules() -> None:
    assert refusing.reason_of(Forbidden()) is R.FORBIDDEN
    assert refusing.reason_of(NotFound()) is R.PARENT_MISSING
    assert refusing.reason_of(AlreadyExists()) is R.KEPT_FIRST
    assert refusing.reason_of(Invalid()) is R.INVALID
    assert refusing.reason_of(Conflict(), status="closed") is R.TERMINAL
    assert refusing.reason_of(Conflict(), status="new") is R.NOT_ALLOWED
    refusal = Invalid("Not so", faults=[Fault("/lines/0/unitCost", "negative", "cannot be negative")])
    assert refusing.blamed(refusal) == [(("lines", "0", "unit_cost"), "cannot be negative")]
    assert refusing.detail_of(refusal) == "Not so. (cannot be negative)"


@pytest.mark.parametrize("reason", list(R))
@pytest.mark.parametrize("field", [None, "status_note"])
def test_every_conflict_is_a_sentence(reason: ConflictReason, field: str | None) -> None:
    said = wording.message("work_orders", field, reason, detail="Because.", holds="approved")
    assert said.startswith("The status note of this work order" if field else "This work order")
    assert said.endswith("The office has: approved." if field else "Because.")
    assert wording.noun("sites") == "site"
