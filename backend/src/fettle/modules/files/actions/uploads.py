"""An upload begins: the file is announced, room is taken for it, and its bytes are awaited."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Forbidden
from fettle.modules.files.actions.seeing import must_see, must_see_subject
from fettle.modules.files.desk import Desk
from fettle.modules.files.records import Allowance, File, NewFile
from fettle.modules.files.rules import files as rules
from fettle.modules.files.storage import keys
from fettle.modules.files.store import books
from fettle.modules.files.store import files as store
from fettle.modules.tenancy import public as tenancy

CREATE = "files:create"


async def announce(call: Call, desk: Desk, new: NewFile) -> File:
    """Announce a file of a record that you see; its bytes are awaited for an hour."""
    call.must(CREATE)
    standing = await must_see_subject(call, new.subject, new.subject_id)
    tenant = await tenancy.current_tenant(call)
    if new.id is not None:
        rules.must_be_new(known=await store.known(call, new.id))
    key = keys.new(call.tenant_id, keys.INCOMING)
    limits = desk.limits(tenant.edition)
    file = rules.announce(new, id=new.id or call.new_id(), key=key, limits=limits, by=call.user_id, at=call.now)
    await take(call, file.size_bytes, desk.allowance(tenant.edition))
    await store.insert(call, [file], [rules.told("announced", file, standing.site_id)])
    return file


async def await_again(call: Call, file_id: UUID) -> File:
    """Wait another hour for the bytes of a file that you announced."""
    call.must(CREATE)
    before = await mine(call, file_id)
    standing = await must_see(call, before)
    after = rules.await_again(before, at=call.now)
    return await store.save(call, before, after, rules.told("awaited", after, standing.site_id, before=before))


async def mine(call: Call, file_id: UUID) -> File:
    """A file that the caller announced, nobody else changing it. Raises `NotFound` and `Forbidden`."""
    file = await store.lock(call, file_id)
    await must_see(call, file)
    if file.created_by != call.user_id:
        raise Forbidden("Somebody else is uploading this file.")
    return file


async def take(call: Call, size: int, allowance: Allowance) -> None:
    """Take room for a file. Raises `QuotaReached` where there is none."""
    if not await books.take(call, size, quota=allowance.quota_bytes):
        raise rules.QuotaReached()
