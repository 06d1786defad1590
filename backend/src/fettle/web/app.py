"""The application factory: modules in, an ASGI app out."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from litestar import Litestar, Router
from litestar.config.app import AppConfig
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.plugins import InitPlugin
from litestar.plugins.pydantic import PydanticInitPlugin, PydanticSchemaPlugin
from pydantic import BaseModel

from fettle.db.door import Door
from fettle.kit.module import Module
from fettle.kit.refusals import Refusal
from fettle.web.bodies import decode
from fettle.web.callers import Authenticator
from fettle.web.calls import expected_version
from fettle.web.limits import Limits
from fettle.web.openapi import document, openapi_config, query_names
from fettle.web.problems import broken, http_refused, refused
from fettle.web.requests import StrictRequest

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def make_app(
    modules: Sequence[Module],
    *,
    door: Door,
    authenticate: Authenticator,
    secret: bytes,
    limits: Limits,
    services: dict[str, Any] | None = None,
    max_body_bytes: int = 10 * 1024 * 1024,
    lifespan: Sequence[Lifespan] = (),
    plain_routes: Sequence[Any] = (),
    refused_entry: Callable[[str], None] = lambda _reason: None,
) -> Litestar:
    """The web application over `modules`.

    `services` are handed to handlers by name through the application's state; `plain_routes` are served beside /v1.
    `refused_entry` is told why somebody with a good token may not enter any more.
    """
    app = Litestar(
        route_handlers=[Router("/v1", route_handlers=[route for m in modules for route in m.routes]), *plain_routes],
        request_class=StrictRequest,
        request_max_body_size=max_body_bytes,
        dependencies={
            "version": Provide(expected_version),
        },
        plugins=[PydanticSchemaPlugin(prefer_alias=True), PydanticInitPlugin(), _Bodies()],
        exception_handlers={Refusal: refused, HTTPException: http_refused, Exception: broken},
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=1000, gzip_compress_level=4, exclude_opt_key="as_it_comes"
        ),
        openapi_config=openapi_config(),
        lifespan=list(lifespan),
        state=State(
            {
                "door": door,
                "authenticate": authenticate,
                "secret": secret,
                "limits": limits,
                "refused_entry": refused_entry,
                **(services or {}),
            }
        ),
        debug=False,
        logging_config=None,
    )
    app.state.openapi = document(app)
    app.state.query_names = query_names(app.state.openapi)
    return app


class _Bodies(InitPlugin):
    """Reads bodies by our own decoder, which names every fault; it must stand before the framework's own."""

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.type_decoders = [(_is_body, decode), *(app_config.type_decoders or [])]
        return app_config


def _is_body(target: Any) -> bool:
    return isinstance(target, type) and issubclass(target, BaseModel)
