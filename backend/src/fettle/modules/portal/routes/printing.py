"""Printing over HTTP: the transaction has ended before the typesetter begins."""

from typing import Any
from uuid import UUID

from litestar import Request, Response

from fettle.modules.portal.actions import labels
from fettle.modules.portal.rules.labels import LayoutName
from fettle.web.calls import admitted, opened


async def printed(
    request: Request[Any, Any, Any], place_ids: list[UUID] | None, site_id: UUID | None, layout: LayoutName
) -> Response[bytes]:
    """The labels of places as a PDF to download."""
    base_url = request.app.state.settings.base_url
    async with opened(request, admitted(request)) as call:
        wanted = await labels.gather(call, place_ids, site_id, layout, base_url)
    headers = {"Content-Disposition": 'attachment; filename="labels.pdf"'}
    return Response(await labels.sheets(wanted), media_type="application/pdf", headers=headers)
