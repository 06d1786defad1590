"""What work orders can be grouped and filtered by, as SQL over `work_orders w`; words come only from these tables."""

from collections.abc import Sequence
from typing import Any

import msgspec

from fettle.modules.reports.records import Basis, Dimension, Step, WorkFilters

FIRST_TASK = """
LEFT JOIN LATERAL (
    SELECT t.task_code_id FROM work_order_tasks t
    WHERE t.tenant_id = w.tenant_id AND t.work_order_id = w.id AND t.deleted_at IS NULL AND t.task_code_id IS NOT NULL
    ORDER BY t.position, t.id LIMIT 1) task ON true
"""
FIRST_ASSET = """
LEFT JOIN LATERAL (
    SELECT x.asset_id FROM work_order_assets x
    WHERE x.tenant_id = w.tenant_id AND x.work_order_id = w.id
    ORDER BY x.position, x.asset_id LIMIT 1) first ON true
LEFT JOIN assets a ON a.tenant_id = w.tenant_id AND a.id = first.asset_id
"""
REQUEST = """
LEFT JOIN LATERAL (
    SELECT r.source FROM work_requests r WHERE r.tenant_id = w.tenant_id AND r.work_order_id = w.id
    ORDER BY r.reported_at, r.id LIMIT 1) request ON true
"""


class Grouping(msgspec.Struct, frozen=True):
    """The key of a group, what has to be joined to have it, and the table that names it."""

    key: str
    joins: str = ""
    names: str | None = None
    name: str = "n.name"

    def label(self, rows: str) -> tuple[str, str]:
        """The label of `rows.key`, and the join that brings it."""
        if self.names is None:
            return f"{rows}.key", ""
        return self.name, f"LEFT JOIN {self.names} n ON n.tenant_id = app.tenant_id() AND n.id = {rows}.key"


CODE = "n.code || ' ' || n.name"
GROUPINGS = {
    Dimension.NONE: Grouping("NULL::text"),
    Dimension.TASK_CODE: Grouping("task.task_code_id", FIRST_TASK, "task_codes"),
    Dimension.KIND: Grouping("w.kind"),
    Dimension.PRIORITY: Grouping("w.priority"),
    Dimension.STATUS: Grouping("w.status"),
    Dimension.SITE: Grouping("w.site_id", "", "sites"),
    Dimension.CREW: Grouping("w.crew_id", "", "crews"),
    Dimension.ASSIGNEE: Grouping("w.assignee_id", "", "staff"),
    Dimension.ASSET: Grouping("first.asset_id", FIRST_ASSET, "assets"),
    Dimension.ASSET_TYPE: Grouping("a.asset_type_id", FIRST_ASSET, "asset_types"),
    Dimension.CATEGORY: Grouping("a.category_id", FIRST_ASSET, "asset_categories"),
    Dimension.SOURCE: Grouping("request.source", REQUEST),
    Dimension.GL_CODE: Grouping("w.gl_code_id", "", "gl_codes", CODE),
    Dimension.PROBLEM_CODE: Grouping("w.problem_code_id", "", "failure_codes"),
    Dimension.CUSTOM_FIELD: Grouping("w.custom ->> %(custom_field)s"),
}
MOMENTS = {
    Basis.REPORTED: "w.reported_at",
    Basis.COMPLETED: "coalesce(w.completed_at, w.closed_at)",
    Basis.DUE: "w.due_at",
}
BASE = "w.tenant_id = app.tenant_id() AND w.deleted_at IS NULL"
WITH_ASSET = """EXISTS (
    SELECT FROM work_order_assets x
    WHERE x.tenant_id = w.tenant_id AND x.work_order_id = w.id AND x.asset_id = ANY(%(asset_ids)s))"""
WITH_TASK = """EXISTS (
    SELECT FROM work_order_tasks x WHERE x.tenant_id = w.tenant_id AND x.work_order_id = w.id
    AND x.deleted_at IS NULL AND x.task_code_id = ANY(%(task_code_ids)s))"""


def period(instant: str, step: Step) -> str:
    """The first local day of the period in which `instant` (SQL) lies."""
    return "NULL::date" if step is Step.NONE else f"date_trunc('{step}', {instant} AT TIME ZONE %(zone)s)::date"


def period_of_day(day: str, step: Step) -> str:
    """The first day of the period in which `day` (SQL, a date) lies."""
    return "NULL::date" if step is Step.NONE else f"date_trunc('{step}', {day}::timestamp)::date"


def conditions(filters: WorkFilters) -> list[str]:
    """What a work order must meet, beside belonging to the tenant and not being deleted."""
    said = {
        "w.site_id = ANY(%(site_ids)s)": filters.site_ids,
        "w.crew_id = ANY(%(crew_ids)s)": filters.crew_ids,
        "w.assignee_id = ANY(%(assignee_ids)s)": filters.assignee_ids,
        "w.kind = ANY(%(kinds)s)": filters.kinds,
        "w.status = ANY(%(statuses)s)": filters.statuses,
        "w.priority = ANY(%(priorities)s)": filters.priorities,
        WITH_ASSET: filters.asset_ids,
        WITH_TASK: filters.task_code_ids,
    }
    return [condition for condition, given in said.items() if given is not None]


def within(instant: str, start: Any, end: Any) -> list[str]:
    """What `instant` (SQL) must meet to lie from `start` on and before `end`."""
    limits = ((f"{instant} >= %(start)s", start), (f"{instant} < %(end)s", end))
    return [condition for condition, given in limits if given is not None]


def where(*parts: Sequence[str]) -> str:
    """All conditions together, over `work_orders w`."""
    return " AND ".join([BASE, *(condition for part in parts for condition in part)])
