"""Steps that the tests of work share: through the API, as somebody who may."""

from typing import Any


async def ok(response: Any, status: int = 200) -> Any:
    """The body of an answer that has this status."""
    answer = await response
    assert answer.status_code == status, (answer.status_code, answer.text)
    return answer.json() if answer.content else None


async def refused(response: Any, status: int, code: str | None = None) -> dict[str, Any]:
    """The problem document of a refusal with this status and code."""
    answer = await response
    assert answer.status_code == status, (answer.status_code, answer.text)
    problem: dict[str, Any] = answer.json()
    assert code is None or problem["type"] == f"/problems/{code}", problem
    return problem


async def made(person: Any, title: str = "Pump leaks", **fields: Any) -> dict[str, Any]:
    """A work order, created."""
    body: dict[str, Any] = await ok(person.post("/work-orders", {"title": title, **fields}), 201)
    return body


async def moved(person: Any, work_order: dict[str, Any], *verbs: str, **body: Any) -> dict[str, Any]:
    """The work order after these verbs."""
    for verb in verbs:
        work_order = await ok(person.post(f"/work-orders/{work_order['id']}/{verb}", body))
    return work_order


async def asked(person: Any, title: str = "Bench broken", **fields: Any) -> dict[str, Any]:
    """A request, made."""
    body: dict[str, Any] = await ok(person.post("/work-requests", {"title": title, **fields}), 201)
    return body


async def thing(person: Any, path: str, **body: Any) -> str:
    """The id of something else that was created."""
    return str((await ok(person.post(path, body), 201))["id"])


async def asset(person: Any, name: str, **fields: Any) -> str:
    """The id of a new asset of a type of its own."""
    kind = await thing(person, "/asset-types", code=name[:50], name=name)
    return await thing(person, "/assets", name=name, assetTypeId=kind, **fields)


async def listed(person: Any, **params: Any) -> list[dict[str, Any]]:
    """The work orders of the first page."""
    rows: list[dict[str, Any]] = (await ok(person.get("/work-orders", **params)))["data"]
    return rows
