"""A change: what a write did, as the event feed keeps it."""

from typing import Any
from uuid import UUID

import msgspec


class Change(msgspec.Struct, frozen=True):
    """One fact for the feed: `type` is `entity.verb_in_past`, `after` what holds now, `before` what held.

    `about_id` is the record whose history shows it (a task's work order, say), the entity itself unless given.
    `site_id` fences the event like the record; `bears_costs` hides it from people who may not see costs.
    """

    type: str
    entity_id: UUID
    after: dict[str, Any] = {}
    before: dict[str, Any] = {}
    about_id: UUID | None = None
    site_id: UUID | None = None
    bears_costs: bool = False

    @property
    def entity(self) -> str:
        """The kind of record: `work_order` of `work_order.completed`."""
        return self.type.partition(".")[0]


def difference(before: msgspec.Struct, after: msgspec.Struct) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields in which two records of one type differ, as (before, after)."""
    names = [name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)]
    return {n: getattr(before, n) for n in names}, {n: getattr(after, n) for n in names}
