"""The OpenAPI 3.1 document: made from the routes, with component names as people say them."""

import json
import re
from typing import Any

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from fettle import __version__

_GENERIC = re.compile(r"^(\w+?)[_\[](?:.*\.)?(\w+?)[_\]]$")


def openapi_config() -> OpenAPIConfig:
    """How the document is made."""
    return OpenAPIConfig(
        title="Fettle",
        version=__version__,
        description="Maintenance management for organisations with crews and for households.",
        security=[{"bearer": []}],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT or API key")}
        ),
        use_handler_docstrings=True,
        create_examples=False,
        enabled_endpoints=set(),
    )


def document(app: Litestar) -> dict[str, Any]:
    """The OpenAPI document of `app` as plain values, in a stable order."""
    text = json.dumps(app.openapi_schema.to_schema(), default=str)
    names = sorted(json.loads(text)["components"]["schemas"], key=len, reverse=True)
    for name in names:
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{_plain(name)}"')
        text = text.replace(f'"{name}": {{', f'"{_plain(name)}": {{')
    made: dict[str, Any] = json.loads(text)
    public = {
        handler.operation_id
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.opt.get("public")
    }
    for path in made["paths"].values():
        for operation in path.values():
            if operation["operationId"] in public:
                operation["security"] = []
            _close(operation.get("requestBody", {}), made["components"]["schemas"])
    return made


def query_names(made: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The query parameters that each operation knows, by operation id."""
    return {
        operation["operationId"]: frozenset(p["name"] for p in operation.get("parameters", ()) if p["in"] == "query")
        for path in made["paths"].values()
        for operation in path.values()
    }


def _plain(name: str) -> str:
    """`TagPage` for the schema of `Page[fettle.modules.tenancy.records.Tag]`; the last part of dotted names."""
    if match := _GENERIC.match(name):
        return match[2] + match[1]
    return name.rpartition(".")[2].rpartition("_")[2] if "." in name else name


def _close(part: Any, schemas: dict[str, Any]) -> None:
    """Say of every object that a request may hold that it takes no other fields than those named."""
    if isinstance(part, list):
        for item in part:
            _close(item, schemas)
    elif isinstance(part, dict):
        if "properties" in part and "additionalProperties" not in part:
            part["additionalProperties"] = False
            _close(part["properties"], schemas)
        for key, item in part.items():
            if key == "$ref":
                _close(schemas[item.rpartition("/")[2]], schemas)
            elif key != "properties":
                _close(item, schemas)
