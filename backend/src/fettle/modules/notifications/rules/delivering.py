"""Whether a delivery still leaves, and when it is tried again."""

from datetime import timedelta
from uuid import UUID

from fettle.modules.notifications.records import Kind, Person, Subject, Way
from fettle.modules.notifications.rules import seeing, standard

LONGEST_WAIT = timedelta(hours=6)
LONGEST_ERROR = 500


def unwanted(
    person: Person | None, kind: Kind, way: Way, *, needs: str | None, site_id: UUID | None, subject: Subject
) -> str | None:
    """Why a delivery is dropped at the last moment, None when it leaves: much can change while it waits."""
    if person is None:
        return "not a member any more"
    if needs is not None and not _still_sees(person, needs, site_id, subject):
        return "may not see this any more"
    if way is Way.EMAIL and person.mail_refused == person.email:
        return "the address takes no mail"
    if kind is not Kind.TEST and not standard.wanted(person, kind, way):
        return "not wanted any more"
    return None


def _still_sees(person: Person, needs: str, site_id: UUID | None, subject: Subject) -> bool:
    return seeing.holds(person, needs) and (subject in seeing.PLACELESS or seeing.reaches(person, site_id))


def wait(attempt: int, asked: int | None) -> timedelta:
    """How long to wait after this attempt: what the other side asked for, else a minute, doubled each time."""
    usual = min(timedelta(minutes=1) * 2 ** min(attempt - 1, 10), LONGEST_WAIT)
    return usual if asked is None else min(max(timedelta(seconds=asked), timedelta(seconds=1)), LONGEST_WAIT)
