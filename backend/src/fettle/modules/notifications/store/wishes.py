"""What people chose: kinds and ways, quiet hours, mutes, addresses that take no mail."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.modules.notifications.records import Habits, Mute, Preference

CLEAR = "DELETE FROM notification_choices WHERE tenant_id = app.tenant_id() AND user_id = %s"
CHOOSE = """
INSERT INTO notification_choices (tenant_id, user_id, kind, way, wanted)
SELECT app.tenant_id(), %(user)s, g.kind, g.way, g.wanted
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(kind text, way text, wanted boolean)
ON CONFLICT (tenant_id, user_id, kind, way) DO UPDATE SET wanted = excluded.wanted
"""
HABITS = """
INSERT INTO notification_habits (tenant_id, user_id, quiet_from, quiet_until, urgent_breaks_quiet, time_zone,
                                 digest_hour, due_soon_days)
VALUES (app.tenant_id(), %(user)s, %(quiet_from)s, %(quiet_until)s, %(breaks)s, %(time_zone)s, %(digest_hour)s,
        %(due_soon_days)s)
ON CONFLICT (tenant_id, user_id) DO UPDATE SET quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
    urgent_breaks_quiet = excluded.urgent_breaks_quiet, time_zone = excluded.time_zone,
    digest_hour = excluded.digest_hour, due_soon_days = excluded.due_soon_days
"""
OWN_HABITS = """
SELECT time_zone, digest_hour, due_soon_days FROM notification_habits
WHERE tenant_id = app.tenant_id() AND user_id = %s
"""
MAIL_PROBLEM = """
SELECT h.mail_problem FROM notification_habits h JOIN users u ON u.id = h.user_id
WHERE h.tenant_id = app.tenant_id() AND h.user_id = %s AND h.mail_refused = u.email
"""
BREAK_MAIL = """
INSERT INTO notification_habits (tenant_id, user_id, mail_refused, mail_problem)
VALUES (app.tenant_id(), %(user)s, %(address)s, %(problem)s)
ON CONFLICT (tenant_id, user_id) DO UPDATE SET mail_refused = excluded.mail_refused,
    mail_problem = excluded.mail_problem
"""
MEND_MAIL = """
UPDATE notification_habits SET mail_refused = NULL, mail_problem = NULL
WHERE tenant_id = app.tenant_id() AND user_id = %s
"""
MUTES = """
SELECT subject, subject_id, created_at FROM notification_mutes
WHERE tenant_id = app.tenant_id() AND user_id = %s ORDER BY created_at, subject_id
"""
MUTE = """
INSERT INTO notification_mutes (tenant_id, user_id, subject, subject_id, created_at)
VALUES (app.tenant_id(), %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
UNMUTE = """
DELETE FROM notification_mutes
WHERE tenant_id = app.tenant_id() AND user_id = %s AND subject_id = %s
RETURNING subject_id
"""
REFUSE = """
INSERT INTO notification_refusals (tenant_id, address, created_at) VALUES (app.tenant_id(), %s, %s)
ON CONFLICT DO NOTHING
"""


# What can be muted, and where it is; row security says whether the caller sees it.
PLACES = {
    "work_order": "SELECT EXISTS (SELECT FROM work_orders WHERE tenant_id = app.tenant_id() AND id = %s)",
    "work_request": "SELECT EXISTS (SELECT FROM work_requests WHERE tenant_id = app.tenant_id() AND id = %s)",
    "asset": "SELECT EXISTS (SELECT FROM assets WHERE tenant_id = app.tenant_id() AND id = %s)",
    "maintenance_plan": "SELECT EXISTS (SELECT FROM maintenance_plans WHERE tenant_id = app.tenant_id() AND id = %s)",
}


async def clear(call: Call, user_id: UUID) -> None:
    """Forget what somebody chose, so that the standard holds."""
    await call.keep(CLEAR, [user_id])


async def choose(call: Call, user_id: UUID, choices: Sequence[Preference]) -> None:
    """Keep what somebody chose."""
    rows = [{"kind": each.kind, "way": each.way, "wanted": each.wanted} for each in choices]
    if rows:
        await call.keep(CHOOSE, {"user": user_id, "rows": encode(rows)})


async def set_habits(call: Call, user_id: UUID, habits: Habits) -> None:
    """Keep how somebody wants to be told."""
    quiet = habits.quiet_hours
    given = {
        "user": user_id,
        "quiet_from": quiet.begins if quiet else None,
        "quiet_until": quiet.ends if quiet else None,
        "breaks": quiet.urgent_breaks_through if quiet else False,
        "time_zone": habits.time_zone,
        "digest_hour": habits.digest_hour,
        "due_soon_days": habits.due_soon_days,
    }
    await call.keep(HABITS, given)


async def own_habits(call: Call, user_id: UUID) -> Habits:
    """What somebody set themselves, quiet hours aside."""
    return await call.maybe(Habits, OWN_HABITS, [user_id]) or Habits()


async def mail_problem(call: Call, user_id: UUID) -> str | None:
    """What the server said that refuses mail to somebody's present address."""
    problem: str | None = await call.value(MAIL_PROBLEM, [user_id])
    return problem


async def break_mail(call: Call, user_id: UUID, address: str, problem: str) -> None:
    """Keep that somebody's address takes no mail."""
    await call.keep(BREAK_MAIL, {"user": user_id, "address": address, "problem": problem})


async def mend_mail(call: Call, user_id: UUID) -> None:
    """Try somebody's address again."""
    await call.keep(MEND_MAIL, [user_id])


async def mutes(call: Call, user_id: UUID) -> list[Mute]:
    """The records of which somebody wants to hear nothing more."""
    return await call.all(Mute, MUTES, [user_id])


async def mute(call: Call, user_id: UUID, subject: str, subject_id: UUID) -> None:
    """Tell somebody nothing more about a record."""
    await call.keep(MUTE, [user_id, subject, subject_id, call.now])


async def unmute(call: Call, user_id: UUID, subject_id: UUID) -> bool:
    """Tell somebody about a record again; whether it was muted."""
    return await call.maybe(tuple, UNMUTE, [user_id, subject_id]) is not None


async def sees(call: Call, subject: str, subject_id: UUID) -> bool:
    """Whether there is such a record that can be muted, and the caller sees it."""
    return subject in PLACES and bool(await call.value(PLACES[subject], [subject_id]))


async def refuse(call: Call, address: str) -> None:
    """Send no mail to this address any more."""
    await call.keep(REFUSE, [address, call.now])
