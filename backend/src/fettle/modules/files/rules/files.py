"""What may become of a file, and who may do it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.changes import Change, difference
from fettle.kit.refusals import AlreadyExists, Conflict, Fault, Forbidden, Invalid, NotFound, Stale, TooLarge
from fettle.modules.files.records import File, Found, Limits, NewFile, Preview, Role, Staged, Standing, State
from fettle.modules.files.rules import content

UPLOAD_WITHIN = timedelta(hours=1)
"""How long a signed address takes the bytes of a file."""
LONGEST_NAME = 200
PREVIEWED = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff"})
"""Types of which small pictures are made."""
TOLD_ALWAYS = ("subject", "subject_id", "name", "role", "media_type", "size_bytes", "created_by")
"""So that whoever hears of a file knows which one, without having heard of it before."""
KEPT_APART = ("id", "object_key", "created_at", "created_by", "updated_at", "updated_by", "version")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class FileTooLarge(TooLarge):
    """The file is larger than allowed."""


class QuotaReached(Conflict):
    """There is no room left for this file; delete others or ask the operator for more."""


class UploadExpired(Conflict):
    """The upload was not finished in time; begin again."""


class NotUploaded(Conflict):
    """The bytes of this file have not arrived yet."""


class NotAwaiting(Conflict):
    """The bytes of this file are not awaited: it is being checked, is stored, or was refused."""


class NotStored(Conflict):
    """This file has no content that can be shown."""


class FileNotDeleted(Conflict):
    """Only a deleted file can be removed for good."""


class NotPictured(Conflict):
    """There is no small picture of this file."""


class FileQuarantined(Invalid):
    """Something harmful was found in the file; it is locked away."""

    def __init__(self, finding: str) -> None:
        said = f"{finding} was found in the file."
        super().__init__(said, faults=[Fault("/content", "quarantined", said)])


def announce(new: NewFile, *, id: UUID, key: str, limits: Limits, by: UUID | None, at: datetime) -> File:
    """A file whose bytes are awaited. Raises `Invalid` and `FileTooLarge` for what will never be accepted."""
    media_type = content.canonical(new.media_type)
    if media_type is None:
        raise Invalid.at("/mediaType", "unknown_type", "is not accepted: " + ", ".join(content.ACCEPTED))
    must_not_exceed(new.size_bytes, limits.largest_bytes)
    name = display_name(new.name)
    if not content.fits_name(name, media_type):
        raise Invalid.at("/name", "name", f"a file of the type {media_type} cannot have this name")
    return File(
        id=id,
        subject=new.subject,
        subject_id=new.subject_id,
        role=new.role,
        name=name,
        caption=new.caption,
        state=State.AWAITING,
        object_key=key,
        size_bytes=new.size_bytes,
        media_type=media_type,
        sha256=new.sha256,
        expires_at=at + UPLOAD_WITHIN,
        created_at=at,
        created_by=by,
        updated_at=at,
        updated_by=by,
    )


def must_not_exceed(size_bytes: int, largest_bytes: int) -> None:
    """Raise `FileTooLarge` for a file that is larger than allowed."""
    if size_bytes > largest_bytes:
        said = f"A file may have {largest_bytes} bytes at most."
        raise FileTooLarge(said, faults=[Fault("/sizeBytes", "too_large", said)])


def display_name(given: str) -> str:
    """What people call a file: the last part of a path, without what would mislead the eye or break a header."""
    plain = unicodedata.normalize("NFC", given.replace("\\", "/").rstrip("/").rpartition("/")[2])
    plain = " ".join(_UNPRINTABLE.sub(" ", plain).split()).strip(". ")
    if len(plain) > LONGEST_NAME:
        stem, dot, extension = plain.rpartition(".")
        tail = dot + extension if dot and len(extension) <= 10 else ""
        plain = (stem if tail else plain)[: LONGEST_NAME - len(tail)] + tail
    return plain or "file"


def download_name(file: File) -> str:
    """The name under which a file is saved: with the extension of what it is."""
    extension = content.extension_of(file.media_type)
    known = content.ACCEPTED[file.media_type]
    return file.name if file.name.lower().endswith(tuple(f".{each}" for each in known)) else f"{file.name}.{extension}"


def check(file: File, *, at: datetime) -> File:
    """The file whose bytes are said to have arrived. Raises `NotAwaiting` and `UploadExpired`."""
    must_await(file)
    if file.expires_at is not None and at > file.expires_at:
        raise UploadExpired()
    return msgspec.structs.replace(file, state=State.CHECKING)


def must_await(file: File) -> None:
    """Raise `NotAwaiting` unless the bytes of the file are still to come."""
    if file.state is not State.AWAITING or file.deleted_at is not None:
        raise NotAwaiting()


def await_again(file: File, *, at: datetime) -> File:
    """The file with a new address for its bytes."""
    must_await(file)
    return msgspec.structs.replace(file, expires_at=at + UPLOAD_WITHIN)


def store(file: File, found: Found, *, key: str) -> File:
    """The file as it was found to be, its bytes under `key`."""
    preview = Preview.WAITING if found.media_type in PREVIEWED else Preview.NONE
    told = {name: getattr(found, name) for name in Found.__struct_fields__}
    return msgspec.structs.replace(
        file, **told, state=State.STORED, object_key=key, preview=preview, reason=None, expires_at=None
    )


def turn_away(file: File, state: State, reason: str) -> File:
    """The file refused or quarantined."""
    return msgspec.structs.replace(file, state=state, reason=reason, expires_at=None)


def attached(staged: Staged, new: NewFile, *, id: UUID, by: UUID | None, at: datetime) -> File:
    """A staged file as one of a record."""
    bare = File(
        id=id,
        subject=new.subject,
        subject_id=new.subject_id,
        role=new.role,
        name=staged.name,
        caption=new.caption,
        state=State.CHECKING,
        object_key=staged.object_key,
        size_bytes=staged.found.size_bytes,
        media_type=staged.found.media_type,
        created_at=at,
        created_by=by,
        updated_at=at,
        updated_by=by,
    )
    return store(bare, staged.found, key=staged.object_key)


def carry(file: File, *, id: UUID, subject: Any, subject_id: UUID, by: UUID | None, at: datetime) -> File:
    """The same bytes as a file of another record."""
    return msgspec.structs.replace(
        file,
        id=id,
        subject=subject,
        subject_id=subject_id,
        paired_with_id=None,
        created_at=at,
        created_by=file.created_by,
        updated_at=at,
        updated_by=by,
        version=1,
    )


def may_read(standing: Standing, permissions: frozenset[str]) -> bool:
    """Whether somebody with these permissions may read the record and its files."""
    return standing.own or standing.permission in permissions or "*" in permissions


def must_read(standing: Standing | None, permissions: frozenset[str]) -> Standing:
    """What the caller may know of a record. Raises `NotFound` for one that is hidden from them."""
    if standing is None or not may_read(standing, permissions):
        raise NotFound()
    return standing


def must_change(file: File, *, by: UUID | None, moderates: bool) -> None:
    """Raise `Forbidden` unless it is the caller's own file or they may change those of others."""
    if not moderates and (by is None or file.created_by != by):
        raise Forbidden("This needs the permission files:write: somebody else attached the file.")


def change(file: File, given: Mapping[str, Any], *, version: int) -> File:
    """The file after a merge patch. Raises `Stale`, and `Invalid` for a name that does not fit the content."""
    must_be(file, version)
    fields = dict(given)
    if "name" in fields:
        fields["name"] = display_name(fields["name"])
        if not content.fits_name(fields["name"], file.media_type):
            raise Invalid.at("/name", "name", f"a file of the type {file.media_type} cannot have this name")
    return msgspec.structs.replace(file, **fields)


def must_be(file: File, version: int) -> None:
    """Raise `Stale` unless the file is still at `version`."""
    if file.version != version:
        raise Stale()


def check_pair(file: File, other: File | None) -> None:
    """Raise `Invalid` unless the two show the same thing before and after."""
    fits = (
        other is not None
        and (other.subject, other.subject_id) == (file.subject, file.subject_id)
        and {other.role, file.role} == {Role.BEFORE, Role.AFTER}
        and other.deleted_at is None
    )
    if not fits:
        message = "must be a before or after photo of the same record, this one being the other"
        raise Invalid.at("/pairedWithId", "pair", message)


def must_be_stored(file: File) -> None:
    """Raise `NotStored` unless the content of the file can be shown."""
    if file.state is not State.STORED:
        raise NotStored()


def must_be_new(known: bool) -> None:
    """Raise `AlreadyExists` for an id that another file has."""
    if known:
        raise AlreadyExists(faults=[Fault("/id", "taken", "id: already used by another record")])


def told(verb: str, after: File, site_id: UUID | None, *, before: File | None = None) -> Change:
    """The change that makes `after` of `before`, or of nothing: then all of it is told. Where bytes lie never is."""
    was, now = difference(before, after) if before is not None else ({}, msgspec.structs.asdict(after))
    was, now = ({name: value for name, value in side.items() if name not in KEPT_APART} for side in (was, now))
    now |= {name: getattr(after, name) for name in TOLD_ALWAYS}
    return Change(f"file.{verb}", after.id, after=now, before=was, about_id=after.subject_id, site_id=site_id)
