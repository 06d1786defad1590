"""Places by the beginnings of the words in their names."""

from collections.abc import Sequence

from fettle.db.beginnings import begin, closest
from fettle.db.call import Call
from fettle.kit.found import Found

SITES = f"""
SELECT s.id, s.name AS title, s.address AS subtitle, s.code AS number FROM sites s
WHERE s.tenant_id = app.tenant_id() AND s.deleted_at IS NULL
  AND {begin("s.name || ' ' || coalesce(s.code, '')")}
ORDER BY {closest("s.name")}, s.id LIMIT %(most)s
"""  # noqa: S608 - conditions of our own
LOCATIONS = f"""
SELECT l.id, l.name AS title, s.name AS subtitle FROM locations l
LEFT JOIN sites s ON s.tenant_id = l.tenant_id AND s.id = l.site_id
WHERE l.tenant_id = app.tenant_id() AND l.deleted_at IS NULL AND {begin("l.name")}
ORDER BY {closest("l.name")}, l.id LIMIT %(most)s
"""  # noqa: S608 - conditions of our own


async def sites(call: Call, words: Sequence[str], *, most: int) -> list[Found]:
    """Sites by name and code."""
    return await call.all(Found, SITES, {"words": list(words), "most": most})


async def locations(call: Call, words: Sequence[str], *, most: int) -> list[Found]:
    """Locations by name."""
    return await call.all(Found, LOCATIONS, {"words": list(words), "most": most})
