"""Health, metrics and the API's own description: plain routes beside /v1."""

import asyncio
from contextlib import suppress
from typing import Any

import litestar
import msgspec
import psycopg
from litestar import MediaType, Request, Response

from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.kit.refusals import Refusal

READY_WITHIN = 3.0


class Health(msgspec.Struct, frozen=True):
    """Whether the process can serve, and why not."""

    status: str
    reasons: list[str] = []


@litestar.get("/health/live", include_in_schema=False)
async def live() -> Health:
    """The process runs."""
    return Health("ok")


@litestar.get("/health/ready", include_in_schema=False)
async def ready(request: Request[Any, Any, Any]) -> Response[Health]:
    """The process can serve: the database answers and is at the revision that this release needs."""
    reasons = []
    try:
        door: Door = request.app.state.door
        async with asyncio.timeout(READY_WITHIN), door.open(Caller(via="health"), read_only=True) as call:
            revision = await call.value("SELECT version_num FROM alembic_version")
        if revision != request.app.state.revision:
            reasons.append(f"the database is at revision {revision}, this release needs {request.app.state.revision}")
    except (Refusal, psycopg.Error, TimeoutError) as error:
        reasons.append(f"the database does not answer ({type(error).__name__})")
    return Response(Health("unavailable" if reasons else "ok", reasons), status_code=503 if reasons else 200)


@litestar.get("/metrics", include_in_schema=False, media_type=MediaType.TEXT)
async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Prometheus metrics."""
    state = request.app.state
    watch = getattr(state, "queue_figures", None)
    if watch is not None:
        # Without them the rest is still worth showing.
        with suppress(Refusal, TimeoutError):
            async with asyncio.timeout(READY_WITHIN):
                state.metrics.observe_queue(await watch())
    return Response(state.metrics.exposition(state.door.pool), media_type="text/plain; version=0.0.4")


@litestar.get("/openapi.json", include_in_schema=False)
async def openapi_json(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    made: dict[str, Any] = request.app.state.openapi
    return made


plain_routes = [live, ready, metrics, openapi_json]
