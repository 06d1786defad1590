"""`fettle openapi` and `fettle papers`: what is made from the code and kept beside it."""

import json
from pathlib import Path

import click

from fettle.cli import papers
from fettle.cli.opening import settings
from fettle.db import engine
from fettle.main import compose

OPENAPI_FILE = Path(__file__).parents[3] / "openapi.json"


@click.command("openapi")
@click.option("--check", is_flag=True, help="Only compare with the committed openapi.json.")
@click.option("--write", is_flag=True, help="Write openapi.json.")
def openapi_command(check: bool, write: bool) -> None:
    """Print the OpenAPI document."""
    given = settings()
    frame = compose(given, engine.make_door(given, ""))
    text = json.dumps(frame.app.state.openapi, indent=1, ensure_ascii=False) + "\n"
    if check:
        if not OPENAPI_FILE.exists() or OPENAPI_FILE.read_text() != text:
            raise click.ClickException("openapi.json differs from the code: run `fettle openapi --write`.")
    elif write:
        OPENAPI_FILE.write_text(text)
    else:
        click.echo(text, nl=False)


@click.command("papers")
@click.option("--check", is_flag=True, help="Only compare with the committed pages.")
def papers_command(check: bool) -> None:
    """Write the pages of docs/reference that are made from the code."""
    if not check:
        papers.write()
    elif stale := papers.stale():
        raise click.ClickException(f"{', '.join(stale)} differ from the code: run `fettle papers`.")
