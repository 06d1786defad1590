"""What becomes of a plan when people keep it: composed, changed, paused, resumed, copied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Stale
from fettle.modules.planning.records import KeptPlan, Plan, PlanStatus, PlanTerms, Problem
from fettle.modules.planning.rules.keys import keyed

COPY = " (copy)"
LONGEST_NAME = 200


class PlanNotLive(Conflict):
    """The plan is paused or has stopped; resume it first."""


class PlanIsLive(Conflict):
    """The plan is live already."""


def compose(terms: PlanTerms, *, id: UUID, zone: str, at: datetime, by: UUID | None) -> KeptPlan:
    """The plan that `terms` become, its triggers with their keys."""
    fields = {name: getattr(terms, name) for name in PlanTerms.__struct_fields__}
    fields["triggers"] = keyed(terms.triggers)
    return KeptPlan(**fields, id=id, zone=zone, created_at=at, created_by=by, updated_at=at, updated_by=by)


def change(plan: KeptPlan, given: Mapping[str, Any], *, version: int) -> KeptPlan:
    """`plan` with the fields `given`; what was broken about it is looked at again. Raises `Stale`."""
    if plan.version != version:
        raise Stale()
    fields = dict(given)
    if "triggers" in fields:
        fields["triggers"] = keyed(fields["triggers"], plan.triggers)
    problems = tuple(each for each in plan.problems if each is not Problem.BROKEN)
    return msgspec.structs.replace(plan, **fields, problems=problems, version=version + 1)


def paused(plan: KeptPlan) -> KeptPlan:
    """`plan`, resting. Raises `PlanNotLive`."""
    must_be_live(plan)
    return msgspec.structs.replace(plan, status=PlanStatus.PAUSED, version=plan.version + 1)


def resumed(plan: KeptPlan) -> KeptPlan:
    """`plan`, going on. Raises `PlanIsLive`."""
    if plan.status is PlanStatus.LIVE:
        raise PlanIsLive()
    return msgspec.structs.replace(plan, status=PlanStatus.LIVE, stopped_reason=None, version=plan.version + 1)


def deleted(plan: KeptPlan, *, version: int, at: datetime) -> KeptPlan:
    """`plan`, deleted. Raises `Stale`."""
    if plan.version != version:
        raise Stale()
    return msgspec.structs.replace(plan, deleted_at=at, version=version + 1)


def restored(plan: KeptPlan) -> KeptPlan:
    """`plan`, back and resting."""
    status = PlanStatus.PAUSED if plan.status is PlanStatus.LIVE else plan.status
    return msgspec.structs.replace(plan, deleted_at=None, status=status, version=plan.version + 1)


def copied(plan: KeptPlan, name: str | None, *, id: UUID, at: datetime, by: UUID | None) -> KeptPlan:
    """A copy of `plan` that rests and has no history."""
    fields = {each: getattr(plan, each) for each in PlanTerms.__struct_fields__}
    fields["name"] = name or plan.name[: LONGEST_NAME - len(COPY)] + COPY
    copy = compose(PlanTerms(**fields), id=id, zone=plan.zone, at=at, by=by)
    return msgspec.structs.replace(copy, status=PlanStatus.PAUSED)


def must_be_live(plan: Plan) -> None:
    """Raise `PlanNotLive` unless the plan makes work."""
    if plan.status is not PlanStatus.LIVE:
        raise PlanNotLive()
