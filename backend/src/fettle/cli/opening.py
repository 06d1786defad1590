"""How a command reaches the database: settings, a door, and errors that say what to do."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar

import click
import psycopg
from pydantic import ValidationError
from pydantic_settings import SettingsError

from fettle.config import PREFIX, Settings
from fettle.db import engine
from fettle.db.door import Door
from fettle.db.programs import EmbeddedError
from fettle.db.server import ServerTooOld, UnsafeRole
from fettle.kit.refusals import Refusal
from fettle.web import telemetry

R = TypeVar("R")


class WrongSetting(click.ClickException):
    """A setting is wrong; the message names it."""

    exit_code = 2


def settings() -> Settings:
    """The settings, or an exit that names each wrong one."""
    try:
        found = Settings()
    except SettingsError as error:
        name = re.search(r'field "(\w+)"', str(error))
        raise WrongSetting(
            f"{PREFIX}{name[1].upper() if name else ''} must be JSON, such as {_example(name and name[1])}."
        ) from None
    except ValidationError as error:
        raise WrongSetting("\n".join(_named(item["loc"], item["msg"]) for item in error.errors())) from None
    if sys.stderr.isatty() and "log_format" not in found.model_fields_set:
        found = found.model_copy(update={"log_format": "console"})
    telemetry.configure(found)
    return found


def _example(field: str | None) -> str:
    if field == "oidc_issuers":
        return '[{"issuer": "https://id.example.org", "audience": "fettle"}]'
    return '["10.0.0.1"]'


def _named(place: Sequence[int | str], message: str) -> str:
    text = message.removeprefix("Value error, ")
    field, *inside = place
    name = f"{PREFIX}{str(field).upper()}" + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in inside)
    return text if text.startswith(name) else f"{name}: {text}"


@asynccontextmanager
async def opened(given: Settings) -> AsyncIterator[Door]:
    """A door on the database that the settings name, brought up to date; an embedded server is left as it was."""
    database = await asyncio.to_thread(engine.prepare, given)
    try:
        await asyncio.to_thread(engine.bring_up_to_date, database)
        await engine.check(database)
        door = engine.make_door(given, database.app)
        async with door.pool:
            yield door
    finally:
        await asyncio.to_thread(database.release)


def finish(work: Callable[[], Awaitable[R]]) -> R:
    """Run `work` to its end; what it refuses becomes a line or two and an exit status."""

    async def run() -> R:
        return await work()

    with in_words():
        return asyncio.run(run())


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what may go wrong inside into a line or two: status 2 for a wrong setting, 1 for all else."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException("\n".join(lines_of(refusal, named=_option))) from None
    except (EmbeddedError, engine.BadAddress, engine.NoQueue) as error:
        raise WrongSetting(str(error)) from None
    except (ServerTooOld, UnsafeRole) as error:
        raise WrongSetting(f"FETTLE_DATABASE_URL: {error}") from None
    except engine.NotMigrated as error:
        raise click.ClickException(str(error)) from None
    except psycopg.OperationalError as error:
        raise WrongSetting(f"The database cannot be reached: {_first_line(error)}\n{WHERE}") from None


def lines_of(refusal: Refusal, *, named: Callable[[str], str] = str) -> list[str]:
    """A refusal as lines: what it says, and each fault with its place, `named` as the reader knows it."""
    faults = [f"{named(fault.pointer)}: {fault.message}" for fault in refusal.faults]
    if len(faults) == 1 and refusal.faults[0].message == refusal.detail:
        return faults
    return [refusal.detail, *(f"  {fault}" for fault in faults)]


WHERE = "Look at FETTLE_DATABASE_URL and whether the server runs; `fettle doctor` checks everything."


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".")


def _option(pointer: str) -> str:
    """`--time-zone` for `/timeZone`: what somebody at a command line can change."""
    if pointer == "/slug":
        return "SLUG"
    return "--" + re.sub(r"(?<=[a-z])([A-Z])", r"-\1", pointer.strip("/")).lower()
