"""Codes and tags: what the tenant describes its work with."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy.actions import kinds, naming
from fettle.modules.tenancy.records.reference import TaskCode
from fettle.modules.tenancy.rules import reference
from fettle.modules.tenancy.store import reference as store


async def _check_task_code(call: Call, old: TaskCode | None, new: TaskCode) -> TaskCode:
    wanted = None if old is not None and old.gl_code_id == new.gl_code_id else new.gl_code_id
    await naming.must_have(call, "gl_codes", {"/glCodeId": wanted})
    return new


def _kind(name: str, **rules: Any) -> kinds.Kind[Any]:
    return kinds.Kind(shelf=store.SHELVES[name], read="reference:read", write="reference:write", **rules)


TAGS = kinds.Kind(shelf=store.TAGS, read="reference:read", write="tags:write")
GL_CODES = _kind("gl_codes")
TASK_CODES = _kind("task_codes", check=_check_task_code)
FAILURE_CODES = _kind("failure_codes")
REASONS = _kind("reasons")
KINDS: Mapping[str, kinds.Kind[Any]] = MappingProxyType(
    {
        "tags": TAGS,
        "gl_codes": GL_CODES,
        "task_codes": TASK_CODES,
        "failure_codes": FAILURE_CODES,
        "reasons": REASONS,
    }
)


async def ids(call: Call, kind: str, codes: Iterable[str], *, among: str | None = None) -> dict[str, UUID]:
    """The ids of `codes` (tags: names) among gl_codes, task_codes, failure_codes, reasons or tags.

    `among` is the kind of reason or failure code; without it the same code of two kinds answers with either.
    """
    return await store.ids(call, store.SHELVES[kind], set(codes), kind=among)


async def ensure(call: Call, kind: str, names: Mapping[str, str], *, among: str | None = None) -> dict[str, UUID]:
    """The ids of codes, added with their names where there are none yet.

    `among` is the kind of reason or failure code: downtime and problem unless given.
    """
    among = among or reference.USUAL_KIND.get(kind)
    known = await ids(call, kind, names, among=among)
    return await kinds.ensure(call, KINDS[kind], known, reference.entries(kind, names, among=among))


async def change(call: Call, kind: str, record_id: UUID, given: Mapping[str, Any]) -> None:
    """Change fields of a code, whatever version it has: an import brings what holds now."""
    await kinds.overwrite(call, KINDS[kind], record_id, given)
