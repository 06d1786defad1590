"""Asking for several things at once: what independent coroutines read from the database travels in one round trip."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

R = TypeVar("R")


class Together:
    """The readers of one transaction that ask side by side.

    A reader sends its question and waits; when every reader that still runs waits, all answers are fetched at once.
    """

    def __init__(self, fetch: Callable[[], Awaitable[None]]) -> None:
        """`fetch` sends what has been asked and returns when everything is answered."""
        self._fetch = fetch
        self._running = 0
        self._waiting = 0
        self._answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._turn = asyncio.Lock()
        self._alone: asyncio.Task[object] | None = None

    def expect(self, readers: int) -> None:
        """So many readers more (or fewer) are about to ask."""
        self._running += readers

    async def run(self, reader: Awaitable[R]) -> R:
        """One of the expected readers, to its end."""
        try:
            return await reader
        finally:
            self._running -= 1
            if self._waiting and self._waiting == self._running:
                # What goes wrong now is for those who wait to hear; this one has its own end.
                with suppress(Exception):
                    await self._answer()

    async def ask(self, send: Callable[[], Awaitable[object]]) -> None:
        """Send one question, and return when it has been answered."""
        if self.is_alone():
            await send()
            await self._answer()
            return
        async with self._turn:
            await send()
        self._waiting += 1
        answered = self._answered
        if self._waiting == self._running:
            await self._answer()
        await answered

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Keep the questions of all others from being sent meanwhile: what is set inside is not meant for them."""
        async with self._turn:
            self._alone = asyncio.current_task()
            try:
                yield
            finally:
                self._alone = None

    def is_alone(self) -> bool:
        """Whether the one who asks has the connection to themselves."""
        return self._alone is not None and self._alone is asyncio.current_task()

    async def _answer(self) -> None:
        answered, self._answered = self._answered, asyncio.get_running_loop().create_future()
        self._waiting = 0
        try:
            await self._fetch()
        except BaseException as error:
            answered.set_exception(error)
            # Whoever still waits hears of it; that nobody does is nothing to complain about.
            answered.exception()
            raise
        answered.set_result(None)
