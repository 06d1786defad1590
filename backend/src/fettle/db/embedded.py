"""The PostgreSQL server that Fettle brings along: one folder of data, one unix socket, nothing on the network.

Who may connect is decided by the file system. The socket lies in a folder of mode 0700, and inside it every role is
trusted without a password: only the account that the server runs as, and root, get that far. When we run as root the
server's processes run as an unprivileged account while we stay root; otherwise both are the same user. Separate
database roles therefore guard against mistakes in our SQL, not against someone who already runs code as that user.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import psycopg
from psycopg.conninfo import make_conninfo

from fettle.db.programs import MAJOR, Account, EmbeddedError, Programs, account_for, programs

SUPERUSER = "postgres"
PORT = 5432
"""Only part of the socket's name: every data folder has a socket folder of its own."""

PATIENCE = 60.0
"""Seconds that a server may take to recover, or the remains of a killed one to vanish."""

LONGEST_SOCKET = 100
"""Bytes; the kernel's limit for a socket's path is 107 on Linux and 103 on macOS."""

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # DETAIL lines and failed statements carry the values of our tenants into a file that nobody guards as such.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
FORGETFUL: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Embedded:
    """A PostgreSQL server over the data in one folder, started by whoever comes first and found by all others.

    The folder holds the cluster (named by its major version), its lock, and, where it has to, the socket's folder and
    a copy of the programs. `started_here` is true from a `start` that really started the server until `stop`:
    whoever started it stops it.
    """

    def __init__(self, data_dir: Path, settings: Mapping[str, str] | None = None) -> None:
        """Name the data folder, made on `start`, and PostgreSQL settings to use beside or instead of ours."""
        self.data_dir = data_dir.absolute()
        self.cluster = self.data_dir / str(MAJOR)
        self.started_here = False
        self._settings = {**SETTINGS, **(settings or {})}

    def start(self, *, durable: bool = True) -> str:
        """Start the server, or find it running, and return the superuser's conninfo.

        A fresh folder is initialised and data of an older major version is upgraded first. `durable=False`, for tests,
        gives up surviving a power cut. Raises `EmbeddedError`, whose message says what to do.
        """
        self._make_data_dir()
        with self._alone():
            account = account_for(self.cluster)
            account.require_entry(self.data_dir)
            if not self._running_after_wait():
                server = programs(MAJOR, account, copies=self.data_dir)
                if not self.cluster.exists():
                    self._make_cluster(server, durable=durable)
                settings = self._settings if durable else {**self._settings, **FORGETFUL}
                _launch(server, self.cluster, self._make_socket_dir(account), settings)
                self.started_here = True
        return self.conninfo

    def stop(self, mode: Literal["smart", "fast", "immediate"] = "fast") -> None:
        """Stop the server, whoever started it, and return when its last process has gone."""
        if not self.data_dir.exists():
            return
        with self._alone():
            self.started_here = False
            if self._running_after_wait():
                server = programs(MAJOR, account_for(self.cluster), copies=self.data_dir)
                server("pg_ctl", "stop", "-w", "-t", str(int(PATIENCE)), "-m", mode, "-D", self.cluster)
                self._running_after_wait()

    def running(self) -> bool:
        """Whether the server accepts connections now."""
        try:
            psycopg.connect(self.conninfo, connect_timeout=5).close()
        except (psycopg.OperationalError, OSError):
            return False
        return True

    @property
    def conninfo(self) -> str:
        """How to connect as superuser; other roles and databases by changing `user` and `dbname`."""
        return make_conninfo(host=self.address, port=PORT, user=SUPERUSER, dbname="postgres")

    @property
    def address(self) -> str:
        """The folder of the unix socket, which libpq takes as its `host`."""
        # A server that runs knows best: another process's temporary folder may not be ours.
        with suppress(OSError, IndexError):
            if recorded := (self.cluster / "postmaster.pid").read_text().splitlines()[4]:
                return recorded
        near = self.data_dir / "socket"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            return str(near)
        digest = hashlib.sha256(os.fsencode(self.data_dir.resolve())).hexdigest()[:16]
        return str(Path(tempfile.gettempdir()) / f"fettle-{digest}")

    def _make_data_dir(self) -> None:
        if not self.data_dir.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            # The server's account has to pass through, whatever our umask; nobody has to look around.
            self.data_dir.chmod(0o711)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep out all others who start or stop this server; the kernel lets go for those who die meanwhile."""
        handle = os.open(self.data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _running_after_wait(self) -> bool:
        """Whether a server runs, once one that is still starting has started and the remains of a dead one are gone."""
        deadline = time.monotonic() + PATIENCE
        while not self.running():
            remains = _processes_in(self.cluster)
            if not remains:
                return False
            if time.monotonic() > deadline:
                raise EmbeddedError(
                    f"PostgreSQL processes {remains} use {self.cluster} but do not answer. End them first."
                )
            time.sleep(0.02)
        return True

    def _make_socket_dir(self, account: Account) -> Path:
        folder = Path(self.address)
        # What a dead server wrote down is not to be believed once its processes are gone: its process id may be a
        # zombie, or by now belong to a stranger, and PostgreSQL would refuse to start because of it.
        if Path("/proc/self/cwd").exists():
            for stale in (self.cluster / "postmaster.pid", folder / f".s.PGSQL.{PORT}.lock"):
                stale.unlink(missing_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), account.uid):
            raise EmbeddedError(f"{folder}, where the database's socket belongs, is someone else's. Remove it.")
        account.give(folder)
        folder.chmod(0o700)
        return folder

    def _make_cluster(self, server: Programs, *, durable: bool) -> None:
        """Initialise the cluster, with the data of an older version if any; it appears complete or not at all."""
        versions = [int(entry.name) for entry in self.data_dir.iterdir() if entry.name.isdecimal()]
        if any(version > MAJOR for version in versions):
            raise EmbeddedError(f"{self.data_dir} holds data of PostgreSQL {max(versions)}; this release has {MAJOR}.")
        fresh = self.data_dir / f"{MAJOR}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        server.account.give(fresh)
        if versions:
            former = self.data_dir / str(max(versions))
            _upgrade(programs(max(versions), account_for(former), copies=self.data_dir), former, server, fresh)
        else:
            _initdb(server, fresh, *(() if durable else ("--no-sync",)))
        fresh.rename(self.cluster)


def _initdb(server: Programs, cluster: Path, *options: str) -> None:
    names = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
    doors = (f"--username={SUPERUSER}", "--auth-local=trust", "--auth-host=reject")
    server("initdb", "--pgdata", cluster, *names, *doors, "--no-instructions", *options)


def _launch(server: Programs, cluster: Path, socket_dir: Path, settings: Mapping[str, str]) -> None:
    chosen = {**settings, "port": str(PORT), "unix_socket_directories": str(socket_dir)}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in chosen.items())
    log = cluster / "server.log"
    try:
        server("pg_ctl", "start", "-w", "-t", str(int(PATIENCE)), "-D", cluster, "-l", log, "-o", options)
    except EmbeddedError as error:
        said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise EmbeddedError(f"{error}\n{log}:\n{said}") from error


def _upgrade(former: Programs, old: Path, server: Programs, fresh: Path) -> None:
    """Copy the data of an older major version into a fresh cluster; the old one stays as it was."""
    with tempfile.TemporaryDirectory(prefix="fettle-") as made:
        workplace = Path(made)
        server.account.give(workplace)
        # pg_upgrade refuses a cluster that was killed: starting it once lets it recover, and stopping it is clean.
        _launch(former, old, workplace, {"listen_addresses": ""})
        former("pg_ctl", "stop", "-w", "-m", "fast", "-D", old)
        unsummed = re.search(r"checksum version:\s+0\b", former("pg_controldata", "-D", old))
        _initdb(server, fresh, "--no-data-checksums" if unsummed else "--data-checksums")
        homes = ("-b", former.home / "bin", "-B", server.home / "bin", "-d", old, "-D", fresh)
        server("pg_upgrade", *homes, "-U", SUPERUSER, "--socketdir", workplace, cwd=workplace)


def _processes_in(cluster: Path) -> list[int]:
    """Ids of PostgreSQL processes at work in a cluster, orphans of a killed one too; [] where /proc is lacking."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "comm").read_text() == "postgres\n" and (process / "cwd").readlink() == cluster.resolve():
                found.append(int(process.name))
    return found
