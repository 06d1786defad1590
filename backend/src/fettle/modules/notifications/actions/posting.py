"""Posting notices: each becomes a notification for everybody whom it is for, and deliveries in their ways."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.notifications.records import Channel, Notice, Person, Way
from fettle.modules.notifications.rules import quiet, seeing, standard, telling, wording
from fettle.modules.notifications.store import deliveries as delivery_store
from fettle.modules.notifications.store import notifications as store
from fettle.modules.notifications.store import people as people_store
from fettle.modules.notifications.store.deliveries import NewDelivery
from fettle.modules.notifications.store.notifications import Row
from fettle.queue import enqueue

URGENT, USUAL = 10, 0
BUNDLED_FROM = 5
Draft = tuple[Row, list[NewDelivery]]


async def post(call: Call, notices: Sequence[Notice], *, every_way: bool = False) -> None:
    """Tell everybody whom `notices` are for, once each; the call has to be `posting`.

    Notifications, deliveries and the jobs that carry them out are kept in this one transaction: all of it or nothing.
    `every_way` asks nobody what they prefer: a test goes wherever it can.
    """
    users, holders = telling.wanted_people(notices)
    people = await people_store.people(call, users, holders)
    muted = await _muted(call, notices, people)
    drafts: dict[tuple[str, str], Draft] = {}
    for notice in notices:
        for person in seeing.hearers(notice, people):
            if (person.user_id, notice.subject, notice.subject_id) not in muted:
                draft = _draft(call, notice, person, every_way=every_way)
                if draft is not None:
                    drafts.setdefault((draft[0].recipient, draft[0].key), draft)
    for draft in await _to_outsiders(call, notices):
        drafts.setdefault((draft[0].recipient, draft[0].key), draft)
    await _keep(call, drafts.values())


async def _keep(call: Call, drafts: Collection[Draft]) -> None:
    new = await store.add(call, [row for row, _ in drafts])
    made = [(row, delivery) for row, deliveries in drafts if row.id in new for delivery in deliveries]
    made = _bundled(made, at=call.now)
    await delivery_store.add(call, [delivery for _, delivery in made])
    for row, delivery in made:
        await _send_off(call, row, delivery)


def _bundled(made: list[tuple[Row, NewDelivery]], *, at: datetime) -> list[tuple[Row, NewDelivery]]:
    """What was made, with mails that leave together as one: a hundred jobs assigned at once, the news of a night."""
    together = Counter((each.user_id, each.not_before) for row, each in made if _may_wait(row, each))
    return [
        (row, msgspec.structs.replace(each, digest=True))
        if _may_wait(row, each) and (each.not_before > at or together[each.user_id, each.not_before] >= BUNDLED_FROM)
        else (row, each)
        for row, each in made
    ]


def _may_wait(row: Row, delivery: NewDelivery) -> bool:
    return delivery.channel == Channel.EMAIL and delivery.user_id is not None and not row.urgent


async def _send_off(call: Call, row: Row, delivery: NewDelivery) -> None:
    if delivery.digest and delivery.user_id is not None:
        word = f"digest:{delivery.user_id}:{delivery.not_before.isoformat()}"
        at = delivery.not_before
        await enqueue(call, "notifications.digest", at=at, once=word, user_id=delivery.user_id, due_at=at)
        return
    at_once = delivery.not_before <= call.now
    await enqueue(
        call,
        "notifications.deliver",
        priority=URGENT if row.urgent else USUAL,
        at=None if at_once else delivery.not_before,
        delivery_id=delivery.id,
    )


async def _muted(call: Call, notices: Iterable[Notice], people: Iterable[Person]) -> set[tuple[UUID, str, UUID]]:
    subjects = {notice.subject_id for notice in notices if notice.subject_id is not None}
    return await people_store.muted(call, [person.user_id for person in people], subjects)


def _draft(call: Call, notice: Notice, person: Person, *, every_way: bool) -> Draft | None:
    """The notification of `person` and its deliveries, None when they want to hear nothing of this kind."""
    ways = [way for way in Way if every_way or standard.wanted(person, notice.kind, way)]
    if not ways:
        return None
    language = wording.language_of(person.locale)
    title, body = wording.said(notice.kind, language, notice.facts, person.time_zone)
    row = Row(
        id=call.new_id(),
        user_id=person.user_id,
        recipient=str(person.user_id),
        key=notice.key,
        kind=notice.kind,
        title=title,
        body=body,
        language=language,
        subject=notice.subject,
        subject_id=notice.subject_id,
        # Their own affair stays theirs wherever it is, as the request itself does.
        site_id=None if person.user_id in notice.theirs else notice.site_id,
        needs=None if person.user_id in notice.theirs else notice.needs,
        link=notice.path,
        urgent=notice.urgent,
        in_app=Way.IN_APP in ways,
        reminder_id=notice.reminder_id,
    )
    return row, _deliveries(call, row, person, ways)


def _deliveries(call: Call, row: Row, person: Person, ways: Sequence[Way]) -> list[NewDelivery]:
    at = quiet.when(person, call.now, urgent=row.urgent)
    made = []
    if Way.EMAIL in ways:
        digest = quiet.in_digest(person, urgent=row.urgent) and row.kind != "test"
        leaves = quiet.next_digest(person, call.now) if digest else at
        made.append(_delivery(call, row, Channel.EMAIL, leaves, digest=digest))
    if Way.PUSH in ways:
        made += [_delivery(call, row, Channel(channel), at, device_id=device) for device, channel in person.devices]
    return made


def _delivery(
    call: Call, row: Row, channel: Channel, at: datetime, *, device_id: UUID | None = None, digest: bool = False
) -> NewDelivery:
    return NewDelivery(
        id=call.new_id(),
        notification_id=row.id,
        user_id=row.user_id,
        channel=channel,
        device_id=device_id,
        digest=digest,
        not_before=at,
    )


async def _to_outsiders(call: Call, notices: Iterable[Notice]) -> list[Draft]:
    """The mails to people without an account who asked for something, in their language or the tenant's."""
    addressed = [notice for notice in notices if notice.address is not None]
    tenant = await people_store.tenant(call) if addressed else None
    if tenant is None:
        return []
    _, locale, zone = tenant
    refused = await people_store.refused(call, {str(notice.address).lower() for notice in addressed})
    drafts: list[Draft] = []
    for notice in addressed:
        address = str(notice.address).lower()
        if address not in refused:
            row = _outsiders_row(call, notice, address, wording.language_of(notice.language or locale), zone)
            drafts.append((row, [_delivery(call, row, Channel.EMAIL, call.now)]))
    return drafts


def _outsiders_row(call: Call, notice: Notice, address: str, language: str, zone: str) -> Row:
    title, body = wording.said(notice.kind, language, notice.facts, zone)
    return Row(
        id=call.new_id(),
        user_id=None,
        recipient=f"mailto:{address}",
        key=notice.key,
        kind=notice.kind,
        title=title,
        body=body,
        language=language,
        subject=notice.subject,
        subject_id=notice.subject_id,
        site_id=notice.site_id,
        needs=None,
        link=notice.link or "",
        urgent=notice.urgent,
        in_app=False,
        reminder_id=None,
    )
