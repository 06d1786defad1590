"""The rows of tenants, the people in them, and their reference data, as text for COPY."""

from collections.abc import Iterator

from benchmarks.dataset.sizes import Tenant
from fettle.modules.tenancy.rules.permissions import SUPERVISOR

Rows = Iterator[tuple[object, ...]]
CODES = 20
CREWS = 5
TAGS = 8
CATEGORIES = 8
TYPES = ("Facility", "Grounds", "Equipment", "Vehicle", "Infrastructure")


def tenants(tenant: Tenant) -> Rows:
    """The tenant itself."""
    yield tenant.id, f"bench-{tenant.number}", f"Benchmark {tenant.number}", "organisation"


def counters(tenant: Tenant) -> Rows:
    """Where its numbers stand."""
    yield tenant.id, "work_order", tenant.work_orders


def feeds(tenant: Tenant) -> Rows:
    """Where its feed stands."""
    yield tenant.id, 2 * tenant.work_orders


def users(tenant: Tenant) -> Rows:
    """A user for each member of staff."""
    for serial in range(tenant.staff):
        yield tenant.key("user", serial), f"person-{serial}@bench-{tenant.number}.test", f"Person {serial}"


def roles(tenant: Tenant) -> Rows:
    """One role is enough to measure with."""
    yield tenant.id, tenant.key("role", 0), "supervisor", "Supervisor", "{" + ",".join(sorted(SUPERVISOR)) + "}", True


def memberships(tenant: Tenant) -> Rows:
    """Everybody may see every site."""
    for serial in range(tenant.staff):
        yield tenant.id, tenant.key("membership", serial), tenant.key("user", serial), tenant.key("role", 0)


def staff(tenant: Tenant) -> Rows:
    """The people who do the work."""
    for serial in range(tenant.staff):
        yield tenant.id, tenant.key("staff", serial), f"Person {serial}", tenant.key("user", serial)


def rates(tenant: Tenant) -> Rows:
    """What an hour of each costs."""
    for serial in range(tenant.staff):
        rate = f"{30 + serial % 40}.50"
        yield tenant.id, tenant.key("rate", serial), tenant.key("staff", serial), "2020-01-01", rate


def crews(tenant: Tenant) -> Rows:
    """The crews."""
    for serial in range(CREWS):
        yield tenant.id, tenant.key("crew", serial), f"Crew {serial}"


def tags(tenant: Tenant) -> Rows:
    """The tags."""
    for serial in range(TAGS):
        yield tenant.id, tenant.key("tag", serial), f"tag-{serial}"


def gl_codes(tenant: Tenant) -> Rows:
    """The accounts."""
    for serial in range(CODES):
        yield tenant.id, tenant.key("gl_code", serial), f"{5000 + serial}", f"Account {serial}"


def task_codes(tenant: Tenant) -> Rows:
    """The coded kinds of job."""
    for serial in range(CODES):
        yield tenant.id, tenant.key("task_code", serial), f"T{serial:02}", f"Kind of job {serial}"


def reasons(tenant: Tenant) -> Rows:
    """Why work waits or is cancelled."""
    yield tenant.id, tenant.key("reason", 0), "hold", "PARTS", "Waiting for parts"
    yield tenant.id, tenant.key("reason", 1), "cancel", "NOT_NEEDED", "No longer needed"


def sites(tenant: Tenant) -> Rows:
    """The places."""
    for serial in range(tenant.sites):
        yield tenant.id, tenant.key("site", serial), f"Site {serial}", f"S{serial}"


def locations(tenant: Tenant) -> Rows:
    """Two buildings on each site."""
    for serial in range(2 * tenant.sites):
        yield (
            tenant.id,
            tenant.key("location", serial),
            tenant.key("site", serial // 2),
            f"Building {serial}",
            "building",
        )


def asset_types(tenant: Tenant) -> Rows:
    """The five that every tenant starts with."""
    for serial, name in enumerate(TYPES):
        yield tenant.id, tenant.key("asset_type", serial), name.upper(), name


def categories(tenant: Tenant) -> Rows:
    """The categories of cost reports."""
    for serial in range(CATEGORIES):
        yield tenant.id, tenant.key("category", serial), f"C{serial}", f"Category {serial}"


def assets(tenant: Tenant) -> Rows:
    """The things that are maintained."""
    for serial in range(tenant.assets):
        site = serial % tenant.sites
        yield (
            tenant.id,
            tenant.key("asset", serial),
            f"Pump {serial}",
            f"A-{serial}",
            tenant.key("site", site),
            tenant.key("location", 2 * site),
            tenant.key("asset_type", serial % len(TYPES)),
            tenant.key("category", serial % CATEGORIES),
        )
