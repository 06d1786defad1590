"""The audit trail as a table."""

from collections.abc import Sequence
from typing import Any

import msgspec

from fettle.db.callers import Caller
from fettle.modules.tenancy.records.events import Event

COLUMNS = (
    "at",
    "seq",
    "ord",
    "type",
    "entity",
    "entityId",
    "aboutId",
    "siteId",
    "actorUserId",
    "actorName",
    "actorVia",
    "requestId",
    "before",
    "after",
)


def columns(_caller: Caller) -> Sequence[str]:
    """The header of the export; changes of money are whole rows, which those who may not see it do not get."""
    return COLUMNS


def cells(event: Event) -> Sequence[Any]:
    """The cells of `event` in the order of the header; what was and what is, as JSON."""
    return (
        event.at,
        event.seq,
        event.ord,
        event.type,
        event.entity,
        event.entity_id,
        event.about_id,
        event.site_id,
        event.actor_user_id,
        event.actor_name,
        event.actor_via,
        event.request_id,
        msgspec.json.encode(event.before).decode(),
        msgspec.json.encode(event.after).decode(),
    )
