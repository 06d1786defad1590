"""`fettle migrate`: the database to a revision."""

import click
import psycopg

from fettle.cli.opening import WrongSetting, in_words, settings
from fettle.db import engine, migrate

LOSES = "Going back from {found} to {to} removes tables with what is in them. Go on?"


@click.command("migrate")
@click.option("--to", default="head", show_default=True, help="A revision, or `base` to take everything down.")
@click.option("--yes", is_flag=True, help="Go back without asking.")
def migrate_command(to: str, yes: bool) -> None:
    """Bring the database to the newest revision, or to the one named."""
    known = ["base", *migrate.revisions()]
    target = known[-1] if to == "head" else to
    if target not in known:
        raise click.BadParameter(f"no revision {to!r}; there are {', '.join(known)} and head.", param_hint="--to")
    with in_words():
        database = engine.prepare(settings())
        try:
            if database.owner is None:
                raise WrongSetting("Set FETTLE_OWNER_DATABASE_URL: migrations run as the owner role.")
            _move(database.owner, target, known, yes=yes)
        finally:
            database.release()


def _move(owner: str, target: str, known: list[str], *, yes: bool) -> None:
    with psycopg.connect(owner, connect_timeout=engine.CONNECT_SECONDS) as conn:
        found = migrate.current(conn) or "base"
    if found not in known:
        raise engine.NotMigrated(f"The database is at revision {found}, which is newer than this release.")
    if found == target:
        click.echo(f"already at {target}")
        return
    if known.index(target) > known.index(found):
        migrate.upgrade(owner, target)
    else:
        yes or click.confirm(LOSES.format(found=found, to=target), abort=True)
        migrate.downgrade(owner, target)
    click.echo(f"at {target}, was at {found}")
