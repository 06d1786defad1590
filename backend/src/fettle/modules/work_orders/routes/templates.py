"""Templates over HTTP."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.work_orders.actions import templates as actions
from fettle.modules.work_orders.records import WorkOrderTemplate
from fettle.modules.work_orders.wire.filters import Deleted
from fettle.modules.work_orders.wire.tasks import TemplateBody, TemplatePatch
from fettle.web.verbs import delete, get, patch, post

ONE = "/work-order-templates/{template_id:uuid}"


@get("/work-order-templates", may="work_orders:read")
async def list_work_order_templates(call: Call, page: PageRequest, deleted: Deleted = False) -> Page[WorkOrderTemplate]:
    """List templates by name.

    Deleted ones are listed for people with the permission `templates:write`.
    """
    return await actions.some(call, page, deleted=deleted)


@post("/work-order-templates", may="templates:write", refuses=[AlreadyExists])
async def create_work_order_template(call: Call, data: TemplateBody) -> WorkOrderTemplate:
    """Create a template; work orders made from it get its tasks, hours, GL code, priority and kind."""
    return await actions.create(call, data.to_record())


@get(ONE, may="work_orders:read")
async def get_work_order_template(call: Call, template_id: UUID) -> WorkOrderTemplate:
    """Get a template."""
    return await actions.get(call, template_id)


@patch(ONE, may="templates:write", refuses=[AlreadyExists])
async def update_work_order_template(
    call: Call, template_id: UUID, data: TemplatePatch, version: int
) -> WorkOrderTemplate:
    """Edit a template; work orders made from it before stay as they are."""
    return await actions.update(call, template_id, data.changes(), version=version)


@delete(ONE, may="templates:write")
async def delete_work_order_template(call: Call, template_id: UUID, version: int) -> None:
    """Delete a template; work orders made from it stay."""
    await actions.delete(call, template_id, version=version)


@post(f"{ONE}/restore", may="templates:write", status_code=200, refuses=[AlreadyExists])
async def restore_work_order_template(call: Call, template_id: UUID) -> WorkOrderTemplate:
    """Bring a deleted template back."""
    return await actions.restore(call, template_id)


ROUTES = [
    list_work_order_templates,
    create_work_order_template,
    get_work_order_template,
    update_work_order_template,
    delete_work_order_template,
    restore_work_order_template,
]
