"""When a rule has to do something about a work order.

A wait is an episode: it begins when work enters the status, when it is given to somebody, or with its due time, and
each step is taken once in it. Coming back later, being given to somebody else, another due time: another episode.
"""

from datetime import datetime, tzinfo

import msgspec

from fettle.modules.escalation.records import EscalationCondition, EscalationRule, Watch, Work
from fettle.modules.escalation.rules.hours import shifted

MOST_FIRED = 50
"""How often one rule takes steps about one work order: two rules cannot pass it to and fro for ever."""
BEFORE_WORK = frozenset({"new", "approved"})
RANKS = ("low", "medium", "high", "urgent")


def episode(rule: EscalationRule, work: Work) -> datetime | None:
    """Since when the wait lasts that the rule watches, None when there is none."""
    match rule.condition:
        case EscalationCondition.IN_STATUS:
            return work.status_since if work.status == rule.status else None
        case EscalationCondition.DUE:
            return work.due_at
        case EscalationCondition.UNACKNOWLEDGED:
            return None if _is_noticed(work) else work.assigned_since


def _is_noticed(work: Work) -> bool:
    if work.status not in BEFORE_WORK or work.assigned_since is None:
        return True
    return work.acknowledged_at is not None and work.acknowledged_at >= work.assigned_since


def fits(rule: EscalationRule, work: Work) -> bool:
    """Whether the filters of the rule let the work through."""
    return (
        (not rule.priorities or work.priority in rule.priorities)
        and (not rule.kinds or work.kind in rule.kinds)
        and (not rule.site_ids or work.site_id in rule.site_ids)
        and (not rule.crew_ids or work.crew_id in rule.crew_ids)
    )


def due_times(rule: EscalationRule, begun: datetime, zone: tzinfo) -> list[datetime]:
    """When each step is due in a wait that has begun then."""
    return [shifted(begun, step.after_minutes, rule.hours, zone) for step in rule.steps]


def watch(rule: EscalationRule, work: Work, known: Watch | None, zone: tzinfo) -> Watch | None:
    """How far the rule is with the work, given how far it was; None when it has nothing to do with it.

    Filters are asked when a wait begins: once a step was taken, work stays watched although its own steps changed its
    priority or crew.
    """
    begun = episode(rule, work) if rule.active and rule.deleted_at is None else None
    if begun is None:
        return None
    same = known is not None and known.episode_at == begun
    taken = known.next_step if known is not None and same else 0
    if not (same and taken) and not fits(rule, work):
        return None
    fired = 0 if known is None else known.fired
    due = due_times(rule, begun, zone)
    # What was due before the rule counted is passed over.
    step = next((n for n, at in enumerate(due) if n >= taken and at >= rule.active_since), len(due))
    return Watch(
        rule_id=rule.id,
        work_order_id=work.id,
        site_id=work.site_id,
        episode_at=begun,
        next_step=step,
        due_at=due[step] if step < len(due) and fired < MOST_FIRED else None,
        fired=fired,
    )


def taken(rule: EscalationRule, watch: Watch, zone: tzinfo) -> Watch:
    """`watch` after its next step was taken."""
    due = due_times(rule, watch.episode_at, zone)
    step, fired = watch.next_step + 1, watch.fired + 1
    at = due[step] if step < len(due) and fired < MOST_FIRED else None
    return msgspec.structs.replace(watch, next_step=step, due_at=at, fired=fired)


def foreseen(rule: EscalationRule, work: Work, zone: tzinfo, *, at: datetime) -> tuple[int, datetime] | None:
    """The highest level that is due now, and since when; None when none is."""
    begun = episode(rule, work)
    if begun is None or not fits(rule, work):
        return None
    due = [each for each in due_times(rule, begun, zone) if each <= at]
    return (len(due), due[-1]) if due else None


def raised(present: str, wanted: str | None) -> str | None:
    """The priority to give, None when the work is as urgent already."""
    if wanted is None or RANKS.index(wanted) <= RANKS.index(present):
        return None
    return wanted
