"""Ctrl-C at the worst moment: what was begun is always ended."""

import subprocess
import sys

PROGRAM = """
import contextlib, os, signal
from fettle.cli import everything

class Prepared:
    def release(self):
        released.append(self)

def prepare(_given):
    made.append(1)
    os.kill(os.getpid(), signal.SIGINT)
    return Prepared()

everything.engine.prepare = prepare
made, released = [], []
for _ in range(200):
    with contextlib.suppress(KeyboardInterrupt):
        everything.stop_on_signals()
        with everything._database(None):
            raise AssertionError("nobody noticed the signal")
print(len(made), len(released))
"""


def test_a_database_that_is_being_started_is_stopped_again() -> None:
    """The signal arrives as soon as the start has begun, before anybody could have kept its result."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "200 200"
