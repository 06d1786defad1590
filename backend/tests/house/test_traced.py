"""Traced: no write without its change. Every function of every store is read, and what it sends to the database."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import fettle.modules

MODULES = Path(next(iter(fettle.modules.__path__)))
WRITING = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+[a-z_$\"{]+.*?\bSET|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY)\b", re.S)
READS = {"all", "one", "maybe", "value", "stream"}
WRITES = {"write", "write_returning", "write_many"}
"""Methods of a call; those that write take the change first."""
SQL_HOLDERS = READS | WRITES | {"keep"}


class Sent(NamedTuple):
    """One statement that a function sends to the database."""

    where: str
    method: str
    sql: str | None
    node: ast.Call
    function: ast.AsyncFunctionDef | ast.FunctionDef


def stores() -> list[Path]:
    """Every file of every store."""
    return sorted([*MODULES.glob("*/store.py"), *MODULES.glob("*/store/**/*.py")])


def texts(tree: ast.Module) -> dict[str, ast.expr]:
    """What the names of a file stand for."""
    named = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            named[node.target.id] = node.value
    return named


def text_of(node: ast.AST, named: dict[str, ast.expr], depth: int = 0) -> str | None:
    """All text that takes part in an expression, or None when none of it can be known here."""
    if depth > 8:
        return None
    found = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    for name in {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & named.keys():
        found.append(text_of(named[name], named, depth + 1) or "")
    return "\n".join(found) or None


def is_call(node: ast.Call) -> bool:
    """Whether `node` is a method of the call itself: `call.write(...)`."""
    return (
        isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "call"
    )


def sent() -> Iterator[Sent]:
    """Everything that stores send to the database."""
    for path in stores():
        tree = ast.parse(path.read_text())
        named = texts(tree)
        for function in ast.walk(tree):
            if not isinstance(function, ast.AsyncFunctionDef | ast.FunctionDef):
                continue
            local = named | texts(ast.Module(function.body, []))
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and is_call(node) and node.func.attr in SQL_HOLDERS:
                    place = {"keep": 0}.get(node.func.attr, 2 if node.func.attr == "write_returning" else 1)
                    place = 0 if node.func.attr == "value" else place
                    query = node.args[place] if len(node.args) > place else node
                    where = f"{path.relative_to(MODULES).as_posix()}:{function.name}"
                    yield Sent(where, node.func.attr, text_of(query, local), node, function)


SENT = list(sent())


def is_writing(one: Sent) -> bool:
    """Whether the statement changes rows."""
    return one.sql is not None and WRITING.search(one.sql) is not None


def test_the_stores_are_really_read():
    """The law would be kept by nobody if it found nothing."""
    assert len(stores()) > 10
    assert len(SENT) > 50
    assert any(is_writing(one) for one in SENT if one.method in WRITES)


def test_nothing_reaches_the_database_past_the_call():
    """No store holds a connection, a cursor or another way of its own."""
    past = re.compile(r"_conn\b|\.cursor\(|\.execute\(|executemany|import psycopg|\.pool\b|_changes\b|\.copy\(")
    assert [str(path) for path in stores() if past.search(path.read_text())] == []


def changes_of(one: Sent) -> ast.expr:
    """The change that a write was given."""
    return one.node.args[1] if one.method == "write_returning" else one.node.args[0]


def makes_changes(function: ast.AsyncFunctionDef | ast.FunctionDef) -> bool:
    """Whether the function makes a change of its own."""
    made = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(func, ast.Name) and func.id == "Change" for func in made)


def takes_change(one: Sent) -> bool:
    """Whether the change of a write comes from a parameter of its function."""
    given = {argument.arg for argument in [*one.function.args.args, *one.function.args.kwonlyargs]}
    return bool({n.id for n in ast.walk(changes_of(one)) if isinstance(n, ast.Name)} & given)


# Stores whose records are told whole: they know best which fields they write, so they make the change themselves.
TELLS_WHOLE_RECORDS = {
    "tenancy/store/invitations.py:add",
    "tenancy/store/people.py:add",
    "tenancy/store/shelves.py:add",
    "tenancy/store/shelves.py:add_many",
    "tenancy/store/shelves.py:save",
    "tenancy/store/tenants.py:save",
}

# A second table of a record, written by the function that writes the first one with the change of the whole.
PARTS = {
    "logs/store/writing.py:add": "the lines of an entry",
    "planning/store/plans.py:_link": "the assets and meters of a plan, for insert and relink",
    "planning/store/plans.py:relink": "the assets and meters of a plan",
    "tenancy/store/people.py:add": "the sites of a membership",
    "tenancy/store/people.py:save": "the sites of a membership",
    "tenancy/store/shelves.py:_link": "the members of a record, for add and save",
    "work_orders/store/work_orders.py:_insert_links": "assets, people and crews of a work order, for insert",
}

# The product's own books: no record of a tenant changes by them.
BOOKS = {
    "calendar/store/departures.py:forget": "what left calendars long ago",
    "calendar/store/departures.py:note": "what left whose calendar; the work order tells it",
    "calendar/store/feeds.py:used": "when a feed was last used",
    "escalation/store/watches.py:drop": "how far rules are with work",
    "escalation/store/watches.py:drop_rule": "how far rules are with work",
    "escalation/store/watches.py:keep": "how far rules are with work",
    "escalation/store/watches.py:put_off": "how far rules are with work",
    "portal/store/contractors.py:used": "when a link was last used",
    "portal/store/mail.py:polled": "when a mailbox was last asked",
    "portal/store/mail.py:reached": "how far a mailbox was read",
    "portal/store/places.py:visited": "visits of a page are counted",
    "portal/store/threads.py:begin": "how a request came in; the request tells itself",
    "portal/store/threads.py:first_time": "what was sent before",
    "portal/store/threads.py:link": "secrets are told to nobody",
    "work_orders/store/work_orders.py:_hand_over": "whom work was taken from; the work order tells it",
    "webhooks/store/deliveries.py:cancel_waiting": "the book of what was sent",
    "webhooks/store/deliveries.py:forget": "the book of what was sent",
    "webhooks/store/deliveries.py:note_attempt": "the book of what was sent",
    "webhooks/store/deliveries.py:put_in_line": "the book of what was sent",
    "webhooks/store/deliveries.py:resend": "the book of what was sent",
    "webhooks/store/deliveries.py:resend_failed": "the book of what was sent",
    "webhooks/store/deliveries.py:settle": "the book of what was sent",
    "webhooks/store/webhooks.py:keep_secret": "secrets are told to nobody; the webhook tells of a new one",
    "webhooks/store/webhooks.py:note_health": "how the receiver of a webhook does",
    "planning/store/occurrences.py:claim": "told by who claimed, for what was claimed only",
    "planning/store/schedules.py:add": "where the triggers of plans stand",
    "planning/store/schedules.py:remember": "where the triggers of plans stand",
    "planning/store/schedules.py:save": "where the triggers of plans stand",
    "planning/store/schedules.py:wake": "where the triggers of plans stand",
    "files/store/books.py:agree": "how many bytes the tenant may keep, as agreed with the operator",
    "files/store/books.py:correct": "how many bytes the tenant keeps",
    "files/store/books.py:give_back": "how many bytes the tenant keeps",
    "files/store/books.py:take": "how many bytes the tenant keeps",
    "identity/store/machines.py:used": "when a key was last used",
    "identity/store/people.py:add": "people stand above tenants; what they do in one is told there",
    "identity/store/people.py:add_reset": "password resets",
    "identity/store/people.py:link": "people stand above tenants",
    "identity/store/people.py:save": "people stand above tenants",
    "identity/store/people.py:set_password": "people stand above tenants",
    "identity/store/people.py:take_reset": "password resets",
    "identity/store/sessions.py:add": "sessions",
    "identity/store/sessions.py:add_token": "sessions",
    "identity/store/sessions.py:revoke": "sessions",
    "identity/store/sessions.py:revoke_all": "sessions",
    "identity/store/sessions.py:seen": "sessions",
    "identity/store/sessions.py:sweep": "what has expired",
    "identity/store/sessions.py:use": "sessions",
    "identity/store/throttles.py:count": "throttles",
    "identity/store/throttles.py:forgive": "throttles",
    "imports/store/rows.py:add_sums": "the sums of a run",
    "imports/store/rows.py:forget": "which row became which record",
    "imports/store/rows.py:remember": "which row became which record",
    "imports/store/rows.py:report": "what was wrong with rows",
    "imports/store/rows.py:touch": "which row became which record",
    "imports/store/runs.py:progress": "how far a run is",
    "imports/store/runs.py:relocate": "where the file of a run lies",
    "notifications/store/deliveries.py:add": "the book of what was sent",
    "notifications/store/deliveries.py:begin": "the book of what was sent",
    "notifications/store/deliveries.py:put_off": "the book of what was sent",
    "notifications/store/deliveries.py:settle": "the book of what was sent",
    "notifications/store/devices.py:register": "a person's own devices",
    "notifications/store/devices.py:remove": "a person's own devices",
    "notifications/store/notifications.py:acknowledge": "a person's own copy of what events say",
    "notifications/store/notifications.py:add": "a person's own copy of what events say",
    "notifications/store/notifications.py:forget": "a person's own copy of what events say",
    "notifications/store/notifications.py:read": "a person's own copy of what events say",
    "notifications/store/notifications.py:read_all": "a person's own copy of what events say",
    "notifications/store/reminders.py:add": "what is owed; derived",
    "notifications/store/reminders.py:cancel": "what is owed; derived",
    "notifications/store/reminders.py:save": "what is owed; derived",
    "notifications/store/wishes.py:break_mail": "a person's own wishes",
    "notifications/store/wishes.py:choose": "a person's own wishes",
    "notifications/store/wishes.py:clear": "a person's own wishes",
    "notifications/store/wishes.py:mend_mail": "a person's own wishes",
    "notifications/store/wishes.py:mute": "a person's own wishes",
    "notifications/store/wishes.py:refuse": "the wish of somebody without an account",
    "notifications/store/wishes.py:set_habits": "a person's own wishes",
    "notifications/store/wishes.py:unmute": "a person's own wishes",
    "tenancy/store/tenants.py:create": "the feed and the counters of a new tenant",
    "tenancy/store/tenants.py:take_numbers": "counters",
}


def test_every_write_is_given_its_change():
    """The change comes from the action, or is made of the whole record that is written; it is never left out."""
    writes = [one for one in SENT if one.method in WRITES]
    untold = {one.where for one in writes if not takes_change(one)}
    assert untold - TELLS_WHOLE_RECORDS - PARTS.keys() == set()
    assert {one.where for one in writes if one.where in TELLS_WHOLE_RECORDS and not names_in(changes_of(one))} == set()


def names_in(node: ast.AST) -> set[str]:
    """The names in an expression."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def test_only_reviewed_functions_write_without_a_change():
    """`call.keep`, or a reading method with a statement that writes: fails until somebody has looked at it."""
    keeping = {one.where for one in SENT if one.method == "keep" and (one.sql is None or is_writing(one))}
    keeping |= {one.where for one in SENT if one.method in READS and is_writing(one)}
    assert keeping - BOOKS.keys() - PARTS.keys() == set()


def test_the_reviewed_lists_hold_nothing_that_is_gone():
    """Whoever removes or renames a function removes its permission as well."""
    assert (BOOKS.keys() | PARTS.keys() | TELLS_WHOLE_RECORDS) - {one.where for one in SENT} == set()


def test_parts_are_written_beside_the_change_of_the_whole():
    """The functions of `PARTS` write with a real change as well, or are called by one of their file that does."""
    for where in PARTS:
        path, _, name = where.partition(":")
        functions = {one.function for one in SENT if one.where.startswith(f"{path}:") and one.method in WRITES}
        told = [
            f
            for f in functions
            if any(takes_change(o) or makes_changes(f) for o in SENT if o.function is f and o.method in WRITES)
        ]
        assert any(f.name == name or name in names_in(f) for f in told), where
