"""What people outside may send: how long, how much, and what becomes of it."""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.portal.records.places import Ask
from fettle.modules.portal.records.public import Photo, PublicPage, Report

LONGEST_TEXT = 10_000
LONGEST_TITLE = 200
LONGEST_LINE = 200
MOST_PHOTOS = 5
LARGEST_PHOTO = 15 * 1024 * 1024
EMAIL = re.compile(r"[^@\s<>\"',;:\\()]{1,64}@[^@\s<>\"',;:\\()]{1,180}\.[^@\s<>\"',;:\\().]{2,60}")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SENTENCE = re.compile(r"(?<=[.!?])\s")


class ReportIncomplete(Invalid):
    """Something that is needed is missing or cannot be accepted."""


def storable(text: str) -> str:
    """`text` without what a database cannot keep or a page cannot show; line ends as they are here."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line_of(text: str | None) -> str | None:
    """One line of text, None when nothing is left of it."""
    return " ".join(storable(text or "").split()) or None


def tidied(report: Report) -> Report:
    """`report` as it can be stored."""
    return Report(
        text=storable(report.text).strip(),
        name=line_of(report.name),
        email=(line_of(report.email) or "").lower() or None,
        phone=line_of(report.phone),
        category_id=report.category_id,
    )


def check(report: Report, page: PublicPage, photos: Sequence[Photo] = ()) -> None:
    """Raise `ReportIncomplete` naming every field of a tidied report that cannot be accepted on `page`."""
    faults = list(_faults(report, page, photos))
    if faults:
        raise ReportIncomplete(faults=faults)


def _faults(report: Report, page: PublicPage, photos: Sequence[Photo]) -> Iterator[Fault]:
    if not report.text:
        yield Fault("/text", "required", "say what is wrong")
    elif len(report.text) > LONGEST_TEXT:
        yield Fault("/text", "too_long", f"must not be longer than {LONGEST_TEXT} characters")
    for name, ask in (("name", page.ask_name), ("email", page.ask_email), ("phone", page.ask_phone)):
        given: str | None = getattr(report, name)
        if given is None and ask is Ask.REQUIRED:
            yield Fault(f"/{name}", "required", "is needed here")
        elif given is not None and len(given) > LONGEST_LINE:
            yield Fault(f"/{name}", "too_long", f"must not be longer than {LONGEST_LINE} characters")
    if report.email is not None and not EMAIL.fullmatch(report.email):
        yield Fault("/email", "invalid", "is not an e-mail address")
    if report.category_id is not None and report.category_id not in {each.id for each in page.categories}:
        yield Fault("/categoryId", "unknown", "is not a choice here")
    yield from photo_faults(photos, allowed=page.photos)


def photo_faults(photos: Sequence[Photo], *, allowed: bool = True) -> Iterator[Fault]:
    """What is wrong with the photos that came along."""
    if photos and not allowed:
        yield Fault("/photos", "not_here", "photos cannot be sent here")
    if len(photos) > MOST_PHOTOS:
        yield Fault("/photos", "too_many", f"at most {MOST_PHOTOS} photos")
    if any(len(photo.content) > LARGEST_PHOTO for photo in photos):
        yield Fault("/photos", "too_large", "a photo is too large")


def asked_only(report: Report, page: PublicPage) -> Report:
    """`report` without what the page does not ask for: nobody is made to store it."""
    kept = {
        name: None
        for name, ask in (("name", page.ask_name), ("email", page.ask_email), ("phone", page.ask_phone))
        if ask is Ask.NO
    }
    return msgspec.structs.replace(report, **kept)


def split(text: str, category: str | None = None) -> tuple[str, str | None]:
    """Title and description of a request: the first line or sentence, and all of it where that is not all."""
    first = text.partition("\n")[0]
    sentence = _SENTENCE.split(first.strip(), maxsplit=1)[0]
    title = sentence if len(sentence) <= LONGEST_TITLE else sentence[: LONGEST_TITLE - 1].rstrip() + "…"
    whole = title == text.strip()
    label = f"[{category}]" if category else None
    parts = [part for part in (label, None if whole else text.strip()) if part]
    return title, "\n\n".join(parts) or None


def name_of(page: PublicPage, category_id: UUID | None) -> str | None:
    """The name of the category that was chosen."""
    return next((each.name for each in page.categories if each.id == category_id), None)


def photo_refused(place: int) -> Fault:
    """The fault of a photo that is none, or not of a kind that can be shown."""
    return Fault(f"/photos/{place}", "not_a_photo", "is not a picture that can be taken here")


def words_of(text: str, photos: Sequence[Photo]) -> str:
    """What is said in a comment. Raises `ReportIncomplete` when nothing is said or sent, or too much."""
    said = storable(text).strip()
    faults = list(photo_faults(photos))
    if not said and not photos:
        faults.append(Fault("/text", "required", "say something"))
    if len(said) > LONGEST_TEXT:
        faults.append(Fault("/text", "too_long", f"must not be longer than {LONGEST_TEXT} characters"))
    if faults:
        raise ReportIncomplete(faults=faults)
    return said


def address_of(email: str) -> str:
    """An e-mail address as it is kept. Raises `ReportIncomplete` for what is none."""
    address = (line_of(email) or "").lower()
    if not EMAIL.fullmatch(address):
        raise ReportIncomplete(faults=[Fault("/email", "invalid", "is not an e-mail address")])
    return address
