"""What people are told in which way until they say so themselves, by what they do in the tenant."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from fettle.modules.notifications.records import Kind, Person, Preference, Way


class Part(StrEnum):
    """What somebody does: runs the work, does it, or asks for it and looks on."""

    RUNS = "runs"
    WORKS = "works"
    ASKS = "asks"


MAILED: Mapping[Part, frozenset[Kind]] = MappingProxyType(
    {
        Part.RUNS: frozenset(
            {
                Kind.ASSIGNED,
                Kind.OVERDUE,
                Kind.MENTIONED,
                Kind.ESCALATED,
                Kind.REQUEST_OUTCOME,
                Kind.WARRANTY_ENDING,
                Kind.PLAN_STOPPED,
                Kind.JOB_FAILED,
                Kind.WEBHOOK_DISABLED,
                Kind.FILE_QUARANTINED,
                Kind.TEST,
            }
        ),
        Part.WORKS: frozenset(
            {
                Kind.ASSIGNED,
                Kind.DUE_TODAY,
                Kind.OVERDUE,
                Kind.MENTIONED,
                Kind.ESCALATED,
                Kind.REQUEST_OUTCOME,
                Kind.FILE_QUARANTINED,
                Kind.TEST,
            }
        ),
        Part.ASKS: frozenset({Kind.REQUEST_OUTCOME, Kind.MENTIONED, Kind.COMMENTED, Kind.FILE_QUARANTINED, Kind.TEST}),
    }
)
PUSHED: Mapping[Part, frozenset[Kind]] = MappingProxyType(
    {
        Part.RUNS: frozenset(
            {Kind.ASSIGNED, Kind.MENTIONED, Kind.ESCALATED, Kind.NEW_REQUEST, Kind.PLAN_STOPPED, Kind.TEST}
        ),
        Part.WORKS: frozenset(
            {
                Kind.ASSIGNED,
                Kind.DUE_SOON,
                Kind.DUE_TODAY,
                Kind.OVERDUE,
                Kind.MENTIONED,
                Kind.COMMENTED,
                Kind.ESCALATED,
                Kind.TEST,
            }
        ),
        Part.ASKS: frozenset({Kind.REQUEST_OUTCOME, Kind.MENTIONED, Kind.COMMENTED, Kind.TEST}),
    }
)
# Who works in the field and has a phone with them reads no mail about what the phone says already.
PHONE_IS_ENOUGH = frozenset({Kind.ASSIGNED, Kind.DUE_TODAY, Kind.OVERDUE})
# A mail about mail that does not arrive helps nobody.
NEVER_MAILED = frozenset({Kind.CHANNEL_BROKEN})


def part_of(person: Person) -> Part:
    """What `person` does here, told from their permissions: roles can be made by the tenant."""
    held = set(person.permissions)
    if held & {"*", "work_orders:write"}:
        return Part.RUNS
    return Part.WORKS if "work_orders:work" in held else Part.ASKS


def standard(person: Person, kind: Kind, way: Way) -> bool:
    """Whether `person` is told about `kind` in this way unless they chose otherwise."""
    part = part_of(person)
    if way is Way.IN_APP:
        return True
    if way is Way.PUSH:
        return kind in PUSHED[part]
    if part is Part.WORKS and person.devices and kind in PHONE_IS_ENOUGH:
        return False
    return kind in MAILED[part]


def wanted(person: Person, kind: Kind, way: Way) -> bool:
    """Whether `person` is told about `kind` in this way."""
    if way is Way.EMAIL and (kind in NEVER_MAILED or person.mail_refused == person.email):
        return False
    chosen = person.choices.get(f"{kind}:{way}")
    return standard(person, kind, way) if chosen is None else chosen


def choices(person: Person) -> list[Preference]:
    """Every kind and way with what holds for `person`."""
    return [
        Preference(
            kind=kind,
            way=way,
            wanted=person.choices.get(f"{kind}:{way}", standard(person, kind, way)),
            standard=f"{kind}:{way}" not in person.choices,
        )
        for kind in Kind
        if kind is not Kind.TEST
        for way in Way
        if not (way is Way.EMAIL and kind in NEVER_MAILED)
    ]
