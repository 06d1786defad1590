"""Printing labels: gathered in a transaction, set in a thread beside it."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.portal.rules import labels as rules
from fettle.modules.portal.senders import printing
from fettle.modules.portal.store import doors
from fettle.modules.portal.store import places as store

AT_ONCE = asyncio.Semaphore(2)


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be printed."""

    labels: list[rules.Label]
    layout: rules.Layout
    tenant: str
    locale: str


async def gather(
    call: Call, place_ids: Sequence[UUID] | None, site_id: UUID | None, layout: rules.LayoutName, base_url: str
) -> Print:
    """The labels of places: of those named, of all at a site, or of all. Raises `TooManyLabels`, `NothingToPrint`."""
    call.must("portal:read")
    places = await store.many(call, place_ids, site_id, rules.MOST_LABELS + 1)
    rules.check(len(places))
    house = await doors.house(call)
    labels = [rules.label(each.name, each.code, f"{base_url}/r/{each.code}") for each in places]
    return Print(labels=labels, layout=rules.LAYOUTS[layout], tenant=house.name, locale=house.locale)


async def sheets(wanted: Print) -> bytes:
    """The sheets as a PDF; two are set at a time."""
    language, headline, scan = rules.words(wanted.locale)
    async with AT_ONCE:
        made = await asyncio.to_thread(
            printing.sheets,
            wanted.labels,
            wanted.layout,
            tenant=wanted.tenant,
            headline=headline,
            scan=scan,
            language=language,
        )
    return made[0]
