"""Bodies of notifications."""

from datetime import time
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from fettle.modules.notifications.records import Channel, Habits, Kind, NewDevice, Preference, QuietHours, Subject, Way
from fettle.web.bodies import Body, Instant, Name

ZONES = frozenset(available_timezones())
MOST_CHOICES = 200


def _zone(given: str) -> str:
    if given not in ZONES:
        raise ValueError("must be an IANA time zone such as Europe/Zurich")
    return given


def _clock(given: time) -> time:
    if given.tzinfo is not None or given.second or given.microsecond:
        raise ValueError("must be hours and minutes of a clock, such as 22:00")
    return given


Zone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_zone)]
Clock = Annotated[time, AfterValidator(_clock)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_=-]+$")]


class SnoozeBody(Body):
    """Until when a reminder leaves you alone."""

    until: Instant


class ReadAllBody(Body):
    """Until which moment everything counts as read; now unless given."""

    until: Instant | None = None


class ChoiceBody(Body):
    """Whether you want to be told about a kind of thing in one way."""

    kind: Kind
    way: Way
    wanted: bool


class QuietHoursBody(Body):
    """From when to when you are left alone, by your clock, perhaps over midnight."""

    begins: Clock
    ends: Clock
    urgent_breaks_through: bool = False


class MuteBody(Body):
    """What kind of record it is."""

    subject: Literal[Subject.WORK_ORDER, Subject.WORK_REQUEST, Subject.ASSET, Subject.MAINTENANCE_PLAN]


class PreferencesBody(Body):
    """Everything that you can choose; what is left out goes back to the standard."""

    choices: Annotated[list[ChoiceBody], Field(max_length=MOST_CHOICES, default_factory=list)]
    quiet_hours: QuietHoursBody | None = None
    time_zone: Zone | None = None
    digest_hour: Annotated[int, Field(ge=0, le=23)] | None = None
    due_soon_days: Annotated[int, Field(ge=0, le=60)] | None = None

    def to_choices(self) -> list[Preference]:
        """The choices as records; the last one of a kind and way counts."""
        chosen = {(each.kind, each.way): each.wanted for each in self.choices}
        return [Preference(kind=kind, way=way, wanted=wanted) for (kind, way), wanted in chosen.items()]

    def to_habits(self) -> Habits:
        """The rest as a record."""
        quiet = self.quiet_hours
        return Habits(
            quiet_hours=None if quiet is None else QuietHours(**quiet.model_dump()),
            time_zone=self.time_zone,
            digest_hour=self.digest_hour,
            due_soon_days=self.due_soon_days,
        )


class DeviceBody(Body):
    """A browser's push subscription (endpoint and keys), or a phone's Expo push token."""

    channel: Channel
    address: Annotated[str, StringConstraints(min_length=10, max_length=2000)]
    p256dh: Annotated[Key | None, Field(alias="p256dh")] = None
    auth: Key | None = None
    name: Name | None = None

    def to_record(self) -> NewDevice:
        """As a record."""
        return NewDevice(**self.model_dump())
