"""Tickets: a way in for a minute, once, for browsers that open a stream and cannot send a header with it."""

from datetime import datetime

from fettle.db.callers import Caller
from fettle.modules.identity import rules
from fettle.modules.identity.credentials import tickets
from fettle.modules.identity.credentials.tickets import Admission
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import Ticket
from fettle.modules.identity.store import throttles

TAKER = Caller(realm="identity", via="gate")


def issue(desk: Desk, caller: Caller, *, at: datetime) -> Ticket:
    """A ticket for a person who is signed in. Raises `PeopleOnly` for machines, which can send their key."""
    assert caller.tenant_id is not None
    admission = Admission(
        tenant_id=caller.tenant_id,
        user_id=rules.must_be_person(caller.user_id),
        session_id=caller.session_id,
        via=caller.via,
        expires_at=at + rules.MINUTE,
        number=desk.door.ids(),
    )
    return Ticket(ticket=tickets.written(desk.secret, admission), expires_at=admission.expires_at)


async def take(desk: Desk, ticket: str) -> Admission:
    """Whom `ticket` lets in; it is good for nothing afterwards, in whichever process. Raises `BadToken`."""
    admission = tickets.read(desk.secret, ticket)
    if admission is None:
        raise rules.BadToken()
    async with desk.call(TAKER) as call:
        if admission.expires_at <= call.now:
            raise rules.BadToken()
        keys = desk.tallies({"ticket": str(admission.number)})
        [(uses, _)] = await throttles.count(call, keys, ends_at=admission.expires_at)
    if uses > 1:
        raise rules.BadToken()
    return admission
