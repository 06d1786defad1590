"""Every kind of record that is ever told of has its rule: who may hear of it is decided, not forgotten."""

import ast
import re
from pathlib import Path

import psycopg
import pytest

import fettle
from fettle.modules.realtime.rules import sight
from fettle.modules.tenancy.public import BUILT_IN_ROLES

MODULES = Path(fettle.__file__).parent / "modules"
TYPE = re.compile(r"([a-z_]+)\.[a-z_]+")
KNOWN = sight.NEEDED.keys() | sight.OWN


def entities():
    """What stands before the dot in every type that a `Change` is made with, and every `entity=` of a shelf."""
    found = {}
    for path in sorted(MODULES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            texts += [ast.unparse(a)[2:-1] for a in node.args if isinstance(a, ast.JoinedStr)]
            if name in ("Change", "_save", "_told", "_changes", "_changed"):
                for text in texts:
                    if match := re.match(r"([a-z_]+)\.", text):
                        found[match[1]] = path.relative_to(MODULES)
            shelf = [k.value.value for k in node.keywords if k.arg == "entity" and isinstance(k.value, ast.Constant)]
            if name in ("Shelf", "Catalogue"):
                found |= {entity: path.relative_to(MODULES) for entity in shelf}
    return found


def test_every_kind_of_record_has_its_rule():
    """A new kind of record is told to nobody but auditors until somebody has decided who may hear of it."""
    found = entities()
    assert len(found) > 25
    assert {entity: str(path) for entity, path in found.items() if entity not in KNOWN} == {}


def test_every_kind_that_was_ever_told_of_has_its_rule(database):
    """The same of what stands in the feeds of this run's tenants."""
    with psycopg.connect(database.superuser) as conn:
        told = {entity for (entity,) in conn.execute("SELECT DISTINCT entity FROM events")}
    assert told - KNOWN == set()


@pytest.mark.parametrize("entity", sorted(sight.NEEDED))
def test_rules_name_permissions_that_exist(entity):
    """A misspelt permission would hide it from everybody."""
    held = frozenset().union(*(role.permissions for role in BUILT_IN_ROLES))
    assert set(sight.NEEDED[entity]) <= held
