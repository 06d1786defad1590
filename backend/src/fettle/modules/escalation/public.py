"""The door of escalation for other modules."""

from fettle.modules.escalation.actions.rules import create as create_rule
from fettle.modules.escalation.records import (
    Escalation,
    EscalationCondition,
    EscalationNotice,
    EscalationStep,
    NewEscalationRule,
)

__all__ = [
    "Escalation",
    "EscalationCondition",
    "EscalationNotice",
    "EscalationStep",
    "NewEscalationRule",
    "create_rule",
]
