"""What somebody wants to be told, over HTTP."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import NotFound
from fettle.modules.notifications.actions import choosing as actions
from fettle.modules.notifications.actions.centre import MachinesAreNotTold
from fettle.modules.notifications.records import Mute, Preferences
from fettle.modules.notifications.wire import MuteBody, PreferencesBody
from fettle.web.verbs import delete, get, post, put


@get("/notifications/preferences", may=None, refuses=[MachinesAreNotTold, NotFound])
async def get_notification_preferences(call: Call) -> Preferences:
    """See what you are told about, in which way and when; `standard` marks what you did not choose yourself."""
    return await actions.preferences(call)


@put("/notifications/preferences", may=None, refuses=[MachinesAreNotTold, NotFound])
async def set_notification_preferences(call: Call, data: PreferencesBody) -> Preferences:
    """Choose what you are told about, in which way, when you are left alone, and whether mail comes once a day.

    What is left out goes back to the standard. `digestHour` null sends each mail at once.
    """
    return await actions.choose(call, data.to_choices(), data.to_habits())


@post("/notifications/preferences/mail-again", may=None, status_code=200, refuses=[MachinesAreNotTold, NotFound])
async def try_mail_again(call: Call) -> Preferences:
    """Send mail to your address again after its server refused it."""
    return await actions.mend_mail(call)


@get("/notifications/mutes", may=None, refuses=[MachinesAreNotTold])
async def list_mutes(call: Call) -> list[Mute]:
    """List the records of which you want to hear nothing more."""
    return await actions.mutes(call)


@put("/notifications/mutes/{record_id:uuid}", may=None, status_code=204, refuses=[MachinesAreNotTold])
async def mute_record(call: Call, record_id: UUID, data: MuteBody) -> None:
    """Hear nothing more of a work order, request, asset or plan."""
    await actions.mute(call, data.subject, record_id)


@delete("/notifications/mutes/{record_id:uuid}", may=None, refuses=[MachinesAreNotTold])
async def unmute_record(call: Call, record_id: UUID) -> None:
    """Hear of a record again."""
    await actions.unmute(call, record_id)


ROUTES = [
    get_notification_preferences,
    set_notification_preferences,
    try_mail_again,
    list_mutes,
    mute_record,
    unmute_record,
]
