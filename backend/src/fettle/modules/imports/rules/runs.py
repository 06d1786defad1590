"""When an import may be started, taken over or stopped, and how its progress is told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Refusal
from fettle.modules.imports.records import Counts, Import, RowFault, Run, Severity, Status
from fettle.modules.imports.records import Mapping as FileMapping
from fettle.modules.imports.rules.mapping import column_at
from fettle.modules.imports.rules.rows import MappedRow

LEASE = timedelta(seconds=10)
"""A runner that has not been heard of for so long is taken for dead. While it works on a batch it holds the row."""

KEPT_FOR = timedelta(days=30)
"""How long the file of an import that is done or cancelled stays."""

DRAFTS_FOR = timedelta(days=1)
"""How long a file may take to arrive; what is older was given up."""

CAN_START = frozenset({Status.UPLOADED, Status.FAILED, Status.CANCELLED})
CAN_CANCEL = frozenset({Status.UPLOADED, Status.WAITING, Status.RUNNING})


class ImportRunning(Conflict):
    """This import is being run already."""


class ImportNotStartable(Conflict):
    """This import is finished and cannot be started."""


class ImportNotCancellable(Conflict):
    """This import is not under way."""


class RowsRefused(Conflict):
    """Some of these rows cannot be loaded."""

    def __init__(self, faults: Mapping[int, Sequence[RowFault]]) -> None:
        super().__init__()
        self.by_line = faults


class FileChanged(Conflict):
    """The file is not the one that the import began with."""


def request(run: Run) -> Run:
    """`run` as it waits for a runner. Raises `ImportRunning` or `ImportNotStartable`."""
    if run.status in (Status.RUNNING, Status.WAITING):
        raise ImportRunning()
    if run.status not in CAN_START:
        raise ImportNotStartable()
    return _moved(run, status=Status.WAITING, finished_at=None, failure=None)


def claim(run: Run, *, runner: UUID, at: datetime) -> Run:
    """`run` in the hands of `runner`. Raises `ImportRunning` while another one lives."""
    if run.status == Status.RUNNING and run.heartbeat_at is not None and at < run.heartbeat_at + LEASE:
        raise ImportRunning()
    if run.status == Status.DONE:
        raise ImportNotStartable()
    return _moved(
        run,
        status=Status.RUNNING,
        runner=runner,
        heartbeat_at=at,
        started_at=run.started_at or at,
        finished_at=None,
        failure=None,
    )


def cancel(run: Run, *, at: datetime) -> Run:
    """`run` stopped; what was loaded stays. Raises `ImportNotCancellable`."""
    if run.status not in CAN_CANCEL:
        raise ImportNotCancellable()
    return _moved(run, status=Status.CANCELLED, finished_at=at, runner=None)


def finish(run: Run, *, at: datetime) -> Run:
    """`run` at the end of its file."""
    return _moved(run, status=Status.DONE, finished_at=at, runner=None, position_bytes=run.file_bytes)


def fail(run: Run, *, at: datetime, reason: str) -> Run:
    """`run` given up for `reason`; it can be started again and goes on where it stopped."""
    return _moved(run, status=Status.FAILED, finished_at=at, runner=None, failure=reason)


def refused_row(row: MappedRow, refusal: Refusal, mapping: FileMapping) -> MappedRow:
    """`row` quarantined because its record was refused."""
    first = refusal.faults[0] if refusal.faults else None
    column = column_at(mapping, first.pointer) if first else None
    message = first.message if first else refusal.detail
    return quarantined(row, column, first.code if first else refusal.code(), message)


def quarantined(row: MappedRow, column: str | None, code: str, message: str) -> MappedRow:
    """`row` with one more fault that keeps it out."""
    fault = RowFault(line=row.line, column=column, severity=Severity.QUARANTINED, code=code, message=message)
    return with_faults(row, [fault])


def with_faults(row: MappedRow, faults: Sequence[RowFault]) -> MappedRow:
    """`row` with more faults that keep it out."""
    return msgspec.structs.replace(row, values={}, faults=[*row.faults, *faults])


def view(run: Run, *, now: datetime) -> Import:
    """`run` as people see it: with percent done by bytes and seconds left at the speed so far."""
    percent = 100.0 if run.status == Status.DONE else _percent(run)
    return Import(
        id=run.id,
        source=run.source,
        file_name=run.file_name,
        file_bytes=run.file_bytes,
        entity=run.mapping.entity,
        dry_run=run.dry_run,
        status=run.status,
        counts=counts(run),
        warnings=run.warnings,
        percent=round(percent, 1),
        seconds_left=_seconds_left(run, percent, now),
        failure=run.failure,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        version=run.version,
    )


def counts(run: Run) -> Counts:
    """The rows of `run` by what became of them."""
    return Counts(
        read=run.rows_read,
        loaded=run.rows_loaded,
        updated=run.rows_updated,
        unchanged=run.rows_unchanged,
        quarantined=run.rows_quarantined,
    )


def _percent(run: Run) -> float:
    return 100.0 * run.position_bytes / max(run.file_bytes, 1)


def _seconds_left(run: Run, percent: float, now: datetime) -> int | None:
    if run.status != Status.RUNNING or run.started_at is None or percent <= 0:
        return None
    return round((now - run.started_at).total_seconds() * (100 - percent) / percent)


def _moved(run: Run, **fields: object) -> Run:
    return msgspec.structs.replace(run, version=run.version + 1, **fields)
