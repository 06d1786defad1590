"""Files: look, label, pair, delete, bring back, remove for good."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import NotFound
from fettle.modules.files.actions.seeing import must_see, readable
from fettle.modules.files.desk import Desk
from fettle.modules.files.records import Count, File, FileFilters, Preview, Standing, State, Subject, Usage
from fettle.modules.files.rules import files as rules
from fettle.modules.files.store import books
from fettle.modules.files.store import files as store
from fettle.modules.tenancy import public as tenancy

READ = "files:read"
CREATE = "files:create"
WRITE = "files:write"


async def some(call: Call, filters: FileFilters, page: PageRequest) -> Page[File]:
    """A page of the files of one record or several, the newest first; what you may not see is left out."""
    call.must(READ)
    seen = await readable(call, filters.subject, filters.subject_ids)
    narrowed = msgspec.structs.replace(filters, subject_ids=seen)
    rows = await store.some(call, narrowed, page, moderates=call.may(WRITE))
    return page.page(rows, key=lambda row: [row.created_at.isoformat(), str(row.id)])


async def counts(call: Call, subject: Subject, subject_ids: list[UUID]) -> list[Count]:
    """How many files each record has; those without any, or hidden from you, are left out."""
    call.must(READ)
    return await store.counts(call, subject, await readable(call, subject, subject_ids))


async def counts_of(call: Call, subject: str, subject_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many files each of these records has, for a module that has checked who may see them."""
    return {each.subject_id: each.count for each in await store.counts(call, Subject(subject), subject_ids)}


async def get(call: Call, file_id: UUID) -> File:
    """A file that is not deleted."""
    call.must(READ)
    file, _ = await _seen(call, await store.find(call, file_id))
    return file


async def address(call: Call, desk: Desk, file_id: UUID, size: int | None) -> str:
    """Where the content of a file, or its small picture of this size, can be fetched for some minutes."""
    file = await get(call, file_id)
    rules.must_be_stored(file)
    if size is not None and file.preview is not Preview.MADE:
        raise rules.NotPictured()
    return desk.address(file, size)


async def change(call: Call, file_id: UUID, given: Mapping[str, Any], *, version: int) -> File:
    """Rename, relabel, caption or pair a file: your own, or any with `files:write`."""
    call.must(CREATE)
    before, standing = await _mine(call, file_id)
    after = rules.change(before, given, version=version)
    if after.paired_with_id is not None and {"paired_with_id", "role"} & set(given):
        rules.check_pair(after, await store.maybe(call, after.paired_with_id))
    if after == before:
        return before
    return await store.save(call, before, after, rules.told("changed", after, standing.site_id, before=before))


async def delete(call: Call, file_id: UUID, *, version: int) -> None:
    """Delete a file: your own, or any with `files:write`; for thirty days it can be restored."""
    call.must(CREATE)
    before, standing = await _mine(call, file_id)
    rules.must_be(before, version)
    after = msgspec.structs.replace(before, deleted_at=call.now)
    await store.save(call, before, after, rules.told("deleted", after, standing.site_id, before=before))


async def restore(call: Call, file_id: UUID) -> File:
    """Bring a deleted file back: your own, or any with `files:write`."""
    call.must(CREATE)
    before, standing = await _mine(call, file_id, deleted=True)
    after = msgspec.structs.replace(before, deleted_at=None)
    return await store.save(call, before, after, rules.told("restored", after, standing.site_id, before=before))


async def purge_one(call: Call, file_id: UUID) -> list[str]:
    """Remove a deleted file for good, before its thirty days are over; the keys of the bytes that go with it."""
    call.must(WRITE)
    file = await store.lock(call, file_id)
    await must_see(call, file)
    if file.deleted_at is None:
        raise rules.FileNotDeleted()
    return await purge(call, [file])


async def purge(call: Call, files: Sequence[File]) -> list[str]:
    """Remove rows for good, and what they took of the quota; the keys of the bytes that nobody has any more."""
    ids = [file.id for file in files]
    for paired in await store.paired_with(call, ids):
        after = msgspec.structs.replace(paired, paired_with_id=None)
        await store.save(call, paired, after, rules.told("changed", after, None, before=paired))
    keys = list({file.object_key: file for file in files})
    shared = await store.still_used(call, keys, ids)
    gone = {file.object_key: file for file in files if file.object_key not in shared}
    await store.forget(call, ids, [rules.told("purged", file, None, before=file) for file in files])
    freed = sum(file.size_bytes for file in gone.values() if file.state not in (State.REFUSED, State.QUARANTINED))
    if freed:
        await books.give_back(call, freed)
    return list(gone)


async def usage(call: Call, desk: Desk) -> Usage:
    """How much the tenant keeps, and of how much."""
    call.must(READ)
    edition = (await tenancy.current_tenant(call)).edition
    kept = await books.read(call)
    allowed = desk.allowance(edition)
    quota = allowed.quota_bytes if kept.quota_bytes is None else kept.quota_bytes
    return Usage(bytes=kept.bytes, quota_bytes=quota, largest_bytes=allowed.largest_bytes)


async def agree_on_quota(call: Call, quota_bytes: int | None) -> None:
    """Agree with a tenant on another quota in bytes, None: that of its edition; only the operator can."""
    call.must("tenants:suspend")
    await books.agree(call, quota_bytes)


async def _seen(call: Call, file: File, *, deleted: bool = False) -> tuple[File, Standing]:
    """A file and the standing of its record. Raises `NotFound` where it is hidden, or deleted when it should not be."""
    standing = await must_see(call, file)
    hidden = file.state is not State.STORED and file.created_by != call.user_id and not call.may(WRITE)
    if hidden or (file.deleted_at is not None) != deleted:
        raise NotFound()
    return file, standing


async def _mine(call: Call, file_id: UUID, *, deleted: bool = False) -> tuple[File, Standing]:
    """A file that the caller may change, nobody else changing it."""
    file, standing = await _seen(call, await store.lock(call, file_id), deleted=deleted)
    rules.must_change(file, by=call.user_id, moderates=call.may(WRITE))
    return file, standing
