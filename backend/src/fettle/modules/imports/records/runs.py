"""Imports with their progress, the faults of rows, and the reconciliation at the end."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.imports.records.mappings import Dialect, Entity, Mapping, Severity


class Status(StrEnum):
    """Where an import stands: uploaded, waiting for a runner, running, or at an end."""

    UPLOADED = "uploaded"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RowFault(Record, frozen=True, kw_only=True):
    """One thing that is wrong with a row: its line (the first is 1), its column, and what was done about it."""

    line: int
    column: str | None
    severity: Severity
    code: str
    message: str


class ImportFault(RowFault, frozen=True, kw_only=True):
    """A fault as kept, with the row as the file has it."""

    id: UUID
    row: dict[str, Any]


class Counts(Record, frozen=True, kw_only=True):
    """Rows by what became of them."""

    read: int = 0
    loaded: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: int = 0


class Import(Record, frozen=True, kw_only=True):
    """One import of one file, with its progress."""

    id: UUID
    source: str
    file_name: str
    file_bytes: int
    entity: Entity
    dry_run: bool
    status: Status
    counts: Counts
    warnings: int
    percent: float
    seconds_left: int | None
    failure: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    version: int


class Run(Record, frozen=True, kw_only=True):
    """An import as its runner sees it."""

    id: UUID
    source: str
    file_name: str
    file_key: str
    file_bytes: int
    file_digest: bytes
    mapping: Mapping
    dry_run: bool
    status: Status
    created_by: UUID | None
    created_at: datetime
    runner: UUID | None = None
    heartbeat_at: datetime | None = None
    position_bytes: int = 0
    position_line: int = 1
    rows_read: int = 0
    rows_loaded: int = 0
    rows_updated: int = 0
    rows_unchanged: int = 0
    rows_quarantined: int = 0
    warnings: int = 0
    failure: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    version: int = 1


class PreviewRow(Record, frozen=True, kw_only=True):
    """A row as it would become: its fields, or nothing when it would be quarantined."""

    line: int
    ref: str | None
    fields: dict[str, Any]
    quarantined: bool


class Preview(Record, frozen=True, kw_only=True):
    """What the beginning of a file holds and would become."""

    dialect: Dialect
    columns: list[str]
    missing_columns: list[str]
    rows: list[PreviewRow]
    faults: list[RowFault]
    raw: list[dict[str, str]]


class SourceRecord(Record, frozen=True, kw_only=True):
    """Which record a source row became, and the digest of what it said."""

    ref: str
    entity_id: UUID
    digest: bytes
    import_id: UUID | None
    line: int


class Sum(Record, frozen=True, kw_only=True):
    """Rows and amount of one key of one dimension, in the source and as loaded."""

    dimension: str
    key: str
    source_rows: int
    source_amount: Decimal | None
    loaded_rows: int
    loaded_amount: Decimal | None


class Reconciliation(Record, frozen=True, kw_only=True):
    """Rows read = loaded + updated + unchanged + quarantined, and the sums of the source beside those of the records.

    `first_difference` names the first key whose sums differ.
    """

    import_id: UUID
    status: Status
    counts: Counts
    rows_agree: bool
    sums_agree: bool
    first_difference: str | None
    sums: list[Sum]

    def in_words(self) -> str:
        """The report as a few lines of text."""
        told = self.counts
        lines = [
            f"{told.read} rows read = {told.loaded} loaded + {told.updated} updated + {told.unchanged} unchanged"
            f" + {told.quarantined} quarantined: {'agrees' if self.rows_agree else 'does NOT agree'}",
            "The records say what the file says."
            if self.sums_agree
            else f"The records differ from the file, first at {self.first_difference}.",
        ]
        return "\n".join([f"Import {self.import_id}: {self.status}", *lines])
