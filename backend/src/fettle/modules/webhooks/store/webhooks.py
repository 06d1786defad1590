"""Webhooks and their secrets."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.webhooks.records import Sealed, Webhook

COLUMNS = """
w.id, w.name, w.url, w.event_types, w.site_ids, w.includes_costs, w.includes_imports, w.owner_id, w.enabled,
w.disabled_because, w.disabled_at, w.failing_since, w.paused_until, w.previous_secret_until, w.created_at, w.created_by,
w.updated_at, w.version, w.deleted_at
"""
READ = f"SELECT {COLUMNS} FROM webhooks w WHERE w.tenant_id = app.tenant_id()"  # noqa: S608
GET = READ + " AND w.id = %s AND w.deleted_at IS NULL"
LOCK = GET + " FOR UPDATE"
LOCK_DELETED = READ + " AND w.id = %s AND w.deleted_at IS NOT NULL FOR UPDATE"
ANY_READ = READ + " AND w.id = %s"
ANY = READ + " AND w.id = %s FOR UPDATE"
ENABLED = READ + " AND w.enabled AND w.deleted_at IS NULL ORDER BY w.id"
COUNT = "SELECT count(*) FROM webhooks WHERE tenant_id = app.tenant_id() AND deleted_at IS NULL"
# Whoever adds one takes turns, so that the limit holds however many come at once.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('webhooks' || app.tenant_id()::text, 0))"
PAGE = (
    READ
    + """ AND (w.deleted_at IS NOT NULL) = %(deleted)s
  AND (%(before)s::uuid IS NULL OR w.id < %(before)s::uuid)
ORDER BY w.id DESC LIMIT %(most)s
"""
)
INSERT = """
INSERT INTO webhooks (tenant_id, id, name, url, event_types, site_ids, includes_costs, includes_imports, owner_id,
                      created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(url)s, %(event_types)s, %(site_ids)s, %(includes_costs)s,
        %(includes_imports)s, %(owner_id)s, %(now)s, %(user)s, %(now)s, %(user)s)
"""
UPDATE = """
UPDATE webhooks SET name = %(name)s, url = %(url)s, event_types = %(event_types)s, site_ids = %(site_ids)s,
    includes_costs = %(includes_costs)s, includes_imports = %(includes_imports)s, owner_id = %(owner_id)s,
    enabled = %(enabled)s, disabled_because = %(disabled_because)s, disabled_at = %(disabled_at)s,
    failing_since = %(failing_since)s, paused_until = %(paused_until)s,
    previous_secret_until = %(previous_secret_until)s, deleted_at = %(deleted_at)s,
    version = %(version)s, updated_at = %(now)s, updated_by = %(user)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
HEALTH = """
UPDATE webhooks SET failing_since = %s, paused_until = %s
WHERE tenant_id = app.tenant_id() AND id = %s AND (failing_since, paused_until) IS DISTINCT FROM (%s, %s)
"""
SEALED = """
SELECT s.secret, s.previous_secret, w.previous_secret_until
FROM webhook_secrets s JOIN webhooks w ON w.tenant_id = s.tenant_id AND w.id = s.webhook_id
WHERE s.tenant_id = app.tenant_id() AND s.webhook_id = %s
"""
KEEP_SEALED = """
INSERT INTO webhook_secrets (tenant_id, webhook_id, secret) VALUES (app.tenant_id(), %s, %s)
ON CONFLICT (tenant_id, webhook_id) DO UPDATE SET previous_secret = webhook_secrets.secret, secret = excluded.secret
"""


async def get(call: Call, webhook_id: UUID) -> Webhook:
    """The webhook. Raises `NotFound`."""
    return await call.one(Webhook, GET, [webhook_id])


async def lock(call: Call, webhook_id: UUID, *, deleted: bool = False) -> Webhook:
    """The webhook, nobody else changing it. Raises `NotFound`; `deleted` looks among the deleted ones instead."""
    return await call.one(Webhook, LOCK_DELETED if deleted else LOCK, [webhook_id])


async def find(call: Call, webhook_id: UUID) -> Webhook | None:
    """The webhook whatever became of it, locked; None where there never was one."""
    return await call.maybe(Webhook, ANY, [webhook_id])


async def read(call: Call, webhook_id: UUID) -> Webhook:
    """The webhook, deleted or not."""
    return await call.one(Webhook, ANY_READ, [webhook_id])


async def enabled(call: Call) -> list[Webhook]:
    """Every webhook that sends."""
    return await call.all(Webhook, ENABLED)


async def count(call: Call) -> int:
    """How many webhooks there are; nobody else adds one until the commit."""
    await call.value(TAKE_TURNS)
    return int(await call.value(COUNT))


async def page(call: Call, page: PageRequest, *, deleted: bool) -> list[Webhook]:
    """The webhooks of a page, newest first, and one more."""
    before = page.position[0] if page.position else None
    return await call.all(Webhook, PAGE, {"before": before, "deleted": deleted, "most": page.limit + 1})


async def insert(call: Call, webhook: Webhook, change: Change) -> None:
    """Keep a new webhook."""
    await call.write(change, INSERT, _row(call, webhook))


async def save(call: Call, webhook: Webhook, change: Change) -> None:
    """Keep what became of a webhook that was locked before."""
    await call.write(change, UPDATE, _row(call, webhook))


async def note_health(call: Call, webhook: Webhook) -> None:
    """Keep since when a webhook fails and until when it rests."""
    values = [webhook.failing_since, webhook.paused_until]
    await call.keep(HEALTH, [*values, webhook.id, *values])


async def secrets(call: Call, webhook_id: UUID) -> Sealed:
    """The sealed secrets of a webhook."""
    return await call.one(Sealed, SEALED, [webhook_id])


async def keep_secret(call: Call, webhook_id: UUID, sealed: str) -> None:
    """Keep a new secret; the present one becomes the previous one."""
    await call.keep(KEEP_SEALED, [webhook_id, sealed])


def _row(call: Call, webhook: Webhook) -> dict[str, object]:
    row = {name: getattr(webhook, name) for name in webhook.__struct_fields__}
    return {**row, "now": call.now, "user": call.user_id}
