"""Codes, tags, roles, staff, crews, custom fields and saved views as the API shows them."""

from typing import Annotated, Any
from uuid import UUID

from litestar.params import Parameter, QueryParameter

from fettle.db.call import Call
from fettle.kit.refusals import Forbidden
from fettle.modules.tenancy.actions import custom_fields, reference, roles, staff
from fettle.modules.tenancy.records.custom import CustomEntity, ViewEntity
from fettle.modules.tenancy.records.reference import FailureKind, ReasonKind
from fettle.modules.tenancy.records.staff import NewStaff, Staff
from fettle.modules.tenancy.routes.kinds import Resource, routes_of
from fettle.modules.tenancy.rules import custom, people, permissions
from fettle.modules.tenancy.wire import kinds as bodies
from fettle.modules.tenancy.wire import people as people_bodies

Active = bool | None


def by_active(active: Active = None) -> dict[str, Any]:
    """Those that are in use, or those that are not."""
    return {"active": active}


def by_trade(
    ids: Annotated[
        list[UUID] | None, QueryParameter(name="id", max_items=200, description="These alone; at most 200.")
    ] = None,
    active: Active = None,
    trade: Annotated[list[str] | None, Parameter(description="Repeat for several.")] = None,
) -> dict[str, Any]:
    """These staff, staff in use or not, of some trades."""
    return {"id": ids, "active": active, "trade": trade}


def by_failure(active: Active = None, kind: list[FailureKind] | None = None) -> dict[str, Any]:
    """Failure codes in use or not, of some kinds."""
    return {"active": active, "kind": kind and [each.value for each in kind]}


def by_reason(active: Active = None, kind: list[ReasonKind] | None = None) -> dict[str, Any]:
    """Reasons in use or not, of some kinds."""
    return {"active": active, "kind": kind and [each.value for each in kind]}


def by_entity(entity: list[CustomEntity] | None = None) -> dict[str, Any]:
    """Custom fields of some kinds of records."""
    return {"entity": entity and [each.value for each in entity]}


def by_list(entity: list[ViewEntity] | None = None) -> dict[str, Any]:
    """Views of some lists."""
    return {"entity": entity and [each.value for each in entity]}


async def add_staff(call: Call, given: Any) -> Staff:
    """Add somebody to the staff."""
    return await staff.add(call, NewStaff(**given))


RESOURCES = (
    Resource(
        kind=reference.TAGS,
        path="/tags",
        one="tag",
        key="tag_id",
        many="tags",
        body=bodies.TagBody,
        patch=bodies.TagPatch,
    ),
    Resource(
        kind=reference.GL_CODES,
        path="/gl-codes",
        one="gl_code",
        key="gl_code_id",
        many="gl_codes",
        body=bodies.GlCodeBody,
        patch=bodies.CodePatch,
        filters=by_active,
    ),
    Resource(
        kind=reference.TASK_CODES,
        path="/task-codes",
        one="task_code",
        key="task_code_id",
        many="task_codes",
        body=bodies.TaskCodeBody,
        patch=bodies.TaskCodePatch,
        filters=by_active,
    ),
    Resource(
        kind=reference.FAILURE_CODES,
        path="/failure-codes",
        one="failure_code",
        key="failure_code_id",
        many="failure_codes",
        body=bodies.FailureCodeBody,
        patch=bodies.CodePatch,
        filters=by_failure,
    ),
    Resource(
        kind=reference.REASONS,
        path="/reasons",
        one="reason",
        key="reason_id",
        many="reasons",
        body=bodies.ReasonBody,
        patch=bodies.CodePatch,
        filters=by_reason,
    ),
    Resource(
        kind=roles.ROLES,
        path="/roles",
        one="role",
        key="role_id",
        many="roles",
        body=bodies.RoleBody,
        patch=bodies.RolePatch,
        refuses=(permissions.RoleIsBuiltIn, permissions.GrantsTooMuch, people.LastAdministrator),
        refuses_to_go=(permissions.RoleInUse,),
    ),
    Resource(
        kind=staff.STAFF,
        path="/staff",
        one="staff_member",
        key="staff_id",
        many="staff",
        body=people_bodies.StaffBody,
        patch=people_bodies.StaffPatch,
        filters=by_trade,
        add=add_staff,
    ),
    Resource(
        kind=staff.CREWS,
        path="/crews",
        one="crew",
        key="crew_id",
        many="crews",
        body=bodies.CrewBody,
        patch=bodies.CrewPatch,
        filters=by_active,
    ),
    Resource(
        kind=custom_fields.FIELDS,
        path="/custom-fields",
        one="custom_field",
        key="custom_field_id",
        many="custom_fields",
        body=bodies.CustomFieldBody,
        patch=bodies.CustomFieldPatch,
        filters=by_entity,
        refuses=(custom.FieldTypeFixed,),
    ),
    Resource(
        kind=custom_fields.VIEWS,
        path="/saved-views",
        one="saved_view",
        key="view_id",
        many="saved_views",
        body=bodies.SavedViewBody,
        patch=bodies.SavedViewPatch,
        filters=by_list,
        add=custom_fields.add_view,
        refuses=(custom.NotYourView, Forbidden),
    ),
)
ROUTES = [route for resource in RESOURCES for route in routes_of(resource)]
