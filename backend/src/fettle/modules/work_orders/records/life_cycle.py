"""The words of the life cycle."""

from enum import StrEnum

from fettle.kit.records import Record


class WorkOrderStatus(StrEnum):
    """Where a work order stands."""

    NEW = "new"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETE = "complete"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


OPEN = frozenset({WorkOrderStatus.NEW, WorkOrderStatus.APPROVED, WorkOrderStatus.IN_PROGRESS, WorkOrderStatus.ON_HOLD})
ENDED = frozenset(WorkOrderStatus) - OPEN


class Verb(StrEnum):
    """What people do to a work order to move it on."""

    CREATE = "create"
    IMPORT = "import"
    APPROVE = "approve"
    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    COMPLETE = "complete"
    CLOSE = "close"
    CANCEL = "cancel"
    SKIP = "skip"


class Priority(StrEnum):
    """How urgent something is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class WorkKind(StrEnum):
    """What sort of work it is."""

    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"
    INSPECTION = "inspection"
    PROJECT = "project"
    CONTRACT = "contract"
    REQUEST = "request"


class Need(StrEnum):
    """What a move asks for beyond the permission.

    `reason`: a reason or a note (to skip, a note). `tasks`: every required task has its answer. `occurrence`: a
    maintenance plan made the work. `started` and `not_started`: work on hold goes back to where it was interrupted.
    """

    REASON = "reason"
    TASKS = "tasks"
    OCCURRENCE = "occurrence"
    STARTED = "started"
    NOT_STARTED = "not_started"


class WorkOrderMove(Record, frozen=True, kw_only=True):
    """A move from one status to another: the verb to post, the permission that it takes and what it needs besides."""

    from_status: WorkOrderStatus
    to_status: WorkOrderStatus
    verb: Verb
    permission: str
    needs: list[Need] = []


class AllowedTransition(Record, frozen=True, kw_only=True):
    """A move that the caller may make now: the verb to post, and where it leads."""

    verb: Verb
    to_status: WorkOrderStatus
