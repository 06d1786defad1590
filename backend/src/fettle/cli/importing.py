"""`fettle import`: a file, a mapping, a tenant."""

import sys
from pathlib import Path

import click

from fettle.cli.naming import tenant_named
from fettle.cli.opening import finish, lines_of, opened, settings
from fettle.cli.progress import bar
from fettle.kit.refusals import Refusal
from fettle.modules.imports import public as imports

SOME_LEFT_OUT = 3
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, required=True)
@click.option("--tenant", "slug", required=True)
@click.option("--dry-run", is_flag=True, help="Check every row and load none.")
def import_command(file: Path, mapping: Path, slug: str, dry_run: bool) -> None:
    """Import a CSV file with a mapping (JSON); run again to resume or to load what has changed.

    Exit status: 0 when every row is in, 3 when some were quarantined, 1 when the import failed.
    """
    try:
        plan = imports.read_mapping(mapping.read_bytes())
    except Refusal as refusal:
        raise click.BadParameter("\n".join(lines_of(refusal)), param_hint="--mapping") from None

    async def work() -> imports.Reconciliation:
        async with opened(settings()) as door:
            tenant = await tenant_named(door, slug)
            with bar(file.name) as on_progress:
                return await imports.import_file(door, tenant.id, file, plan, dry_run=dry_run, on_progress=on_progress)

    done = finish(work)
    click.echo(done.in_words())
    if done.status != "done":
        sys.exit(1)
    if done.counts.quarantined:
        sys.exit(SOME_LEFT_OUT)
