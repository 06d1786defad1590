"""The fields of request bodies, to replace one at a time."""

import copy
from collections.abc import Iterator
from typing import Any

from makers.document import Operation, resolve

Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every scalar of a body with its path."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


def replaced(body: Any, path: Path, value: Any) -> Any:
    """`body` with another value at `path`."""
    if not path:
        return value
    made = copy.copy(body)
    made[path[0]] = replaced(body[path[0]], path[1:], value)
    return made


def schema_at(operation: Operation, path: Path) -> dict[str, Any]:
    """The schema of the field at `path`, empty inside of free objects."""
    schema: dict[str, Any] = operation.body_schema() or {}
    for part in path:
        schema = resolve(schema, operation.document)
        schema = schema.get("items", {}) if isinstance(part, int) else schema.get("properties", {}).get(part, {})
    return resolve(schema, operation.document) if schema else {}


def pointer(path: Path) -> str:
    """The JSON pointer of a path."""
    return "".join(f"/{part}" for part in path)
