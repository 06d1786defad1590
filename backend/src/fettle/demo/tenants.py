"""Who is in the demo."""

from collections.abc import Collection
from uuid import UUID

import msgspec

from fettle.modules.tenancy import public as tenancy

PASSWORD = "fettle-demo-2026"  # noqa: S105 - printed at start, for data that everybody has


class DemoTenant(msgspec.Struct, frozen=True):
    """A tenant of the demo: its file and mapping, when it has any, and its people by role.

    `more` are further people: name before the @, role, name. `days` is how long ago its past begins, when it has one.
    """

    new: tenancy.NewTenant
    people: dict[str, str]
    colour: str
    file: str | None = None
    mapping: str | None = None
    workers: tuple[str, ...] = ()
    custom_fields: tuple[dict[str, str], ...] = ()
    more: tuple[tuple[str, str, str], ...] = ()
    days: int = 0

    def email(self, login: str) -> str:
        """Where somebody signs in, by the name before the @: their role, where there is one of them."""
        return f"{login}@{self.new.slug}.example"

    def everybody(self) -> list[tuple[str, str, str]]:
        """Name before the @, role and name of everybody who can sign in."""
        return [*((role, role, name) for role, name in self.people.items()), *self.more]


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
        "#15803d",
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
        "#57534e",
        file="excavator_work_orders.csv.gz",
        mapping="quarry.json",
        workers=("technician", "supervisor"),
    ),
    DemoTenant(
        tenancy.NewTenant(
            id=UUID("01941f29-7c00-7000-8000-00000000da04"),
            slug="riverside",
            name="Riverside Parks & Recreation",
            currency="USD",
            time_zone="America/New_York",
        ),
        {
            "admin": "Dana Whitfield",
            "supervisor": "Grace Holloway",
            "technician": "Tia Brooks",
            "requester": "Robin Keller",
            "auditor": "Alex Moreau",
        },
        "#0f766e",
        more=(
            ("technician2", "technician", "Marco Silva"),
            ("technician3", "technician", "Ines Novak"),
            ("technician4", "technician", "Omar Haddad"),
        ),
        days=426,
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
        "#b45309",
        days=170,
    ),
)


def sign_ins(slugs: Collection[str] = ()) -> list[tuple[str, str, str]]:
    """Tenant, role and e-mail address of everybody in these demo tenants, or in all; all have the same password."""
    return [
        (tenant.new.slug, role, tenant.email(login))
        for tenant in TENANTS
        if not slugs or tenant.new.slug in slugs
        for login, role, _ in tenant.everybody()
    ]


SLUGS = tuple(tenant.new.slug for tenant in TENANTS)
SIGN_INS = tuple(sign_ins())
"""Everybody in the demo."""
