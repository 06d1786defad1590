"""The requests of each hot path: to our API as signed-in supervisors, and the same asked of the limit."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

import httpx
import msgspec

from benchmarks.dataset import Size, Tenant, tenants_of
from benchmarks.dataset.people import CODES
from benchmarks.dataset.work import LOGGED
from benchmarks.serving import UNLIMITED
from fettle.config import Settings
from fettle.db import engine
from fettle.main import make_gate

OPEN = ["new", "approved", "in_progress", "on_hold"]
KIND = ["corrective"]
MOST_TENANTS = 8
PAGES = 6
TERMS = ("raccoon", "fountain", "leaking boiler", "north pump", "REF-77", "squeaks gutter")


class Person(NamedTuple):
    """Somebody signed in."""

    tenant: Tenant
    token: str


class Traffic(NamedTuple):
    """What is sent to us and to the limit; the two ask the same in the same order."""

    ours: list[bytes]
    limit: list[bytes]


def sign_in(database: str, data_dir: Path, size: Size) -> list[Person]:
    """The supervisors of the first tenants, with tokens of the installation that is measured."""
    settings = Settings(
        data_dir=data_dir, database_url=database, access_token_minutes=60, rate_per_minute=int(UNLIMITED)
    )

    async def tokens() -> list[Person]:
        door = engine.make_door(settings, database)
        async with door.pool:
            gate = make_gate(settings, door)
            tenants = tenants_of(size)[:MOST_TENANTS]
            return [Person(each, await gate.mint(each.supervisor, UUID(each.id))) for each in tenants]

    return asyncio.run(tokens())


def to_us(person: Person, method: str, path: str, body: Any = None) -> bytes:
    """A request to our API."""
    content = b"" if body is None else msgspec.json.encode(body)
    typed = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    head = f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {person.token}\r\n{typed}\r\n"
    return head.encode() + content


def to_limit(person: Person, path: str, *, about: str = "", given: Any = None, body: Any = None) -> bytes:
    """The same request to the limit: what we would read from token and address stands in headers there."""
    content = b"" if body is None else msgspec.json.encode(body)
    line = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: bench\r\n"
    who = f"X-Tenant: {UUID(person.tenant.id)}\r\nX-User: {person.tenant.supervisor}\r\nX-Id: {about}\r\n"
    asked = b"X-Given: " + msgspec.json.encode(given or {}) + b"\r\n"
    return (line + who).encode() + asked + f"Content-Length: {len(content)}\r\n\r\n".encode() + content


def lists(people: list[Person], port: int) -> Traffic:
    """Full pages after a cursor, at several depths."""
    pairs = [pair for person in people for pair in _pages(person, port)]
    return Traffic([ours for ours, _ in pairs], [limit for _, limit in pairs])


def _pages(person: Person, port: int) -> Iterator[tuple[bytes, bytes]]:
    query: list[tuple[str, Any]] = [*(("status", each) for each in OPEN), *(("kind", each) for each in KIND)]
    query.append(("limit", 50))
    page = fetched(person, port, f"/v1/work-orders?{urlencode(query)}")
    for _ in range(PAGES):
        if not page["hasMore"]:
            return
        last = page["data"][-1]
        path = f"/v1/work-orders?{urlencode([*query, ('cursor', page['nextCursor'])])}"
        page = fetched(person, port, path)
        given = {"status": OPEN, "kind": KIND, "created_at": last["createdAt"], "id": last["id"]}
        if len(page["data"]) == 50:
            yield to_us(person, "GET", path), to_limit(person, "/list", given=given)


def details(people: list[Person]) -> Traffic:
    """Work orders with logs, of all ages."""
    chosen = [(person, work_order) for person in people for work_order in _some(person.tenant, LOGGED, 60)]
    return Traffic(
        [to_us(person, "GET", f"/v1/work-orders/{UUID(each)}") for person, each in chosen],
        [to_limit(person, "/get", about=each) for person, each in chosen],
    )


def creations(people: list[Person]) -> Traffic:
    """A new work order at a site, for somebody, on two assets."""
    bodies = [(person, _new_work_order(person.tenant, serial)) for serial in range(20) for person in people]
    return Traffic(
        [to_us(person, "POST", "/v1/work-orders", body) for person, body in bodies],
        [to_limit(person, "/create", body=body) for person, body in bodies],
    )


def logs(people: list[Person]) -> Traffic:
    """Five lines of several kinds on work in progress."""
    chosen = [
        (person, each, _log(person.tenant, serial))
        for person in people
        for serial, each in enumerate(_some(person.tenant, frozenset({"in_progress"}), 20))
    ]
    return Traffic(
        [to_us(person, "POST", f"/v1/work-orders/{UUID(each)}/log-entries", body) for person, each, body in chosen],
        [to_limit(person, "/log", about=each, body=body) for person, each, body in chosen],
    )


def searches(people: list[Person]) -> list[bytes]:
    """Rare words, frequent words, two words, a reference."""
    return [
        to_us(person, "GET", f"/v1/work-orders?{urlencode({'q': term, 'limit': 50})}")
        for term in TERMS
        for person in people
    ]


def costs_path(year: int) -> str:
    """The report of costs by category and month over a year."""
    return "/v1/analysis/costs?" + urlencode(
        {"by": "category", "period": "month", "from": f"{year}-01-01", "to": f"{year}-12-31"}
    )


def fetched(person: Person, port: int, path: str) -> Any:
    """The answer of our API to a GET, as plain values."""
    headers = {"Authorization": f"Bearer {person.token}"}
    answer = httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=60)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:1000]}")
    return answer.json()


def _some(tenant: Tenant, statuses: frozenset[str], most: int) -> Iterator[str]:
    """Up to `most` work orders with one of these statuses, the youngest first and then ever further apart."""
    found, serial, step = 0, tenant.work_orders - 1, 1
    while found < most and serial > 0:
        if tenant.status(serial) in statuses:
            found += 1
            yield tenant.work_order(serial)
        serial -= step
        step = 1 + found * tenant.work_orders // 40_000


def _new_work_order(tenant: Tenant, serial: int) -> dict[str, Any]:
    return {
        "title": f"Look at the pump again, {serial}",
        "description": "It makes a noise since the filter was changed. The key is at the gate.",
        "priority": "high",
        "kind": "corrective",
        "siteId": str(UUID(tenant.key("site", serial % tenant.sites))),
        "assigneeId": str(UUID(tenant.key("staff", serial % tenant.staff))),
        "dueAt": "2026-12-24T12:00:00Z",
        "assetIds": [str(UUID(tenant.key("asset", serial + offset))) for offset in range(2)],
    }


def _log(tenant: Tenant, serial: int) -> dict[str, Any]:
    asset, account = str(UUID(tenant.key("asset", serial))), str(UUID(tenant.key("gl_code", serial % CODES)))
    shared = {"assetId": asset, "glCodeId": account}
    person = str(UUID(tenant.key("staff", serial % tenant.staff)))
    machine = str(UUID(tenant.key("asset", serial + 1)))
    lines = [
        {"kind": "labour", "quantity": "2.5", "staffId": person},
        {"kind": "material", "quantity": "3", "unit": "each", "item": "Seal kit", "unitCost": "12.50"},
        {"kind": "equipment", "quantity": "2", "equipmentAssetId": machine, "unitCost": "40.00"},
        {"kind": "contract", "quantity": "1", "vendor": "Pumps and Sons", "unitCost": "250.00"},
        {"kind": "other", "quantity": "1", "unit": "each", "item": "Parking", "unitCost": "4.00"},
    ]
    return {"performedOn": datetime.now(UTC).date().isoformat(), "lines": [line | shared for line in lines]}
