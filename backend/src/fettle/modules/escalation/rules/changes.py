"""What the events of escalation hold."""

import msgspec

from fettle.kit.changes import Change, difference
from fettle.modules.escalation.records import Escalation, EscalationRule, Work

BOOKKEEPING = frozenset({"id", "created_at", "created_by", "updated_at", "version"})


def created(rule: EscalationRule) -> Change:
    """The change that making `rule` makes."""
    fields = msgspec.structs.asdict(rule)
    after = {name: value for name, value in fields.items() if value is not None and name not in BOOKKEEPING}
    return Change("escalation_rule.created", rule.id, after=after)


def changed(verb: str, before: EscalationRule, after: EscalationRule) -> Change:
    """The change from `before` to `after`."""
    was, now = difference(before, after)
    return Change(
        f"escalation_rule.{verb}",
        after.id,
        before={name: value for name, value in was.items() if name not in BOOKKEEPING},
        after={name: value for name, value in now.items() if name not in BOOKKEEPING},
    )


def raised(escalation: Escalation, rule: EscalationRule, work: Work) -> Change:
    """The change that a step makes; who tells people finds them, and what to say, in it."""
    fields = msgspec.structs.asdict(escalation)
    after = {name: value for name, value in fields.items() if value is not None and name not in BOOKKEEPING}
    after |= {"rule": rule.name, "condition": rule.condition, "number": work.number, "title": work.title}
    return Change(
        "escalation.raised", escalation.id, after=after, about_id=escalation.work_order_id, site_id=escalation.site_id
    )
