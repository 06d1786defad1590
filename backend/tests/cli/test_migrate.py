"""`fettle migrate`: up, again, to a revision, down, and what it says on the way."""

from cli.installation import Installation
from fettle.config import Settings
from fettle.db import engine, migrate

NEWEST = migrate.newest()
SECOND = migrate.revisions()[1]


def test_up_again_back_and_down(empty: Installation) -> None:
    held = engine.prepare(Settings(data_dir=empty.data_dir, database_url=None))
    assert empty.fettle("migrate", "--to", SECOND).out == f"at {SECOND}, was at base\n"
    assert empty.fettle("migrate").out == f"at {NEWEST}, was at {SECOND}\n"
    assert empty.fettle("migrate").out == f"already at {NEWEST}\n"

    refused = empty.fettle("migrate", "--to", SECOND, answer="n\n")
    assert refused.status == 1
    assert "removes tables" in refused.out
    assert empty.fettle("migrate", "--to", SECOND, answer="y\n").status == 0
    assert empty.fettle("migrate", "--to", "base", "--yes").out == f"at base, was at {SECOND}\n"
    assert empty.left() != {}, "a command leaves the server to others who use it"
    held.release()
    assert empty.left() == {}


def test_a_revision_that_is_none_is_named_with_those_that_are(empty: Installation) -> None:
    assert empty.fettle("migrate", "--to", "0815").friendly(2, "--to", "0815", NEWEST)
    assert not empty.data_dir.exists()
