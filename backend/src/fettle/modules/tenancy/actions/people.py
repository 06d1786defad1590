"""Letting people in, moving them between roles and sites, and taking them out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid
from fettle.modules.tenancy.records.people import Membership, Role
from fettle.modules.tenancy.rules import people, permissions, versions
from fettle.modules.tenancy.store import people as store
from fettle.modules.tenancy.store import shelves


async def page(
    call: Call, asked: PageRequest, *, roles: list[str] | None = None, q: str | None = None, deleted: bool = False
) -> Page[Membership]:
    """The people of the tenant by name, with their role, sites and staff record."""
    call.must("people:read")
    rows = await store.page(call, asked, roles=roles, q=q, deleted=deleted)
    return asked.page(rows, key=lambda person: (person.name, person.id))


async def find(call: Call, membership_id: UUID) -> Membership:
    """One person of the tenant."""
    call.must("people:read")
    return await store.read(call, membership_id)


async def add(call: Call, user_id: UUID, role_code: str, site_ids: Sequence[UUID] | None = None) -> Membership:
    """Let a user into the tenant with a role, everywhere or at some sites; lets a removed one in again."""
    call.must("people:write")
    role = await role_to_grant(call, role_code)
    await sites_to_grant(call, site_ids)
    return await join(call, user_id, role, site_ids)


async def join(call: Call, user_id: UUID, role: Role, site_ids: Sequence[UUID] | None) -> Membership:
    """Make somebody a member who was let in by an invitation, a provider's claims or a person who may."""
    old = await store.of_user(call, user_id)
    if old is not None and old.deleted_at is None:
        raise people.AlreadyMember()
    if old is not None:
        back = _moved(old, role, site_ids)
        await store.save(call, back, _became(old, back, "restored"))
    else:
        await store.add(call, user_id, role, site_ids)
    return await store.get_of_user(call, user_id)


async def promote(call: Call, person: Membership, role: Role) -> Membership:
    """Give a member the role that an outside provider says; who runs the tenant is then the provider's matter."""
    site_ids = None if person.every_site else person.site_ids
    return await _saved(call, person, _moved(person, role, site_ids), "changed")


async def change(call: Call, membership_id: UUID, given: Mapping[str, Any], version: int) -> Membership:
    """Give somebody another role or other sites."""
    call.must("people:write")
    governing = await store.governing(call, sorted(people.GOVERNS))
    old = await store.get(call, membership_id)
    versions.expect(old.version, version)
    people.within_reach(call.caller.site_scope, old)
    before = await _role(call, old.role)
    after = await role_to_grant(call, given["role"]) if "role" in given else before
    permissions.may_grant(call.permissions, before.permissions)
    site_ids = given.get("site_ids", None if old.every_site else old.site_ids)
    await sites_to_grant(call, site_ids, kept=old.site_ids)
    new = _moved(old, after, site_ids)
    governs_after = people.governs(after.permissions, every_site=new.every_site)
    _keep_somebody_governing(governing, old, before, after=governs_after)
    return await _saved(call, old, new, "changed")


async def remove(call: Call, membership_id: UUID, version: int) -> None:
    """Take somebody out of the tenant; what they did stays theirs."""
    call.must("people:write")
    governing = await store.governing(call, sorted(people.GOVERNS))
    old = await store.get(call, membership_id)
    versions.expect(old.version, version)
    people.within_reach(call.caller.site_scope, old)
    role = await _role(call, old.role)
    permissions.may_grant(call.permissions, role.permissions)
    _keep_somebody_governing(governing, old, role, after=False)
    await _saved(call, old, msgspec.structs.replace(old, deleted_at=call.now), "removed")


async def restore(call: Call, membership_id: UUID) -> Membership:
    """Let somebody who was taken out in again, with the role and sites they had."""
    call.must("people:write")
    old = await store.get(call, membership_id, deleted=True)
    people.within_reach(call.caller.site_scope, old)
    permissions.may_grant(call.permissions, (await _role(call, old.role)).permissions)
    return await _saved(call, old, msgspec.structs.replace(old, deleted_at=None), "restored")


async def sites_to_grant(call: Call, site_ids: Sequence[UUID] | None, *, kept: Collection[UUID] = ()) -> None:
    """Raise `Invalid` naming each site that is not there or not the caller's to give; those `kept` may stay."""
    people.sites_within(call.caller.site_scope, site_ids)
    added = set(site_ids or ()) - set(kept)
    people.sites_known(site_ids, await store.sites(call, added) | set(kept))


async def role_to_grant(call: Call, code: str) -> Role:
    """The role with this code, which the caller may give away. Raises `Invalid` at /role where there is none."""
    role = await store.role_by_code(call, code)
    if role is None:
        raise Invalid.at("/role", "unknown", "there is no role with this code")
    permissions.may_grant(call.permissions, role.permissions)
    return role


async def _role(call: Call, code: str) -> Role:
    role = await store.role_by_code(call, code)
    if role is None:
        raise permissions.RoleGone()
    return role


def _keep_somebody_governing(governing: Mapping[UUID, UUID], old: Membership, role: Role, *, after: bool) -> None:
    others = len(governing.keys() - {old.id})
    before = people.governs(role.permissions, every_site=old.every_site)
    people.somebody_governs(others, before=before, after=after)


async def _saved(call: Call, old: Membership, new: Membership, verb: str) -> Membership:
    change = _became(old, new, verb)
    if not change.after:
        return old
    await store.save(call, new, change)
    saved: Membership = shelves.bumped(call, new)
    return saved


def _moved(old: Membership, role: Role, site_ids: Sequence[UUID] | None) -> Membership:
    return msgspec.structs.replace(
        old,
        role_id=role.id,
        role=role.code,
        every_site=site_ids is None,
        site_ids=sorted(set(site_ids or ())),
        deleted_at=None,
    )


def _became(old: Membership, new: Membership, verb: str) -> Change:
    names = [n for n in ("role_id", "every_site", "site_ids", "deleted_at") if getattr(old, n) != getattr(new, n)]
    after = {name: getattr(new, name) for name in names}
    return Change(f"membership.{verb}", new.id, after, {name: getattr(old, name) for name in names})
