"""The tenant's own row, its feed and its counters."""

from string import Template
from typing import Any

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.modules.tenancy.records.tenants import Tenant
from fettle.modules.tenancy.store.shelves import bumped, stored

STATED = ("slug", "name", "edition", "deployment_tier", "locale", "currency", "time_zone")
COLUMNS = (
    *STATED,
    "branding",
    "vocabulary",
    "settings",
    "suspended_at",
    "deletion_requested_at",
    "deleted_at",
)

GET = Template(
    """
SELECT id, slug, name, edition, deployment_tier, locale, currency, time_zone, branding, vocabulary, settings,
       suspended_at, deletion_requested_at, deleted_at, created_at, updated_at, version
FROM tenants WHERE $which
"""
)
INSERT = """
INSERT INTO tenants (id, slug, name, edition, deployment_tier, locale, currency, time_zone, created_at, created_by,
                     updated_at, updated_by)
VALUES (%(id)s, %(slug)s, %(name)s, %(edition)s, %(deployment_tier)s, %(locale)s, %(currency)s, %(time_zone)s, %(now)s,
        %(user)s, %(now)s, %(user)s)
"""
OPEN_FEED = "INSERT INTO tenant_feed (tenant_id) VALUES (app.tenant_id())"
OPEN_COUNTERS = """
INSERT INTO tenant_counters (tenant_id, name) VALUES (app.tenant_id(), 'work_order'), (app.tenant_id(), 'work_request')
"""
UPDATE = Template(
    "UPDATE tenants SET $assignments, version = version + 1, updated_at = %(now)s, updated_by = %(user)s "
    "WHERE id = app.tenant_id()"
)
TAKE_NUMBERS = """
INSERT INTO tenant_counters AS c (tenant_id, name, value) VALUES (app.tenant_id(), %(name)s, %(many)s)
ON CONFLICT (tenant_id, name) DO UPDATE SET value = c.value + excluded.value
RETURNING c.value - %(many)s + 1
"""
MONEY_RECORDED = "SELECT EXISTS (SELECT FROM events WHERE tenant_id = app.tenant_id() AND bears_costs)"


async def create(call: Call, tenant: Tenant, change: Change) -> None:
    """Keep a new tenant, and open its feed and its counters."""
    given = {name: getattr(tenant, name) for name in ("id", *STATED)}
    await call.write(change, INSERT, {**given, "now": call.now, "user": call.user_id})
    await call.keep(OPEN_FEED)
    await call.keep(OPEN_COUNTERS)


async def get(call: Call, *, lock: bool = False) -> Tenant:
    """The tenant of the call."""
    return await call.one(Tenant, GET.substitute(which="id = app.tenant_id()" + (" FOR UPDATE" if lock else "")))


async def by_slug(call: Call, slug: str) -> Tenant | None:
    """The tenant with this short name, for callers in the identity realm."""
    return await call.maybe(Tenant, GET.substitute(which="slug = %s AND deleted_at IS NULL"), [slug])


async def every(call: Call) -> list[Tenant]:
    """Every tenant of the installation, for callers in the identity realm."""
    return await call.all(Tenant, GET.substitute(which="deleted_at IS NULL ORDER BY slug"))


async def save(call: Call, old: Tenant, new: Tenant, verb: str) -> Tenant:
    """Keep what became of the tenant; nothing is written when nothing changed."""
    before, after = difference(old, new)
    if not after:
        return old
    change = Change(f"tenant.{verb}", new.id, after, before)
    assignments = ", ".join(f"{name} = %({name})s" for name in after)
    values: dict[str, Any] = {name: stored(value) for name, value in after.items()}
    query = UPDATE.substitute(assignments=assignments)
    await call.write(change, query, {**values, "now": call.now, "user": call.user_id})
    saved: Tenant = bumped(call, new)
    return saved


async def money_recorded(call: Call) -> bool:
    """Whether any change of this tenant ever carried money; ask inside `call.seeing_costs()`."""
    recorded: bool = await call.value(MONEY_RECORDED)
    return recorded


async def take_numbers(call: Call, counter: str, how_many: int) -> int:
    """The first of `how_many` numbers in a row that nobody else gets; the counter stays locked until the commit."""
    first: int = await call.value(TAKE_NUMBERS, {"name": counter, "many": how_many})
    return first


def created(tenant: Tenant) -> Change:
    """The change that a new tenant makes."""
    return Change("tenant.created", tenant.id, {name: getattr(tenant, name) for name in COLUMNS})
