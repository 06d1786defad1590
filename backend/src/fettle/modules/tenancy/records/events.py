"""Events as people read them: who changed what, when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fettle.kit.records import Record


class Event(Record, frozen=True, kw_only=True):
    """One recorded change. `seq` counts the transactions of the tenant, `ord` the changes within one."""

    seq: int
    ord: int
    id: UUID
    type: str
    entity: str
    entity_id: UUID
    about_id: UUID
    site_id: UUID | None
    actor_user_id: UUID | None
    actor_name: str | None
    actor_via: str
    request_id: str
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]
