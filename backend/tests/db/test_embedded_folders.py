"""The embedded server as root and over folders of all kinds, and with data of other versions."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import psycopg
import pytest

from fettle.db.embedded import Embedded
from fettle.db.programs import Account, EmbeddedError, account_for, programs

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as someone else")


def answer(conninfo: str, query: str) -> object:
    with psycopg.connect(conninfo) as conn:
        row = conn.execute(query.encode()).fetchone()
    return row and row[0]


def postmaster(server: Embedded) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split()[0])


@AS_ROOT
def test_a_socket_folder_that_someone_else_made_is_refused(folder: Path) -> None:
    server = Embedded(folder / ("long" * 30) / "db")
    address = Path(server.address)
    address.mkdir()
    os.chown(address, 4711, 4711)
    with pytest.raises(EmbeddedError, match="someone else"):
        server.start(durable=False)
    address.rmdir()


@AS_ROOT
def test_root_runs_it_as_someone_else_and_owns_the_rest(folder: Path) -> None:
    server = Embedded(folder / "db")
    server.start(durable=False)
    assert Path(f"/proc/{postmaster(server)}").stat().st_uid == server.cluster.stat().st_uid != 0
    assert (folder / "db").stat().st_uid == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


@AS_ROOT
def test_a_folder_the_account_cannot_enter_is_named(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedError, match=f"enter {closed}. Set FETTLE_DATA_DIR"):
        Embedded(closed / "db").start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@AS_ROOT
def test_programs_the_account_cannot_execute_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = account_for(folder / "db" / "18")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    installed = programs(18, account, copies=folder).home.parent
    shutil.copytree(installed, closed / installed.name, symlinks=True, ignore=shutil.ignore_patterns("pginstall"))
    shutil.copytree(installed.with_suffix(".libs"), closed / f"{installed.name}.libs")
    monkeypatch.syspath_prepend(str(closed))
    server = Embedded(folder / "db")
    assert answer(server.start(durable=False), "SELECT 1") == 1
    assert [path.name for path in (folder / "db").glob("server-18*")] == ["server-18.4"]
    server.stop()
    server.start(durable=False)


def test_data_of_version_16_is_upgraded_and_kept(folder: Path) -> None:
    old = folder / "db" / "16"
    old.mkdir(parents=True, mode=0o700)
    account = Account() if os.geteuid() else account_for(folder / "nothing")
    account.give(old)
    former = programs(16, account, copies=folder)
    former("initdb", "-D", old, "-U", "postgres", "--encoding=UTF8", "--locale=C", "--auth=trust")
    (folder / "s").mkdir()
    account.give(folder / "s")
    former("pg_ctl", "start", "-w", "-D", old, "-l", old / "log", "-o", f"-k {folder}/s -c listen_addresses=")
    with psycopg.connect(f"host={folder}/s user=postgres dbname=postgres") as conn:
        conn.execute("CREATE TABLE kept AS SELECT 42 AS n")
    former("pg_ctl", "stop", "-w", "-D", old, "-m", "immediate")

    server = Embedded(folder / "db")
    conninfo = server.start(durable=False)
    assert answer(conninfo, "SELECT n FROM kept") == 42
    assert answer(conninfo, "SHOW server_version_num") == "180004"
    assert (old / "PG_VERSION").exists()


@pytest.mark.parametrize(
    ("version", "message"), [("17", "has no PostgreSQL 17"), ("19", "holds data of PostgreSQL 19")]
)
def test_data_of_another_version_says_what_to_do(folder: Path, version: str, message: str) -> None:
    (folder / "db" / version).mkdir(parents=True)
    with pytest.raises(EmbeddedError, match=message):
        Embedded(folder / "db").start()


def test_a_missing_wheel_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddedError, match="Install it, or name a PostgreSQL server"):
        Embedded(folder / "db").start()


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    with pytest.raises(EmbeddedError, match="max_connections"):
        Embedded(folder / "db", {"max_connections": "many"}).start(durable=False)
