"""The desk behind the gate: what signing in needs beside a call, and what this process remembers for some seconds."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import structlog

from fettle.config import OidcIssuer, Settings
from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.kit.letters import Letter
from fettle.modules.identity import rules
from fettle.modules.identity.credentials import opaque
from fettle.modules.identity.credentials.signing import Signer
from fettle.modules.identity.records import Standing
from fettle.modules.identity.store import throttles

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST_REMEMBERED = 10_000
log = structlog.get_logger("fettle.identity")


class Standings(Protocol):
    """Where standings come from: the tenancy module implements it and the composition hands it in."""

    async def of(self, call: Call, user_id: UUID, tenant_id: UUID) -> Standing | None:
        """The standing of a person in a tenant, None without a membership."""
        ...

    async def all_of(self, call: Call, user_id: UUID) -> list[Standing]:
        """Every standing of a person, by the tenant's name."""
        ...

    async def provision(self, call: Call, issuer: OidcIssuer, claims: Mapping[str, Any]) -> Standing:
        """The standing that an outside provider's claims give, made or brought up to date."""
        ...


class Post(Protocol):
    """Who takes mail."""

    async def send(self, to: str, subject: str, text: str, html: str | None = None) -> None:
        """Send one mail."""
        ...


class Remembered(Generic[K, V]):
    """Values that hold for some seconds; at most `MOST_REMEMBERED` of them."""

    def __init__(self, seconds: float, *, timer: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._timer = timer
        self._values: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """What was kept under `key`, unless it is too old."""
        until, value = self._values.get(key, (float("-inf"), None))
        return value if self._timer() < until else None

    def keep(self, key: K, value: V) -> None:
        """Keep `value`."""
        self._values[key] = (self._timer() + self._seconds, value)
        self._values.move_to_end(key)
        if len(self._values) > MOST_REMEMBERED:
            self._values.popitem(last=False)

    def forget(self, concerned: Callable[[K], bool]) -> None:
        """Forget whatever is kept under a key that `concerned` says yes to."""
        for key in [key for key in self._values if concerned(key)]:
            del self._values[key]


Seat = tuple[UUID, UUID, UUID | None]
"""A person in a tenant, in a session or without one."""


class Desk:
    """Door, settings, signing key, mail and the standings that this process remembers."""

    def __init__(self, door: Door, settings: Settings, standings: Standings, mailer: Post) -> None:
        self.door = door
        self.settings = settings
        self.standings = standings
        self.mailer = mailer
        self.secret = settings.secret_bytes
        self.seats: Remembered[Seat, Standing] = Remembered(settings.standing_seconds)
        self.signer = Signer(
            settings.signing_key_path,
            issuer=settings.base_url,
            audience=f"{settings.base_url}/v1",
            lifetime=timedelta(minutes=settings.access_token_minutes),
        )
        self._errands: set[asyncio.Task[None]] = set()

    def call(self, caller: Caller, *, read_only: bool = False) -> AbstractAsyncContextManager[Call]:
        """A small transaction of its own, in the identity realm."""
        return self.door.open(caller, read_only=read_only)

    async def count(self, visitor: Caller, attempts: Mapping[str, str]) -> None:
        """Count one attempt of each kind for whom it concerns; refusals later leave the count standing.

        Raises `TooManyAttempts` past the limit.
        """
        async with self.call(visitor) as call:
            ends_at = call.now + rules.MINUTE
            counts = await throttles.count(call, self.tallies(attempts), ends_at=ends_at)
            now = call.now
        rules.check_attempts(counts, limit=self.settings.sign_in_rate_per_minute, at=now)

    def tallies(self, attempts: Mapping[str, str]) -> list[bytes]:
        """The keys under which attempts are counted."""
        return [opaque.tally(self.secret, kind, who) for kind, who in attempts.items()]

    def forget(self, *, user_id: UUID | None = None, session_id: UUID | None = None) -> None:
        """Forget what this process remembers of a person or a session: they are asked for anew."""
        self.seats.forget(lambda seat: seat[0] == user_id or (session_id is not None and seat[2] == session_id))

    def notify(self, to: str, letter: Letter) -> None:
        """Send a letter without letting anybody wait for it, so that its time tells nothing."""
        errand = asyncio.create_task(self._send(to, letter))
        self._errands.add(errand)
        errand.add_done_callback(self._errands.discard)

    async def close(self) -> None:
        """Wait for mail that is still on its way."""
        await asyncio.gather(*self._errands)

    async def _send(self, to: str, letter: Letter) -> None:
        try:
            await self.mailer.send(to, letter.subject, letter.text, letter.html)
        except Exception as error:
            # No traceback: its frames hold the text, and with it the link.
            log.error("mail not sent", subject=letter.subject, reason=f"{type(error).__name__}: {error}")
