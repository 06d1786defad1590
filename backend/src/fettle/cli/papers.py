"""The pages of docs/ that are made from the code, so that they cannot drift from it."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec

from fettle.composition import SYNCED
from fettle.main import MODULES
from fettle.modules.sync import public as sync
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders
from fettle.schema import metadata

DOCS = Path(__file__).parents[4] / "docs"
MADE = "<!-- Made by `fettle papers`; do not edit. -->\n\n"


def er_diagram() -> str:
    """All tables by module with their keys and references, as Mermaid diagrams."""
    parts = ["# Tables\n\n", MADE, "Every reference inside a tenant is the pair `(tenant_id, id)`.\n"]
    for module in dict.fromkeys(str(table.info["module"]) for table in metadata.sorted_tables):
        tables = [table for table in metadata.sorted_tables if table.info["module"] == module]
        lines = []
        for table in tables:
            lines.append(f"    {table.name} {{")
            lines += [f"        {str(c.type).split('(')[0].lower().replace(' ', '_')} {c.name}" for c in table.columns]
            lines.append("    }")
            for constraint in sorted(table.foreign_key_constraints, key=lambda c: str(c.name)):
                target = constraint.elements[0].target_fullname.partition(".")[0]
                column = constraint.column_keys[-1]
                many = "o|" if table.columns[column].nullable else "||"
                lines.append(f'    {target} {many}--o{{ {table.name} : "{column}"')
        parts.append(f"\n## {module}\n\n```mermaid\nerDiagram\n" + "\n".join(lines) + "\n```\n")
    return "".join(parts)


def permissions() -> str:
    """Every permission with its sentence, and which built-in role holds it."""
    roles = tenancy.BUILT_IN_ROLES
    names = [role.code for role in roles]
    lines = ["# Permissions\n\n", MADE, f"| permission | what it allows | {' | '.join(names)} |\n"]
    lines.append("|---|---|" + "---|" * len(names) + "\n")
    for module in MODULES:
        for code, sentence in module.permissions.items():
            marks = " | ".join("x" if code in role.permissions else "" for role in roles)
            lines.append(f"| `{code}` | {sentence} | {marks} |\n")
    return "".join(lines)


def life_cycle() -> str:
    """The moves that a work order can make, who may make them, and as what."""
    lines = ["# The life cycle of a work order\n\n", MADE, "| from | to | verb | permission |\n|---|---|---|---|\n"]
    lines += [f"| {m.from_status} | {m.to_status} | {m.verb} | `{m.permission}` |\n" for m in work_orders.TRANSITIONS]
    return "".join(lines)


def sync_schema() -> str:
    """What phones keep, and the moves of the life cycle, as the field app is built with them."""
    moves = msgspec.to_builtins(work_orders.moves())
    made = sync.schema_document(table for table, _ in SYNCED.values()) | {"moves": moves}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


PAPERS: dict[str, Callable[[], str]] = {
    "reference/tables.md": er_diagram,
    "reference/permissions.md": permissions,
    "reference/life-cycle.md": life_cycle,
    "../packages/sync/schema.json": sync_schema,
}


def stale() -> list[str]:
    """The pages that differ from what the code says."""
    return [name for name, make in PAPERS.items() if not (DOCS / name).exists() or (DOCS / name).read_text() != make()]


def write() -> None:
    """Write every page."""
    for name, make in PAPERS.items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(make())
