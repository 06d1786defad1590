"""Who is in the demo."""

from uuid import UUID

import msgspec

from fettle.modules.tenancy import public as tenancy

PASSWORD = "fettle-demo-2026"  # noqa: S105 - printed at start, for data that everybody has


class DemoTenant(msgspec.Struct, frozen=True):
    """A tenant of the demo: its file and mapping, when it has any, and its people by role."""

    new: tenancy.NewTenant
    people: dict[str, str]
    file: str | None = None
    mapping: str | None = None
    workers: tuple[str, ...] = ()
    custom_fields: tuple[dict[str, str], ...] = ()

    def email(self, role: str) -> str:
        """Where the person with `role` signs in."""
        return f"{role}@{self.new.slug}.example"


ORGANISATION = {
    "admin": "Ana Admin",
    "supervisor": "Sam Supervisor",
    "technician": "Toni Technician",
    "requester": "Robin Requester",
    "auditor": "Alex Auditor",
}
HOUSEHOLD = {"owner": "Olga Owner", "editor": "Eddy Editor", "viewer": "Vera Viewer"}

TENANTS = (
    DemoTenant(
        tenancy.NewTenant(
            id=UUID("01941f29-7c00-7000-8000-00000000da01"),
            slug="parks",
            name="Parks Department",
            currency="USD",
            time_zone="America/New_York",
        ),
        ORGANISATION,
        file="parks_service_requests_2015.csv.gz",
        mapping="parks.json",
        workers=("technician", "supervisor"),
        custom_fields=(
            {"entity": "work_order", "key": "on_time_status", "label": "On time (the city's label)", "type": "text"},
        ),
    ),
    DemoTenant(
        tenancy.NewTenant(
            id=UUID("01941f29-7c00-7000-8000-00000000da02"),
            slug="quarry",
            name="Red Hill Quarry",
            currency="AUD",
            time_zone="Australia/Perth",
        ),
        ORGANISATION,
        file="excavator_work_orders.csv.gz",
        mapping="quarry.json",
        workers=("technician", "supervisor"),
    ),
    DemoTenant(
        tenancy.NewTenant(
            id=UUID("01941f29-7c00-7000-8000-00000000da03"),
            slug="household",
            name="The Household",
            edition=tenancy.Edition.HOUSEHOLD,
            time_zone="Europe/Berlin",
            currency="EUR",
        ),
        HOUSEHOLD,
    ),
)

SIGN_INS = tuple((tenant.new.slug, role, tenant.email(role)) for tenant in TENANTS for role in tenant.people)
"""Tenant, role and e-mail address of everybody in the demo; all have the same password."""
