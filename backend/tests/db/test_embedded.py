"""The embedded server, driven for real: found again, killed, and raced for."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from fettle.db.embedded import Embedded, _processes_in
from fettle.db.programs import EmbeddedError, account_for


def answer(conninfo: str, query: str) -> object:
    with psycopg.connect(conninfo) as conn:
        row = conn.execute(query.encode()).fetchone()
    return row and row[0]


def postmaster(server: Embedded) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split()[0])


def test_starts_is_found_and_stops(folder: Path) -> None:
    server, again = Embedded(folder / "db"), Embedded(folder / "db")
    server.stop()
    assert not server.running()
    conninfo = server.start(durable=False)
    assert server.started_here
    assert (
        answer(conninfo, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'template1'")
        == "bC.UTF-8"
    )
    assert answer(conninfo, "SHOW listen_addresses") == ""
    assert answer(conninfo, "SHOW fsync") == "off"

    assert again.start(durable=False) == conninfo
    assert not again.started_here
    assert postmaster(server) == postmaster(again)

    server.stop()
    assert not server.started_here
    assert not again.running()
    assert _processes_in(server.cluster) == []
    server.stop()


def test_takes_settings_and_is_durable_unless_told(folder: Path) -> None:
    conninfo = Embedded(folder / "db", {"max_connections": "17", "application_name": "it's a test"}).start()
    assert answer(conninfo, "SHOW max_connections") == "17"
    assert answer(conninfo, "SHOW application_name") == "it's a test"
    assert answer(conninfo, "SHOW fsync") == "on"


def test_only_its_own_user_reaches_the_socket(folder: Path) -> None:
    server = Embedded(folder / "db")
    server.start(durable=False)
    assert stat.S_IMODE(Path(server.address).stat().st_mode) == 0o700
    assert (folder / "db" / "lock").stat().st_uid == os.geteuid()


def test_j9_acknowledged_rows_survive_a_killed_postmaster(folder: Path) -> None:
    """J-9: kill -9 under a writer; every acknowledged row is there again within 10 seconds."""
    server = Embedded(folder / "db")
    conninfo = server.start()
    with psycopg.connect(conninfo) as conn:
        conn.execute("CREATE TABLE notes (id int)")
    acknowledged: list[int] = []

    def write() -> None:
        with psycopg.connect(conninfo, autocommit=True) as conn:
            for number in range(1_000_000):
                conn.execute("INSERT INTO notes VALUES (%s)", [number])
                acknowledged.append(number)

    def write_until_killed() -> None:
        with pytest.raises(psycopg.OperationalError):
            write()

    writer = threading.Thread(target=write_until_killed)
    writer.start()
    while len(acknowledged) < 50:
        time.sleep(0.01)
    os.kill(postmaster(server), signal.SIGKILL)
    killed = time.monotonic()
    assert Embedded(folder / "db").start() == conninfo
    assert time.monotonic() - killed < 10
    writer.join()
    count = answer(conninfo, "SELECT count(*) FROM notes")
    assert isinstance(count, int)
    # The last commit may have happened without anyone having been told.
    assert count in (len(acknowledged), len(acknowledged) + 1)


def test_j9_a_process_id_that_now_belongs_to_a_stranger_does_not_keep_it_from_starting(folder: Path) -> None:
    """J-9: after a restart of the machine the recorded process id may be anyone's."""
    server = Embedded(folder / "db")
    server.start(durable=False)
    pid_file = server.cluster / "postmaster.pid"
    recorded = pid_file.read_text()
    server.stop("immediate")
    account = account_for(server.cluster)
    with subprocess.Popen(["/bin/sleep", "60"], user=account.uid, group=account.gid) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *recorded.splitlines()[1:]]))
        server.start(durable=False)
        stranger.kill()
    assert server.running()


def test_j9_waits_for_the_remains_of_a_killed_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """J-9: an orphan may still write, so a new server beside it would destroy data."""
    server = Embedded(folder / "db")
    conninfo = server.start(durable=False)
    with psycopg.connect(conninfo) as conn:
        orphan = conn.info.backend_pid
        os.kill(orphan, signal.SIGSTOP)
        os.kill(postmaster(server), signal.SIGKILL)
        with monkeypatch.context() as patch:
            patch.setattr("fettle.db.embedded.PATIENCE", 0.3)
            with pytest.raises(EmbeddedError, match=f"{orphan}.*do not answer"):
                server.start(durable=False)
        resume = threading.Timer(0.3, os.kill, (orphan, signal.SIGCONT))
        resume.start()
        assert server.start(durable=False) == conninfo
        assert resume.finished.is_set()


STARTER = """
import sys
from pathlib import Path
from fettle.db.embedded import Embedded
server = Embedded(Path(sys.argv[1]))
server.start(durable=False)
print("started" if server.started_here else "found", flush=True)
sys.stdin.read()
"""


def starter(data_dir: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", STARTER, str(data_dir)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_of_two_processes_at_once_one_starts_it(folder: Path) -> None:
    with starter(folder / "db") as one, starter(folder / "db") as other:
        assert sorted([first_line(one), first_line(other)]) == ["found", "started"]
        one.kill()
        other.kill()


def test_of_two_threads_at_once_one_starts_it(folder: Path) -> None:
    servers = [Embedded(folder / "db"), Embedded(folder / "db")]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda server: server.start(durable=False), servers))
    assert sorted(server.started_here for server in servers) == [False, True]


def test_j9_outlives_the_killed_process_that_started_it(folder: Path) -> None:
    """J-9: kill -9 of the API leaves the server running, and the next one finds it."""
    with starter(folder / "db") as first:
        assert first_line(first) == "started"
        first.kill()
    server = Embedded(folder / "db")
    server.start(durable=False)
    assert not server.started_here


def test_a_cluster_whose_making_was_interrupted_is_made_anew(folder: Path) -> None:
    (folder / "db" / "18.new").mkdir(parents=True)
    (folder / "db" / "18.new" / "PG_VERSION").write_text("18\n")
    assert Embedded(folder / "db").start(durable=False)


def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    server = Embedded(folder / ("long" * 30) / "db")
    server.start(durable=False)
    assert server.running()
    address = Path(server.address)
    assert len(str(address)) < 90
    assert stat.S_IMODE(address.stat().st_mode) == 0o700
    server.stop()
    assert server.address == str(address)
    address.rmdir()
