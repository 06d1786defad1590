"""What a rule may be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Fault, Invalid, Stale
from fettle.modules.escalation.records import (
    EscalationCondition,
    EscalationNotice,
    EscalationRule,
    EscalationStep,
    NewEscalationRule,
    WorkingDay,
    WorkingSpan,
)

MOST_STEPS = 10
MOST = 100
LONGEST = 60 * 24 * 366
COUNTING = frozenset({"condition", "status", "priorities", "kinds", "site_ids", "crew_ids", "hours", "steps"})
"""The fields that decide what is raised when."""
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
OPEN = frozenset({"new", "approved", "in_progress", "on_hold"})
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


class RulePaused(Conflict):
    """The rule is paused already."""


class RuleActive(Conflict):
    """The rule is active already."""


class TooManyRules(Conflict):
    """There are as many escalation rules as a tenant can have; delete one first."""


def check(rule: NewEscalationRule, *, scope: frozenset[UUID] | None) -> None:
    """Raise `Invalid` with a fault for each part of a rule that cannot be."""
    faults = [*_condition_faults(rule), *_hour_faults(rule.hours), *_step_faults(rule)]
    if scope is not None and not rule.site_ids:
        faults.append(Fault("/siteIds", "required", "name the sites: you do not see all of them"))
    if faults:
        raise Invalid("The rule cannot be like this.", faults=faults)


def _condition_faults(rule: NewEscalationRule) -> Iterator[Fault]:
    watches_status = rule.condition is EscalationCondition.IN_STATUS
    if watches_status and rule.status not in OPEN:
        yield Fault("/status", "required", "the status that work waits in, while it is not done")
    if not watches_status and rule.status is not None:
        yield Fault("/status", "not_taken", "counts only under the condition in_status")


def _hour_faults(hours: Mapping[WorkingDay, Sequence[WorkingSpan]]) -> Iterator[Fault]:
    for day, spans in hours.items():
        last = ""
        for place, span in enumerate(spans):
            pointer = f"/hours/{day.value}/{place}"
            if not _TIME.fullmatch(span.start) or not _TIME.fullmatch(span.end) or span.start >= span.end:
                yield Fault(pointer, "format", "from an earlier to a later time of day, such as 07:00 and 15:30")
            elif span.start < last:
                yield Fault(pointer, "order", "begins before the one before it has ended")
            last = span.end
    if hours and not any(hours.values()):
        yield Fault("/hours", "empty", "names no working time at all; leave it out to count every minute")


def _step_faults(rule: NewEscalationRule) -> Iterator[Fault]:
    if not 1 <= len(rule.steps) <= MOST_STEPS:
        yield Fault("/steps", "length", f"between 1 and {MOST_STEPS} steps")
    least = -LONGEST if rule.condition is EscalationCondition.DUE else 0
    for place, step in enumerate(rule.steps):
        if not least <= step.after_minutes <= LONGEST:
            yield Fault(f"/steps/{place}/afterMinutes", "range", f"between {least} and {LONGEST} minutes")
        if place and step.after_minutes <= rule.steps[place - 1].after_minutes:
            yield Fault(f"/steps/{place}/afterMinutes", "order", "must be later than the step before")
        if not _does_something(step):
            yield Fault(f"/steps/{place}", "empty", "tells nobody and changes nothing")


def _does_something(step: EscalationStep) -> bool:
    return step.notify != EscalationNotice() or any((step.assignee_id, step.crew_id, step.priority))


def must_have_room(count: int) -> None:
    """Raise `TooManyRules` when one more is too many."""
    if count >= MOST:
        raise TooManyRules()


def change(
    rule: EscalationRule, given: Mapping[str, Any], *, version: int, present: bool, at: datetime
) -> EscalationRule:
    """`rule` with the fields `given`. Raises `Stale`. Where they change what is raised when, it counts from now on."""
    if rule.version != version:
        raise Stale()
    changed = msgspec.structs.replace(rule, **given)
    counts_anew = any(getattr(changed, name) != getattr(rule, name) for name in COUNTING)
    return _counting(changed, present=present, at=at) if counts_anew or present else changed


def pause(rule: EscalationRule) -> EscalationRule:
    """`rule`, raising nothing for now."""
    if not rule.active:
        raise RulePaused()
    return msgspec.structs.replace(rule, active=False)


def resume(rule: EscalationRule, *, present: bool, at: datetime) -> EscalationRule:
    """`rule`, raising again what becomes due from now on, or, with `present`, what is due already as well."""
    if rule.active:
        raise RuleActive()
    return _counting(msgspec.structs.replace(rule, active=True), present=present, at=at)


def since(*, present: bool, at: datetime) -> datetime:
    """From when a rule that begins now counts."""
    return ALWAYS if present else at


def _counting(rule: EscalationRule, *, present: bool, at: datetime) -> EscalationRule:
    return msgspec.structs.replace(rule, active_since=since(present=present, at=at))


def named(rule: NewEscalationRule, before: EscalationRule | None = None) -> dict[str, dict[str, UUID]]:
    """What a rule names of others, by kind and JSON pointer, beyond what it named before."""
    known = set() if before is None else _ids(before)
    found: dict[str, dict[str, UUID]] = {"crews": {}, "staff": {}, "sites": {}}
    for place, site in enumerate(rule.site_ids):
        found["sites"][f"/siteIds/{place}"] = site
    for place, crew in enumerate(rule.crew_ids):
        found["crews"][f"/crewIds/{place}"] = crew
    for place, step in enumerate(rule.steps):
        if step.assignee_id is not None:
            found["staff"][f"/steps/{place}/assigneeId"] = step.assignee_id
        if step.crew_id is not None:
            found["crews"][f"/steps/{place}/crewId"] = step.crew_id
    return {kind: {at: each for at, each in named.items() if each not in known} for kind, named in found.items()}


def people(rule: NewEscalationRule) -> dict[str, UUID]:
    """The people whom a rule names, by JSON pointer."""
    return {
        f"/steps/{place}/notify/userIds/{number}": user
        for place, step in enumerate(rule.steps)
        for number, user in enumerate(step.notify.user_ids)
    }


def check_people(named: Mapping[str, UUID], known: set[UUID]) -> None:
    """Raise `Invalid` for everybody who is no member."""
    faults = [Fault(pointer, "unknown", "nobody here") for pointer, user in named.items() if user not in known]
    if faults:
        raise Invalid("Some people are not here.", faults=faults)


def _ids(rule: EscalationRule) -> set[UUID]:
    steps = {each for step in rule.steps for each in (step.assignee_id, step.crew_id) if each is not None}
    return {*rule.site_ids, *rule.crew_ids, *steps}
