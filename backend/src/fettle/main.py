"""The composition of the web application: an explicit list of modules, and what they are given."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar

from fettle.config import Settings
from fettle.db import engine, migrate
from fettle.db.door import Door
from fettle.gate import make_gate
from fettle.modules.assets.module import module as assets
from fettle.modules.identity.module import module as identity
from fettle.modules.identity.module import plain_routes as identity_plain_routes
from fettle.modules.imports.module import module as imports
from fettle.modules.logs.module import module as logs
from fettle.modules.reports.module import module as reports
from fettle.modules.tenancy.module import module as tenancy
from fettle.modules.work_orders.module import module as work_orders
from fettle.web import health, reference, telemetry
from fettle.web.app import make_app
from fettle.web.frame import Frame
from fettle.web.limits import Limits

__all__ = ["MODULES", "PERMISSIONS", "compose", "create_app", "make_gate"]

MODULES = (identity, tenancy, assets, logs, work_orders, reports, imports)
PERMISSIONS = {code: sentence for module in MODULES for code, sentence in module.permissions.items()}


def compose(settings: Settings, door: Door) -> Frame:
    """The ASGI application over `door`, whose pool is opened and closed with it."""
    gate = make_gate(settings, door)
    metrics = telemetry.Metrics()

    @asynccontextmanager
    async def opened(_app: Litestar) -> AsyncIterator[None]:
        await door.pool.open()
        yield
        await gate.close()
        await door.pool.close()

    services: dict[str, Any] = {
        "settings": settings,
        "identity": gate,
        "mailer": gate.mailer,
        "permissions": PERMISSIONS,
        "metrics": metrics,
        "revision": migrate.newest(),
    }
    limits = {
        "default": settings.rate_per_minute,
        "sign_in": settings.sign_in_rate_per_minute,
        "upload": settings.upload_rate_per_minute,
    }
    app = make_app(
        MODULES,
        door=door,
        authenticate=gate.authenticate,
        secret=settings.secret_bytes,
        limits=Limits(limits),
        services=services,
        max_body_bytes=settings.max_body_bytes,
        lifespan=[opened],
        refused_entry=metrics.refused_entry,
        plain_routes=[*health.plain_routes, *reference.plain_routes, *identity_plain_routes],
    )
    return Frame(app, trusted_proxies=frozenset(settings.trusted_proxies), observe=metrics.observe)


def create_app() -> Frame:
    """The application as one of several processes starts it: settings from the environment, database found."""
    settings = Settings()
    telemetry.configure(settings)
    database = engine.prepare(settings)
    return compose(settings, engine.make_door(settings, database.app))
