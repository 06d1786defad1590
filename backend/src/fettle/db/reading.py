"""Reading the event feed in commit order: what live updates, webhooks, notifications and plans follow."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.records import Record

AFTER = """
SELECT seq, ord, id, type, entity, entity_id, about_id, site_id, bears_costs, actor_user_id, actor_via, request_id, at,
       before, after
FROM events
WHERE tenant_id = app.tenant_id() AND (seq, ord) > (%s, %s)
ORDER BY seq, ord
LIMIT %s
"""
HEADS = "SELECT tenant_id, seq FROM app.feed_heads()"
HEAD = "SELECT coalesce((SELECT seq FROM tenant_feed WHERE tenant_id = app.tenant_id()), 0)"


class FeedEvent(Record, frozen=True, kw_only=True):
    """One event as the feed holds it. `seq` counts the tenant's transactions, `ord` the changes within one."""

    seq: int
    ord: int
    id: UUID
    type: str
    entity: str
    entity_id: UUID
    about_id: UUID
    site_id: UUID | None
    bears_costs: bool
    actor_user_id: UUID | None
    actor_via: str
    request_id: str
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]


class Head(Record, frozen=True, kw_only=True):
    """How far a tenant's feed has come."""

    tenant_id: UUID
    seq: int


async def events_after(call: Call, seq: int, ord: int, *, limit: int) -> list[FeedEvent]:
    """At most `limit` events after the position, in commit order, as far as the caller's sites and costs allow."""
    return await call.all(FeedEvent, AFTER, [seq, ord, limit])


async def head(call: Call) -> int:
    """The number of the tenant's last committed transaction, 0 before the first."""
    return int(await call.value(HEAD))


async def heads(call: Call) -> list[Head]:
    """How far the feed of every tenant has come; only the product itself asks (realm `worker`), never with a person."""
    return await call.all(Head, HEADS)
