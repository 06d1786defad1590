"""Migrations: forward to the newest, down again, and where the database stands.

Alembic is only loaded when there is something to migrate: where the database stands, and which revision is the newest,
is known without it, so that a start on a database that is up to date stays quick.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from alembic.config import Config

URL_ATTRIBUTE = "fettle_url"
_REVISION = re.compile(r'^(revision|down_revision)\b[^=]*= *(?:"([^"]+)"|None)', re.MULTILINE)


def scripts_folder() -> Path:
    """The folder of migrations: beside the package in a checkout, inside it in a wheel."""
    inside = Path(__file__).parents[1] / "migrations"
    return inside if inside.exists() else Path(__file__).parents[3] / "migrations"


def upgrade(conninfo: str, revision: str = "head") -> None:
    """Bring the database that `conninfo` (the owner role) names up to `revision`."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(_config(conninfo), revision)


def downgrade(conninfo: str, revision: str) -> None:
    """Take the database down to `revision` (`base` for nothing)."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(_config(conninfo), revision)


def newest() -> str:
    """The revision that this release needs."""
    return revisions()[-1]


def revisions() -> list[str]:
    """Every revision, the first one first. Raises `LookupError` unless the migrations form one line."""
    after = {}
    for path in scripts_folder().glob("versions/*.py"):
        said = {match[1]: match[2] for match in _REVISION.finditer(path.read_text())}
        after[said["down_revision"]] = said["revision"]
    line, last = [], None
    while last in after:
        last = after.pop(last)
        line.append(last)
    if after or not line:
        raise LookupError(f"the migrations in {scripts_folder()} are not one line from first to last")
    return line


def current(conn: Connection) -> str | None:
    """The revision that the database is at, None before the first."""
    exists = conn.execute("SELECT to_regclass('public.alembic_version')").fetchone()
    if exists is None or exists[0] is None:
        return None
    row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _config(conninfo: str) -> "Config":
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import URL  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    parts = conninfo_to_dict(conninfo)
    config.attributes[URL_ATTRIBUTE] = URL.create(
        "postgresql+psycopg",
        username=_text(parts.pop("user", None)),
        password=_text(parts.pop("password", None)),
        database=_text(parts.pop("dbname", None)),
        query={key: str(value) for key, value in parts.items() if value is not None},
    )
    return config


def _text(value: object) -> str | None:
    return None if value is None else str(value)
