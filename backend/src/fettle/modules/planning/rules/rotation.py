"""Whose turn it is."""

from collections.abc import Collection
from uuid import UUID

from fettle.modules.planning.records.plans import PlanTerms


def assignee(plan: PlanTerms, number: int, active: Collection[UUID]) -> UUID | None:
    """Who does the plan's work order number `number` (from 0).

    The turn goes by number; who is not active is passed over for the next, and nobody else's turn moves. None when
    nobody in the rotation is active. Without a rotation it is always the plan's own assignee.
    """
    if not plan.rotation:
        return plan.work.assignee_id
    turn = number % len(plan.rotation)
    order = [*plan.rotation[turn:], *plan.rotation[:turn]]
    return next((staff for staff in order if staff in active), None)
