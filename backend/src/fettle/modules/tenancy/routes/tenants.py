"""The tenant itself, and its audit trail."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar.di import Provide
from litestar.params import Parameter, QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.tenancy.actions import events, tenants
from fettle.modules.tenancy.records.events import Event
from fettle.modules.tenancy.records.tenants import Tenant
from fettle.modules.tenancy.rules import tenants as rules
from fettle.modules.tenancy.wire.tenants import DeletionBody, TenantPatch
from fettle.web.bodies import asked_instant
from fettle.web.verbs import delete, get, patch, post


def trail(  # noqa: PLR0917
    entity: Annotated[list[str] | None, Parameter(description="Kinds of records, such as `work_order`.")] = None,
    event_type: Annotated[list[str] | None, QueryParameter(name="type", description="Such as `tag.created`.")] = None,
    actor_user_id: Annotated[UUID | None, QueryParameter(name="actorUserId", description="Who did it.")] = None,
    about_id: Annotated[UUID | None, QueryParameter(name="aboutId", description="Whose history.")] = None,
    since: Annotated[datetime | None, QueryParameter(name="from", description="Not before this instant.")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to", description="Before this instant.")] = None,
) -> dict[str, Any]:
    """Which events are wanted."""
    return {
        "entities": entity,
        "types": event_type,
        "actor_user_id": actor_user_id,
        "about_id": about_id,
        "since": asked_instant("from", since),
        "until": asked_instant("to", until),
    }


@get("/tenant", may="tenant:read")
async def get_tenant(call: Call) -> Tenant:
    """The tenant that you are signed in to, with its words and settings."""
    return await tenants.show(call)


@patch("/tenant", may="tenant:write", refuses=(rules.CurrencyInUse,))
async def update_tenant(call: Call, data: TenantPatch, version: int) -> Tenant:
    """Change name, language, currency, time zone, look, words or settings.

    The currency can be changed only until money has been recorded.
    """
    return await tenants.change(call, data.given(), version)


@post(
    "/tenant/deletion",
    may="tenant:write",
    refuses=(rules.SlugDoesNotMatch, rules.AlreadyInDeletion),
    status_code=200,
)
async def delete_tenant(call: Call, data: DeletionBody) -> Tenant:
    """Delete the tenant, whose short name must be typed. Its people are shut out; thirty days long it can be restored.

    Those who may change the tenant can still sign in, to see it and to take the deletion back.
    """
    return await tenants.delete(call, data.slug)


@delete("/tenant/deletion", may="tenant:write", refuses=(rules.NotInDeletion, rules.TooLateToRestore), status_code=200)
async def restore_tenant(call: Call) -> Tenant:
    """Take the deletion of the tenant back."""
    return await tenants.restore(call)


@get("/events", may="audit:read", dependencies={"filters": Provide(trail, sync_to_thread=False)})
async def list_events(call: Call, page: PageRequest, filters: dict[str, Any]) -> Page[Event]:
    """The audit trail: every change that your sites and permissions let you see, newest first."""
    return await events.page(call, page, filters)


ROUTES = [get_tenant, update_tenant, delete_tenant, restore_tenant, list_events]
