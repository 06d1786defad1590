"""Looking for things and places by what somebody typed."""

from fettle.db.call import Call
from fettle.kit.found import Found, words_of
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.things import AssetFilter
from fettle.modules.assets.store import asset_lists, finding


async def find_assets(call: Call, typed: str, *, most: int) -> list[Found]:
    """The first `most` assets, by name, in which every word typed begins a word. One query."""
    call.must("assets:read")
    words = " ".join(words_of(typed))
    if not words:
        return []
    rows = await asset_lists.page(call, PageRequest(limit=most), AssetFilter(words=words))
    return [
        Found(id=row.id, title=row.name, subtitle=row.site_name, number=row.number, status=row.status)
        for row in rows[:most]
    ]


async def find_sites(call: Call, typed: str, *, most: int) -> list[Found]:
    """The first `most` sites in whose name or code every word typed begins a word. One query."""
    call.must("assets:read")
    words = words_of(typed)
    return await finding.sites(call, words, most=most) if words else []


async def find_locations(call: Call, typed: str, *, most: int) -> list[Found]:
    """The first `most` locations in whose name every word typed begins a word, with their site. One query."""
    call.must("assets:read")
    words = words_of(typed)
    return await finding.locations(call, words, most=most) if words else []
