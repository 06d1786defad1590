"""The tenant itself, and its audit trail."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response
from litestar.di import Provide
from litestar.params import Parameter, QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.tenancy.actions import events, tenants
from fettle.modules.tenancy.records.events import Event
from fettle.modules.tenancy.records.tenants import Tenant
from fettle.modules.tenancy.rules import tenants as rules
from fettle.modules.tenancy.wire import events as wire
from fettle.modules.tenancy.wire.tenants import DeletionBody, TenantPatch
from fettle.web import csv
from fettle.web.bodies import asked_instant
from fettle.web.verbs import delete, get, patch, post


def trail(  # noqa: PLR0917
    entity: Annotated[list[str] | None, Parameter(description="Kinds of records, such as `work_order`.")] = None,
    event_type: Annotated[list[str] | None, QueryParameter(name="type", description="Such as `tag.created`.")] = None,
    actor_user_id: Annotated[UUID | None, QueryParameter(name="actorUserId", description="Who did it.")] = None,
    about_id: Annotated[UUID | None, QueryParameter(name="aboutId", description="Whose history.")] = None,
    request_id: Annotated[
        str | None, QueryParameter(name="requestId", max_length=200, description="Made by this request.")
    ] = None,
    since: Annotated[datetime | None, QueryParameter(name="from", description="Not before this instant.")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to", description="Before this instant.")] = None,
) -> dict[str, Any]:
    """Which events are wanted."""
    return {
        "entities": entity,
        "types": event_type,
        "actor_user_id": actor_user_id,
        "about_id": about_id,
        "request_id": request_id,
        "since": asked_instant("from", since),
        "until": asked_instant("to", until),
    }


TRAIL = {"filters": Provide(trail, sync_to_thread=False)}


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


@get("/events", may="audit:read", dependencies=TRAIL)
async def list_events(call: Call, page: PageRequest, filters: dict[str, Any]) -> Page[Event]:
    """The audit trail: every change that your sites and permissions let you see, newest first."""
    return await events.page(call, page, filters)


@get("/events.csv", may="audit:read", dependencies=TRAIL, media_type=csv.MEDIA_TYPE)
async def export_events(request: Request[Any, Any, Any], filters: dict[str, Any]) -> Response[str]:
    """The audit trail as CSV, however long, oldest first: the same changes under the same filters.

    What was and what is stand in a row as JSON. Cells that a spreadsheet would run begin with an apostrophe.
    """
    return await csv.table(request, "events.csv", wire.columns, lambda call: _rows(call, filters))


async def _rows(call: Call, filters: dict[str, Any]) -> AsyncIterator[Sequence[Any]]:
    async for event in events.export(call, filters):
        yield wire.cells(event)


ROUTES = [get_tenant, update_tenant, delete_tenant, restore_tenant, list_events, export_events]
