"""Who may hear of something: nobody learns by a notification what they could not look up."""

from collections.abc import Iterable
from uuid import UUID

from fettle.modules.notifications.records import Notice, Person, Subject

# These stand in no place: whoever holds the permission sees all of them.
PLACELESS = frozenset({Subject.JOB, Subject.WEBHOOK, Subject.FILE, Subject.ACCOUNT})


def holds(person: Person, permission: str) -> bool:
    """Whether `person` has `permission`."""
    return permission in person.permissions or "*" in person.permissions


def reaches(person: Person, site_id: UUID | None) -> bool:
    """Whether `person` sees things of this site; what has no site is for those who see every one."""
    return person.every_site or (site_id is not None and site_id in person.site_ids)


def sees(person: Person, notice: Notice) -> bool:
    """Whether `person` may hear of `notice` at all."""
    if person.user_id in notice.theirs:
        return True
    if notice.needs is not None and not holds(person, notice.needs):
        return False
    return notice.subject in PLACELESS or reaches(person, notice.site_id)


def hearers(notice: Notice, people: Iterable[Person]) -> list[Person]:
    """Those of `people` whom `notice` is for, who may hear of it and did not do it themselves."""
    named = notice.people | notice.theirs
    return [
        person
        for person in people
        if person.user_id != notice.spared
        and (person.user_id in named or (notice.holders is not None and holds(person, notice.holders)))
        and sees(person, notice)
    ]
