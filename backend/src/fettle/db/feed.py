"""The event feed: every change of a transaction under the tenant's next number, chained by hash.

The number is taken as the last statement before the commit, so its row lock is held only until the commit is visible:
number order is visibility order. Each event keeps the digest of its own content, each transaction the hash of the one
before it and its digests, so an altered, removed or reordered row is found by `audit.verify`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from fettle.db.callers import Caller
from fettle.kit.changes import Change
from fettle.kit.ids import IdMaker

APPEND = """
WITH given AS (
    SELECT g.*, app.event_digest(g.id, g.type, g.entity_id, g.about_id, g.site_id, g.bears_costs, %(user)s, %(via)s,
                                 %(request)s, %(at)s, g.before, g.after) AS digest
    FROM jsonb_to_recordset(%(events)s::jsonb) AS g(ord int, id uuid, type text, entity text, entity_id uuid,
         about_id uuid, site_id uuid, bears_costs boolean, before jsonb, after jsonb)
), numbered AS (
    INSERT INTO tenant_feed AS f (tenant_id, seq, chain)
    SELECT app.tenant_id(), 1, app.next_link('', 1, string_agg(digest, ''::bytea ORDER BY ord)) FROM given
    ON CONFLICT (tenant_id) DO UPDATE SET seq = f.seq + 1, chain = app.next_link(
        f.chain, f.seq + 1, (SELECT string_agg(digest, ''::bytea ORDER BY ord) FROM given))
    RETURNING f.tenant_id, f.seq, f.chain
)
INSERT INTO events (tenant_id, seq, ord, id, type, entity, entity_id, about_id, site_id, bears_costs, actor_user_id,
                    actor_via, request_id, at, before, after, digest, chain)
SELECT n.tenant_id, n.seq, g.ord, g.id, g.type, g.entity, g.entity_id, g.about_id, g.site_id, g.bears_costs, %(user)s,
       %(via)s, %(request)s, %(at)s, g.before, g.after, g.digest, n.chain
FROM given g CROSS JOIN numbered n
"""


def parameters(changes: Iterable[Change], caller: Caller, *, at: datetime, ids: IdMaker) -> dict[str, Any]:
    """The parameters of `APPEND` for all changes of one transaction, made by `caller`."""
    events = [
        {
            "ord": position,
            "id": ids(),
            "type": change.type,
            "entity": change.entity,
            "entity_id": change.entity_id,
            "about_id": change.about_id or change.entity_id,
            "site_id": change.site_id,
            "bears_costs": change.bears_costs,
            "before": change.before,
            "after": change.after,
        }
        for position, change in enumerate(changes)
    ]
    return {
        "events": msgspec.json.encode(events).decode(),
        "user": caller.user_id,
        "via": caller.via,
        "request": caller.request_id,
        "at": at,
    }
