"""The composition of the web application: an explicit list of modules, and what they are given."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from litestar import Litestar

from fettle import composition
from fettle.composition import DUTIES, MODULES, SYNCED
from fettle.config import Settings
from fettle.db import engine, migrate
from fettle.db.door import Door
from fettle.gate import make_gate
from fettle.kit.refusals import Refusal
from fettle.modules.files.module import plain_routes as files_plain_routes
from fettle.modules.identity.module import plain_routes as identity_plain_routes
from fettle.modules.notifications import public as notifications
from fettle.modules.portal.module import plain_routes as portal_plain_routes
from fettle.modules.realtime.public import Hub
from fettle.queue import following, watching
from fettle.web import app_links, health, reference, telemetry
from fettle.web.app import make_app
from fettle.web.frame import Frame
from fettle.web.limits import Limits
from fettle.web.screens import Front, Screens, Shelf, policy

__all__ = ["MODULES", "PERMISSIONS", "compose", "create_app", "make_gate"]

PERMISSIONS = {code: sentence for module in MODULES for code, sentence in module.permissions.items()}


def compose(settings: Settings, door: Door) -> Frame:
    """The ASGI application over `door`, whose pool is opened and closed with it."""
    gate = make_gate(settings, door)
    metrics = telemetry.Metrics()
    bell = notifications.Bell(door)
    hub = Hub(door, most=settings.streams, most_each=settings.streams_per_person, bell=bell)
    metrics.watch("fettle_streams", "Open streams of live updates", lambda: hub.open)

    @asynccontextmanager
    async def opened(_app: Litestar) -> AsyncIterator[None]:
        await door.pool.open()
        with suppress(Refusal):
            # Where the database is away now, the worker says who follows the feed.
            await following.register(door, list(DUTIES.followers))
        async with hub.running():
            yield
        await gate.close()
        await door.pool.close()

    services: dict[str, Any] = {
        **composition.services(settings),
        "identity": gate,
        "admit": gate.admit,
        "hub": hub,
        "mailer": gate.mailer,
        "permissions": PERMISSIONS,
        "synced": SYNCED,
        "metrics": metrics,
        "queue_figures": watching.Watch(door).figures,
        "revision": migrate.newest(),
    }
    limits = {
        "default": settings.rate_per_minute,
        "sign_in": settings.sign_in_rate_per_minute,
        "upload": settings.upload_rate_per_minute,
        "stream": settings.stream_rate_per_minute,
        "portal": settings.portal_rate_per_minute,
        "portal_place": settings.portal_place_rate_per_minute,
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
        plain_routes=[
            *health.plain_routes,
            *app_links.plain_routes,
            *reference.plain_routes,
            *identity_plain_routes,
            *files_plain_routes,
            *portal_plain_routes,
        ],
    )
    origins = services["files"].origins
    office, field = settings.web_folder, settings.field_folder
    fronts = [
        *([Front(Shelf(office), policy(origins))] if office else []),
        *([Front(Shelf(field), policy(origins, wasm=True), under="field")] if field else []),
    ]
    return Frame(
        app,
        screens=Screens(app, *fronts) if fronts else None,
        trusted_proxies=frozenset(settings.trusted_proxies),
        observe=metrics.observe,
    )


def create_app() -> Frame:
    """The application as one of several processes starts it: settings from the environment, database found."""
    settings = Settings()
    telemetry.configure(settings)
    database = engine.prepare(settings)
    return compose(settings, engine.make_door(settings, database.app))
