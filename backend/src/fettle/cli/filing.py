"""`fettle files`: are all files where they should be, and how much may a tenant keep?"""

import sys

import click

from fettle.cli.naming import tenant_named, tenants
from fettle.cli.opening import finish, opened, settings
from fettle.config import Settings
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.files import public as files
from fettle.modules.tenancy import public as tenancy

GIGABYTE = 1024**3
WORDS = {
    "objects_without_row": "objects without a row",
    "rows_without_object": "rows without an object",
    "uploads_given_up": "uploads that never came",
    "checks_left_open": "checks left open",
    "pictures_left_open": "small pictures left open",
    "subjects_gone": "files whose record is gone",
    "deleted_for_good": "files deleted a month ago",
    "books_off": "bytes by which the books are off",
}


@click.group("files")
def files_group() -> None:
    """Check where files lie; agree on a quota."""


@files_group.command("check")
@click.option("--tenant", "slugs", multiple=True, help="Only these tenants; all unless given.")
@click.option("--repair", is_flag=True, help="Put right what is found; a check after it finds nothing.")
def files_check(slugs: tuple[str, ...], *, repair: bool) -> None:
    """Compare rows with objects, as a worker does every night.

    Exit status: 0 when all is well or was put right, 1 when something is amiss.
    """
    given = settings()

    async def work() -> bool:
        async with opened(given) as door:
            chosen = [await tenant_named(door, slug) for slug in slugs] or await tenants(door)
            desk = files.make_files(given)
            return all([await _whole(door, desk, tenant, repair=repair) for tenant in chosen])

    if not finish(work):
        sys.exit(1)


async def _whole(door: Door, desk: files.Desk, tenant: tenancy.Tenant, *, repair: bool) -> bool:
    caller = system(tenant.id, via="cli")
    report = await files.reconcile(lambda: door.open(caller), desk, tenant.id, repair=repair)
    found = [f"{getattr(report, name)} {words}" for name, words in WORDS.items() if getattr(report, name)]
    said = ", ".join(found) + (" (put right)" if repair else "") if found else "all files are where they should be"
    click.echo(f"{tenant.slug}: {said}")
    return repair or report.whole


@files_group.command("quota")
@click.option("--tenant", "slug", required=True)
@click.option(
    "--gigabytes", type=click.FloatRange(min=0.001), help="What was agreed; that of the edition unless given."
)
def files_quota(slug: str, gigabytes: float | None) -> None:
    """Agree with a tenant on how much it may keep."""
    given: Settings = settings()

    async def work() -> None:
        async with opened(given) as door:
            tenant = await tenant_named(door, slug)
            async with door.open(system(tenant.id, via="cli")) as call:
                await files.agree_on_quota(call, None if gigabytes is None else int(gigabytes * GIGABYTE))

    finish(work)
    click.echo(f"{slug}: {'the quota of its edition' if gigabytes is None else f'{gigabytes:g} GB'}")
