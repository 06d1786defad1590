"""The frame around every request: its id, the caller's address, security headers, the access log, metrics."""

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from litestar import Litestar
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from opentelemetry import propagate, trace

from fettle.kit.ids import new_id

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
log = structlog.get_logger("fettle.access")
tracer = trace.get_tracer("fettle")
Observer = Callable[[str, str, int, float], None]


class Frame:
    """ASGI middleware, outermost. `observe` is told operation, method, status and seconds of each request.

    `screens` stands between it and the application.
    """

    def __init__(
        self,
        app: Litestar,
        *,
        screens: ASGIApp | None = None,
        trusted_proxies: frozenset[str] = frozenset(),
        observe: Observer | None = None,
    ) -> None:
        self.app = app
        self.inner: ASGIApp = screens or app
        self.trusted_proxies = trusted_proxies
        self.observe = observe

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else str(new_id())
        # A copy: some servers hand one dictionary to all requests, and a caller must never outlive its request.
        state = scope["state"] = dict(scope.get("state", {}))
        state |= {"request_id": request_id, "ip": self._address(scope, headers), "headers": {}}
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id)
        status = 0
        answered = 0.0

        async def send_framed(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], time.perf_counter()
                message["headers"] = _framed(message["headers"], {"X-Request-Id": request_id, **state["headers"]})
            await send(message)

        above = propagate.extract(headers) if "traceparent" in headers else None
        with tracer.start_as_current_span(scope["method"], context=above, kind=trace.SpanKind.SERVER) as span:
            try:
                await self.inner(scope, receive, send_framed)
            finally:
                # A stream is answered when it begins; how long somebody listens is no slowness of ours.
                ended = answered if state.get("streaming") else time.perf_counter()
                self._report(scope, span, status, ended - started)

    def _address(self, scope: Scope, headers: dict[str, str]) -> str | None:
        client = scope.get("client")
        peer = client[0] if client else None
        if peer in self.trusted_proxies and "x-forwarded-for" in headers:
            return headers["x-forwarded-for"].rpartition(",")[2].strip()
        return peer

    def _report(self, scope: Any, span: trace.Span, status: int, seconds: float) -> None:
        operation = getattr(scope.get("route_handler"), "operation_id", None) or "none"
        known = {"operation": operation, "method": scope["method"], "status": status}
        # The tenant, the person and the request's id were bound when each became known.
        log.info("request", **known, ms=round(seconds * 1000, 1))
        span.update_name(operation)
        span.set_attributes(structlog.contextvars.get_contextvars() | known)
        if self.observe is not None:
            self.observe(operation, scope["method"], status, seconds)


def _framed(headers: Any, extra: dict[str, str]) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in headers}
    ours = ((name.lower().encode(), value.encode()) for name, value in (HEADERS | extra).items())
    return [*headers, *((name, value) for name, value in ours if name not in present)]
