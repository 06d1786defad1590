"""The door of work for other modules."""

from fettle.modules.work_orders.actions.comments import edit as edit_comment
from fettle.modules.work_orders.actions.comments import on_request as comment_on_request
from fettle.modules.work_orders.actions.comments import on_work_order as comment_on_work_order
from fettle.modules.work_orders.actions.comments import remove as remove_comment
from fettle.modules.work_orders.actions.creation import create, follow_up
from fettle.modules.work_orders.actions.imported import (
    called,
    count_by_status,
    count_requests_by_status,
    create_many,
    create_requests,
    update_many,
    update_requests,
)
from fettle.modules.work_orders.actions.life_cycle import (
    approve,
    bring_to,
    cancel,
    close,
    complete,
    hold,
    resume,
    skip,
    start,
)
from fettle.modules.work_orders.actions.lists import find
from fettle.modules.work_orders.actions.planned import create_planned, extend, templates_of
from fettle.modules.work_orders.actions.requests import approve as approve_request
from fettle.modules.work_orders.actions.requests import create as create_request
from fettle.modules.work_orders.actions.requests import decline as decline_request
from fettle.modules.work_orders.actions.requests import delete as delete_request
from fettle.modules.work_orders.actions.requests import find as find_requests
from fettle.modules.work_orders.actions.requests import merge as merge_request
from fettle.modules.work_orders.actions.requests import tell as tell_requester
from fettle.modules.work_orders.actions.tasks import add as add_task
from fettle.modules.work_orders.actions.tasks import answer as answer_task
from fettle.modules.work_orders.actions.tasks import remove as remove_task
from fettle.modules.work_orders.actions.tasks import update as update_task
from fettle.modules.work_orders.actions.templates import create as create_template
from fettle.modules.work_orders.actions.waiting import acknowledge, adjust, open_after, waiting_of
from fettle.modules.work_orders.actions.work_orders import delete, get, log_each, set_assets, update
from fettle.modules.work_orders.actions.work_orders import log as log_work
from fettle.modules.work_orders.records import (
    CalledWorkOrder,
    Comment,
    Completion,
    FollowUp,
    HistoricRequest,
    HistoricWorkOrder,
    NewComment,
    NewRequest,
    NewTask,
    NewTemplate,
    NewWorkOrder,
    PlannedMaterial,
    Priority,
    RequestApproval,
    RequestSource,
    RequestStatus,
    Stated,
    TaskAnswer,
    TaskStatus,
    TemplateTask,
    WorkKind,
    WorkOrder,
    WorkOrderDetail,
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
    moves,
)
from fettle.modules.work_orders.rules.tasks import AnswerNeeded, NotAnswerable
from fettle.modules.work_orders.rules.work_orders import LogsFrozen, may_release

__all__ = [
    "TRANSITIONS",
    "AnswerNeeded",
    "CalledWorkOrder",
    "Comment",
    "Completion",
    "FollowUp",
    "HistoricRequest",
    "HistoricWorkOrder",
    "InTheFuture",
    "LogsFrozen",
    "NewComment",
    "NewRequest",
    "NewTask",
    "NewTemplate",
    "NewWorkOrder",
    "NotAnOccurrence",
    "NotAnswerable",
    "NotPossibleNow",
    "PlannedMaterial",
    "Priority",
    "RequestApproval",
    "RequestSource",
    "RequestStatus",
    "SkipNeedsReason",
    "Stated",
    "TaskAnswer",
    "TaskStatus",
    "TasksUnanswered",
    "TemplateTask",
    "Waiting",
    "WorkKind",
    "WorkOrder",
    "WorkOrderDetail",
    "WorkOrderStatus",
    "WorkOrderTemplate",
    "WorkRequest",
    "acknowledge",
    "add_task",
    "adjust",
    "allowed_transitions",
    "answer_task",
    "approve",
    "approve_request",
    "bring_to",
    "called",
    "cancel",
    "close",
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
    "create_template",
    "decline_request",
    "delete",
    "delete_request",
    "edit_comment",
    "extend",
    "find",
    "find_requests",
    "follow_up",
    "get",
    "hold",
    "log_each",
    "log_work",
    "may_release",
    "merge_request",
    "moves",
    "open_after",
    "remove_comment",
    "remove_task",
    "resume",
    "set_assets",
    "skip",
    "start",
    "tell_requester",
    "templates_of",
    "update",
    "update_many",
    "update_requests",
    "update_task",
    "waiting_of",
]
