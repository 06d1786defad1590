"""`fettle worker`: ends within seconds, goes on after a chore that failed, and does not outlive who started it."""

import signal
import time

import psycopg
from psycopg.conninfo import make_conninfo

from cli.installation import Installation
from fettle.db.embedded import Embedded


def test_background_work_that_fails_is_logged_and_tried_again_ever_less_often(house: Installation) -> None:
    superuser = make_conninfo(Embedded(house.data_dir / "postgresql").conninfo, dbname="fettle")
    with psycopg.connect(superuser, autocommit=True) as conn:
        house.fettle("tenant", "create", "waiting")
        conn.execute("ALTER TABLE imports RENAME TO imports_away")
        worker = house.start("worker")
        try:
            worker.until('"work": "sweep imports.run"')
        finally:
            conn.execute("ALTER TABLE imports_away RENAME TO imports")
    failed = worker.text.count("background work failed")
    time.sleep(6)
    assert worker.process.poll() is None
    assert worker.text.count("background work failed") <= failed + 1
    began = time.monotonic()
    assert worker.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 5
    assert "worker stopped" in worker.text


def test_it_ends_with_whoever_holds_its_input(house: Installation) -> None:
    worker = house.start("worker", "--until-input-ends")
    worker.until("worker ready")
    assert worker.process.stdin is not None
    worker.process.stdin.close()
    assert worker.process.wait(10) == 0
