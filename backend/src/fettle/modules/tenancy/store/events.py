"""The event feed, read as audit trail and as the history of one record."""

from collections.abc import AsyncIterator, Mapping
from string import Template
from typing import Any

from fettle.db.call import Call
from fettle.kit.pages import PageRequest
from fettle.modules.tenancy.records.events import Event

# The page is cut before names are joined, so that a long trail is not joined whole.
PAGE = Template(
    """
SELECT e.seq, e.ord, e.id, e.type, e.entity, e.entity_id, e.about_id, e.site_id, e.actor_user_id,
       u.name AS actor_name, e.actor_via, e.request_id, e.at, e.before, e.after
FROM (SELECT * FROM events e WHERE e.tenant_id = app.tenant_id() $tests
      ORDER BY e.seq DESC, e.ord DESC LIMIT %(most)s) e
LEFT JOIN users u ON u.id = e.actor_user_id
ORDER BY e.seq DESC, e.ord DESC
"""
)
EVERY = Template(
    """
SELECT e.seq, e.ord, e.id, e.type, e.entity, e.entity_id, e.about_id, e.site_id, e.actor_user_id,
       u.name AS actor_name, e.actor_via, e.request_id, e.at, e.before, e.after
FROM events e
LEFT JOIN users u ON u.id = e.actor_user_id
WHERE e.tenant_id = app.tenant_id() $tests
ORDER BY e.seq, e.ord
"""
)
TESTS: Mapping[str, str] = {
    "entities": "e.entity = ANY(%(entities)s::text[])",
    "types": "e.type = ANY(%(types)s::text[])",
    "actor_user_id": "e.actor_user_id = %(actor_user_id)s",
    "request_id": "e.request_id = %(request_id)s",
    "about_id": "e.about_id = %(about_id)s",
    "since": "e.at >= %(since)s",
    "until": "e.at < %(until)s",
    "after": "(e.seq, e.ord) < (%(seq)s, %(ord)s)",
}


async def page(call: Call, asked: PageRequest, filters: Mapping[str, Any]) -> list[Event]:
    """The events of a page, newest first, and one more. `filters` are keys of `TESTS`; None does not count."""
    given = {name: value for name, value in filters.items() if value is not None}
    names = [*given, *(["after"] if asked.position else [])]
    seq, ord_ = asked.position or (None, None)
    query = PAGE.substitute(tests="".join(f" AND {TESTS[name]}" for name in names))
    return await call.all(Event, query, {**given, "seq": seq, "ord": ord_, "most": asked.limit + 1})


def every(call: Call, filters: Mapping[str, Any]) -> AsyncIterator[Event]:
    """All events that meet the filters, oldest first, as a stream."""
    given = {name: value for name, value in filters.items() if value is not None}
    return call.stream(Event, EVERY.substitute(tests="".join(f" AND {TESTS[name]}" for name in given)), given)
