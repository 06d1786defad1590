"""Choosing: what somebody wants to be told, in which way, when; and stopping mails without signing in."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import NotFound
from fettle.modules.notifications.actions import obliging
from fettle.modules.notifications.actions.centre import me
from fettle.modules.notifications.records import Habits, Mute, Person, Preference, Preferences, QuietHours, Subject, Way
from fettle.modules.notifications.rules import standard, unsubscribing
from fettle.modules.notifications.store import people as people_store
from fettle.modules.notifications.store import subjects
from fettle.modules.notifications.store import wishes as store


async def preferences(call: Call) -> Preferences:
    """What holds for the caller: their own choices, and the standard for what they do here."""
    person = await _person(call)
    habits = await store.own_habits(call, person.user_id)
    return Preferences(
        choices=standard.choices(person),
        quiet_hours=_quiet(person),
        time_zone=habits.time_zone,
        digest_hour=habits.digest_hour,
        due_soon_days=habits.due_soon_days,
        mail_problem=await store.mail_problem(call, person.user_id),
    )


async def choose(call: Call, choices: Sequence[Preference], habits: Habits) -> Preferences:
    """Set everything that the caller can choose; what is left out goes back to the standard."""
    user_id = me(call)
    before = await _person(call)
    await store.clear(call, user_id)
    await store.choose(call, user_id, choices)
    await store.set_habits(call, user_id, habits)
    after = await _person(call)
    if (before.due_soon_days, before.time_zone) != (after.due_soon_days, after.time_zone):
        await _owe_again(call, user_id)
    return await preferences(call)


async def mend_mail(call: Call) -> Preferences:
    """Try the caller's mail address again after it was refused."""
    await store.mend_mail(call, me(call))
    return await preferences(call)


async def mutes(call: Call) -> list[Mute]:
    """The records of which the caller wants to hear nothing more."""
    return await store.mutes(call, me(call))


async def mute(call: Call, subject: Subject, subject_id: UUID) -> None:
    """Tell the caller nothing more about a record that they see."""
    user_id = me(call)
    if not await store.sees(call, subject, subject_id):
        raise NotFound()
    await store.mute(call, user_id, subject, subject_id)


async def unmute(call: Call, subject_id: UUID) -> None:
    """Tell the caller about a record again."""
    if not await store.unmute(call, me(call), subject_id):
        raise NotFound()


async def unsubscribe(lobby: Call, secret: bytes, token: str) -> str:
    """Stop the mails that a link stands for; the name of the tenant that they came from."""
    wish = unsubscribing.read(secret, token)
    await lobby.enter(wish.tenant_id, wish.user_id)
    if wish.user_id is None:
        await store.refuse(lobby, str(wish.address))
    else:
        if await people_store.person(lobby, wish.user_id) is None:
            raise unsubscribing.LinkIsNotOurs()
        stopped = [Preference(kind=kind, way=Way.EMAIL, wanted=False) for kind in unsubscribing.kinds(wish)]
        await store.choose(lobby, wish.user_id, stopped)
    return await people_store.tenant_name(lobby)


async def _person(call: Call) -> Person:
    person = await people_store.person(call, me(call))
    if person is None:
        raise NotFound()
    return person


def _quiet(person: Person) -> QuietHours | None:
    if person.quiet_from is None or person.quiet_until is None:
        return None
    return QuietHours(
        begins=person.quiet_from, ends=person.quiet_until, urgent_breaks_through=person.urgent_breaks_quiet
    )


async def _owe_again(call: Call, user_id: UUID) -> None:
    """Move the reminders of somebody who wants to hear of their work earlier or later than before."""
    work_ids = await subjects.work_of_person(call, user_id, call.now)
    async with call.posting():
        await obliging.owe_work(call, work_ids, since=call.now, afresh=True)
