"""Insight over HTTP."""

from typing import Annotated

from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.modules.insight import actions
from fettle.modules.insight.records import Hit
from fettle.web.verbs import get

Typed = Annotated[
    str, QueryParameter(name="q", min_length=1, max_length=200, description="Words or their beginnings, or a number.")
]
Most = Annotated[int, QueryParameter(name="limit", ge=1, le=20, description="How many of each kind at most.")]


@get("/search", may=None)
async def search(call: Call, typed: Typed, most: Most = 5) -> list[Hit]:
    """Search everything that you may read: work, requests, assets, places, plans, staff and people.

    Every word typed must begin a word of what is found (of work and requests, a stem does as well); case and accents do
    not count. Each kind needs its own permission (`work_orders:read`, `assets:read` for places too, `plans:read`,
    `staff:read`, `people:read`) and is left out without; of requests people without `requests:read` find their own.
    """
    return await actions.search(call, typed, most=most)


routes = (search,)
