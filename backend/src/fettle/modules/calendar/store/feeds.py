"""Calendar feeds. Of the secret only the hash is stored."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.calendar.records import CalendarFeed, FeedKind

FEED = """
SELECT id, owner_id, kind, coalesce(staff_id, crew_id, site_id, plan_id) AS subject_id, name, language, forecast,
       alarm_minutes, last_used_at, revoked_at, created_at, version
FROM calendar_feeds
WHERE tenant_id = app.tenant_id()
"""
OWN = (
    FEED + " AND owner_id = %(owner)s AND (%(after)s::uuid IS NULL OR id < %(after)s) ORDER BY id DESC LIMIT %(limit)s"
)
ONE = FEED + " AND owner_id = %s AND id = %s FOR UPDATE"
BY_HASH = FEED + " AND secret_hash = %s AND revoked_at IS NULL"
COUNT = "SELECT count(*) FROM calendar_feeds WHERE tenant_id = app.tenant_id() AND owner_id = %s AND revoked_at IS NULL"
PLAN = "SELECT name FROM maintenance_plans WHERE tenant_id = app.tenant_id() AND id = %s AND deleted_at IS NULL"
NAMES = {
    FeedKind.PERSON: "SELECT name FROM staff WHERE tenant_id = app.tenant_id() AND id = %s",
    FeedKind.CREW: "SELECT name FROM crews WHERE tenant_id = app.tenant_id() AND id = %s",
    FeedKind.SITE: "SELECT name FROM sites WHERE tenant_id = app.tenant_id() AND id = %s AND deleted_at IS NULL",
    FeedKind.PLAN: PLAN,
}
ADD = """
INSERT INTO calendar_feeds (tenant_id, id, owner_id, kind, staff_id, crew_id, site_id, plan_id, name, language,
       forecast, alarm_minutes, secret_hash, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(owner_id)s, %(kind)s, %(person)s, %(crew)s, %(site)s, %(plan)s, %(name)s,
       %(language)s, %(forecast)s, %(alarm_minutes)s, %(hash)s, %(now)s, %(owner_id)s, %(now)s, %(owner_id)s)
"""
REVOKE = """
UPDATE calendar_feeds SET revoked_at = %(now)s, updated_at = %(now)s, updated_by = %(by)s, version = version + 1
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
USED = "UPDATE calendar_feeds SET last_used_at = %s WHERE tenant_id = app.tenant_id() AND id = %s"


async def own(call: Call, owner_id: UUID, page: PageRequest) -> list[CalendarFeed]:
    """The feeds of a person, newest first, one more than asked for."""
    after = None if page.position is None else page.position[0]
    return await call.all(CalendarFeed, OWN, {"owner": owner_id, "after": after, "limit": page.limit + 1})


async def get(call: Call, owner_id: UUID, feed_id: UUID) -> CalendarFeed:
    """A feed of a person, locked. Raises `NotFound`."""
    return await call.one(CalendarFeed, ONE, [owner_id, feed_id])


async def by_secret(call: Call, secret_hash: bytes) -> CalendarFeed | None:
    """The feed with this secret, unless it was revoked."""
    return await call.maybe(CalendarFeed, BY_HASH, [secret_hash])


async def count(call: Call, owner_id: UUID) -> int:
    """How many feeds a person has."""
    return int(await call.value(COUNT, [owner_id]))


async def subject_name(call: Call, kind: FeedKind, subject_id: UUID) -> str | None:
    """The name of whom or what a feed is about, None where the caller sees nothing of this kind and id."""
    name: str | None = await call.value(NAMES[kind], [subject_id])
    return name


async def add(call: Call, feed: CalendarFeed, secret_hash: bytes, change: Change) -> None:
    """Add a feed."""
    subject = {kind.value: feed.subject_id if feed.kind is kind else None for kind in FeedKind}
    row = {n: getattr(feed, n) for n in ("id", "owner_id", "kind", "name", "language", "forecast", "alarm_minutes")}
    await call.write(change, ADD, {**row, **subject, "hash": secret_hash, "now": call.now})


async def revoke(call: Call, feed_id: UUID, change: Change) -> None:
    """Make the address of a feed worthless."""
    await call.write(change, REVOKE, {"id": feed_id, "now": call.now, "by": call.user_id})


async def used(call: Call, feed_id: UUID) -> None:
    """Note that a feed was fetched now."""
    await call.keep(USED, [call.now, feed_id])
