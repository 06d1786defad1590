"""Places in the feed and who may hear of what, by property."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.realtime.records import Doubt, Happened, Position, Viewer, Wanted
from fettle.modules.realtime.rules import frames, positions, sight

places = st.builds(Position, st.integers(0, 10**12), st.one_of(st.just(positions.WHOLE), st.integers(0, 10**6)))
ids = st.integers(1, 6).map(lambda number: UUID(int=number))
maybe = st.one_of(st.none(), ids)
everything = set().union(*map(set, sight.NEEDED.values())) | {"costs:read", "audit:read"}
viewers = st.builds(
    Viewer,
    user_id=maybe,
    permissions=st.frozensets(st.sampled_from(sorted(everything))),
    site_scope=st.one_of(st.none(), st.frozensets(ids)),
)
events = st.builds(
    Happened,
    position=places,
    id=ids,
    type=st.just("thing.changed"),
    entity=st.sampled_from(sorted({*sight.NEEDED, *sight.OWN, "something_new"})),
    entity_id=ids,
    about_id=ids,
    site_id=maybe,
    bears_costs=st.booleans(),
    actor_user_id=maybe,
    at=st.just(datetime(2026, 1, 1, tzinfo=UTC)),
    changed=st.just(["title"]),
    owners=st.frozensets(ids, max_size=2),
)


@given(places)
def test_a_place_is_read_as_it_was_written(place):
    """Ids name places one to one."""
    assert positions.read(positions.written(place)) == place


@given(st.text(max_size=30), places)
def test_any_text_is_a_place_or_a_doubt(text, head):
    """Whatever a client sends: a place that is not ahead of the feed, or the reason why not."""
    last, doubt = positions.resumed(text, head)
    assert (last is None) != (doubt is None)
    if last is not None:
        assert last.seq <= head.seq
        assert head.seq - last.seq <= positions.MOST_MISSED
    else:
        assert doubt in (Doubt.UNKNOWN, Doubt.TOO_OLD)


@given(viewers, events)
def test_fewer_rights_never_hear_more(viewer, event):
    """Taking a permission or a site away never lets anybody hear more; without any, only what is one's own."""
    import msgspec

    heard = sight.may_hear(viewer, event)
    for permission in viewer.permissions:
        less = msgspec.structs.replace(viewer, permissions=viewer.permissions - {permission})
        assert heard or not sight.may_hear(less, event)
    nobody = msgspec.structs.replace(viewer, permissions=frozenset())
    assert not sight.may_hear(nobody, event) or event.entity in sight.OWN
    nowhere = msgspec.structs.replace(viewer, site_scope=frozenset())
    if sight.may_hear(nowhere, event):
        assert heard
        assert event.site_id is None
        assert event.actor_user_id == viewer.user_id


@given(viewers, events)
def test_what_is_of_an_unknown_kind_is_for_auditors(viewer, event):
    """A kind of record that nobody has decided on is hidden from everybody who may not see everything anyway."""
    if event.entity == "something_new" and sight.may_hear(viewer, event):
        assert viewer.may("audit:read")


@given(events, st.frozensets(st.sampled_from(["asset", "tag"])), maybe)
def test_filters_only_narrow(event, entities, about_id):
    """Whatever is asked for is among what would be told without asking."""
    wanted = Wanted(entities=entities, about_id=about_id)
    if sight.is_wanted(wanted, event):
        assert not entities or event.entity in entities
        assert about_id in (None, event.about_id, event.entity_id)
    assert sight.is_wanted(Wanted(), event)


@given(events)
def test_an_event_is_three_lines(event):
    """id, event, data: nothing in it can end the event early."""
    lines = frames.told(event).split(b"\n")
    assert [line.partition(b":")[0] for line in lines] == [b"id", b"event", b"data", b"", b""]
