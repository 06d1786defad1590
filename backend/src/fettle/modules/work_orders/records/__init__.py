"""The nouns of work."""

from fettle.modules.work_orders.records.bulk import (
    BulkAction,
    BulkChange,
    BulkOutcome,
    BulkResult,
)
from fettle.modules.work_orders.records.comments import (
    Comment,
    NewComment,
)
from fettle.modules.work_orders.records.imported import (
    CalledWorkOrder,
    HistoricRequest,
    HistoricWorkOrder,
)
from fettle.modules.work_orders.records.life_cycle import (
    ENDED,
    OPEN,
    AllowedTransition,
    Need,
    Priority,
    Verb,
    WorkKind,
    WorkOrderMove,
    WorkOrderStatus,
)
from fettle.modules.work_orders.records.lists import (
    CountBy,
    RequestFilters,
    Search,
    WorkOrderCounts,
    WorkOrderFilters,
    WorkOrderGroup,
    WorkOrderRow,
    WorkOrderSort,
    WorkRequestCounts,
    WorkRequestRow,
)
from fettle.modules.work_orders.records.materials import (
    PlannedMaterial,
)
from fettle.modules.work_orders.records.requests import (
    LikelyDuplicate,
    NewRequest,
    RequestApproval,
    Requester,
    RequestSource,
    RequestStatus,
    WorkRequest,
    WorkRequestDetail,
)
from fettle.modules.work_orders.records.tasks import (
    NewTask,
    TaskAnswer,
    TaskStatus,
    WorkOrderTask,
)
from fettle.modules.work_orders.records.templates import (
    NewTemplate,
    TemplateTask,
    WorkOrderTemplate,
)
from fettle.modules.work_orders.records.work_orders import (
    AssetName,
    Completion,
    FollowUp,
    NewWorkOrder,
    RequestName,
    TagName,
    WorkOrder,
    WorkOrderDetail,
)

__all__ = [
    "ENDED",
    "OPEN",
    "AllowedTransition",
    "AssetName",
    "BulkAction",
    "BulkChange",
    "BulkOutcome",
    "BulkResult",
    "CalledWorkOrder",
    "Comment",
    "Completion",
    "CountBy",
    "FollowUp",
    "HistoricRequest",
    "HistoricWorkOrder",
    "LikelyDuplicate",
    "Need",
    "NewComment",
    "NewRequest",
    "NewTask",
    "NewTemplate",
    "NewWorkOrder",
    "PlannedMaterial",
    "Priority",
    "RequestApproval",
    "RequestFilters",
    "RequestName",
    "RequestSource",
    "RequestStatus",
    "Requester",
    "Search",
    "TagName",
    "TaskAnswer",
    "TaskStatus",
    "TemplateTask",
    "Verb",
    "WorkKind",
    "WorkOrder",
    "WorkOrderCounts",
    "WorkOrderDetail",
    "WorkOrderFilters",
    "WorkOrderGroup",
    "WorkOrderMove",
    "WorkOrderRow",
    "WorkOrderSort",
    "WorkOrderStatus",
    "WorkOrderTask",
    "WorkOrderTemplate",
    "WorkRequest",
    "WorkRequestCounts",
    "WorkRequestDetail",
    "WorkRequestRow",
]
