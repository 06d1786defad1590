"""The desk of the portal: how somebody outside gets a call, and what serving them takes."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.kit.addresses import Address
from fettle.kit.refusals import TooMany
from fettle.modules.files import public as files
from fettle.modules.portal.records.public import Doorway
from fettle.modules.portal.rules.codes import NothingHere
from fettle.modules.portal.store import doors

LONGEST_WAIT = 3600


class Mailer(Protocol):
    """Who takes mail."""

    @property
    def domain(self) -> str | None:
        """The domain that mail is sent from."""
        ...

    async def send(
        self, to: str, subject: str, text: str, html: str | None = None, *, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send one mail."""
        ...


class Counter(Protocol):
    """Who counts how often somebody came."""

    def spend(self, kind: str, who: str) -> int | None:
        """None while there is room, else the seconds to wait."""
        ...


class Lookup(Protocol):
    """Who looks names up, and gives only addresses that may be called."""

    async def __call__(self, host: str, port: int, *, encrypted: bool) -> list[Address]:
        """Raises when the name leads nowhere, or where nobody may call."""
        ...


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What serving people outside takes."""

    door: Door
    secret: bytes
    base_url: str
    mailer: Mailer
    files: files.Desk
    limits: Counter | None = None

    def count(self, visitor: Caller, place: UUID | None = None) -> None:
        """Count something sent by a visitor. Raises `TooMany` beyond the limits of their address and of the place."""
        asked = [("portal", visitor.ip or "")]
        asked += [("portal_place", str(place))] if place is not None else []
        for kind, who in asked:
            wait = self.limits.spend(kind, who) if self.limits is not None else None
            if wait is not None:
                raise TooMany("Too much was sent from here; wait a little.", retry_after=min(wait, LONGEST_WAIT))

    async def doorway(self, visitor: Caller, kind: str, secret: bytes) -> Doorway:
        """Where a secret leads. Raises `NothingHere`, always the same, for one that opens nothing."""
        caller = msgspec.structs.replace(visitor, realm="portal", via=kind, tenant_id=None, permissions=frozenset())
        async with self.door.open(caller, read_only=True) as call:
            found = await doors.doorway(call, kind, secret)
        if found is None:
            raise NothingHere()
        return found

    @asynccontextmanager
    async def inside(
        self, visitor: Caller, tenant_id: UUID, via: str, *permissions: str, read_only: bool = False
    ) -> AsyncIterator[Call]:
        """A transaction in a tenant for somebody without an account, who may do no more than `permissions`."""
        caller = msgspec.structs.replace(
            visitor, realm="", via=via, tenant_id=tenant_id, user_id=None, permissions=frozenset(permissions)
        )
        async with self.door.open(caller, read_only=read_only) as call:
            yield call
