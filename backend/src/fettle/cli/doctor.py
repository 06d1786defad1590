"""`fettle doctor`: one line per thing that must be right, and what to do where it is not."""

import asyncio
import difflib
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

import click
import httpx
import psycopg

from fettle.cli.opening import settings
from fettle.config import PREFIX, Settings
from fettle.db import engine, migrate
from fettle.db.programs import EmbeddedError
from fettle.db.server import ServerTooOld, UnsafeRole
from fettle.modules.files import public as files
from fettle.queue import watching

S = TypeVar("S")
PATIENCE = 5.0
SMTP_PORTS = {"smtp": 25, "smtps": 465}


class Wrong(Exception):
    """Something is not as it must be; the text names the setting and what to do."""


@click.command("doctor")
def doctor_command() -> None:
    """Check settings, database, roles, migrations, mail and keys; name what is wrong and what to do.

    Exit status: 0 when all is well, 1 when something is wrong, 2 when a setting cannot even be read.
    """
    if not asyncio.run(examine(settings())):
        sys.exit(1)


async def examine(given: Settings) -> bool:
    """Print the outcome of every check; whether all are well."""
    outcomes = [await _examined(title, check, given) for title, check in BEFORE]
    try:
        database = await asyncio.to_thread(engine.prepare, given)
    except (EmbeddedError, engine.BadAddress) as error:
        _say("WRONG", "database", str(error))
        return False
    try:
        outcomes += [await _examined(title, check, database) for title, check in INSIDE]
    finally:
        await asyncio.to_thread(database.release)
    outcomes += [await _examined(title, check, given) for title, check in AROUND]
    return all(outcomes)


async def _examined(title: str, check: Callable[[S], Awaitable[list[str]]], subject: S) -> bool:
    try:
        said = await check(subject)
    except Wrong as wrong:
        _say("WRONG", title, str(wrong))
        return False
    for line in said:
        _say("ok", title, line)
    return True


def _say(mark: str, title: str, text: str) -> None:
    click.echo(f"{mark:<5}  {title:<10}  {text}")


async def _names(_given: Settings) -> list[str]:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in sorted(set(os.environ) - set(known)):
        if name.startswith(PREFIX):
            near = difflib.get_close_matches(name, known, 1)
            raise Wrong(f"{name} is no setting" + (f": did you mean {near[0]}?" if near else ""))
    return ["every FETTLE_ variable is known"]


async def _data_dir(given: Settings) -> list[str]:
    try:
        given.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(f"FETTLE_DATA_DIR {given.data_dir}: {error.strerror}") from None
    if not os.access(given.data_dir, os.W_OK | os.X_OK):
        raise Wrong(f"FETTLE_DATA_DIR {given.data_dir} cannot be written to")
    if not given.signing_key_path.exists() and given.signing_key_file is not None:
        raise Wrong(f"FETTLE_SIGNING_KEY_FILE {given.signing_key_file} is not there")
    return [str(given.data_dir)]


async def _server(database: engine.Database) -> list[str]:
    name = "FETTLE_DATABASE_URL" if database.embedded is None else "the embedded server"
    try:
        warnings = await engine.check(database)
        async with await psycopg.AsyncConnection.connect(database.app, connect_timeout=engine.CONNECT_SECONDS) as conn:
            version = conn.info.server_version
    except (ServerTooOld, UnsafeRole) as error:
        raise Wrong(f"{name}: {error}") from None
    except psycopg.OperationalError as error:
        raise Wrong(f"{name} cannot be reached: {_first_line(error)}") from None
    return [f"{name}, PostgreSQL {version // 10000}.{version % 10000}", *warnings]


async def _owner(database: engine.Database) -> list[str]:
    if database.owner is None:
        return ["FETTLE_OWNER_DATABASE_URL is not set: `fettle migrate` must be run where it is"]
    try:
        (await psycopg.AsyncConnection.connect(database.owner, connect_timeout=engine.CONNECT_SECONDS)).pgconn.finish()
    except psycopg.OperationalError as error:
        raise Wrong(f"FETTLE_OWNER_DATABASE_URL cannot be reached: {_first_line(error)}") from None
    return ["migrations can run"]


async def _revision(database: engine.Database) -> list[str]:
    try:
        with psycopg.connect(database.app, connect_timeout=engine.CONNECT_SECONDS) as conn:
            found = migrate.current(conn)
    except psycopg.OperationalError:
        raise Wrong("the database cannot be reached") from None
    if found != migrate.newest():
        raise Wrong(f"the database is at {found}, this release needs {migrate.newest()}: run `fettle migrate`")
    return [f"at {found}"]


async def _port(given: Settings) -> list[str]:
    with socket.socket() as probe:
        probe.settimeout(PATIENCE)
        try:
            taken = probe.connect_ex((given.host, given.port)) == 0
        except OSError as error:
            raise Wrong(f"FETTLE_HOST {given.host!r} is no address of this machine: {error.strerror}") from None
    return [f"{given.port} answers (is Fettle running?)" if taken else f"{given.port} is free"]


async def _mail(given: Settings) -> list[str]:
    if given.smtp_url is None:
        return ["FETTLE_SMTP_URL is not set: mails are written to the log"]
    parts = urlsplit(given.smtp_url)
    host, port = parts.hostname or "", parts.port or SMTP_PORTS[parts.scheme]
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except OSError as error:
        raise Wrong(f"FETTLE_SMTP_URL: {host}:{port} cannot be reached ({error.strerror or error})") from None
    return [f"{host}:{port} answers"]


async def _files(given: Settings) -> list[str]:
    if given.s3_bucket is None and any((given.s3_endpoint, given.s3_key, given.s3_secret)):
        raise Wrong("FETTLE_S3_BUCKET is not set, but other FETTLE_S3_ settings are: name the bucket")
    name = "FETTLE_DATA_DIR/objects" if given.s3_bucket is None else "FETTLE_S3_BUCKET"
    try:
        await files.make_files(given).storage.check()
    except files.StorageAway as away:
        said = str(away.__cause__ or away).partition(chr(10))[0]
        raise Wrong(f"{name}: an object cannot be written, read and removed there ({said})") from None
    scanner = "the built-in scanner, which knows a test file only: set FETTLE_CLAMD_ADDRESS"
    if given.clamd_address is not None:
        host, _, port = given.clamd_address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), PATIENCE).close()
        except OSError as error:
            raise Wrong(f"FETTLE_CLAMD_ADDRESS: {given.clamd_address} cannot be reached ({error})") from None
        scanner = f"clamd at {given.clamd_address}"
    return [f"{name} takes and gives objects", f"uploads are scanned by {scanner}"]


async def _address(given: Settings) -> list[str]:
    return [given.base_url + ("" if given.public_url else ": set FETTLE_PUBLIC_URL to what people type")]


async def _screens(given: Settings) -> list[str]:
    if given.web_dir is not None and not given.has_screens:
        raise Wrong(f"FETTLE_WEB_DIR {given.web_dir} holds no index.html: name the folder of the built web app")
    if given.field_dir is not None and not given.has_field:
        raise Wrong(f"FETTLE_FIELD_DIR {given.field_dir} holds no index.html: name the folder of the built field app")
    office = (
        f"the web app in {given.web_folder}"
        if given.has_screens
        else "no web app has been built: / leads to the API reference"
    )
    return [
        office,
        f"the field app in {given.field_folder}"
        if given.has_field
        else "no field app has been built: there is no /field",
    ]


async def _issuers(given: Settings) -> list[str]:
    for issuer in given.oidc_issuers:
        address = issuer.jwks_url or issuer.issuer.rstrip("/") + "/.well-known/openid-configuration"
        try:
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                (await client.get(address)).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Wrong(f"FETTLE_OIDC_ISSUERS: {address} does not answer ({type(error).__name__})") from None
    return [f"{len(given.oidc_issuers)} outside issuers"]


async def _queue(database: engine.Database) -> list[str]:
    try:
        await engine.check_queue(database)
        async with await psycopg.AsyncConnection.connect(database.app, connect_timeout=engine.CONNECT_SECONDS) as conn:
            await conn.execute("SELECT set_config('app.realm', 'worker', true)")
            found = await conn.execute(watching.STATE, [watching.SILENT])
            figures = {(measure, label): int(value) for measure, label, value in await found.fetchall()}
    except engine.NoQueue as error:
        raise Wrong(str(error)) from None
    except psycopg.OperationalError as error:
        raise Wrong(f"FETTLE_QUEUE_DATABASE_URL cannot be reached: {_first_line(error)}") from None
    except psycopg.errors.UndefinedFunction:
        raise Wrong("there is no queue yet: run `fettle migrate`") from None
    workers, waiting = figures["workers", ""], figures["jobs", "ready"]
    at_work = f"{workers} at work" if workers else "no worker is at work: start `fettle worker`"
    return [f"{at_work}; {waiting} jobs wait, {figures['jobs', 'failed']} have failed"]


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


BEFORE = (("settings", _names), ("data", _data_dir))
INSIDE = (("database", _server), ("owner", _owner), ("migrations", _revision), ("queue", _queue))
AROUND = (
    ("address", _address),
    ("screens", _screens),
    ("port", _port),
    ("mail", _mail),
    ("files", _files),
    ("identity", _issuers),
)
