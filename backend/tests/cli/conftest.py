"""Installations to run commands on."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.installation import Installation
from fettle.config import Settings
from fettle.db import engine
from fettle.db.embedded import Embedded


@contextmanager
def installed() -> Iterator[Installation]:
    """An empty installation in a short folder that the server's account can enter; its server is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="ft-", dir="/tmp"))
    folder.chmod(0o755)
    made = Installation(folder)
    yield made
    made.kill_all()
    Embedded(made.data_dir / "postgresql").stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def empty() -> Iterator[Installation]:
    """An installation in which nothing was ever started."""
    with installed() as made:
        yield made


@pytest.fixture(scope="module")
def house() -> Iterator[Installation]:
    """An installation with a migrated database whose server stays up, so that commands need not start it each time."""
    with installed() as made:
        database = engine.prepare(Settings(data_dir=made.data_dir, database_url=None))
        engine.bring_up_to_date(database)
        yield made
        database.release()
