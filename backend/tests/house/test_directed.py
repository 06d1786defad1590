"""Directed: a foreign key is declared by the higher of its two modules, and code imports only downwards."""

from pathlib import Path

from sqlalchemy import ForeignKeyConstraint

from fettle.schema import metadata

STREETS = (
    *("db", "queue", "identity", "tenancy", "jobs", "files", "assets", "logs", "work_orders", "planning"),
    *("escalation", "calendar", "portal", "imports", "reports", "webhooks", "realtime", "notifications"),
)

# Constraints that a higher module lays on a table of a lower one (its own tables.py and migration say so).
LAID_FROM_ABOVE = {
    "fk_membership_sites_site_id": "assets",
    "fk_log_entries_work_order_id": "work_orders",
    "fk_log_lines_work_order_id": "work_orders",
    "fk_log_line_costs_work_order_id": "work_orders",
    "fk_downtimes_work_order_id": "work_orders",
    "fk_work_orders_occurrence_id": "planning",
    "fk_work_orders_plan_id": "planning",
}


def test_foreign_keys_point_down_unless_laid_from_above():
    """A lower module's table never needs a higher module to exist."""
    wrong = []
    for table in metadata.tables.values():
        for constraint in table.foreign_key_constraints:
            target = metadata.tables[constraint.elements[0].target_fullname.partition(".")[0]]
            here, there = (STREETS.index(t.info["module"]) for t in (table, target))
            if here < there and constraint.name not in LAID_FROM_ABOVE:
                wrong.append(constraint.name)
    assert wrong == []


def test_constraints_from_above_are_laid_by_their_module():
    """Each listed constraint exists, and the migration of the module that lays it is the one that adds it."""
    names = {c.name for t in metadata.tables.values() for c in t.constraints if isinstance(c, ForeignKeyConstraint)}
    assert set(LAID_FROM_ABOVE) <= names
    versions = Path(__file__).parents[2] / "migrations" / "versions"
    for name, module in LAID_FROM_ABOVE.items():
        adding = [p.name for p in versions.glob("*.py") if f"ADD CONSTRAINT {name}" in p.read_text()]
        assert adding
        assert all(module in file for file in adding)
