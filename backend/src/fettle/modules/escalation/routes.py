"""Escalation over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar.di import Provide
from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.escalation.actions import rules as actions
from fettle.modules.escalation.records import EscalationFilters, EscalationLine, EscalationPreview, EscalationRule
from fettle.modules.escalation.rules.rules import RuleActive, RulePaused, TooManyRules
from fettle.modules.escalation.wire import (
    EscalationResumeBody,
    EscalationRuleBody,
    EscalationRulePatch,
    NewEscalationRuleBody,
    escalation_filters,
)
from fettle.web.verbs import delete, get, patch, post

Deleted = Annotated[
    bool, QueryParameter(name="deleted", description="List what was deleted and can be restored instead.")
]
FILTERS = {"filters": Provide(escalation_filters, sync_to_thread=False)}


@get("/escalation-rules", may="escalations:read")
async def list_escalation_rules(call: Call, page: PageRequest, deleted: Deleted = False) -> Page[EscalationRule]:
    """List the tenant's escalation rules, newest first."""
    return await actions.listed(call, page, deleted=deleted)


@post("/escalation-rules", may="escalations:write", refuses=[AlreadyExists, TooManyRules])
async def create_escalation_rule(call: Call, data: NewEscalationRuleBody) -> EscalationRule:
    """Make a rule about work that waits too long: whom to tell, whom to give it to, how urgent to make it, when."""
    return await actions.create(call, data.to_record(), present=data.include_present)


@post("/escalation-rules/preview", may="escalations:read", status_code=200, refuses=[])
async def preview_escalation_rule(call: Call, data: EscalationRuleBody) -> EscalationPreview:
    """Say what a rule would do now, without making it: on the open work orders that you see."""
    return await actions.preview(call, data.to_record())


@get("/escalation-rules/{rule_id:uuid}", may="escalations:read")
async def get_escalation_rule(call: Call, rule_id: UUID) -> EscalationRule:
    """Get a rule."""
    return await actions.get(call, rule_id)


@get("/escalation-rules/{rule_id:uuid}/preview", may="escalations:read")
async def preview_present_escalation_rule(call: Call, rule_id: UUID) -> EscalationPreview:
    """Say for which open work orders a rule's condition holds now, whether or not it has raised them."""
    return await actions.preview_of(call, rule_id)


@patch("/escalation-rules/{rule_id:uuid}", may="escalations:write", refuses=[AlreadyExists])
async def update_escalation_rule(call: Call, rule_id: UUID, data: EscalationRulePatch, version: int) -> EscalationRule:
    """Change a rule; what it has raised is not raised again in the same wait."""
    return await actions.change(call, rule_id, data.to_fields(), version=version, present=data.include_present)


@post("/escalation-rules/{rule_id:uuid}/pause", may="escalations:write", status_code=200, refuses=[RulePaused])
async def pause_escalation_rule(call: Call, rule_id: UUID) -> EscalationRule:
    """Let a rule raise nothing for now."""
    return await actions.pause(call, rule_id)


@post("/escalation-rules/{rule_id:uuid}/resume", may="escalations:write", status_code=200, refuses=[RuleActive])
async def resume_escalation_rule(call: Call, rule_id: UUID, data: EscalationResumeBody) -> EscalationRule:
    """Let a rule raise again: what becomes due from now on, unless you ask for what is due already."""
    return await actions.resume(call, rule_id, present=data.include_present)


@delete("/escalation-rules/{rule_id:uuid}", may="escalations:write")
async def delete_escalation_rule(call: Call, rule_id: UUID, version: int) -> None:
    """Delete a rule; what it did stays in the history."""
    await actions.delete(call, rule_id, version=version)


@post(
    "/escalation-rules/{rule_id:uuid}/restore",
    may="escalations:write",
    status_code=200,
    refuses=[AlreadyExists, TooManyRules],
)
async def restore_escalation_rule(call: Call, rule_id: UUID) -> EscalationRule:
    """Bring a deleted rule back, paused."""
    return await actions.restore(call, rule_id)


@get("/escalations", may="escalations:read", dependencies=FILTERS)
async def list_escalations(call: Call, filters: EscalationFilters, page: PageRequest) -> Page[EscalationLine]:
    """List what escalation rules did, newest first."""
    return await actions.history(call, filters, page)


ROUTES = [
    list_escalation_rules,
    create_escalation_rule,
    preview_escalation_rule,
    get_escalation_rule,
    preview_present_escalation_rule,
    update_escalation_rule,
    pause_escalation_rule,
    resume_escalation_rule,
    delete_escalation_rule,
    restore_escalation_rule,
    list_escalations,
]
