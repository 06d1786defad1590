"""Staff and people by the beginnings of the words in their names."""

from collections.abc import Sequence

from fettle.db.beginnings import begin, closest
from fettle.db.call import Call
from fettle.kit.found import Found

STAFF = f"""
SELECT t.id, t.name AS title, t.trade AS subtitle, t.number,
       CASE WHEN t.active THEN 'active' ELSE 'inactive' END AS status
FROM staff t
WHERE t.tenant_id = app.tenant_id() AND t.deleted_at IS NULL
  AND {begin("t.name || ' ' || coalesce(t.number, '') || ' ' || coalesce(t.email, '')")}
ORDER BY {closest("t.name")}, t.id LIMIT %(most)s
"""  # noqa: S608 - conditions of our own
PEOPLE = f"""
SELECT m.id, u.name AS title, u.email AS subtitle FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL AND {begin("u.name || ' ' || u.email")}
ORDER BY {closest("u.name")}, m.id LIMIT %(most)s
"""  # noqa: S608 - conditions of our own


async def staff(call: Call, words: Sequence[str], *, most: int) -> list[Found]:
    """Staff by name, number and e-mail address."""
    return await call.all(Found, STAFF, {"words": list(words), "most": most})


async def people(call: Call, words: Sequence[str], *, most: int) -> list[Found]:
    """Members by name and e-mail address."""
    return await call.all(Found, PEOPLE, {"words": list(words), "most": most})
