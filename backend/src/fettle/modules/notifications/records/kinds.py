"""The words of notifications: what is told, in which way, about what."""

from enum import StrEnum


class Kind(StrEnum):
    """What people are told about."""

    ASSIGNED = "assigned"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    STATUS_CHANGED = "status_changed"
    MENTIONED = "mentioned"
    COMMENTED = "commented"
    ESCALATED = "escalated"
    NEW_REQUEST = "new_request"
    REQUEST_OUTCOME = "request_outcome"
    LOW_CONDITION = "low_condition"
    WARRANTY_ENDING = "warranty_ending"
    PLAN_STOPPED = "plan_stopped"
    JOB_FAILED = "job_failed"
    WEBHOOK_DISABLED = "webhook_disabled"
    FILE_QUARANTINED = "file_quarantined"
    CHANNEL_BROKEN = "channel_broken"
    TEST = "test"


class Way(StrEnum):
    """The ways between which people choose."""

    IN_APP = "in_app"
    EMAIL = "email"
    PUSH = "push"


class Channel(StrEnum):
    """What a delivery goes through."""

    EMAIL = "email"
    WEB_PUSH = "web_push"
    EXPO = "expo"


class DeliveryState(StrEnum):
    """Where a delivery stands: `failed` is tried again, `dead` is not, `dropped` was no longer wanted."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"
    DROPPED = "dropped"


class Subject(StrEnum):
    """What a notification is about."""

    WORK_ORDER = "work_order"
    WORK_REQUEST = "work_request"
    ASSET = "asset"
    MAINTENANCE_PLAN = "maintenance_plan"
    JOB = "job"
    WEBHOOK = "webhook"
    FILE = "file"
    ACCOUNT = "account"


class ReminderState(StrEnum):
    """Where an obligation stands: `met` has been said as often as it is to be said."""

    WAITING = "waiting"
    MET = "met"
    ACKNOWLEDGED = "acknowledged"
    CANCELLED = "cancelled"
