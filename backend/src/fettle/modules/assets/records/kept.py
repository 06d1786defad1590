"""What every record that people edit carries."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class Kept(Record, frozen=True, kw_only=True):
    """A record that is edited under a version and deleted restorably."""

    id: UUID
    version: int = 1
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None


class Named(Record, frozen=True, kw_only=True):
    """A record as others show it: its id and name."""

    id: UUID
    name: str


def facts(record: Kept) -> dict[str, Any]:
    """What `record` says, without its bookkeeping: the content of its `created` event."""
    stated = msgspec.structs.asdict(record)
    return {name: value for name, value in stated.items() if name not in Kept.__struct_fields__}
