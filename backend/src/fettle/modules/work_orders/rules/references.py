"""People, crews and codes that an input names, and the kinds that are meant."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.modules.work_orders.rules.work_orders import camel

KINDS: Mapping[str, tuple[str, str | None]] = {
    "assignee_id": ("staff", None),
    "crew_id": ("crews", None),
    "gl_code_id": ("gl_codes", None),
    "problem_code_id": ("failure_codes", "problem"),
    "cause_code_id": ("failure_codes", "cause"),
    "remedy_code_id": ("failure_codes", "remedy"),
}


def named(fields: Mapping[str, Any], before: msgspec.Struct | None = None) -> list[tuple[str, str, UUID, str | None]]:
    """Everything that `fields` (by Python name) refer to, but for what the record had `before`: that may stay."""
    single = [
        (f"/{camel(name)}", shelf, fields[name], of_kind)
        for name, (shelf, of_kind) in KINDS.items()
        if fields.get(name) and fields[name] != getattr(before, name, None)
    ]
    had = set(getattr(before, "tag_ids", ()))
    tags = [
        (f"/tagIds/{place}", "tags", tag, None)
        for place, tag in enumerate(fields.get("tag_ids") or ())
        if tag not in had
    ]
    coded = {task.task_code_id for task in getattr(before, "tasks", ())}
    tasks = [
        (f"/tasks/{place}/taskCodeId", "task_codes", task.task_code_id, None)
        for place, task in enumerate(fields.get("tasks") or ())
        if task.task_code_id is not None and task.task_code_id not in coded
    ]
    return [*single, *tags, *tasks]
