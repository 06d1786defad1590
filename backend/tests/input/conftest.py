"""A furnished tenant to send wrong and strange input to."""

from typing import Any

import pytest

from makers.furnished import Furnished, first_id, furnish


@pytest.fixture(scope="session")
async def document(http) -> dict[str, Any]:
    """The OpenAPI document of the running application."""
    return (await http.get("/openapi.json")).json()


@pytest.fixture(scope="module")
async def furnished(world) -> Furnished:
    """A tenant with one of everything, and a second request to name."""
    made = await furnish(await world.tenant())
    made.ids["session_id"] = await first_id(made.admin, "/auth/sessions")
    made.ids["other_request_id"] = (await made.admin.post("/work-requests", {"title": "Another"})).json()["id"]
    return made
