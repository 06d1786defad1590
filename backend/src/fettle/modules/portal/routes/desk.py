"""What the routes of the portal ask for beside the call."""

from typing import Any

from litestar import Request
from litestar.di import Provide

from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.public import Photo
from fettle.web.calls import admitted

LARGEST_FORM = 64 * 1024 * 1024


async def desk_of(request: Request[Any, Any, Any]) -> Desk:
    """The desk, out of what the composition handed in."""
    state = request.app.state
    return Desk(
        door=state.door,
        secret=state.settings.secret_bytes,
        base_url=state.settings.base_url,
        mailer=state.mailer,
        files=state.files,
        limits=state.limits,
    )


async def base_url_of(request: Request[Any, Any, Any]) -> str:
    """Where this installation is found."""
    url: str = request.app.state.settings.base_url
    return url


async def submission_of(request: Request[Any, Any, Any]) -> str | None:
    """The Idempotency-Key of somebody outside: the same key again does nothing again."""
    return request.headers.get("idempotency-key", "")[:200] or None


async def photos_of(request: Request[Any, Any, Any]) -> list[Photo]:
    """The files of a form, whatever their fields are called; empty ones are those that nobody chose."""
    return (await read_form(request))[1]


async def read_form(request: Request[Any, Any, Any]) -> tuple[list[tuple[str, str]], list[Photo]]:
    """The lines and the files of a form."""
    lines, photos = [], []
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            lines.append((name, value))
        elif value is not None and hasattr(value, "read"):
            content = await value.read()
            if content:
                photos.append(Photo(value.filename or "photo", value.content_type or "", content))
    return lines, photos


DESK = {"desk": Provide(desk_of)}
BASE_URL = {"base_url": Provide(base_url_of)}
VISITOR = {**DESK, "visitor": Provide(admitted, sync_to_thread=False)}
SUBMITTING = {**VISITOR, "submission": Provide(submission_of)}
SENDING = {**SUBMITTING, "photos": Provide(photos_of)}
