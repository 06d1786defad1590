"""Readings of meters: judged as any reading is, appended, never changed."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, texts
from fettle.modules.imports.records import RowFault
from fettle.modules.imports.rules import runs


async def load_readings(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become readings in the order of the file. Raises `RowsRefused` for those that are impossible."""
    numbers = await assets.assets_numbered(call, texts(arrivals, "asset"))
    meters = await assets.meters_of(call, numbers.values())
    refused: dict[int, list[RowFault]] = {}
    readings: list[tuple[UUID, assets.NewReading]] = []
    for arrival in arrivals:
        meter_id = meters.get((numbers[arrival.get("asset")], arrival.get("meter")))
        if arrival.changed:
            message = "was imported with another content before, and a reading is never changed"
            refused[arrival.row.line] = [book.fault(arrival, "value", "append_only", message)]
        elif meter_id is None:
            message = f"{arrival.get('asset')} has no meter called {arrival.get('meter')}"
            refused[arrival.row.line] = [book.fault(arrival, "meter", "unknown", message)]
        else:
            readings.append((meter_id, _reading(arrival)))
    rows = {arrival.id: arrival for arrival in arrivals}
    for reading_id, refusal in await assets.record_readings(call, readings):
        arrival = rows[reading_id]
        refused[arrival.row.line] = [
            book.fault(arrival, fault.pointer.strip("/"), fault.code, fault.message) for fault in refusal.faults
        ]
    if refused:
        raise runs.RowsRefused(refused)
    return {}


def _reading(arrival: Arrival) -> assets.NewReading:
    return assets.NewReading(
        id=arrival.id,
        value=arrival.get("value"),
        read_at=arrival.get("readAt"),
        source=assets.ReadingSource.IMPORT,
        note=arrival.get("note"),
    )
