"""Nouns of the log: entries, their lines, what they come to."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.kit.refusals import Invalid


class LineKind(StrEnum):
    """What a line is about."""

    LABOUR = "labour"
    MATERIAL = "material"
    EQUIPMENT = "equipment"
    CONTRACT = "contract"
    OTHER = "other"


class NewLogLine(Record, frozen=True, kw_only=True):
    """A line as somebody writes it down. Labour and equipment count hours; `unit_cost` is money for one unit.

    Only imports state an `amount`: what was booked elsewhere for the whole line, kept to the cent. Phones make the
    `id`.
    """

    kind: LineKind
    id: UUID | None = None
    quantity: Decimal = Decimal(1)
    unit: str | None = None
    unit_cost: Decimal | None = None
    amount: Decimal | None = None
    staff_id: UUID | None = None
    equipment_asset_id: UUID | None = None
    item: str | None = None
    vendor: str | None = None
    asset_id: UUID | None = None
    task_code_id: UUID | None = None
    gl_code_id: UUID | None = None


class NewLogEntry(Record, frozen=True, kw_only=True):
    """Work on one work order on one local day. `site_id` and `gl_code_id` are the work order's.

    A line that names no GL code takes its task code's, else `gl_code_id`.
    """

    work_order_id: UUID
    performed_on: date
    lines: list[NewLogLine]
    id: UUID | None = None
    site_id: UUID | None = None
    gl_code_id: UUID | None = None
    staff_id: UUID | None = None
    note: str | None = None


class LogLine(Record, frozen=True, kw_only=True):
    """A line of the log. `unit_cost` and `amount` are null when no price is known, or money is hidden from you."""

    id: UUID
    position: int
    kind: LineKind
    quantity: Decimal
    unit: str
    staff_id: UUID | None = None
    staff_name: str | None = None
    equipment_asset_id: UUID | None = None
    item: str | None = None
    vendor: str | None = None
    asset_id: UUID | None = None
    asset_name: str | None = None
    task_code_id: UUID | None = None
    task_code: str | None = None
    gl_code_id: UUID | None = None
    gl_code: str | None = None
    unit_cost: Decimal | None = None
    amount: Decimal | None = None


class LogEntry(Record, frozen=True, kw_only=True):
    """An entry with its lines. `reverses_id` names the entry it takes back, `reversed_by_id` the one that did so."""

    id: UUID
    work_order_id: UUID
    performed_on: date
    lines: list[LogLine]
    site_id: UUID | None = None
    staff_id: UUID | None = None
    staff_name: str | None = None
    note: str | None = None
    reverses_id: UUID | None = None
    reversed_by_id: UUID | None = None
    reason_id: UUID | None = None
    created_at: datetime
    created_by: UUID | None = None


class Reversal(Record, frozen=True, kw_only=True):
    """Why an entry is taken back."""

    reason: str
    reason_id: UUID | None = None
    id: UUID | None = None


class Replacement(Record, frozen=True, kw_only=True):
    """What should have been written down instead; day, person and note stay as they were unless given."""

    lines: list[NewLogLine]
    id: UUID | None = None
    performed_on: date | None = None
    staff_id: UUID | None = None
    note: str | None = None


class LogCorrection(Record, frozen=True, kw_only=True):
    """A correction: the entry that takes the old one back, and the one that stands in its place."""

    reversal: LogEntry
    replacement: LogEntry


class LogTotals(Record, frozen=True, kw_only=True):
    """What the lines of one work order come to, reversals included. Costs are null when money is hidden."""

    work_order_id: UUID
    hours: Decimal
    entries: int
    unpriced: int | None = None
    cost: Decimal | None = None
    labour_cost: Decimal | None = None
    material_cost: Decimal | None = None
    equipment_cost: Decimal | None = None
    contract_cost: Decimal | None = None
    other_cost: Decimal | None = None


class Amount(Record, frozen=True, kw_only=True):
    """What priced lines come to on one day for one asset, less what reverses them, and how many lines that were."""

    performed_on: date
    asset_id: UUID | None = None
    lines: int
    amount: Decimal


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What new entries need to know: the GL codes of task codes, and by day what an hour of staff costs.

    The rates are money that whoever logs may not be allowed to see. `refused` are those that cannot be written, by
    their places.
    """

    accounts: dict[UUID, UUID | None]
    rates: dict[date, dict[UUID, Decimal]]
    refused: dict[int, Invalid]


class LogFilters(Record, frozen=True, kw_only=True):
    """Which entries are wanted."""

    work_order_ids: list[UUID] | None = None
    staff_ids: list[UUID] | None = None
    site_ids: list[UUID] | None = None
    asset_ids: list[UUID] | None = None
    gl_code_ids: list[UUID] | None = None
    kinds: list[LineKind] | None = None
    performed_from: date | None = None
    performed_to: date | None = None
    reversed: bool | None = None


class LogSort(StrEnum):
    """Orders of the list."""

    NEWEST_FIRST = "-performedOn"
    OLDEST_FIRST = "performedOn"


class SummaryBy(StrEnum):
    """What the sums are grouped by."""

    DAY = "day"
    PERSON = "person"
    WORK_ORDER = "workOrder"


class LogSummary(Record, frozen=True, kw_only=True):
    """Sums of one day, person or work order. `key` is the date or the id, empty for work by nobody in particular."""

    key: str
    label: str | None = None
    entries: int
    hours: Decimal
    lines: int
    unpriced: int | None = None
    cost: Decimal | None = None


class ExportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its entry, as the export writes it."""

    entry_id: UUID
    work_order_id: UUID
    performed_on: date
    person: str | None
    kind: str
    item: str | None
    vendor: str | None
    asset: str | None
    equipment: str | None
    task_code: str | None
    gl_code: str | None
    quantity: Decimal
    unit: str
    note: str | None
    reverses_id: UUID | None
    unit_cost: Decimal | None
    amount: Decimal | None
