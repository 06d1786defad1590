"""What the tests of the database share: the probe, and a server of their own that may be stopped and killed."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from fettle.db import migrate, roles
from fettle.db.embedded import Embedded
from web.probe import Probe, probing


@pytest.fixture(scope="session")
async def probe(database) -> AsyncIterator[Probe]:
    """The rooms' own application."""
    async with probing(database.app, pool={"max_size": 8}) as made:
        yield made


def made_folder() -> Iterator[Path]:
    """A short folder that the server's account can enter, unlike pytest's own; at the end its servers are stopped."""
    made = Path(tempfile.mkdtemp(prefix="ft-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    for data_dir in {lock.parent for lock in made.rglob("lock")}:
        Embedded(data_dir).stop("immediate")
    shutil.rmtree(made)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for this test's servers."""
    yield from made_folder()


class OwnServer:
    """A durable server with a migrated database, and the conninfo of the application's role in it."""

    def __init__(self, data_dir: Path) -> None:
        self.embedded = Embedded(data_dir)
        superuser = self.embedded.start(durable=False)
        roles.provision(superuser, "fettle")
        self.inside = make_conninfo(superuser, dbname="fettle")
        self.app = make_conninfo(self.inside, user=roles.APP)
        migrate.upgrade(make_conninfo(self.inside, user=roles.OWNER))
        self.embedded.stop()
        self.embedded.start()


@pytest.fixture(scope="session")
def shared_server() -> Iterator[OwnServer]:
    """A server beside the one of all tests, made once."""
    for made in made_folder():
        yield OwnServer(made / "db")


@pytest.fixture
def own_server(shared_server: OwnServer) -> Iterator[OwnServer]:
    """A server that may be stopped and killed; it runs again for the next test."""
    yield shared_server
    shared_server.embedded.start()
