"""Who uses the embedded server: the last one out stops it, however the others ended."""

import fcntl
import os
from pathlib import Path


class Presence:
    """A place in the queue of a file's shared lock. The kernel gives it up for a process that is killed."""

    def __init__(self, path: Path) -> None:
        """Be there; waits while somebody is turning the lights off."""
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def last(self) -> bool:
        """Whether nobody else is there; nobody can come in then until `leave`."""
        if self._handle is None:
            return False
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> None:
        """Be gone; a second time is nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
