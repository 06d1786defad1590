"""Codes and tags: one shelf for each kind."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy.records.reference import FailureCode, GlCode, Reason, Tag, TaskCode
from fettle.modules.tenancy.store.shelves import Shelf

CODE_AND_NAME = "t.code || ' ' || t.name"
TAGS = Shelf(table="tags", entity="tag", record=Tag, columns=("name", "colour"))
GL_CODES = Shelf(
    table="gl_codes",
    entity="gl_code",
    record=GlCode,
    columns=("code", "name", "active"),
    by="code",
    searched=CODE_AND_NAME,
)
TASK_CODES = Shelf(
    table="task_codes",
    entity="task_code",
    record=TaskCode,
    columns=("code", "name", "instructions", "standard_hours", "gl_code_id", "active"),
    by="code",
    searched=CODE_AND_NAME,
)
FAILURE_CODES = Shelf(
    table="failure_codes",
    entity="failure_code",
    record=FailureCode,
    columns=("kind", "code", "name", "active"),
    by="code",
    searched=CODE_AND_NAME,
)
REASONS = Shelf(
    table="reasons",
    entity="reason",
    record=Reason,
    columns=("kind", "code", "name", "active"),
    by="code",
    searched=CODE_AND_NAME,
)
SHELVES: Mapping[str, Shelf[Any]] = MappingProxyType(
    {
        "tags": TAGS,
        "gl_codes": GL_CODES,
        "task_codes": TASK_CODES,
        "failure_codes": FAILURE_CODES,
        "reasons": REASONS,
    }
)
IDS = """
SELECT t.$column, t.id FROM $table t
WHERE t.tenant_id = app.tenant_id() AND t.$column = ANY(%s::text[]) AND t.deleted_at IS NULL $among
"""


async def ids(call: Call, shelf: Shelf[Any], codes: Iterable[str], *, kind: str | None = None) -> dict[str, UUID]:
    """The ids of records by code (tags: by name); `kind` limits reasons and failure codes."""
    column = "name" if shelf is TAGS else "code"
    wanted: Sequence[Any] = [list(codes)] if kind is None else [list(codes), kind]
    query = shelf.sql(IDS, column=column, among="" if kind is None else "AND t.kind = %s")
    return dict(await call.all(tuple, query, wanted))
