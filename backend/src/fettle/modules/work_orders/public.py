"""The door of work for other modules."""

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
from fettle.modules.work_orders.records import (
    CalledWorkOrder,
    HistoricRequest,
    HistoricWorkOrder,
    NewTask,
    NewWorkOrder,
    Priority,
    RequestSource,
    RequestStatus,
    WorkKind,
    WorkOrder,
    WorkOrderStatus,
)
from fettle.modules.work_orders.rules.life_cycle import TRANSITIONS, allowed_transitions

__all__ = [
    "TRANSITIONS",
    "CalledWorkOrder",
    "HistoricRequest",
    "HistoricWorkOrder",
    "NewTask",
    "NewWorkOrder",
    "Priority",
    "RequestSource",
    "RequestStatus",
    "WorkKind",
    "WorkOrder",
    "WorkOrderStatus",
    "allowed_transitions",
    "called",
    "count_by_status",
    "count_requests_by_status",
    "create",
    "create_many",
    "create_requests",
    "update_many",
    "update_requests",
]
