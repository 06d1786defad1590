"""Senders: each takes a parcel to where it goes, and says what came of it. None of them knows the database."""

from typing import Protocol

from fettle.modules.notifications.records import Outcome, Parcel


class Sender(Protocol):
    """A way out of the house."""

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once. Whatever goes wrong is an outcome, never an exception."""
        ...


class Receipts(Protocol):
    """A service that takes messages first, and says later what became of them."""

    async def receipt(self, ticket: str) -> Outcome | None:
        """What became of a ticket, None while nobody knows."""
        ...
