"""What a feed may be, and what its secret address holds."""

import base64
from uuid import UUID

from fettle.kit.refusals import Fault, Forbidden, Invalid
from fettle.modules.calendar.records import FeedKind, Language, NewFeed

KEPT_DAYS = 30
"""How long work that was taken off a calendar is still told as cancelled."""
PAST_DAYS = 60
AHEAD_DAYS = 366
MOST = 5_000
MOST_FEEDS = 50
_SECRET_BYTES = 32


class OnlyForPeople(Forbidden):
    """Feeds belong to people, not to keys."""


class NotStaff(Invalid):
    """You are not on the staff list, so no work can be assigned to you; name whose calendar you mean."""


class TooManyFeeds(Invalid):
    """You have as many calendar feeds as anybody may have; revoke one first."""


def must_be_person(user_id: UUID | None) -> UUID:
    """`user_id`, or `OnlyForPeople` for machines."""
    if user_id is None:
        raise OnlyForPeople()
    return user_id


def subject(new: NewFeed, staff_id: UUID | None) -> UUID:
    """Whose calendar is meant; `staff_id` is who asks. Raises `NotStaff`, or `Invalid` where nobody is named."""
    if new.subject_id is not None:
        return new.subject_id
    if new.kind is not FeedKind.PERSON:
        raise Invalid.at("/subjectId", "required", f"say which {new.kind} is meant")
    if staff_id is None:
        raise NotStaff(faults=[Fault("/subjectId", "not_staff", NotStaff.title())])
    return staff_id


def language(given: Language | None, locale: str) -> Language:
    """The language that was asked for, else that of the tenant as far as feeds speak it."""
    if given is not None:
        return given
    return Language.SPANISH if locale.lower().startswith("es") else Language.ENGLISH


def address(tenant_id: UUID, secret: bytes) -> str:
    """The last part of a feed's address: the tenant, so that it is asked of no other, and the secret."""
    return base64.urlsafe_b64encode(tenant_id.bytes + secret).decode().rstrip("=")


def opened(address: str) -> tuple[UUID, bytes] | None:
    """The tenant and the secret in an address, None for what is no address of a feed."""
    try:
        raw = base64.urlsafe_b64decode(address + "=" * (-len(address) % 4))
    except ValueError:
        return None
    return (UUID(bytes=raw[:16]), raw[16:]) if len(raw) == 16 + _SECRET_BYTES else None
