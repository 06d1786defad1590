"""Whether staff, crews, codes, reasons and tags are there."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy.rules.naming import Found

KINDLESS, ALWAYS = "NULL::text", "true"
COLUMNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "staff": (KINDLESS, ALWAYS),
        "crews": (KINDLESS, ALWAYS),
        "tags": (KINDLESS, ALWAYS),
        "gl_codes": (KINDLESS, "active"),
        "task_codes": (KINDLESS, "active"),
        "failure_codes": ("kind", "active"),
        "reasons": ("kind", "active"),
    }
)
"""For each table what its records are of, and whether they are in use."""
FOUND = """
SELECT '{table}' AS shelf, id, {kind} AS kind, {active} AS active FROM {table}
WHERE tenant_id = app.tenant_id() AND id = ANY(%({table})s::uuid[]) AND deleted_at IS NULL
"""


async def found(call: Call, ids: Mapping[str, Sequence[UUID]]) -> list[Found]:
    """The records among `ids` (by table) that are there. One query."""
    parts = [FOUND.format(table=table, kind=COLUMNS[table][0], active=COLUMNS[table][1]) for table in ids]
    return await call.all(Found, " UNION ALL ".join(parts), {table: list(some) for table, some in ids.items()})
