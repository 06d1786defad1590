"""Cursors belong to one list of one person: I-6."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.pages import BadCursor, PageRequest, seal, unseal

SECRET, SCOPE = b"secret" * 6, b"tenant/person/list/filters"
positions = st.lists(st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(), max_size=4)


@given(positions)
def test_a_cursor_brings_its_position_back(position):
    assert unseal(SECRET, SCOPE, seal(SECRET, SCOPE, position)) == position


@given(positions, st.binary(max_size=20), st.binary(max_size=20))
def test_i6_a_cursor_of_another_scope_or_installation_is_refused(position, scope, secret):
    """I-6: from another endpoint, tenant, person or filter."""
    cursor = seal(SECRET, SCOPE, position)
    with pytest.raises(BadCursor):
        unseal(SECRET, SCOPE + b"x" + scope, cursor)
    with pytest.raises(BadCursor):
        unseal(SECRET + b"x" + secret, SCOPE, cursor)


def test_i6_a_truncated_cursor_is_refused():
    """I-6: cut at any place."""
    cursor = seal(SECRET, SCOPE, ["2026-11-21T10:00:00Z", str(UUID(int=7))])
    for length in range(len(cursor)):
        with pytest.raises(BadCursor):
            unseal(SECRET, SCOPE, cursor[:length])


def test_i6_an_edited_cursor_is_refused():
    """I-6: any one character changed, added or inserted, also those that base64 would pass over."""
    cursor = seal(SECRET, SCOPE, [12, "x"])
    for place in range(len(cursor)):
        for character in "Aa0-_=! é\n":
            for edited in (
                cursor[:place] + character + cursor[place + 1 :],
                cursor[:place] + character + cursor[place:],
            ):
                if edited != cursor:
                    with pytest.raises(BadCursor):
                        unseal(SECRET, SCOPE, edited)
    with pytest.raises(BadCursor):
        unseal(SECRET, SCOPE, cursor + "=")


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_i6_made_up_cursors_are_refused_by_name(cursor):
    """I-6: garbage is refused as a cursor, never a fault."""
    with pytest.raises(BadCursor) as refusal:
        unseal(SECRET, SCOPE, cursor)
    assert [fault.pointer for fault in refusal.value.faults] == ["?cursor"]


@given(st.integers(0, 30), st.integers(1, 10))
def test_pages_show_every_row_once(count, limit):
    rows, seen, position = list(range(count)), [], None
    while True:
        request = PageRequest(limit=limit, position=position, scope=SCOPE, secret=SECRET)
        rest = [row for row in rows if position is None or row > position[0]]
        page = request.page(rest[: limit + 1], key=lambda row: [row])
        assert len(page.data) <= limit
        assert page.has_more == (page.next_cursor is not None)
        seen += page.data
        if page.next_cursor is None:
            break
        position = unseal(SECRET, SCOPE, page.next_cursor)
    assert seen == rows
