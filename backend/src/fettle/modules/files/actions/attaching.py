"""Files that come from elsewhere than an upload: carried from record to record, or held by the product itself."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Invalid
from fettle.modules.files.actions import uploads
from fettle.modules.files.actions.checking import PICTURE
from fettle.modules.files.desk import Demand, Desk
from fettle.modules.files.records import File, NewFile, Preview, Role, Staged, Subject
from fettle.modules.files.rules import files as rules
from fettle.modules.files.rules.content import refuse, types
from fettle.modules.files.store import files as store
from fettle.modules.files.store import subjects
from fettle.modules.tenancy import public as tenancy
from fettle.queue import enqueue


async def carry(call: Call, from_subject: str, from_id: UUID, to_subject: str, to_id: UUID) -> int:
    """Let every stored file of one record be one of another as well, sharing its bytes; how many were new to it.

    Whoever calls has decided that this is allowed; room is taken once only, so that it costs nothing.
    """
    source, target = Subject(from_subject), Subject(to_subject)
    held = await store.keys_of(call, target, to_id)
    wanted = [file for file in await store.stored_of(call, source, from_id) if file.object_key not in held]
    if not wanted:
        return 0
    found = await subjects.standings(call, target, [to_id])
    site_id = found[to_id].site_id if to_id in found else None
    copies = [
        rules.carry(file, id=call.new_id(), subject=target, subject_id=to_id, by=call.user_id, at=call.now)
        for file in wanted
    ]
    await store.insert(call, copies, [rules.told("attached", each, site_id) for each in copies])
    return len(copies)


async def stage(desk: Desk, tenant_id: UUID, *, name: str, media_type: str, content: bytes) -> Staged:
    """Check bytes that the product itself holds, and keep them, outside of any transaction; `attach` follows.

    Raises `FileRefused` and `FileQuarantined`. What is never attached is swept away after a day. The place of a photo
    is always taken out. `media_type` may be what a mail says: where it says nothing, the name tells.
    """
    display = rules.display_name(name)
    known = types.canonical(media_type) or types.named(display)
    if known is None:
        raise refuse("The file is of no kind that is accepted.", "unknown_type")
    limits = desk.limits(tenancy.Edition.ORGANISATION)
    return await desk.stage(content, Demand(tenant_id=tenant_id, name=display, media_type=known, limits=limits))


async def attach(
    call: Call, held: Staged, subject: str, subject_id: UUID, *, role: str = "detail", caption: str | None = None
) -> File:
    """Make a staged file one of a record. Raises `QuotaReached`, `FileTooLarge`, and `Invalid` without such a record.

    Whoever calls has decided that this is allowed.
    """
    kind = Subject(subject)
    standing = (await subjects.standings(call, kind, [subject_id])).get(subject_id)
    if standing is None:
        raise Invalid.at("/subjectId", "unknown", "no such record")
    new = NewFile(
        subject=kind,
        subject_id=subject_id,
        role=Role(role),
        name=held.name,
        caption=caption,
        size_bytes=held.found.size_bytes,
        media_type=held.found.media_type,
    )
    allowed = held.allowances[(await tenancy.current_tenant(call)).edition]
    rules.must_not_exceed(new.size_bytes, allowed.largest_bytes)
    await uploads.take(call, new.size_bytes, allowed)
    file = rules.attached(held, new, id=call.new_id(), by=call.user_id, at=call.now)
    await store.insert(call, [file], [rules.told("attached", file, standing.site_id)])
    if file.preview is Preview.WAITING:
        await enqueue(call, PICTURE, file_id=file.id)
    return file
