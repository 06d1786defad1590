"""Open311 GeoReport v2 for one tenant: services, making a request, looking requests up."""

import hmac
from collections.abc import Mapping
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.open311 import NewServiceRequest, Service, ServiceRequest
from fettle.modules.portal.records.places import PortalSettings
from fettle.modules.portal.rules import open311 as rules
from fettle.modules.portal.rules.codes import hash_of
from fettle.modules.portal.store import open311 as store
from fettle.modules.portal.store import settings as settings_store
from fettle.modules.portal.store import threads
from fettle.modules.work_orders import public as work_orders

VIA = "open311"


async def services(desk: Desk, visitor: Caller, slug: str) -> list[Service]:
    """The kinds of request that can be made."""
    _, settings = await _settings(desk, visitor, slug)
    return [rules.service(each) for each in settings.open311_services]


async def definition(desk: Desk, visitor: Caller, slug: str, code: str) -> str:
    """The code of a service that there is. Raises `ServiceUnknown`."""
    _, settings = await _settings(desk, visitor, slug)
    return rules.find(settings.open311_services, code).code


async def some(desk: Desk, visitor: Caller, slug: str, given: Mapping[str, str]) -> list[ServiceRequest]:
    """The requests that a client asks for."""
    tenant_id, settings = await _settings(desk, visitor, slug)
    asked = rules.asked(given, now=desk.door.clock())
    async with desk.inside(visitor, tenant_id, VIA, read_only=True) as call:
        return await store.some(call, asked, settings.open311_services)


async def one(desk: Desk, visitor: Caller, slug: str, request_id: str) -> ServiceRequest:
    """One request by its number. Raises `ServiceRequestUnknown`."""
    found = await some(desk, visitor, slug, {"service_request_id": str(rules.number_of(request_id))})
    if not found:
        raise rules.ServiceRequestUnknown(f"service_request_id {request_id[:60]} was not found.")
    return found[0]


async def create(
    desk: Desk, visitor: Caller, slug: str, given: Mapping[str, str], *, submission: str | None = None
) -> int:
    """Make a request, and give its number; the same submission again gives the same number."""
    tenant_id, settings = await _settings(desk, visitor, slug)
    desk.count(visitor, tenant_id)
    new = rules.new(given)
    service = rules.find(settings.open311_services, new.service_code)
    async with desk.inside(visitor, tenant_id, VIA, "requests:create") as call:
        await _check_key(call, given.get("api_key"))
        submission_hash = None if submission is None else hash_of(f"open311 {submission}")
        if submission_hash is not None:
            await threads.take_turn(call, submission_hash)
            known = await threads.submitted(call, submission_hash)
            if known is not None:
                return known[1]
        text = rules.text_of(new, rules.attributes(given))
        return await _made(call, new, service.name, text, service.task_code_id, submission_hash)


async def _made(  # noqa: PLR0917
    call: Call,
    new: NewServiceRequest,
    title: str,
    text: str | None,
    task_code_id: UUID | None,
    submission_hash: bytes | None,
) -> int:
    request = await work_orders.create_request(
        call,
        work_orders.NewRequest(
            title=title,
            description=text,
            latitude=new.lat,
            longitude=new.long,
            requester_name=rules.name_of(new),
            requester_email=new.email,
            requester_phone=new.phone,
        ),
    )
    await threads.begin(
        call,
        request.id,
        task_code_id=task_code_id,
        submission_hash=submission_hash,
        service_code=new.service_code,
        address=new.address_string,
        media_url=new.media_url,
        public_text=new.description,
    )
    return request.number


async def _settings(desk: Desk, visitor: Caller, slug: str) -> tuple[UUID, PortalSettings]:
    """The tenant that a name in an address leads to, where it has opened its doors. Raises `NothingHere`."""
    doorway = await desk.doorway(visitor, VIA, rules.tenant_named(slug))
    async with desk.inside(visitor, doorway.tenant_id, VIA, read_only=True) as call:
        return doorway.tenant_id, await settings_store.get(call)


async def _check_key(call: Call, given: str | None) -> None:
    wanted = await settings_store.open311_key(call)
    if wanted is not None and not hmac.compare_digest(wanted, hash_of(given or "")):
        raise rules.ApiKeyWrong()
