"""The tenants that a command means."""

import click

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.tenancy import public as tenancy


async def tenants(door: Door) -> list[tenancy.Tenant]:
    """Every tenant of the installation."""
    async with door.open(system(None, via="cli", realm="identity"), read_only=True) as call:
        return await tenancy.every_tenant(call)


async def tenant_named(door: Door, slug: str) -> tenancy.Tenant:
    """The tenant called `slug`, or an exit that says which there are."""
    known = {tenant.slug: tenant for tenant in await tenants(door)}
    if slug not in known:
        there = ", ".join(sorted(known)) or "none yet; `fettle tenant create` makes one"
        raise click.ClickException(f"No tenant {slug!r}. There are: {there}.")
    return known[slug]
