"""A plan that is looked at by a worker, without a database: what the rules decide, kept as the product keeps it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.kit.recurrence.zones import day_begins, local_day
from fettle.modules.planning import rules
from fettle.modules.planning.records import (
    MeterPoint,
    Moment,
    Outcome,
    Plan,
    PlannedWork,
    PlanProgress,
    Settling,
)

ZONE = "Europe/Madrid"
METER = UUID(int=7)
START = date(2026, 1, 5)


def plan_of(*triggers, **more):
    """A live plan with the triggers, keyed."""
    made = datetime(2026, 1, 1, tzinfo=UTC)
    given = {"id": UUID(int=1), "name": "Mow", "work": PlannedWork(title="Mow"), "zone": ZONE, **more}
    return Plan(triggers=rules.keyed(triggers), created_at=made, updated_at=made, **given)


def at(day, hour=12, zone=ZONE):
    """An instant on a local day."""
    return day_begins(day, zone) + timedelta(hours=hour)


def point(number, value, read_at, *, lifetime=None, meter_id=METER, **more):
    """A reading."""
    return MeterPoint(
        reading_id=UUID(int=number),
        meter_id=meter_id,
        read_at=read_at,
        value=Decimal(value),
        lifetime=Decimal(value if lifetime is None else lifetime),
        **more,
    )


class Simulated:
    """A plan in its installation: occurrences by key, first come first kept, and which of them are open."""

    def __init__(self, plan, today=START, points=()):
        self.plan = plan
        self.progress = rules.begin(plan, today, points)
        self.verdicts = {}
        self.repeated = []
        self.open = {}
        self.stopped = False
        self.wake_at = None

    def look(self, now, *readings, known=()):
        """One look, its result kept through JSON as the database keeps it; what was made new."""
        look = rules.look(
            self.plan,
            self.progress,
            Moment(now=now, readings=readings, open=frozenset(self.open.values()), known=frozenset(known)),
        )
        fresh = []
        for verdict in look.verdicts:
            if verdict.key in self.verdicts:
                self.repeated.append(verdict.key)
                continue
            self.verdicts[verdict.key] = verdict
            fresh.append(verdict)
            if verdict.outcome is Outcome.MAKE:
                self.open[verdict.key] = verdict.asset_id
        self.progress = msgspec.json.decode(msgspec.json.encode(look.progress), type=PlanProgress)
        self.wake_at, self.stopped = look.wake_at, self.stopped or look.ended
        return fresh

    def run(self, now, *readings):
        """Look until nothing more is due at once, as the sweep does; the keys of what was made."""
        made = self.look(now, *readings)
        while self.wake_at is not None and self.wake_at <= now and not self.stopped:
            made += self.look(now)
        return [verdict.key for verdict in made if verdict.outcome is Outcome.MAKE]

    def settle(self, key, on, how=Settling.COMPLETED, points=()):
        """Finish an open occurrence."""
        verdict = self.verdicts[key]
        self.open.pop(key)
        self.progress = rules.settled(
            self.plan, self.progress, verdict.asset_id, how, due=verdict.due.on, on=on, points=points
        )

    def edit(self, today, points=(), **changes):
        """Change the plan."""
        if "triggers" in changes:
            changes["triggers"] = rules.keyed(changes["triggers"], self.plan.triggers)
        after = msgspec.structs.replace(self.plan, **changes)
        self.progress = rules.edited(self.plan, after, self.progress, today, points)
        self.plan = after

    def made(self):
        """The keys of everything made."""
        return [key for key, verdict in self.verdicts.items() if verdict.outcome is Outcome.MAKE]

    def coming(self, today, limit=12, **more):
        """The dates ahead, as far as they are known."""
        found = rules.coming(self.plan, self.progress, today=today, limit=limit, **more)
        return [one.due.on for one in found if one.due is not None]


def days_until(wake_at, day, zone=ZONE):
    """How many local days lie between a day and a wake-up."""
    return (local_day(wake_at, zone) - day).days
