"""Checking the staff, crews, codes, reasons and tags that an input names before it is written."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy.rules import naming as rules
from fettle.modules.tenancy.rules.naming import Named
from fettle.modules.tenancy.store import naming as store


async def must_have(call: Call, kind: str, named: Mapping[str, UUID | None], *, of_kind: str | None = None) -> None:
    """Raise `Invalid` with a fault for each JSON pointer whose record of `kind` is not there or no longer in use.

    `kind` is staff, crews, tags, gl_codes, task_codes, failure_codes or reasons; `of_kind` what a reason or failure
    code has to be for. Null ids are passed over. What a record has already is not to be named: it may stay.
    """
    await must_have_all(call, [(at, kind, each, of_kind) for at, each in named.items() if each is not None])


async def must_have_all(call: Call, named: Iterable[Named]) -> None:
    """As `must_have` for records of many kinds, each as (pointer, kind, id, of which kind): one query, or none."""
    wanted = list(named)
    ids: dict[str, list[UUID]] = {}
    for _, shelf, record_id, _ in wanted:
        ids.setdefault(shelf, []).append(record_id)
    if ids:
        rules.check(wanted, await store.found(call, ids))
