"""`fettle serve` and `fettle worker`: the parts of `fettle run` alone."""

import asyncio
import socket

import click
import structlog
import uvicorn
from uvicorn.supervisors import Multiprocess

from fettle import worker
from fettle.cli.listening import UVICORN, heed_no_signals, listening, stop_on_signals
from fettle.cli.opening import finish, in_words, settings
from fettle.config import Settings
from fettle.db import engine
from fettle.main import compose

log = structlog.get_logger("fettle.serve")


@click.command("serve")
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes share the port."
)
def serve_command(processes: int) -> None:
    """Start the API alone, on a database that is up to date."""
    given = settings()
    listener = listening(given)
    stop_on_signals()
    with in_words():
        database = engine.prepare(given)
        try:
            engine.bring_up_to_date(database)
            for warning in asyncio.run(engine.check(database))[:1]:
                log.warning("database server", warning=warning)
            _serve(given, database, listener, processes)
        except KeyboardInterrupt:
            log.info("stopping")
        finally:
            heed_no_signals()
            database.release()


def _serve(given: Settings, database: engine.Database, listener: socket.socket, processes: int) -> None:
    if processes > 1:
        config = uvicorn.Config("fettle.main:create_app", factory=True, workers=processes, **UVICORN)
        Multiprocess(config, sockets=[listener]).run()
    else:
        app = compose(given, engine.make_door(given, database.app))
        uvicorn.Server(uvicorn.Config(app, **UVICORN)).run(sockets=[listener])


@click.command("worker")
@click.option("--until-input-ends", is_flag=True, hidden=True, help="End with whoever holds the standard input open.")
def worker_command(until_input_ends: bool) -> None:
    """Start a worker alone; start more of them to go faster."""
    finish(lambda: worker.work(settings(), until_input_ends=until_input_ends))
