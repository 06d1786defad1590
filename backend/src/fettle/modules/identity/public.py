"""The door of identity for other modules."""

from datetime import timedelta

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.identity.actions.people import create_user, find_user, names_of, set_password
from fettle.modules.identity.actions.sessions import start_session
from fettle.modules.identity.desk import Standings
from fettle.modules.identity.gate import Gate
from fettle.modules.identity.records import Keep, NewUser, SignedIn, Standing, TenantChoice, Ticket, User
from fettle.modules.identity.rules import ForeignPage, PeopleOnly, WeakPassword, check_password, normal_email
from fettle.modules.identity.store import sessions
from fettle.modules.identity.wire.browsers import signed_in

KEPT = timedelta(days=30)

__all__ = [
    "ForeignPage",
    "Gate",
    "Keep",
    "NewUser",
    "PeopleOnly",
    "SignedIn",
    "Standing",
    "Standings",
    "TenantChoice",
    "Ticket",
    "User",
    "WeakPassword",
    "check_password",
    "create_user",
    "find_user",
    "names_of",
    "normal_email",
    "set_password",
    "signed_in",
    "start_session",
    "tidy",
]


async def tidy(door: Door) -> None:
    """Forget sessions, reset links and counts that ended 30 days ago."""
    async with door.open(system(None, via="worker", realm="identity")) as call:
        await sessions.sweep(call, before=call.now - KEPT)
