"""Hearing what is logged, whatever level the process logs at."""

from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture


def hearing(monkeypatch: pytest.MonkeyPatch, *logs: str) -> list[Any]:
    """The entries, as they come, of the logs with these names (`fettle.web.calls.log`)."""
    capture = LogCapture()
    everything = structlog.make_filtering_bound_logger(0)
    logger = structlog.wrap_logger(structlog.PrintLogger(), processors=[capture], wrapper_class=everything)
    for name in logs:
        monkeypatch.setattr(name, logger)
    entries: list[Any] = capture.entries
    return entries
