"""The command line: the operator's door to the same rooms."""

import time

BEGAN = time.monotonic()
"""When this process began, for saying how long a start took."""

from fettle.cli.commands import main  # noqa: E402 - loading it is part of what takes time

__all__ = ["BEGAN", "main"]
