"""The post office of the installation: its senders, made once per process."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from fettle.config import Settings, kept
from fettle.modules.notifications.records import Channel
from fettle.modules.notifications.senders import Receipts, Sender
from fettle.modules.notifications.senders.email import Email
from fettle.modules.notifications.senders.expo import Expo
from fettle.modules.notifications.senders.web_push import WebPush, new_key, public_key
from fettle.web.mail import Mailer
from fettle.web.outbound import Outbound


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What delivering needs: a sender for each channel, where this installation is found, its secret and push key."""

    senders: Mapping[Channel, Sender]
    receipts: Receipts
    base_url: str
    secret: bytes
    push_key: str


def office(settings: Settings, mailer: Mailer, outbound: Outbound) -> Office:
    """The office; the key that push messages are signed with is made the first time and kept."""
    pem = kept(settings.vapid_key_path, new_key)
    token = settings.expo_access_token
    expo = Expo(outbound, settings.expo_push_url, access_token=token.get_secret_value() if token else None)
    return Office(
        senders={
            Channel.EMAIL: Email(mailer, domain=mailer.domain or "localhost"),
            Channel.WEB_PUSH: WebPush(outbound, pem, contact=_contact(settings)),
            Channel.EXPO: expo,
        },
        receipts=expo,
        base_url=settings.base_url,
        secret=settings.secret_bytes,
        push_key=public_key(pem),
    )


def _contact(settings: Settings) -> str:
    """Whom a push service may turn to: this installation, or whoever its mail comes from."""
    if urlsplit(settings.base_url).scheme == "https":
        return settings.base_url
    return "mailto:" + settings.mail_from.rpartition("<")[2].rstrip("> ")
