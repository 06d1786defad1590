"""Bodies and filters of escalation."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar.params import QueryParameter
from pydantic import Field, StringConstraints

from fettle.modules.escalation.records import (
    EscalationCondition,
    EscalationFilters,
    EscalationNotice,
    EscalationStep,
    NewEscalationRule,
    WorkingDay,
    WorkingSpan,
)
from fettle.modules.work_orders.public import Priority, WorkKind, WorkOrderStatus
from fettle.web.bodies import LEFT_OUT, Body, Name, Patch, asked_instant

Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Time = Annotated[str, StringConstraints(min_length=5, max_length=5)]
Ids = Annotated[list[UUID], Field(max_length=200)]
Minutes = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
PRESENT = "Also raise at once what is due already."


class WorkingSpanBody(Body):
    """Working time of a day, in the tenant's time zone."""

    start: Time = Field(examples=["07:00"])
    end: Time = Field(examples=["15:30"])

    def to_record(self) -> WorkingSpan:
        """The span."""
        return WorkingSpan(start=self.start, end=self.end)


class EscalationNoticeBody(Body):
    """Who is told; supervisors are those who may approve work at its site."""

    user_ids: Ids = Field(default=[])
    roles: list[Code] = Field(default=[], max_length=50)
    assignee: bool = False
    crew_lead: bool = False
    supervisors: bool = False

    def to_record(self) -> EscalationNotice:
        """Who is told."""
        return EscalationNotice(**{name: getattr(self, name) for name in type(self).model_fields})


class EscalationStepBody(Body):
    """One level: when, and what happens then."""

    after_minutes: Minutes = Field(
        description="Minutes since the wait began; under `due`, since the due time, negative before it."
    )
    notify: EscalationNoticeBody = Field(default=EscalationNoticeBody())
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    priority: Priority | None = Field(default=None, description="Raise the work to at least this.")

    def to_record(self) -> EscalationStep:
        """The step."""
        return EscalationStep(
            after_minutes=self.after_minutes,
            notify=self.notify.to_record(),
            assignee_id=self.assignee_id,
            crew_id=self.crew_id,
            priority=None if self.priority is None else self.priority.value,
        )


Steps = Annotated[list[EscalationStepBody], Field(max_length=20)]
Hours = Annotated[
    dict[WorkingDay, Annotated[list[WorkingSpanBody], Field(max_length=10)]],
    Field(description="Working time by day of the week; left out, every minute counts."),
]


class EscalationRuleBody(Body):
    """A rule about work that waits. Empty filters let everything through."""

    name: Name
    condition: EscalationCondition
    status: WorkOrderStatus | None = Field(default=None, description="The status that work waits in (`in_status`).")
    priorities: list[Priority] = Field(default=[], max_length=4)
    kinds: list[WorkKind] = Field(default=[], max_length=6)
    site_ids: Ids = Field(default=[])
    crew_ids: Ids = Field(default=[])
    hours: Hours = Field(default={})
    steps: Steps

    def to_record(self) -> NewEscalationRule:
        """The rule as it is stated."""
        fields = {name: _plain(getattr(self, name)) for name in EscalationRuleBody.model_fields}
        return NewEscalationRule(**fields)


class NewEscalationRuleBody(EscalationRuleBody):
    """A rule to make."""

    include_present: bool = Field(default=False, description=PRESENT)


class EscalationRulePatch(Patch):
    """Fields of a rule to change."""

    name: Name = LEFT_OUT
    condition: EscalationCondition = LEFT_OUT
    status: WorkOrderStatus | None = None
    priorities: list[Priority] = Field(default=[], max_length=4)
    kinds: list[WorkKind] = Field(default=[], max_length=6)
    site_ids: Ids = Field(default=[])
    crew_ids: Ids = Field(default=[])
    hours: Hours = Field(default={})
    steps: Steps = LEFT_OUT
    include_present: bool = Field(default=False, description=PRESENT)

    def to_fields(self) -> dict[str, Any]:
        """The fields that were sent, as records have them."""
        return {name: _plain(value) for name, value in self.given().items() if name != "include_present"}


class EscalationResumeBody(Body):
    """From when the rule counts."""

    include_present: bool = Field(default=False, description=PRESENT)


def escalation_filters(
    rule_id: Annotated[UUID | None, QueryParameter(name="ruleId")] = None,
    work_order_id: Annotated[UUID | None, QueryParameter(name="workOrderId")] = None,
    since: Annotated[datetime | None, QueryParameter(name="since")] = None,
) -> EscalationFilters:
    """Which escalations are wanted, from the query parameters."""
    return EscalationFilters(rule_id=rule_id, work_order_id=work_order_id, since=asked_instant("since", since))


def _plain(value: Any) -> Any:
    """A value of a body as records have it."""
    match value:
        case EscalationStepBody() | WorkingSpanBody():
            return value.to_record()
        case Priority() | WorkKind() | WorkOrderStatus():
            return value.value
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {key: _plain(each) for key, each in value.items()}
    return value
