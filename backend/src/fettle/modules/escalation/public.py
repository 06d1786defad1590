"""The door of escalation for other modules."""

from fettle.modules.escalation.records import Escalation, EscalationCondition

__all__ = ["Escalation", "EscalationCondition"]
