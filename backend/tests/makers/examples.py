"""The smallest request bodies that an endpoint accepts, read from its own description."""

from typing import Any
from uuid import uuid4

ID = str(uuid4())
BY_FORMAT = {"uuid": ID, "date": "2026-03-02", "date-time": "2026-03-02T08:00:00Z", "email": "somebody@example.test"}


def body_of(operation: dict[str, Any], document: dict[str, Any]) -> Any:
    """A minimal JSON body for `operation`, None when it takes none."""
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    return example(content["application/json"]["schema"], document)


def example(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """A minimal value of `schema`: required fields only, shortest lists, first choices."""
    if "$ref" in schema:
        return example(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    for key in ("oneOf", "anyOf", "allOf"):
        if key in schema:
            return example(next(s for s in schema[key] if s.get("type") != "null"), document)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next(k for k in kind if k != "null")
    if kind == "object" or "properties" in schema:
        properties = schema.get("properties", {})
        return {name: example(properties[name], document) for name in schema.get("required", ())}
    if kind == "array":
        return [example(schema.get("items", {}), document)] * max(1, schema.get("minItems", 0))
    if kind == "string":
        if schema.get("format") in BY_FORMAT:
            return BY_FORMAT[schema["format"]]
        return "example".ljust(schema.get("minLength", 0), "x")
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    return kind == "boolean"
