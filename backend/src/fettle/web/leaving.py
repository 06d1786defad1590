"""Hearing early that the process is to end: servers wait for open answers before they say so to the application."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def before_the_end(then: Callable[[], None]) -> Iterator[None]:
    """Have `then` called in the running loop as soon as the server is signalled to end, before what it does then.

    Only signals that the server listens to are heard, and only in the main thread, where they arrive.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    former = {number: signal.getsignal(number) for number in ENDING}
    heard = {number: _hearing(handler, loop, then) for number, handler in former.items() if callable(handler)}
    for number, handler in heard.items():
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler in heard.items():
            if signal.getsignal(number) is handler:
                signal.signal(number, former[number])


def _hearing(handler: Callable[..., Any], loop: asyncio.AbstractEventLoop, then: Callable[[], None]) -> Any:
    def hear(number: int, frame: FrameType | None) -> Any:
        loop.call_soon_threadsafe(then)
        return handler(number, frame)

    return hear
