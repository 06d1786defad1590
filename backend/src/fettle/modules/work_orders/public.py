"""The door of work for other modules."""

from fettle.modules.work_orders.actions.comments import on_request as comment_on_request
from fettle.modules.work_orders.actions.comments import on_work_order as comment_on_work_order
from fettle.modules.work_orders.actions.creation import create
from fettle.modules.work_orders.actions.imported import (
    called,
    count_by_status,
    count_requests_by_status,
    create_many,
    create_requests,
    update_many,
    update_requests,
)
from fettle.modules.work_orders.actions.life_cycle import complete, resume, skip, start
from fettle.modules.work_orders.actions.planned import create_planned, extend, templates_of
from fettle.modules.work_orders.actions.requests import create as create_request
from fettle.modules.work_orders.actions.requests import tell as tell_requester
from fettle.modules.work_orders.actions.tasks import answer as answer_task
from fettle.modules.work_orders.actions.waiting import acknowledge, adjust, open_after, waiting_of
from fettle.modules.work_orders.actions.work_orders import get
from fettle.modules.work_orders.actions.work_orders import log as log_work
from fettle.modules.work_orders.records import (
    CalledWorkOrder,
    Comment,
    Completion,
    HistoricRequest,
    HistoricWorkOrder,
    NewComment,
    NewRequest,
    NewTask,
    NewWorkOrder,
    PlannedMaterial,
    Priority,
    RequestSource,
    RequestStatus,
    TaskAnswer,
    TaskStatus,
    WorkKind,
    WorkOrder,
    WorkOrderStatus,
    WorkOrderTemplate,
    WorkRequest,
)
from fettle.modules.work_orders.records.waiting import Waiting
from fettle.modules.work_orders.rules.life_cycle import (
    TRANSITIONS,
    InTheFuture,
    NotAnOccurrence,
    NotPossibleNow,
    SkipNeedsReason,
    TasksUnanswered,
    allowed_transitions,
)
from fettle.modules.work_orders.rules.tasks import AnswerNeeded, NotAnswerable
from fettle.modules.work_orders.rules.work_orders import LogsFrozen

__all__ = [
    "TRANSITIONS",
    "AnswerNeeded",
    "CalledWorkOrder",
    "Comment",
    "Completion",
    "HistoricRequest",
    "HistoricWorkOrder",
    "InTheFuture",
    "LogsFrozen",
    "NewComment",
    "NewRequest",
    "NewTask",
    "NewWorkOrder",
    "NotAnOccurrence",
    "NotAnswerable",
    "NotPossibleNow",
    "PlannedMaterial",
    "Priority",
    "RequestSource",
    "RequestStatus",
    "SkipNeedsReason",
    "TaskAnswer",
    "TaskStatus",
    "TasksUnanswered",
    "Waiting",
    "WorkKind",
    "WorkOrder",
    "WorkOrderStatus",
    "WorkOrderTemplate",
    "WorkRequest",
    "acknowledge",
    "adjust",
    "allowed_transitions",
    "answer_task",
    "called",
    "comment_on_request",
    "comment_on_work_order",
    "complete",
    "count_by_status",
    "count_requests_by_status",
    "create",
    "create_many",
    "create_planned",
    "create_request",
    "create_requests",
    "extend",
    "get",
    "log_work",
    "open_after",
    "resume",
    "skip",
    "start",
    "tell_requester",
    "templates_of",
    "update_many",
    "update_requests",
    "waiting_of",
]
