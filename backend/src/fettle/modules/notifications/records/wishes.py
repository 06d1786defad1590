"""What somebody wants, and where they are reached."""

from datetime import datetime, time
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.notifications.records.kinds import Channel, Kind, Subject, Way


class Preference(Record, frozen=True, kw_only=True):
    """Whether somebody is told about a kind of thing in one way; `standard` until they said so themselves."""

    kind: Kind
    way: Way
    wanted: bool
    standard: bool = True


class QuietHours(Record, frozen=True, kw_only=True):
    """From when to when somebody is left alone, by their clock; `urgent_breaks_through` lets urgent things pass."""

    begins: time
    ends: time
    urgent_breaks_through: bool = False


class Habits(Record, frozen=True, kw_only=True):
    """How somebody wants to be told, kinds and ways aside. Null takes what the tenant has set."""

    quiet_hours: QuietHours | None = None
    time_zone: str | None = None
    digest_hour: int | None = None
    due_soon_days: int | None = None


class Preferences(Record, frozen=True, kw_only=True):
    """Everything that somebody can choose, and what went wrong with their mail address."""

    choices: list[Preference]
    quiet_hours: QuietHours | None = None
    time_zone: str | None = None
    digest_hour: int | None = None
    due_soon_days: int | None = None
    mail_problem: str | None = None


class Mute(Record, frozen=True, kw_only=True):
    """A record of which somebody wants to hear nothing more."""

    subject: Subject
    subject_id: UUID
    created_at: datetime


class Device(Record, frozen=True, kw_only=True):
    """A browser or phone that takes push messages."""

    id: UUID
    channel: Channel
    name: str | None = None
    created_at: datetime
    seen_at: datetime


class NewDevice(Record, frozen=True, kw_only=True):
    """A browser's subscription (`address` its endpoint, with its keys) or a phone's Expo token."""

    channel: Channel
    address: str
    p256dh: str | None = None
    auth: str | None = None
    name: str | None = None


class PushKey(Record, frozen=True, kw_only=True):
    """The public key with which browsers subscribe (`applicationServerKey`)."""

    public_key: str
