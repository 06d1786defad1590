"""Who sees a file: whoever sees what it is attached to."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Invalid
from fettle.modules.files.records import File, Standing, Subject
from fettle.modules.files.rules import files as rules
from fettle.modules.files.store import subjects


async def must_see(call: Call, file: File) -> Standing:
    """The standing of a file's record. Raises `NotFound` where the caller may not see it."""
    found = await subjects.standings(call, file.subject, [file.subject_id])
    return rules.must_read(found.get(file.subject_id), call.permissions)


async def must_see_subject(call: Call, subject: Subject, subject_id: UUID) -> Standing:
    """The standing of a record that an input names. Raises `Invalid` where the caller sees none."""
    found = await subjects.standings(call, subject, [subject_id])
    standing = found.get(subject_id)
    if standing is None or not rules.may_read(standing, call.permissions):
        raise Invalid.at("/subjectId", "unknown", "no such record")
    return standing


async def readable(call: Call, subject: Subject, subject_ids: list[UUID]) -> list[UUID]:
    """Those of the records that the caller may read."""
    found = await subjects.standings(call, subject, subject_ids)
    return [each.id for each in found.values() if rules.may_read(each, call.permissions)]


async def site_of(call: Call, file: File) -> UUID | None:
    """The site of a file's record, for the history."""
    found = await subjects.standings(call, file.subject, [file.subject_id])
    return found[file.subject_id].site_id if file.subject_id in found else None
