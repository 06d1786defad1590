"""Meters and readings over HTTP."""

from uuid import UUID

from litestar.di import Provide

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.assets.actions import meters
from fettle.modules.assets.records.meters import ListedMeter, Period, Reading, Usage
from fettle.modules.assets.routes.filters import period
from fettle.modules.assets.rules.assets import AssetRetired
from fettle.modules.assets.rules.meters import DoesNotRollOver, ImpossibleReading, MeterHasReadings, NotACounter
from fettle.modules.assets.wire.meters import MeterBody, MeterPatch, ReadingBody, ReplacementBody, RolloverBody
from fettle.web.verbs import delete, get, patch, post

PERIOD = {"wanted": Provide(period, sync_to_thread=False)}


@get("/assets/{asset_id:uuid}/meters", may="assets:read")
async def list_meters(asset_id: UUID, call: Call, page: PageRequest) -> Page[ListedMeter]:
    """List the meters of an asset with their latest readings."""
    return await meters.page(call, asset_id, page)


@post("/assets/{asset_id:uuid}/meters", may="meters:write", refuses=(AlreadyExists, AssetRetired, ImpossibleReading))
async def create_meter(asset_id: UUID, data: MeterBody, call: Call) -> ListedMeter:
    """Put a meter on an asset."""
    return await meters.create(call, asset_id, data.fields(), data.to_record(call.new_id(), call.now))


@get("/meters/{meter_id:uuid}", may="assets:read")
async def get_meter(meter_id: UUID, call: Call) -> ListedMeter:
    """Get a meter with its latest reading and its lifetime, the sum of its segments."""
    return await meters.get(call, meter_id)


@patch("/meters/{meter_id:uuid}", may="meters:write", refuses=(AlreadyExists, MeterHasReadings))
async def change_meter(meter_id: UUID, data: MeterPatch, call: Call, version: int) -> ListedMeter:
    """Change a meter; kind and unit stay once it has been read."""
    return await meters.change(call, meter_id, data.given(), version)


@delete("/meters/{meter_id:uuid}", may="meters:write")
async def delete_meter(meter_id: UUID, call: Call, version: int) -> None:
    """Delete a meter; its readings stay and come back with it."""
    await meters.delete(call, meter_id, version)


@post("/meters/{meter_id:uuid}/restore", may="meters:write", refuses=(AlreadyExists,), status_code=200)
async def restore_meter(meter_id: UUID, call: Call) -> ListedMeter:
    """Bring a deleted meter back."""
    return await meters.restore(call, meter_id)


@get("/meters/{meter_id:uuid}/readings", may="assets:read")
async def list_readings(meter_id: UUID, call: Call, page: PageRequest) -> Page[Reading]:
    """List the readings of a meter, the newest first."""
    return await meters.readings(call, meter_id, page)


@post("/meters/{meter_id:uuid}/readings", may="readings:create", refuses=(AlreadyExists, ImpossibleReading))
async def create_reading(meter_id: UUID, data: ReadingBody, call: Call) -> Reading:
    """Record a reading; it is never changed afterwards.

    Refused with the reason when the meter cannot have shown it: in the future or before the meter was put in, a gauge
    outside its limits, a counter that goes backwards, beyond the value at which it rolls over, or by more a day than it
    can. A late reading must fit between its neighbours.
    """
    return await meters.read(call, meter_id, data.to_record(call.new_id()))


@post(
    "/meters/{meter_id:uuid}/rollover",
    may="readings:create",
    refuses=(ImpossibleReading, NotACounter, DoesNotRollOver),
    status_code=200,
)
async def roll_meter_over(meter_id: UUID, data: RolloverBody, call: Call) -> ListedMeter:
    """Say that a counter went past its highest value and began again at zero; its lifetime goes on."""
    return await meters.roll_over(call, meter_id, data.to_record(call.new_id()))


@post(
    "/meters/{meter_id:uuid}/replacement",
    may="meters:write",
    refuses=(ImpossibleReading, AssetRetired),
    status_code=200,
)
async def replace_meter(meter_id: UUID, data: ReplacementBody, call: Call) -> ListedMeter:
    """Say that a meter was replaced by another; the lifetime goes on."""
    return await meters.replace(call, meter_id, data.to_record(call.new_id()))


@get("/meters/{meter_id:uuid}/usage", may="assets:read", refuses=(NotACounter,), dependencies=PERIOD)
async def get_meter_usage(meter_id: UUID, call: Call, wanted: Period) -> Usage:
    """Get how far a counter ran between two moments, by the readings known at each; nothing is guessed in between."""
    return await meters.usage(call, meter_id, wanted.since, wanted.until)


routes = [
    list_meters,
    create_meter,
    get_meter,
    change_meter,
    delete_meter,
    restore_meter,
    list_readings,
    create_reading,
    roll_meter_over,
    replace_meter,
    get_meter_usage,
]
