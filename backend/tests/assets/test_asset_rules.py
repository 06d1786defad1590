"""Warranty, downtime and places, by example and by property."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import InUse, Invalid, Stale
from fettle.modules.assets.records.downtimes import Downtime, Stretch
from fettle.modules.assets.records.places import SiteUse
from fettle.modules.assets.records.spots import Spot
from fettle.modules.assets.records.things import Asset, AssetStatus, Move, WarrantyState
from fettle.modules.assets.rules import assets, downtimes, editing, places, warranty

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def an_asset(**fields: Any) -> Asset:
    return Asset(id=uuid4(), name="Pump", asset_type_id=uuid4(), created_at=NOW, updated_at=NOW, **fields)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(day: date, months: int, then: date) -> None:
    assert warranty.months_after(day, months) == then


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600), st.integers(0, 600))
def test_a_longer_warranty_never_ends_earlier(day: date, months: int, more: int) -> None:
    ends, later = warranty.months_after(day, months), warranty.months_after(day, months + more)
    assert ends <= later
    assert (ends.year * 12 + ends.month) - (day.year * 12 + day.month) == months
    assert ends.day <= day.day


@pytest.mark.parametrize(
    ("fields", "given_fields", "until", "months"),
    [
        ({"warranty_months": 1, "purchased_on": date(2026, 1, 31)}, {"warranty_months"}, date(2026, 2, 28), 1),
        ({"warranty_months": 2, "installed_on": date(2026, 1, 31)}, {"warranty_months"}, date(2026, 3, 31), 2),
        ({"warranty_months": 2}, {"warranty_months"}, None, 2),
        ({"warranty_months": 2, "warranty_until": date(2030, 1, 1)}, {"warranty_until"}, date(2030, 1, 1), None),
        ({"warranty_months": 2, "warranty_until": None}, {"warranty_until"}, None, None),
        ({"warranty_months": None, "warranty_until": date(2030, 1, 1)}, {"warranty_months"}, None, None),
        ({"warranty_until": date(2030, 1, 1)}, {"name"}, date(2030, 1, 1), None),
    ],
)
def test_a_warranty_agrees_with_itself(
    fields: dict[str, Any], given_fields: set[str], until: date | None, months: int | None
) -> None:
    settled = warranty.settled(an_asset(**fields), given_fields)
    assert (settled.warranty_until, settled.warranty_months) == (until, months)


def test_a_warranty_has_a_date_or_a_duration() -> None:
    both = {"warranty_months": 12, "warranty_until": date(2030, 1, 1)}
    with pytest.raises(Invalid) as refused:
        warranty.settled(an_asset(**both), both.keys())
    assert {fault.pointer for fault in refused.value.faults} == {"/warrantyUntil", "/warrantyMonths"}


@pytest.mark.parametrize(
    ("fields", "state", "left"),
    [
        ({}, WarrantyState.NONE, None),
        ({"warranty_months": 6}, WarrantyState.UNKNOWN, None),
        ({"warranty_until": date(2026, 6, 1)}, WarrantyState.ACTIVE, 0),
        ({"warranty_until": date(2026, 6, 11)}, WarrantyState.ACTIVE, 10),
        ({"warranty_until": date(2026, 5, 31)}, WarrantyState.EXPIRED, None),
    ],
)
def test_the_last_day_of_a_warranty_counts(fields: dict[str, Any], state: WarrantyState, left: int | None) -> None:
    found = warranty.state_of(an_asset(**fields), date(2026, 6, 1))
    assert (found.state, found.days_left) == (state, left)


def test_today_is_the_day_at_the_site() -> None:
    assert warranty.local_day(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), "Asia/Tokyo") == date(2026, 6, 2)


def at(hour: float) -> datetime:
    return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(hours=hour)


def a_downtime(start: float, end: float | None = None) -> Downtime:
    return Downtime(
        id=uuid4(),
        asset_id=uuid4(),
        started_at=at(start),
        ended_at=None if end is None else at(end),
        created_at=NOW,
        updated_at=NOW,
    )


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        ((1, 3), (2, 4), True),
        ((1, 3), (3, 4), False),
        ((1, None), (2, 4), True),
        ((5, None), (2, 4), False),
        ((1, None), (2, None), True),
    ],
)
def test_downtimes_overlap_when_they_share_more_than_a_moment(one: Any, other: Any, overlaps: bool) -> None:
    first, second = a_downtime(*one), a_downtime(*other)
    assert downtimes.overlap(first, second) is downtimes.overlap(second, first) is overlaps


def test_an_overlap_is_refused_with_the_interval_in_the_way() -> None:
    with pytest.raises(downtimes.DowntimeOverlaps, match="from 2026-05-01T02:00:00Z until 2026-05-01T04:00:00Z"):
        downtimes.check(a_downtime(3, 5), [a_downtime(2, 4)], NOW)
    with pytest.raises(downtimes.DowntimeOverlaps, match="and still is"):
        downtimes.check(a_downtime(3, 5), [a_downtime(2)], NOW)
    mine = a_downtime(2, 4)
    downtimes.check(mine, [mine], NOW)


@pytest.mark.parametrize(
    ("start", "end", "pointer"),
    [(10_000, None, "/startedAt"), (1, 10_000, "/endedAt"), (3, 2, "/endedAt")],
)
def test_a_downtime_lies_in_the_past_and_the_right_way_round(start: float, end: float | None, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        downtimes.check(a_downtime(start, end), [], NOW)
    assert refused.value.faults[0].pointer == pointer


HOURS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
STRETCHES = st.lists(st.tuples(HOURS, st.booleans()), max_size=12)


@given(STRETCHES, HOURS)
def test_each_moment_of_downtime_counts_once(given_stretches: list[Any], period: list[int]) -> None:
    """The union of overlapping stretches, clipped to the period; unplanned wins where both hold."""
    asset, (since, until) = uuid4(), period
    stretches = [
        Stretch(asset_id=asset, started_at=at(start), ended_at=at(end), planned=planned)
        for (start, end), planned in given_stretches
    ]
    hours = set(range(since, until))
    unplanned = {hour for (start, end), planned in given_stretches if not planned for hour in range(start, end)}
    every = {hour for (start, end), _ in given_stretches for hour in range(start, end)}
    totals = downtimes.totals(stretches, at(since), at(until))
    assert sum(total.unplanned_seconds for total in totals) == 3600 * len(unplanned & hours)
    assert sum(total.planned_seconds for total in totals) == 3600 * len((every - unplanned) & hours)


def test_an_open_downtime_lasts_to_the_end_of_the_period() -> None:
    stretch = Stretch(asset_id=uuid4(), started_at=at(1), planned=False)
    assert downtimes.totals([stretch], at(0), at(3))[0].unplanned_seconds == 7200


NORTH, SOUTH = uuid4(), uuid4()


def a_spot(**fields: Any) -> Spot:
    return Spot(**{"id": uuid4(), "name": "Pump", **fields})


def test_an_asset_stands_where_its_location_or_parent_does() -> None:
    north, south = a_spot(site_id=NORTH), a_spot(site_id=SOUTH)
    assert places.agreed_site(None, location=north, parent=None) == NORTH
    assert places.agreed_site(None, location=None, parent=south) == SOUTH
    assert places.agreed_site(NORTH, location=None, parent=None) == NORTH
    with pytest.raises(places.PlacesDisagree) as refused:
        places.agreed_site(NORTH, location=south, parent=south)
    assert [fault.pointer for fault in refused.value.faults] == ["/locationId", "/parentId"]


def test_a_move_to_another_site_leaves_the_location_behind() -> None:
    room = a_spot(name="Room", site_id=NORTH)
    pump = a_spot(site_id=NORTH, location_id=room.id)
    moved = places.placed(pump, Move(given=frozenset({"site_id"}), site_id=SOUTH), location=room, parent=None)
    assert (moved.site_id, moved.location_id) == (SOUTH, None)
    stated = Move(given=frozenset({"site_id", "location_id"}), site_id=SOUTH, location_id=room.id)
    with pytest.raises(places.PlacesDisagree):
        places.placed(pump, stated, location=room, parent=None)


def test_a_move_that_names_no_site_follows_location_or_parent() -> None:
    room, plant = a_spot(name="Room", site_id=SOUTH), a_spot(name="Plant", site_id=SOUTH)
    pump = a_spot(site_id=NORTH)
    into_room = Move(given=frozenset({"location_id"}), location_id=room.id)
    below_plant = Move(given=frozenset({"parent_id"}), parent_id=plant.id)
    assert places.placed(pump, into_room, location=room, parent=None).site_id == SOUTH
    assert places.placed(pump, below_plant, location=None, parent=plant).site_id == SOUTH
    assert places.placed(pump, Move(given=frozenset({"parent_id"})), location=None, parent=None) == pump


IDS = st.sampled_from([uuid4() for _ in range(4)])
SPOTS = st.lists(st.builds(Spot, id=IDS, name=st.just("x"), site_id=st.just(NORTH), location_id=st.none() | IDS))


@given(SPOTS, st.sets(IDS), st.sampled_from([NORTH, SOUTH]))
def test_parts_come_along_and_keep_only_places_that_come_too(spots: list[Spot], kept: set[UUID], to: UUID) -> None:
    for old, new in zip(spots, places.following(spots, to, kept_locations=kept), strict=True):
        assert new.site_id == to
        assert new.location_id == (old.location_id if to == NORTH or old.location_id in kept else None)


def test_what_may_not_be_moved_or_deleted_says_why() -> None:
    inside = a_spot(parent_id=uuid4())
    with pytest.raises(places.PartStaysBehind, match="Pump"):
        places.check_none_torn([inside])
    with pytest.raises(places.InsideItself):
        places.check_no_ring(inside.id, [inside.id])
    with pytest.raises(InUse, match="2 locations and 3 assets"):
        places.check_unused(SiteUse(locations=2, assets=3))
    with pytest.raises(InUse, match="4 assets"):
        assets.check_no_parts(4)
    with pytest.raises(assets.AssetRetired):
        assets.check_not_retired(AssetStatus.RETIRED)
    with pytest.raises(Stale):
        editing.expect(an_asset(), 2)
    with pytest.raises(Invalid, match="together"):
        editing.located(an_asset(latitude=1))
