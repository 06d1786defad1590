"""Total: every status stands in the transition table, every permission belongs to one module and is asked for."""

import ast
from collections import Counter
from pathlib import Path

import psycopg

import fettle
from fettle.main import MODULES
from fettle.modules.tenancy.public import BUILT_IN_ROLES
from fettle.modules.work_orders.public import TRANSITIONS, WorkOrderStatus

SOURCE = Path(fettle.__file__).parent
DECLARED = Counter(code for module in MODULES for code in module.permissions)
MOVES = "SELECT from_status, to_status, verb, permission FROM work_order_transitions ORDER BY 1, 2"
CHECK = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_work_orders_status'"
# What only the product itself may do, from the command line and in jobs: no role can hold these.
OPERATORS = {"tenants:create", "tenants:list", "tenants:suspend"}
TERMINAL = {"closed", "cancelled", "skipped"}


def asked_for() -> dict[str, list[str]]:
    """Every permission that code asks for, with the places: `call.must("x")`, `call.may("x")`, `may="x"` on a route."""
    found: dict[str, list[str]] = {}
    for path in sorted((SOURCE / "modules").rglob("*.py")):
        tree = ast.parse(path.read_text())
        texts = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            asked = [keyword.value for keyword in node.keywords if keyword.arg in ("may", "read", "write")]
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("must", "may"):
                asked += node.args[:1]
            for value in asked:
                code = value.value if isinstance(value, ast.Constant) else texts.get(getattr(value, "id", ""))
                if isinstance(code, str) and ":" in code:
                    found.setdefault(code, []).append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    return found


def test_every_status_stands_in_the_transition_table(database):
    """Each status can be reached, and can be left unless it is an end; the database knows the same statuses."""
    statuses = {status.value for status in WorkOrderStatus}
    assert {move.to_status.value for move in TRANSITIONS} == statuses
    assert {move.from_status.value for move in TRANSITIONS if move.from_status} == statuses - TERMINAL
    with psycopg.connect(database.superuser) as conn:
        (check,) = conn.execute(CHECK).fetchone() or ("",)
    assert all(f"'{status}'" in check for status in statuses)
    assert check.count("::text") - 1 <= len(statuses) + 1


def test_the_table_in_the_database_is_the_table_in_the_rules(database):
    """Rules and trigger decide by the same moves."""
    with psycopg.connect(database.app) as conn:
        rows = conn.execute(MOVES).fetchall()
    ours = {
        (move.from_status.value if move.from_status else "none", move.to_status.value, move.verb.value, move.permission)
        for move in TRANSITIONS
    }
    assert set(rows) == ours
    assert len(rows) == len(TRANSITIONS)


def test_every_permission_belongs_to_one_module():
    """What roles can hold is what modules declare, each once, with a sentence."""
    assert [code for code, times in DECLARED.items() if times > 1] == []
    held = frozenset().union(*(role.permissions for role in BUILT_IN_ROLES))
    assert held == DECLARED.keys()
    sentences = [sentence for module in MODULES for sentence in module.permissions.values()]
    assert all(sentence.strip() for sentence in sentences)
    assert {move.permission for move in TRANSITIONS} <= DECLARED.keys()


def test_every_permission_that_is_asked_for_exists():
    """A misspelt code would lock everybody out."""
    unknown = {code: places for code, places in asked_for().items() if code not in DECLARED}
    assert unknown.keys() == OPERATORS


def test_every_permission_that_exists_is_asked_for():
    """A code that nothing asks for promises what it does not keep."""
    moves = {move.permission for move in TRANSITIONS}
    assert DECLARED.keys() - asked_for().keys() - moves == set()


def test_every_action_of_a_request_asks_first():
    """An action whose route asks for a permission asks for it again, so that jobs and imports meet it too."""
    found = asked_for()
    by_routes = {code for code, places in found.items() if any("routes" in place for place in places)}
    by_actions = {code for code, places in found.items() if any("actions" in place for place in places)}
    assert by_routes - by_actions - {move.permission for move in TRANSITIONS} == set()
