"""Looking for staff and people by what somebody typed."""

from fettle.db.call import Call
from fettle.kit.found import Found, words_of
from fettle.modules.tenancy.store import finding


async def find_staff(call: Call, typed: str, *, most: int) -> list[Found]:
    """The first `most` staff of whose name, number or address every word typed begins a word. One query."""
    call.must("staff:read")
    words = words_of(typed)
    return await finding.staff(call, words, most=most) if words else []


async def find_people(call: Call, typed: str, *, most: int) -> list[Found]:
    """The first `most` members of whose name or address every word typed begins a word. One query."""
    call.must("people:read")
    words = words_of(typed)
    return await finding.people(call, words, most=most) if words else []
