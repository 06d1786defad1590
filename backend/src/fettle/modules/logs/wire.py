"""Bodies and filters of the log."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar.params import QueryParameter
from pydantic import Field

from fettle.db.callers import Caller
from fettle.modules.logs.records import (
    ExportRow,
    LineKind,
    LogFilters,
    NewLogEntry,
    NewLogLine,
    Replacement,
    Reversal,
)
from fettle.modules.logs.rules import MOST_LINES
from fettle.web.bodies import Body, Line, Money, Name, Prose, Quantity

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Unit = Annotated[str, Field(min_length=1, max_length=30)]


class LogLineBody(Body):
    """One line: labour and equipment count hours; `unitCost` is the price of one unit, of the whole for a contract."""

    kind: LineKind
    quantity: Quantity = Field(default=1, gt=0, validate_default=True)
    unit: Unit | None = None
    unit_cost: Money | None = Field(default=None, ge=0)
    staff_id: UUID | None = None
    equipment_asset_id: UUID | None = None
    item: Line | None = None
    vendor: Name | None = None
    asset_id: UUID | None = None
    task_code_id: UUID | None = None
    gl_code_id: UUID | None = None

    def to_record(self) -> NewLogLine:
        """The line as the log takes it."""
        return NewLogLine(**{name: getattr(self, name) for name in type(self).model_fields})


class LogEntryBody(Body):
    """What was used on one local day: hours, material, equipment, contractors, in one entry."""

    performed_on: Day
    lines: list[LogLineBody] = Field(min_length=1, max_length=MOST_LINES)
    id: UUID | None = None
    staff_id: UUID | None = None
    note: Prose | None = None

    def to_record(self, work_order_id: UUID, *, site_id: UUID | None, gl_code_id: UUID | None) -> NewLogEntry:
        """The entry on a work order, with the site and the GL code of that work order."""
        return NewLogEntry(
            id=self.id,
            work_order_id=work_order_id,
            site_id=site_id,
            gl_code_id=gl_code_id,
            performed_on=self.performed_on,
            staff_id=self.staff_id,
            note=self.note,
            lines=[line.to_record() for line in self.lines],
        )


class ReversalBody(Body):
    """Why the entry is taken back."""

    reason: Line
    reason_id: UUID | None = None
    id: UUID | None = None

    def to_record(self) -> Reversal:
        """The reversal as the log takes it."""
        return Reversal(reason=self.reason, reason_id=self.reason_id, id=self.id)


class CorrectionBody(Body):
    """Why the entry is taken back, and the lines that should have stood there."""

    reason: Line
    reason_id: UUID | None = None
    reversal_id: UUID | None = None
    lines: list[LogLineBody] = Field(min_length=1, max_length=MOST_LINES)
    id: UUID | None = None
    performed_on: Day | None = None
    staff_id: UUID | None = None
    note: Prose | None = None

    def reversal(self) -> Reversal:
        """The half that takes back."""
        return Reversal(reason=self.reason, reason_id=self.reason_id, id=self.reversal_id)

    def replacement(self) -> Replacement:
        """The half that stands instead."""
        return Replacement(
            lines=[line.to_record() for line in self.lines],
            id=self.id,
            performed_on=self.performed_on,
            staff_id=self.staff_id,
            note=self.note,
        )


def filters(  # noqa: PLR0917
    work_order_id: Annotated[list[UUID] | None, QueryParameter(name="workOrderId")] = None,
    staff_id: Annotated[list[UUID] | None, QueryParameter(name="staffId")] = None,
    site_id: Annotated[list[UUID] | None, QueryParameter(name="siteId")] = None,
    asset_id: Annotated[list[UUID] | None, QueryParameter(name="assetId")] = None,
    gl_code_id: Annotated[list[UUID] | None, QueryParameter(name="glCodeId")] = None,
    kind: Annotated[list[LineKind] | None, QueryParameter(name="kind")] = None,
    performed_from: Annotated[date | None, QueryParameter(name="performedFrom")] = None,
    performed_to: Annotated[date | None, QueryParameter(name="performedTo")] = None,
    taken_back: Annotated[
        bool | None,
        QueryParameter(name="reversed", description="true: reversed entries and their reversals; false: what stands."),
    ] = None,
) -> LogFilters:
    """Which entries are wanted, from the query parameters; `performedTo` is the last day included."""
    return LogFilters(
        work_order_ids=work_order_id,
        staff_ids=staff_id,
        site_ids=site_id,
        asset_ids=asset_id,
        gl_code_ids=gl_code_id,
        kinds=kind,
        performed_from=performed_from,
        performed_to=performed_to,
        reversed=taken_back,
    )


COLUMNS = (
    "date",
    "entryId",
    "workOrderId",
    "person",
    "kind",
    "item",
    "vendor",
    "asset",
    "equipment",
    "taskCode",
    "glCode",
    "quantity",
    "unit",
    "note",
    "reversesId",
)
COST_COLUMNS = ("unitCost", "amount")


def columns(caller: Caller) -> Sequence[str]:
    """The header of the export for `caller`."""
    return (*COLUMNS, *COST_COLUMNS) if caller.sees_costs else COLUMNS


def cells(row: ExportRow, *, with_costs: bool) -> Sequence[Any]:
    """The cells of `row` in the order of the header."""
    shown = (
        row.performed_on,
        row.entry_id,
        row.work_order_id,
        row.person,
        row.kind,
        row.item,
        row.vendor,
        row.asset,
        row.equipment,
        row.task_code,
        row.gl_code,
        row.quantity,
        row.unit,
        row.note,
        row.reverses_id,
    )
    return (*shown, row.unit_cost, row.amount) if with_costs else shown
