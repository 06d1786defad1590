"""The nightly look: do rows and objects agree, and what is done where they do not."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Unavailable
from fettle.modules.files.actions import checking
from fettle.modules.files.actions.checking import Opener
from fettle.modules.files.actions.files import purge
from fettle.modules.files.actions.seeing import site_of
from fettle.modules.files.desk import Desk
from fettle.modules.files.records import File, Report, State
from fettle.modules.files.rules import files as rules
from fettle.modules.files.storage import keys
from fettle.modules.files.storage.contract import Stored
from fettle.modules.files.store import books, reconciling
from fettle.modules.files.store import files as store

FRESH = timedelta(days=1)
"""What is younger may still be on its way."""
CHECKED_WITHIN = timedelta(minutes=15)
PICTURED_WITHIN = timedelta(hours=1)
RESTORABLE = timedelta(days=30)
LAST = "~"
"""Comes after every character of a key."""


async def reconcile(opened: Opener, desk: Desk, tenant_id: UUID, *, repair: bool) -> Report:
    """Compare the rows of a tenant with its objects, and put right what is amiss if asked to; what was found.

    Bytes without a row are removed, rows without bytes are refused, uploads that never came are given up, checks and
    pictures that somebody left open are made, and what was deleted a month ago or has lost its record is removed.
    """
    async with opened() as call:
        at = call.now
    uploads = await _given_up(opened, desk, at, repair=repair)
    checks, pictures = await _left_open(opened, desk, at, repair=repair)
    deleted, orphans = await _outlived(opened, desk, at, repair=repair)
    loose, lost = await _compare(opened, desk, tenant_id, at, repair=repair)
    async with opened() as call:
        off = await books.off(call)
        if repair and off:
            await books.correct(call)
    if repair:
        desk.tidy()
    return Report(
        objects_without_row=loose,
        rows_without_object=lost,
        uploads_given_up=uploads,
        checks_left_open=checks,
        pictures_left_open=pictures,
        subjects_gone=orphans,
        deleted_for_good=deleted,
        books_off=off,
    )


async def _given_up(opened: Opener, desk: Desk, at: datetime, *, repair: bool) -> int:
    async with opened() as call:
        found = await reconciling.given_up(call, at - FRESH)
        if repair:
            for file in found:
                await _refuse(call, file, "The bytes of the file never arrived.")
    if repair:
        await desk.remove(*(file.object_key for file in found))
    return len(found)


async def _left_open(opened: Opener, desk: Desk, at: datetime, *, repair: bool) -> tuple[int, int]:
    async with opened() as call:
        checks = await reconciling.left_open(call, at - CHECKED_WITHIN)
        pictures = await reconciling.unpictured(call, at - PICTURED_WITHIN)
    if repair:
        try:
            for file in checks:
                await checking.look(opened, desk, file.id)
            for file in pictures:
                await checking.picture(opened, desk, file.id)
        except Unavailable:
            # Storage or scanner are away: they stay open for the next night.
            return len(checks), len(pictures)
    return len(checks), len(pictures)


async def _outlived(opened: Opener, desk: Desk, at: datetime, *, repair: bool) -> tuple[int, int]:
    async with opened() as call:
        old = await reconciling.old(call, at - RESTORABLE)
        orphans = await reconciling.without_subject(call)
        known = {file.id: file for file in [*old, *orphans]}
        gone = await purge(call, list(known.values())) if repair and known else []
    await desk.remove(*gone)
    return len(old), len(orphans)


async def _compare(opened: Opener, desk: Desk, tenant_id: UUID, at: datetime, *, repair: bool) -> tuple[int, int]:
    loose = lost = 0
    async for after, until, page in _stretches(desk, keys.prefix(tenant_id)):
        async with opened() as call:
            named = await reconciling.held_between(call, after, until)
            known = await reconciling.known(call, sorted({keys.original(each.key) for each in page}))
        old = [each.key for each in page if keys.original(each.key) not in known and each.written_at < at - FRESH]
        # Asked for once more: what was stored since the page was read is not missing.
        missing = [key for key in sorted(named - {each.key for each in page}) if not await desk.arrived(key)]
        loose, lost = loose + len(old), lost + len(missing)
        if repair:
            await desk.storage.remove(old)
            for key in missing:
                await _lose(opened, key)
                await desk.remove(key)
    return loose, lost


async def _stretches(desk: Desk, prefix: str) -> AsyncIterator[tuple[str, str, list[Stored]]]:
    """The objects of a tenant page by page, each with the stretch of keys that it covers, up to the end of all."""
    after = prefix
    while page := await desk.storage.page(prefix, after):
        until = keys.original(page[-1].key)
        yield keys.original(after), until, page
        after = page[-1].key
    yield keys.original(after), prefix + LAST, []


async def _lose(opened: Opener, key: str) -> None:
    async with opened() as call:
        for file in await store.lock_by_key(call, key):
            if file.state in (State.STORED, State.QUARANTINED):
                await _refuse(call, file, "The bytes of the file were lost.")


async def _refuse(call: Call, file: File, reason: str) -> None:
    after = rules.turn_away(file, State.REFUSED, reason)
    if file.state is not State.QUARANTINED:
        await books.give_back(call, file.size_bytes)
    await store.save(call, file, after, rules.told("refused", after, await site_of(call, file), before=file))
