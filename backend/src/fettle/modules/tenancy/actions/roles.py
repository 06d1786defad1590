"""Custom roles over permission codes, and the list of those codes."""

from collections.abc import Mapping

import msgspec

from fettle.db.call import Call
from fettle.modules.tenancy.actions import kinds
from fettle.modules.tenancy.records.people import Permission, Role
from fettle.modules.tenancy.rules import people, permissions
from fettle.modules.tenancy.store import people as store


async def _check(call: Call, old: Role | None, new: Role) -> Role:
    codes = permissions.known(new.permissions)
    permissions.may_grant(call.permissions, codes)
    if old is not None:
        permissions.changeable(old)
        permissions.may_grant(call.permissions, old.permissions)
        await _keep_somebody_governing(call, old, codes)
    return msgspec.structs.replace(new, permissions=codes)


async def _keep_somebody_governing(call: Call, old: Role, codes: list[str]) -> None:
    governs_now = set(old.permissions) >= people.GOVERNS
    if governs_now and not set(codes) >= people.GOVERNS:
        governing = await store.governing(call, sorted(people.GOVERNS))
        others = sum(role_id != old.id for role_id in governing.values())
        people.somebody_governs(others, before=old.id in governing.values(), after=False)


async def _may_go(call: Call, role: Role) -> None:
    permissions.changeable(role)
    permissions.may_grant(call.permissions, role.permissions)
    if await store.holders(call, role.id):
        raise permissions.RoleInUse()


ROLES = kinds.Kind(shelf=store.ROLES, read="people:read", write="roles:write", check=_check, may_go=_may_go)


async def codes(call: Call, sentences: Mapping[str, str]) -> list[Permission]:
    """Every permission code with what it allows."""
    call.must("people:read")
    return [Permission(code=code, sentence=sentence) for code, sentence in sorted(sentences.items())]
