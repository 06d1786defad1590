"""The OpenAPI document as a list of operations that tests can walk, with addresses filled from a furnished tenant."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import uuid4

import httpx

from makers.examples import body_of, example

BY_RESOURCE = {
    "tags": "tag_id",
    "gl-codes": "gl_code_id",
    "task-codes": "task_code_id",
    "failure-codes": "failure_code_id",
    "reasons": "reason_id",
    "roles": "role_id",
    "staff": "staff_id",
    "crews": "crew_id",
    "custom-fields": "custom_field_id",
    "saved-views": "view_id",
    "asset-types": "asset_type_id",
    "asset-categories": "asset_category_id",
    "work-requests": "work_request_id",
    "api-keys": "key_id",
    "clients": "client_id",
    "people": "membership_id",
    "invitations": "invitation_id",
    "import-mappings": "mapping_id",
    "work-order-templates": "template_id",
    "sessions": "session_id",
    "comments": "comment_id",
}
ON_A_SITE = frozenset(
    (
        "site_id",
        "location_id",
        "asset_id",
        "meter_id",
        "downtime_id",
        "work_order_id",
        "task_id",
        "work_request_id",
        "comment_id",
        "log_entry_id",
        "file_id",
    )
)
"""The names of what hangs on a site."""

SECRETS = frozenset({"place_code", "status_token", "job_token", "mail_secret"})
"""The names of what opens something for whoever holds it, whose member they are or not."""

NUMBER = "12.5"
WAITING = {
    "name": "Waits",
    "condition": "in_status",
    "status": "new",
    "steps": [{"afterMinutes": 60, "priority": "high"}],
}
BODIES = {
    "createReading": {"value": NUMBER, "readAt": "2026-03-02T08:00:00Z"},
    "rollMeterOver": {"value": NUMBER, "at": "2026-03-02T08:00:00Z"},
    "createRate": {"hourlyRate": NUMBER, "validFrom": "2026-03-02"},
    "drawOnFile": {"shapes": []},
    "createEscalationRule": WAITING,
    "previewEscalationRule": WAITING,
    "pushChanges": {},
    "createWebhook": {"name": "Hook", "url": "https://hooks.example.com/fettle", "eventTypes": ["site.*"]},
}
"""Bodies whose rules the document cannot say: numbers as strings, fields that need each other."""


A_MONTH = {"from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"}
QUERIES = {"showCalendar": A_MONTH, "showWorkload": A_MONTH, "search": {"q": "pump"}}
"""Queries whose parts need each other."""


class Operation(NamedTuple):
    """One method of one address."""

    path: str
    method: str
    described: dict[str, Any]
    document: dict[str, Any]

    @property
    def id(self) -> str:
        """Its operation id."""
        return str(self.described["operationId"])

    def query(self) -> list[dict[str, Any]]:
        """Its query parameters."""
        return [p for p in self.described.get("parameters", ()) if p["in"] == "query"]

    def query_names(self) -> set[str]:
        """The names of its query parameters."""
        return {p["name"] for p in self.query()}

    def needed(self) -> dict[str, Any]:
        """The smallest query that it accepts."""
        needed = {p["name"]: example(p["schema"], self.document) for p in self.query() if p.get("required")}
        return {**needed, **QUERIES.get(self.id, {})}

    def body(self) -> Any:
        """The smallest body that it accepts, None without one."""
        if self.id in BODIES:
            return BODIES[self.id]
        return body_of(self.described, self.document)

    def body_schema(self) -> dict[str, Any] | None:
        """The schema of its JSON body."""
        content = self.described.get("requestBody", {}).get("content", {})
        return content["application/json"]["schema"] if "application/json" in content else None

    def names(self) -> set[str]:
        """The names of the ids in its path."""
        return set(path_names(self.path).values())

    def filled(self, ids: Mapping[str, str] | None) -> str:
        """Its address with the ids of a tenant, or with ids that exist nowhere."""
        return with_ids(self.path, ids)

    async def ask(self, client: httpx.AsyncClient, ids: Mapping[str, str] | None, **options: Any) -> httpx.Response:
        """Send the request with the ids of a tenant, its smallest query and body, and the first version."""
        options.setdefault("headers", {"If-Match": '"1"'})
        options.setdefault("params", self.needed())
        if "json" not in options and "content" not in options and (body := self.body()) is not None:
            options["json"] = body
        return await client.request(self.method, self.filled(ids), **options)


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Every operation of the document."""
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            yield Operation(path, method.upper(), described, document)


def path_names(path: str) -> dict[int, str]:
    """The name of what each id in a path belongs to, by its place."""
    parts = path.split("/")
    return {
        place: BY_RESOURCE.get(parts[place - 1], part.strip("{}"))
        for place, part in enumerate(parts)
        if part.startswith("{")
    }


def with_ids(path: str, ids: Mapping[str, str] | None) -> str:
    """`path` with the ids of a tenant, or with ids that exist nowhere."""
    parts = path.split("/")
    for place, name in path_names(path).items():
        parts[place] = str(uuid4()) if ids is None else ids[name]
    return "/".join(parts)


def known_to_strangers(ids: Mapping[str, str]) -> dict[str, str]:
    """The ids of a tenant as somebody outside may have come by them: all but its secrets."""
    return {name: str(uuid4()) if name in SECRETS else known for name, known in ids.items()}


def resolve(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """`schema` itself, without references and without `or null`."""
    while True:
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            continue
        choices = next((schema[key] for key in ("oneOf", "anyOf", "allOf") if key in schema), None)
        if choices is None:
            return schema
        schema = next(choice for choice in choices if choice.get("type") != "null")


def told(response: httpx.Response) -> tuple[int, Any, frozenset[str]]:
    """What an answer tells: status, body without what belongs to this request alone, and names of headers."""
    said = response.json() if "json" in response.headers.get("content-type", "") else response.text
    if isinstance(said, dict):
        said = {name: value for name, value in said.items() if name not in ("instance", "requestId")}
    return response.status_code, said, frozenset(response.headers)
