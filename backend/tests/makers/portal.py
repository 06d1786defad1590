"""A portal in a furnished tenant: a place that was visited and used, mail, a contractor."""

from typing import Any
from uuid import uuid4

from makers.furnished import Furnishing, made_of

MAILBOX = {"host": "imap.example.org", "username": "requests", "password": "secret"}


async def furnish_portal(room: Furnishing) -> None:
    """A place with a visit, a request from there, a message in quarantine, a mailbox, a link for a contractor."""
    ids = room.ids
    settings = {"emailAddress": "requests@example.org", "open311Services": [{"code": "001", "name": "Litter"}]}
    made_of(await room.admin.patch("/portal/settings", settings, version=0))
    place = await room.make("place_id", "/portal/places", {"assetId": ids["asset_id"]})
    ids["place_code"] = place["code"]
    made_of(await room.admin.get(f"/portal/pages/{place['code']}"))
    report = await room.make("", f"/portal/pages/{place['code']}/requests", {"text": "It drips"})
    ids["status_token"] = report["statusToken"]
    ids["mail_secret"] = (await room.make("", "/portal/settings/email-secret"))["secret"]
    await make_message(room)
    await room.make("mailbox_id", "/portal/mailboxes", MAILBOX)
    link = await room.make("", f"/work-orders/{ids['work_order_id']}/contractor-links", {"name": "Aqua Ltd"})
    ids["link_id"], ids["job_token"] = link["link"]["id"], link["url"].rpartition("/")[2]


async def make_message(room: Furnishing) -> Any:
    """One more message that cannot be read."""
    content = f"nonsense {uuid4().hex}".encode()
    path = f"/v1/portal/inbound-email/{room.ids['mail_secret']}"
    sent = await room.admin.client.post(path, content=content, headers={"Content-Type": "message/rfc822"})
    assert sent.status_code == 202, sent.text
    messages = (await room.admin.get("/portal/messages", limit=1)).json()["data"]
    room.ids["message_id"] = messages[0]["id"]
    return messages[0]
