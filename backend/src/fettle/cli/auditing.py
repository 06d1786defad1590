"""`fettle audit verify`: is the past still what it was?"""

import sys

import click

from fettle.cli.naming import tenant_named, tenants
from fettle.cli.opening import finish, opened, settings
from fettle.db import audit
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.tenancy import public as tenancy


@click.group("audit")
def audit_group() -> None:
    """The audit chain."""


@audit_group.command("verify")
@click.option("--tenant", "slugs", multiple=True, help="Only these tenants; all unless given.")
@click.option("--anchor", help="What an earlier run printed for the one tenant named, kept elsewhere.")
def audit_verify(slugs: tuple[str, ...], anchor: str | None) -> None:
    """Check every event against the chain; name the first altered, removed or reordered row.

    Exit status: 0 when all is whole, 1 when something was tampered with.
    """
    if anchor is not None and len(slugs) != 1:
        raise click.UsageError("An anchor belongs to one tenant: name it with --tenant.")

    async def work() -> bool:
        async with opened(settings()) as door:
            chosen = [await tenant_named(door, slug) for slug in slugs] or await tenants(door)
            return all([await _sound(door, tenant, anchor) for tenant in chosen])

    if not finish(work):
        sys.exit(1)


async def _sound(door: Door, tenant: tenancy.Tenant, anchor: str | None) -> bool:
    caller = system(tenant.id, via="cli")
    async with door.open(caller, read_only=True, isolation="ISOLATION LEVEL REPEATABLE READ") as call:
        verdict = await audit.verify(call, anchor=anchor)
    click.echo(f"{tenant.slug}: {verdict.in_words()}")
    return verdict.sound
