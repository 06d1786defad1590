"""Bodies of requests."""

from typing import Any
from uuid import UUID

from pydantic import Field

from fettle.modules.work_orders.records import NewRequest, Priority, RequestApproval, WorkKind
from fettle.web.bodies import Body, Instant, Latitude, Line, Longitude, Name, Patch, Prose


class RequestBody(Body):
    """What is wrong, and whatever else is known. `id` may be chosen by a device that works offline."""

    title: Line
    id: UUID | None = None
    description: Prose | None = None
    priority: Priority = Priority.MEDIUM
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    requester_name: Name | None = None
    requester_email: Name | None = None
    requester_phone: Name | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: dict[str, Any] = Field(default={})

    def to_record(self) -> NewRequest:
        """The request to make."""
        return NewRequest(**{name: getattr(self, name) for name in type(self).model_fields})


class RequestPatch(Patch):
    """Fields of a request to change, as long as nobody has decided it."""

    title: Line = Field(default="")
    description: Prose | None = None
    priority: Priority = Field(default=Priority.MEDIUM)
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    requester_name: Name | None = None
    requester_email: Name | None = None
    requester_phone: Name | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: dict[str, Any] = Field(default={})


class ApprovalBody(Body):
    """How the request becomes a work order; what is left out comes from the request."""

    id: UUID | None = Field(default=None, description="The id of the work order to be.")
    title: Line | None = None
    priority: Priority | None = None
    kind: WorkKind | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    scheduled_start: Instant | None = None
    scheduled_end: Instant | None = None
    due_at: Instant | None = None
    template_id: UUID | None = None
    note: Prose | None = None

    def to_record(self) -> RequestApproval:
        """The approval."""
        return RequestApproval(**{name: getattr(self, name) for name in type(self).model_fields})


class DuplicateBody(Body):
    """The request that remains."""

    request_id: UUID
    note: Prose | None = None
