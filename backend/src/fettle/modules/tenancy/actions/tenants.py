"""Making, showing, changing and ending a tenant."""

from collections.abc import Mapping
from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.kit.refusals import Forbidden
from fettle.modules.tenancy.records.tenants import Branding, Edition, NewTenant, Tenant, TenantSettings
from fettle.modules.tenancy.rules import permissions, seeds, tenants, versions
from fettle.modules.tenancy.store import people as people_store
from fettle.modules.tenancy.store import reference as reference_store
from fettle.modules.tenancy.store import shelves
from fettle.modules.tenancy.store import tenants as store


async def create(call: Call, given: NewTenant) -> Tenant:
    """Make a tenant with the built-in roles of its edition and the usual reference data; only the operator can."""
    call.must("tenants:create")
    tenants.new(given)
    if given.id != call.tenant_id:
        raise Forbidden("A tenant is made by a call of its own.")
    fields = msgspec.structs.asdict(given)
    fields |= {"edition": Edition(given.edition), "branding": Branding(), "settings": TenantSettings()}
    tenant = Tenant(**fields, created_at=call.now, updated_at=call.now)
    await store.create(call, tenant, store.created(tenant))
    roles = permissions.built_in(tenant.edition, new_id=call.new_id, at=call.now)
    await shelves.add_many(call, people_store.ROLES, roles)
    await shelves.add_many(call, reference_store.REASONS, seeds.reasons(new_id=call.new_id, at=call.now))
    failure_codes = seeds.failure_codes(new_id=call.new_id, at=call.now)
    await shelves.add_many(call, reference_store.FAILURE_CODES, failure_codes)
    return _with_words(tenant)


async def current(call: Call) -> Tenant:
    """The tenant of the call, for the product itself."""
    return _with_words(await store.get(call))


async def every(call: Call) -> list[Tenant]:
    """Every tenant of the installation; only the operator sees them."""
    call.must("tenants:list")
    return [_with_words(tenant) for tenant in await store.every(call)]


async def show(call: Call) -> Tenant:
    """The tenant that you are signed in to."""
    call.must("tenant:read")
    return await current(call)


async def change(call: Call, given: Mapping[str, Any], version: int) -> Tenant:
    """Change the tenant's name, language, currency, time zone, look, words or settings."""
    call.must("tenant:write")
    tenant = await store.get(call, lock=True)
    versions.expect(tenant.version, version)
    recorded = "currency" in given and await _money_recorded(call)
    new = tenants.changed(tenant, given, money_recorded=recorded)
    return _with_words(await store.save(call, tenant, new, "changed"))


async def delete(call: Call, slug: str) -> Tenant:
    """Delete the tenant whose slug was typed; for thirty days that can be taken back."""
    call.must("tenant:write")
    tenant = await store.get(call, lock=True)
    new = tenants.in_deletion(tenant, slug, at=call.now)
    return _with_words(await store.save(call, tenant, new, "deleted"))


async def restore(call: Call) -> Tenant:
    """Take the deletion of the tenant back."""
    call.must("tenant:write")
    tenant = await store.get(call, lock=True)
    new = tenants.restored(tenant, at=call.now)
    return _with_words(await store.save(call, tenant, new, "restored"))


async def suspend(call: Call, *, suspended: bool = True) -> Tenant:
    """Shut a tenant's people out, or let them in again; only the operator can."""
    call.must("tenants:suspend")
    tenant = await store.get(call, lock=True)
    new = msgspec.structs.replace(tenant, suspended_at=call.now if suspended else None)
    return _with_words(await store.save(call, tenant, new, "suspended" if suspended else "resumed"))


async def next_number(call: Call, counter: str, how_many: int = 1) -> int:
    """The first of `how_many` numbers in a row of the tenant's `counter` (`work_order`, `work_request`)."""
    return await store.take_numbers(call, counter, how_many)


async def _money_recorded(call: Call) -> bool:
    if call.caller.site_scope is not None:
        return True  # What other sites have recorded is hidden from this caller, so it has to be assumed.
    async with call.seeing_costs():
        return await store.money_recorded(call)


def _with_words(tenant: Tenant) -> Tenant:
    return msgspec.structs.replace(tenant, words=tenants.words(tenant.edition, tenant.vocabulary))
