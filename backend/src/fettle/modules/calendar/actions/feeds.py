"""Feeds: making, listing and revoking them; and what stands in one."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid, NotFound
from fettle.modules.calendar.actions import entries
from fettle.modules.calendar.records import (
    CalendarEntry,
    CalendarFeed,
    Departure,
    FeedKind,
    Filters,
    IssuedFeed,
    NewFeed,
    Window,
)
from fettle.modules.calendar.rules import feeds as rules
from fettle.modules.calendar.rules import ics
from fettle.modules.calendar.rules.words import words
from fettle.modules.calendar.store import departures
from fettle.modules.calendar.store import feeds as store
from fettle.modules.tenancy import public as tenancy

NEEDED = {FeedKind.PERSON: "work_orders:read", FeedKind.CREW: "work_orders:read", FeedKind.SITE: "work_orders:read"}
TOLD = ("owner_id", "kind", "name", "language", "forecast", "alarm_minutes")
COLUMNS = {FeedKind.PERSON: "staff_id", FeedKind.CREW: "crew_id", FeedKind.SITE: "site_id", FeedKind.PLAN: "plan_id"}


class Contents(msgspec.Struct, frozen=True):
    """What stands in a feed, before it is written."""

    feed: CalendarFeed
    entries: list[CalendarEntry]
    departures: list[Departure]
    style: ics.Style

    def tag(self) -> str:
        """Changes whenever what is written would."""
        return hashlib.sha256(
            msgspec.json.encode([self.entries, self.departures, self.style, _lasting(self.feed)])
        ).hexdigest()[:32]


async def create(call: Call, new: NewFeed, *, base_url: str) -> IssuedFeed:
    """Make a feed. Its address is shown this once; only the hash of the secret in it is kept."""
    call.must("calendar:read")
    owner_id = rules.must_be_person(call.user_id)
    if await store.count(call, owner_id) >= rules.MOST_FEEDS:
        raise rules.TooManyFeeds()
    tenant = await tenancy.current_tenant(call)
    subject_id = rules.subject(new, call.caller.staff_id)
    subject_name = await _subject_name(call, new.kind, subject_id)
    if subject_name is None:
        raise Invalid.at("/subjectId", "unknown", "no such record")
    feed = CalendarFeed(
        id=call.new_id(),
        owner_id=owner_id,
        kind=new.kind,
        subject_id=subject_id,
        name=new.name or subject_name,
        language=rules.language(new.language, tenant.locale),
        forecast=new.forecast,
        alarm_minutes=new.alarm_minutes,
        created_at=call.now,
    )
    secret = secrets.token_bytes(32)
    told = {COLUMNS[feed.kind]: feed.subject_id, **{name: getattr(feed, name) for name in TOLD}}
    change = Change("calendar_feed.created", feed.id, after=told)
    await store.add(call, feed, fingerprint(secret), change)
    url = f"{base_url}/v1/calendar/feeds/{rules.address(call.tenant_id, secret)}.ics"
    return IssuedFeed(**msgspec.structs.asdict(feed), url=url)


async def own(call: Call, page: PageRequest) -> Page[CalendarFeed]:
    """One's own feeds, newest first."""
    call.must("calendar:read")
    feeds = await store.own(call, rules.must_be_person(call.user_id), page)
    return page.page(feeds, key=lambda feed: [feed.id])


async def revoke(call: Call, feed_id: UUID) -> None:
    """Make the address of a feed of one's own worthless at once; a second time changes nothing."""
    call.must("calendar:read")
    feed = await store.get(call, rules.must_be_person(call.user_id), feed_id)
    if feed.revoked_at is None:
        change = Change("calendar_feed.revoked", feed_id, after={"revoked_at": call.now}, before={"revoked_at": None})
        await store.revoke(call, feed_id, change)


async def contents(call: Call, feed: CalendarFeed, *, base_url: str) -> Contents:
    """What stands in a feed for its owner now. Raises `NotFound` where they may not see any of it any more."""
    call.must("calendar:read")
    if not call.may(NEEDED.get(feed.kind, "plans:read")) or not await _subject_name(call, feed.kind, feed.subject_id):
        raise NotFound()
    tenant = await tenancy.current_tenant(call)
    today = call.now.replace(hour=0, minute=0, second=0, microsecond=0)
    window = Window(today - timedelta(days=rules.PAST_DAYS), today + timedelta(days=rules.AHEAD_DAYS))
    found = await entries.within(call, window, _filters(feed), zone=tenant.time_zone, most=rules.MOST)
    gone = await _departures(call, feed, {entry.id for entry in found})
    vocabulary = {key: word for key, word in tenant.vocabulary.items() if key in ("work_order", "crew")}
    household = tenant.edition is tenancy.Edition.HOUSEHOLD
    style = ics.Style(
        words=words(feed.language, household=household, own=vocabulary),
        base_url=base_url,
        time_zone=tenant.time_zone,
    )
    return Contents(feed, found, gone, style)


def fingerprint(secret: bytes) -> bytes:
    """What is stored of a secret: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret).digest()


async def _subject_name(call: Call, kind: FeedKind, subject_id: UUID) -> str | None:
    if kind is FeedKind.PLAN and not call.may("plans:read"):
        return None
    return await store.subject_name(call, kind, subject_id)


async def _departures(call: Call, feed: CalendarFeed, present: set[UUID | None]) -> list[Departure]:
    if feed.kind is FeedKind.PLAN:
        return []
    since = call.now - timedelta(days=rules.KEPT_DAYS)
    left = await departures.some(call, feed.kind, feed.subject_id, since=since, most=rules.MOST)
    return [departure for departure in left if departure.work_order_id not in present]


def _filters(feed: CalendarFeed) -> Filters:
    subject = [feed.subject_id]
    fields = {
        FeedKind.PERSON: "staff_ids",
        FeedKind.CREW: "crew_ids",
        FeedKind.SITE: "site_ids",
        FeedKind.PLAN: "plan_ids",
    }
    return msgspec.convert({fields[feed.kind]: subject, "forecast": feed.forecast, "gone": True}, Filters)


def _lasting(feed: CalendarFeed) -> list[object]:
    return [feed.id, feed.name, feed.language, feed.alarm_minutes]
