"""Delivering: what was posted leaves by its channel, is tried again where that helps, and what came of it is kept.

At least once: a worker that is killed after it has sent and before it has said so sends again, under the same
Message-ID, topic or tag, by which the receiving side knows it for the same message.
"""

from datetime import datetime, timedelta
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.notifications.actions import posting
from fettle.modules.notifications.desk import Office
from fettle.modules.notifications.records import (
    Channel,
    DeliveryState,
    Kind,
    Notice,
    Outcome,
    Parcel,
    Person,
    Subject,
    Way,
)
from fettle.modules.notifications.rules import delivering as rules
from fettle.modules.notifications.rules import letters, quiet, unsubscribing
from fettle.modules.notifications.store import deliveries as store
from fettle.modules.notifications.store import devices as device_store
from fettle.modules.notifications.store import people as people_store
from fettle.modules.notifications.store import wishes as wish_store
from fettle.modules.notifications.store.deliveries import Trip
from fettle.queue import TryLater, Work, enqueue

RECEIPT_AFTER = timedelta(minutes=15)
NOT_MEMBER = "the tenant is closed"


async def deliver(work: Work, office: Office, delivery_id: UUID) -> None:
    """Carry one delivery out, unless it is done, unwanted by now, or its receiver asleep."""
    async with work.open() as call, call.posting():
        trip = await store.lock(call, delivery_id)
        parcel = None if trip is None else await _ready(call, office, trip)
        if trip is None or parcel is None:
            return
        await store.begin(call, [trip.id])
    outcome = await office.senders[Channel(trip.channel)].send(parcel)
    async with work.open() as call, call.posting():
        await _settle(call, [trip], outcome, last=work.last)
        if not outcome.error and trip.channel == Channel.EXPO:
            await enqueue(call, "notifications.receipt", at=call.now + RECEIPT_AFTER, delivery_id=trip.id)
    if outcome.error and not outcome.final and not work.last:
        raise TryLater(outcome.error, rules.wait(work.attempt, outcome.wait_seconds))


async def digest(work: Work, office: Office, user_id: UUID, due_at: datetime) -> None:
    """Send what somebody was told of in one mail."""
    async with work.open() as call, call.posting():
        trips = await store.lock_digest(call, user_id, due_at)
        person = await people_store.person(call, user_id) if trips else None
        kept = []
        for trip in trips:
            reason = await _reason(call, trip, person)
            if reason is None:
                kept.append(trip)
            else:
                await store.settle(call, [trip.id], DeliveryState.DROPPED, error=reason)
        if not kept or person is None:
            return
        tenant = await people_store.tenant_name(call)
        parcel = _bundle(office, kept, person, tenant=tenant, tenant_id=call.tenant_id, due_at=due_at)
        await store.begin(call, [trip.id for trip in kept])
    outcome = await office.senders[Channel.EMAIL].send(parcel)
    async with work.open() as call, call.posting():
        await _settle(call, kept, outcome, last=work.last)
    if outcome.error and not outcome.final and not work.last:
        raise TryLater(outcome.error, rules.wait(work.attempt, outcome.wait_seconds))


async def receipt(work: Work, office: Office, delivery_id: UUID) -> None:
    """Ask what became of a message that a push service took."""
    async with work.open(read_only=True) as call, call.posting():
        trip = await store.sent(call, delivery_id)
    if trip is None or not trip.receipt:
        return
    outcome = await office.receipts.receipt(trip.receipt)
    if outcome is None or (outcome.error and not outcome.final):
        # A receipt that nobody gives changes nothing: the message was taken.
        if not work.last:
            raise TryLater("no receipt yet", rules.wait(work.attempt + 3, None))
        return
    async with work.open() as call, call.posting():
        await _settle(call, [trip], outcome, last=True)


async def _ready(call: Call, office: Office, trip: Trip) -> Parcel | None:
    """What leaves, None when nothing does: it was dropped, or put off until the receiver's quiet hours are over."""
    person = None if trip.user_id is None else await people_store.person(call, trip.user_id)
    reason = await _reason(call, trip, person)
    if reason is not None:
        await store.settle(call, [trip.id], DeliveryState.DROPPED, error=reason)
        return None
    if person is not None and (at := quiet.when(person, call.now, urgent=trip.urgent)) > call.now:
        await store.put_off(call, trip.id, at)
        await enqueue(call, "notifications.deliver", at=at, delivery_id=trip.id)
        return None
    return _parcel(office, trip, person, await people_store.tenant_name(call), call.tenant_id)


async def _reason(call: Call, trip: Trip, person: Person | None) -> str | None:
    """Why a delivery does not leave any more."""
    if trip.user_id is None:
        address = trip.recipient.removeprefix("mailto:")
        if await people_store.refused(call, [address]):
            return "the address wants no mail"
        return None if await people_store.tenant(call) is not None else NOT_MEMBER
    if trip.channel != Channel.EMAIL and trip.address is None:
        return "the device is gone"
    if trip.subject_id is not None:
        muted = await people_store.muted(call, [trip.user_id], [trip.subject_id])
        if (trip.user_id, trip.subject, trip.subject_id) in muted:
            return "not wanted any more"
    way = Way.EMAIL if trip.channel == Channel.EMAIL else Way.PUSH
    return rules.unwanted(
        person, Kind(trip.kind), way, needs=trip.needs, site_id=trip.site_id, subject=Subject(trip.subject)
    )


def _parcel(office: Office, trip: Trip, person: Person | None, tenant: str, tenant_id: UUID) -> Parcel:
    address = trip.address or (person.email if person is not None else trip.recipient.removeprefix("mailto:"))
    wish = unsubscribing.Wish(tenant_id, trip.user_id, None if person is not None else address, trip.kind)
    return Parcel(
        tag=str(trip.id),
        address=address,
        title=trip.title,
        body=trip.body,
        link=_link(office, trip.link),
        urgent=trip.urgent,
        language=trip.language,
        tenant=tenant,
        member=person is not None,
        unsubscribe=_stop(office, wish) if trip.channel == Channel.EMAIL else "",
        keys={"p256dh": trip.p256dh or "", "auth": trip.auth or ""},
    )


def _bundle(
    office: Office, trips: list[Trip], person: Person, *, tenant: str, tenant_id: UUID, due_at: datetime
) -> Parcel:
    if len(trips) == 1:
        return _parcel(office, trips[0], person, tenant, tenant_id)
    language = trips[-1].language
    wish = unsubscribing.Wish(tenant_id, person.user_id, None, unsubscribing.DIGEST)
    return Parcel(
        tag=f"digest.{person.user_id}.{due_at:%Y%m%d%H%M%S%f}",
        address=person.email,
        title=letters.subject_of_digest(len(trips), language, tenant),
        body="",
        link="",
        urgent=False,
        language=language,
        tenant=tenant,
        unsubscribe=_stop(office, wish),
        lines=[(trip.title, trip.body, _link(office, trip.link)) for trip in trips],
    )


def _link(office: Office, path: str) -> str:
    return f"{office.base_url}{path}" if path.startswith("/") else path


def _stop(office: Office, wish: unsubscribing.Wish) -> str:
    return f"{office.base_url}/v1/notifications/unsubscribe?token={unsubscribing.token(office.secret, wish)}"


async def _settle(call: Call, trips: list[Trip], outcome: Outcome, *, last: bool) -> None:
    """Keep what came of an attempt; an address that is dead takes nothing any more, and its owner is told."""
    ids = [trip.id for trip in trips]
    if not outcome.error:
        await store.settle(call, ids, DeliveryState.SENT, receipt=outcome.receipt or None)
        return
    error = outcome.error[: rules.LONGEST_ERROR]
    ended = outcome.final or last
    await store.settle(call, ids, DeliveryState.DEAD if ended else DeliveryState.FAILED, error=error)
    trip = trips[0]
    if not outcome.gone or trip.user_id is None:
        return
    if trip.channel == Channel.EMAIL:
        await _break_mail(call, trip, error)
    elif trip.device_id is not None:
        await device_store.remove(call, trip.user_id, trip.device_id)


async def _break_mail(call: Call, trip: Trip, error: str) -> None:
    """No mail goes to this address any more until its owner has looked at it; they hear of it in the other ways."""
    person = None if trip.user_id is None else await people_store.person(call, trip.user_id)
    if person is None:
        return
    await wish_store.break_mail(call, person.user_id, person.email, error)
    notice = Notice(
        kind=Kind.CHANNEL_BROKEN,
        key=f"mail:{trip.id}",
        subject=Subject.ACCOUNT,
        subject_id=person.user_id,
        path="/settings/notifications",
        facts={"address": person.email, "reason": error},
        theirs=frozenset({person.user_id}),
    )
    await posting.post(call, [notice])
