"""Full request bodies that an endpoint accepts: every field filled with something sensible."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from makers.document import Operation, resolve

NUMERIC = (
    "cost",
    "price",
    "hours",
    "rate",
    "value",
    "quantity",
    "lowest",
    "highest",
    "perday",
    "rollsoverat",
    "before",
)
BY_NAME: dict[str, Any] = {
    "id": None,
    "reversalId": None,
    "parentId": None,
    "email": "somebody@example.test",
    "requesterEmail": "somebody@example.test",
    "userId": None,
    "latitude": "1.5",
    "longitude": "2.5",
    "timeZone": "Europe/Berlin",
    "locale": "en",
    "currency": None,
    "colour": "#ff0000",
    "logoUrl": "https://example.test/logo.png",
    "role": "gatekeeper",
    "permissions": ["tenant:read"],
    "custom": {},
    "vocabulary": {"site": "Park"},
    "filters": {},
    "dialect": None,
    "limit": 5,
    "mediaType": "image/jpeg",
    "sha256": None,
    "shapes": [],
    "mentions": [],
    "siteIds": None,
    "siteScope": None,
    "subtypeId": None,
    "options": [],
    "required": False,
    "endedAt": "2026-03-03T08:00:00Z",
    "scheduledEnd": "2026-03-03T08:00:00Z",
    "expiresAt": "2027-03-03T08:00:00Z",
    "warrantyUntil": "2028-03-03",
    "warrantyMonths": None,
    "value": "100.5",
    "highest": "1000000",
    "rollsOverAt": "1000000",
    "sample": "SWQsVGl0bGUsRGF0ZQoxLE1lbmQsMjAyNi0wMS0wMgo=",
    "source": "person",
    "equipmentAssetId": None,
    "action": "assign",
    "triggers": [{"kind": "one_time", "on": "2199-12-31"}],
    "season": [{"first": "01-01", "last": "12-31"}],
    "rotation": [],
    "dueTime": "08:00",
    "endsOn": "2199-12-31",
}
"""What cannot be guessed from a field's type; None leaves a field out."""
MEANT = {
    "assigneeId": "staff_id",
    "leadId": "staff_id",
    "memberIds": "staff_id",
    "assetIds": "asset_id",
    "tagIds": "tag_id",
    "ids": "work_order_id",
    "categoryId": "asset_category_id",
    "problemCodeId": "failure_code_id",
    "causeCodeId": "cause_code_id",
    "remedyCodeId": "remedy_code_id",
    "followUpOfId": "work_order_id",
    "requestId": "other_request_id",
    "subjectId": "work_order_id",
}
"""Which of a tenant's ids a field means, where its name does not say so itself."""


def full(operation: Operation, ids: Mapping[str, str]) -> Any:
    """A body with every field of `operation` filled, None when it takes none. What must be unique is new each time."""
    schema = operation.body_schema()
    return None if schema is None else _value("", schema, operation, ids)


def _value(name: str, given: dict[str, Any], operation: Operation, ids: Mapping[str, str]) -> Any:
    if name in BY_NAME:
        return BY_NAME[name]
    if name == "mapping":
        return mapping()
    schema = resolve(given, operation.document)
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        made = {
            part: _value(part, inner, operation, ids)
            for part, inner in schema.get("properties", {}).items()
            if (part, operation.id) not in LEFT_OUT
        }
        return {part: value for part, value in made.items() if value is not None}
    if kind == "array":
        item = _value(name, schema["items"], operation, ids)
        return [] if item is None else [item]
    if kind == "string":
        return _text(name, schema, ids)
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    return kind == "boolean"


# A body that fills these as well as the rest would contradict itself.
LEFT_OUT = {
    ("siteId", "changeLocation"),
    ("lowest", "createMeter"),
    ("highest", "createMeter"),
    ("lowest", "changeMeter"),
    ("highest", "changeMeter"),
    ("reasonId", "holdWorkOrder"),
    ("reasonId", "declineWorkRequest"),
    ("reasonId", "cancelWorkOrder"),
    ("reasonId", "startDowntime"),
    ("reasonId", "changeDowntime"),
    ("reasonId", "reverseLogEntry"),
    ("reasonId", "correctLogEntry"),
    ("tasks", "followUpWorkOrder"),
    ("priority", "changeWorkOrders"),
    ("scheduledStart", "changeWorkOrders"),
    ("scheduledEnd", "changeWorkOrders"),
    ("dueAt", "changeWorkOrders"),
    ("tagIds", "changeWorkOrders"),
    ("reasonId", "changeWorkOrders"),
    ("note", "changeWorkOrders"),
    ("followUpOfId", "createWorkOrder"),
}


def _text(name: str, schema: dict[str, Any], ids: Mapping[str, str]) -> str | None:
    match schema.get("format"):
        case "uuid":
            snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
            known = MEANT.get(name, snake)
            return ids[known] if known in ids or isinstance(ids, defaultdict) else None
        case "date-time":
            return "2026-03-02T08:00:00Z"
        case "date":
            return "2026-03-02"
    if name.lower().endswith(NUMERIC):
        return "2.5"
    if name in ("key",):
        return f"k{uuid4().hex[:12]}"
    return f"x{uuid4().hex[:12]}"


def mapping() -> dict[str, Any]:
    """A mapping of an import."""
    fields = {"title": {"column": "Title"}, "reportedAt": {"column": "Date", "format": "%Y-%m-%d"}}
    return {"source": "old", "entity": "work_request", "key": ["Id"], "timeZone": "UTC", "fields": fields}
