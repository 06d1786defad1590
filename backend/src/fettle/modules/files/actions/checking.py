"""An upload ends: its bytes are looked at and kept, refused or locked away.

No transaction is open while bytes are moved or looked at. Killed in between, a file is left in the state `checking`,
and the job that was enqueued with it goes on.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.refusals import Invalid, Unavailable
from fettle.modules.files.actions import uploads
from fettle.modules.files.actions.seeing import site_of
from fettle.modules.files.desk import Desk, Good, Harmful, Outcome, Refused
from fettle.modules.files.records import File, Preview, State
from fettle.modules.files.rules import files as rules
from fettle.modules.files.store import books
from fettle.modules.files.store import files as store
from fettle.modules.tenancy import public as tenancy
from fettle.queue import enqueue

Opener = Callable[[], AbstractAsyncContextManager[Call]]
AT_ONCE_BYTES = 32 * 1024 * 1024
"""Larger files are looked at by a job, and the caller does not wait for it."""
AFTERWARDS = timedelta(minutes=5)
PICTURE, CHECK = "files.picture", "files.check"
CREATE = "files:create"


async def complete(opened: Opener, desk: Desk, file_id: UUID) -> File:
    """Say that the bytes of a file have been sent: they are looked at, and what was announced becomes a file.

    Raises `NotUploaded`, `NotAwaiting` and `UploadExpired`; `FileRefused` and `FileQuarantined` once that is recorded.
    """
    async with opened() as call:
        call.must(CREATE)
        file = await uploads.mine(call, file_id)
        rules.check(file, at=call.now)
    if not await desk.arrived(file.object_key):
        raise rules.NotUploaded()
    async with opened() as call:
        file = await _begin(call, file_id)
    if file.size_bytes > AT_ONCE_BYTES:
        return file
    try:
        file, refusal = await look(opened, desk, file_id)
    except Unavailable:
        return file
    if refusal is not None:
        raise refusal
    return file


async def look(opened: Opener, desk: Desk, file_id: UUID) -> tuple[File, Invalid | None]:
    """Look at the bytes of a file that is being checked, and record what they are; why it was not kept, if so."""
    async with opened() as call:
        file = await store.find(call, file_id)
        tenant = await tenancy.current_tenant(call)
    if file.state is not State.CHECKING:
        return file, None
    outcome = await desk.examine(file.object_key, desk.demand(file, tenant))
    async with opened() as call:
        settled = await _settle(call, file_id, outcome)
    key = outcome.key if isinstance(outcome, Good | Harmful) else None
    if key is not None and settled.object_key != key:
        await desk.remove(key)
    if settled.state is not State.CHECKING:
        await desk.remove(file.object_key)
    match outcome:
        case Refused(refusal):
            return settled, refusal
        case Harmful(finding):
            return settled, rules.FileQuarantined(finding)
    return settled, None


async def picture(opened: Opener, desk: Desk, file_id: UUID) -> None:
    """Make the small pictures of a file, and let all files with the same bytes know."""
    async with opened() as call:
        file = await store.maybe(call, file_id)
    if file is None or file.state is not State.STORED or file.preview is not Preview.WAITING:
        return
    try:
        made = await desk.develop(file.object_key)
    except LookupError:
        made = False
    async with opened() as call:
        for before in await store.lock_by_key(call, file.object_key):
            if before.preview is Preview.WAITING:
                after = msgspec.structs.replace(before, preview=Preview.MADE if made else Preview.FAILED)
                change = rules.told("pictured", after, await site_of(call, after), before=before)
                await store.save(call, before, after, change)


async def _begin(call: Call, file_id: UUID) -> File:
    before = await uploads.mine(call, file_id)
    after = rules.check(before, at=call.now)
    change = rules.told("uploaded", after, await site_of(call, before), before=before)
    # Should this process die, the job looks; else it finds the file settled.
    at = None if after.size_bytes > AT_ONCE_BYTES else call.now + AFTERWARDS
    await enqueue(call, CHECK, at=at, file_id=file_id)
    return await store.save(call, before, after, change)


async def _settle(call: Call, file_id: UUID, outcome: Outcome) -> File:
    before = await store.lock(call, file_id)
    if before.state is not State.CHECKING:
        return before
    site_id = await site_of(call, before)
    match outcome:
        case Good(found, key):
            after, verb = rules.store(before, found, key=key), "attached"
        case Harmful(finding, key):
            away = rules.turn_away(before, State.QUARANTINED, finding)
            after, verb = msgspec.structs.replace(away, object_key=key), "quarantined"
        case Refused(refusal):
            after, verb = rules.turn_away(before, State.REFUSED, refusal.detail), "refused"
    if after.state is not State.STORED:
        await books.give_back(call, before.size_bytes)
    if after.preview is Preview.WAITING:
        await enqueue(call, PICTURE, file_id=file_id)
    return await store.save(call, before, after, rules.told(verb, after, site_id, before=before))
