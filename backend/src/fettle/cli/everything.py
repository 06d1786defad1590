"""`fettle run`: database, migrations, demo, API and worker in one command."""

import asyncio
import contextlib
import gc
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module

import click
import uvicorn

from fettle import cli
from fettle.cli.listening import UVICORN, heed_no_signals, hold_signals, listening, stop_on_signals
from fettle.cli.opening import WrongSetting, in_words, settings
from fettle.config import Settings
from fettle.db import engine

WORKER_ENDS_WITHIN = 15
SLUGS = ("parks", "quarry", "riverside", "household")
"""The demo tenants; written here as well, because their code is loaded only when the database runs."""
MAKE_TENANT = "fettle tenant create SLUG && fettle user invite --tenant SLUG --email E --role admin"


@click.command("run")
@click.option("--demo/--no-demo", default=True, help="Load the demo tenants the first time.")
@click.option(
    "--only",
    "slugs",
    multiple=True,
    metavar="SLUG",
    type=click.Choice(SLUGS),
    help="Load only this demo tenant; give it again for more.",
)
def run_command(demo: bool, slugs: tuple[str, ...]) -> None:
    """Start everything: database, migrations, demo, API and worker. Ctrl-C stops it all."""
    given = settings()
    listener = listening(given)
    stop_on_signals()
    # What is loaded now stays: looking through it for garbage again and again costs a fifth of the start.
    gc.disable()
    with in_words(), contextlib.suppress(KeyboardInterrupt), _database(given) as (database, warnings):
        if demo:
            asyncio.run(_load_demo(given, database, slugs))
        _serve(given, database, listener, warnings, demo=slugs or SLUGS if demo else ())


@contextlib.contextmanager
def _database(given: Settings) -> Iterator[tuple[engine.Database, list[str]]]:
    """The database, up to date, with warnings about it; the application is loaded while its server starts."""
    with ThreadPoolExecutor(1) as beside:
        hold_signals()
        preparing = beside.submit(engine.prepare, given)
        try:
            stop_on_signals()
            import_module("fettle.main")
            database = preparing.result()
            engine.bring_up_to_date(database)
            yield database, asyncio.run(engine.check(database))
        finally:
            heed_no_signals()
            if preparing.exception() is None:
                preparing.result().release()
                click.echo("Stopped.")


async def _load_demo(given: Settings, database: engine.Database, slugs: Collection[str]) -> None:
    from fettle import demo  # noqa: PLC0415 - only now that the database runs
    from fettle.cli.progress import bar  # noqa: PLC0415
    from fettle.modules.files.public import make_files  # noqa: PLC0415

    door = engine.make_door(given, database.app)
    loaded = 0
    async with door.pool:
        with bar("Loading the demo tenants") as on_progress:

            def tell(done: int, total: int) -> None:
                nonlocal loaded
                loaded = done
                on_progress(done, total)

            await demo.load(door, tell, only=slugs, desk=make_files(given))
    if loaded:
        await asyncio.to_thread(engine.gather_statistics, database)


class _Announcing(uvicorn.Server):
    """A server that says when it is ready, and only then starts the worker: nobody waits for that one."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[float], str]) -> None:
        super().__init__(config)
        self._announce = announce
        self.worker: subprocess.Popen[bytes] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say where."""
        await super().startup(sockets)
        click.echo(self._announce(time.monotonic() - cli.BEGAN))
        gc.freeze()
        gc.enable()
        # A session of its own: Ctrl-C reaches us alone, and we stop it in order. Its input ends when we are killed.
        command = [sys.executable, "-m", "fettle.cli", "worker", "--until-input-ends"]
        self.worker = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: ASYNC220, S603


def _serve(
    given: Settings, database: engine.Database, listener: socket.socket, warnings: list[str], *, demo: Collection[str]
) -> None:
    from fettle.main import compose  # noqa: PLC0415 - loaded beside the start of the database

    app = compose(given, engine.make_door(given, database.app))
    server = _Announcing(uvicorn.Config(app, **UVICORN), partial(_announcement, given, warnings, demo))
    try:
        server.run(sockets=[listener])
    except OSError as error:
        # Somebody took the port while the database was starting.
        raise WrongSetting(f"FETTLE_PORT {given.port}: {error.strerror}. Choose another port.") from None
    finally:
        heed_no_signals()
        _stop(server.worker)


def _stop(worker: subprocess.Popen[bytes] | None) -> None:
    if worker is None:
        return
    worker.terminate()
    try:
        worker.wait(WORKER_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _announcement(given: Settings, warnings: list[str], demo: Collection[str], seconds: float) -> str:
    url = given.base_url
    lines = ["", f"Fettle is ready after {seconds:.1f} s.", ""]
    if given.has_screens:
        lines += [f"  Open           {url}", *([f"  On a phone     {url}/field/"] if given.has_field else []), ""]
    lines += [f"  API            {url}/v1", f"  API reference  {url}/reference", ""]
    if demo:
        from fettle.demo import PASSWORD, sign_ins  # noqa: PLC0415

        lines += [f"  Sign in with the password  {PASSWORD}", ""]
        lines += [f"    {tenant:<10} {role:<11} {email}" for tenant, role, email in sign_ins(demo)]
    else:
        lines += ["  For a first tenant and its first person:", f"    {MAKE_TENANT}"]
    if warnings:
        lines += ["", f"  Note: {warnings[0]} It came along with Fettle and nobody else reaches it;"]
        lines += ["  to serve several organisations, set FETTLE_DATABASE_URL to a current server (`fettle doctor`)."]
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])
