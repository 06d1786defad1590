"""What a loader is given and what it answers."""

from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Mapping as Dict
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.imports.records import Mapping, RowFault, Severity, SourceRecord
from fettle.modules.imports.rules.mapping import column_of
from fettle.modules.imports.rules.rows import MappedRow


class Arrival(msgspec.Struct, frozen=True):
    """A row on its way to become a record: a new one under `id`, or a change of the one that it was before."""

    id: UUID
    ref: str
    row: MappedRow
    changed: bool
    custom: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """The value of a field, None when the row leaves it out."""
        return self.row.values.get(name)


class Book(msgspec.Struct, frozen=True):
    """Under which source an import keeps its books, which import it is, and how its rows are read."""

    source: str
    import_id: UUID | None
    mapping: Mapping

    def fault(self, arrival: Arrival, name: str, code: str, message: str) -> RowFault:
        """What keeps the row of `arrival` out, at the column of the field `name`."""
        return RowFault(
            line=arrival.row.line,
            column=column_of(self.mapping, name),
            severity=Severity.QUARANTINED,
            code=code,
            message=message,
        )

    def stated(self, arrival: Arrival, names: Dict[str, str]) -> dict[str, Any]:
        """The fields of a record by what they are called there: a change leaves out what the mapping does not set."""
        said = {target: arrival.get(name) for name, target in names.items() if name in self.mapping.fields}
        return said if arrival.changed else {name: value for name, value in said.items() if value is not None}


Loaded = dict[str, list[SourceRecord]]
"""The records that rows have become, by kind."""

Loader = Callable[[Call, Book, Sequence[Arrival]], Awaitable[Loaded]]


def met(book: Book, arrival: Arrival, entity_id: UUID, digest: bytes) -> SourceRecord:
    """The note that the row of `arrival` is the record `entity_id`."""
    return SourceRecord(
        ref=arrival.ref, entity_id=entity_id, digest=digest, import_id=book.import_id, line=arrival.row.line
    )


def chosen(arrivals: Sequence[Arrival], *, changed: bool) -> list[Arrival]:
    """Those that change a record, or those that are new."""
    return [arrival for arrival in arrivals if arrival.changed == changed]


def texts(arrivals: Sequence[Arrival], name: str) -> dict[str, str]:
    """The distinct texts of a field, each as code and name."""
    return {text: text for arrival in arrivals if (text := arrival.get(name)) is not None}
