"""Meters and their readings."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.meters import (
    FirstSegment,
    ListedMeter,
    Meter,
    NewReading,
    NewSegment,
    PlacedMeter,
    Reading,
    ReadingSource,
    Segment,
    SegmentCause,
    Surroundings,
    Usage,
)
from fettle.modules.assets.rules import assets as asset_rules
from fettle.modules.assets.rules import editing
from fettle.modules.assets.rules import meters as rules
from fettle.modules.assets.store import assets
from fettle.modules.assets.store import meters as store

MACHINES = frozenset({"api_key", "client"})


async def page(call: Call, asset_id: UUID, request: PageRequest) -> Page[ListedMeter]:
    """The meters of an asset, with their latest readings."""
    call.must("assets:read")
    await assets.state(call, asset_id)
    return request.page(await store.page(call, asset_id, request), key=lambda meter: [meter.name, meter.id])


async def get(call: Call, meter_id: UUID) -> ListedMeter:
    """One meter with its latest reading and lifetime."""
    call.must("assets:read")
    return await store.get(call, meter_id)


async def create(call: Call, asset_id: UUID, given: dict[str, Any], first: FirstSegment) -> ListedMeter:
    """Put a meter on an asset; it counts from what it shows at first, on top of what the asset had run before."""
    call.must("meters:write")
    asset = await assets.state(call, asset_id)
    asset_rules.check_not_retired(asset.status)
    meter = Meter(id=call.new_id(), asset_id=asset_id, created_at=call.now, updated_at=call.now, **given)
    rules.check_meter(meter)
    meter = editing.rounded(meter, editing.QUANTITY, *rules.LIMITS)
    rules.check_start(meter, first.value, pointer="/startValue")
    rules.check_not_future(first.at, call.now, pointer="/startedAt")
    told = Change("meter.created", meter.id, after=facts(meter), about_id=asset_id, site_id=asset.site_id)
    await store.add(call, meter, told)
    placed = PlacedMeter(**_fields(meter), site_id=asset.site_id, asset_status=asset.status)
    await _begin(call, placed, SegmentCause.FIRST, first, first.lifetime_before)
    return await store.get(call, meter.id)


async def change(call: Call, meter_id: UUID, given: dict[str, Any], version: int) -> ListedMeter:
    """Change a meter; kind and unit stay once it has been read."""
    call.must("meters:write")
    before = await store.get_for_update(call, meter_id)
    editing.expect(before, version)
    after: PlacedMeter = editing.edited(before, given)
    rules.check_meter(after)
    after = editing.rounded(after, editing.QUANTITY, *rules.LIMITS)
    rules.check_recount(before, after, await store.highest(call, meter_id))
    await _save(call, "meter.changed", before, after)
    return await store.get(call, meter_id)


async def delete(call: Call, meter_id: UUID, version: int) -> None:
    """Delete a meter; its readings stay and come back with it."""
    call.must("meters:write")
    before = await store.get_for_update(call, meter_id)
    editing.expect(before, version)
    await _save(call, "meter.removed", before, editing.edited(before, {"deleted_at": call.now}))


async def restore(call: Call, meter_id: UUID) -> ListedMeter:
    """Bring a deleted meter back."""
    call.must("meters:write")
    before = await store.get_for_update(call, meter_id, deleted=True)
    await assets.state(call, before.asset_id)
    await _save(call, "meter.restored", before, editing.edited(before, {"deleted_at": None}))
    return await store.get(call, meter_id)


async def readings(call: Call, meter_id: UUID, request: PageRequest) -> Page[Reading]:
    """The readings of a meter, the newest first."""
    call.must("assets:read")
    await store.get(call, meter_id)
    rows = await store.readings(call, meter_id, request)
    return request.page(rows, key=lambda reading: [reading.read_at, reading.id])


async def read(call: Call, meter_id: UUID, new: NewReading) -> Reading:
    """Record a reading. An impossible one is refused with the reason."""
    call.must("readings:create")
    meter = await store.get_for_update(call, meter_id)
    return await _append(call, meter, new, await store.around(call, meter_id, new.read_at))


async def roll_over(call: Call, meter_id: UUID, new: NewSegment) -> ListedMeter:
    """Say that a counter went past its highest value and began again at zero; `value` is what it shows now."""
    call.must("readings:create")
    meter = await store.get_for_update(call, meter_id)
    around = await store.around(call, meter_id, new.at)
    start, lifetime = rules.rolled_over(meter, new, around, call.now)
    begun = NewSegment(id=new.id, at=new.at, value=start, note=new.note)
    segment = await _begin(call, meter, SegmentCause.ROLLOVER, begun, lifetime)
    shown = NewReading(id=call.new_id(), value=new.value, read_at=new.at, source=_source(call), note=new.note)
    await _append(call, meter, shown, _with(around, segment))
    return await store.get(call, meter_id)


async def replace(call: Call, meter_id: UUID, new: NewSegment) -> ListedMeter:
    """Say that a meter was replaced: the old one ended at `final_value`, the new one starts at `value`."""
    call.must("meters:write")
    meter = await store.get_for_update(call, meter_id)
    asset_rules.check_not_retired(meter.asset_status)
    around = await store.around(call, meter_id, new.at)
    value, lifetime = rules.replaced(meter, new, around, call.now)
    if new.final_value is not None:
        final = NewReading(id=call.new_id(), value=new.final_value, read_at=new.at, source=_source(call), note=new.note)
        await _append(call, meter, final, around)
    begun = NewSegment(id=new.id, at=new.at, value=value, note=new.note)
    await _begin(call, meter, SegmentCause.REPLACEMENT, begun, lifetime)
    return await store.get(call, meter_id)


async def usage(call: Call, meter_id: UUID, since: datetime, until: datetime) -> Usage:
    """How far a counter ran between two moments, by what was known at each; nothing is guessed in between."""
    call.must("assets:read")
    if until < since:
        raise Invalid("The period ends before it starts.", faults=[rules.fault("?until", "lies before since")])
    meter = await store.get(call, meter_id)
    rules.check_counter(meter)
    first, last = await store.around(call, meter_id, since), await store.around(call, meter_id, until)
    at_since = rules.latest_lifetime(first.segments, first.previous, since)
    at_until = rules.latest_lifetime(last.segments, last.previous, until)
    return Usage(
        since=since,
        until=until,
        usage=at_until - at_since,
        unit=meter.unit,
        lifetime_at_since=at_since,
        lifetime_at_until=at_until,
    )


async def _append(call: Call, meter: PlacedMeter, new: NewReading, around: Surroundings) -> Reading:
    segment, lifetime = rules.judge(meter, new, around, call.now)
    reading = Reading(
        id=new.id,
        meter_id=meter.id,
        segment_id=segment.id,
        read_at=new.read_at,
        value=new.value,
        lifetime=lifetime,
        source=_source(call, new.source),
        note=new.note,
        created_at=call.now,
        created_by=call.user_id,
    )
    reading = editing.rounded(reading, editing.QUANTITY, "value", "lifetime")
    told = editing.without(_fields(reading), "id", "created_at", "created_by")
    recorded = Change("meter_reading.recorded", reading.id, after=told, about_id=meter.asset_id, site_id=meter.site_id)
    await store.add_reading(call, reading, recorded)
    return reading


async def _begin(
    call: Call, meter: PlacedMeter, cause: SegmentCause, new: NewSegment, lifetime_before: Decimal
) -> Segment:
    segment = Segment(
        id=new.id,
        meter_id=meter.id,
        cause=cause,
        started_at=new.at,
        start_value=new.value,
        lifetime_before=lifetime_before,
        note=new.note,
    )
    segment = editing.rounded(segment, editing.QUANTITY, "start_value", "lifetime_before")
    told = editing.without(_fields(segment), "id")
    begun = Change("meter_segment.started", segment.id, after=told, about_id=meter.asset_id, site_id=meter.site_id)
    await store.add_segment(call, segment, begun)
    return segment


async def _save(call: Call, verb: str, before: PlacedMeter, after: PlacedMeter) -> None:
    was, now = difference(before, after)
    if now:
        told = Change(verb, after.id, after=now, before=was, about_id=after.asset_id, site_id=after.site_id)
        await store.save(call, after, told)


def _with(around: Surroundings, segment: Segment) -> Surroundings:
    return Surroundings(segments=[*around.segments, segment], previous=around.previous, following=around.following)


def _source(call: Call, stated: ReadingSource = ReadingSource.PERSON) -> ReadingSource:
    return ReadingSource.API if call.caller.via in MACHINES else stated


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}
