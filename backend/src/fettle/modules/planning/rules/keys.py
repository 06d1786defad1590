"""What things due are called, so that each is made once: whoever looks, whenever, however often."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.modules.planning.records import LineProgress, Metered, Spread, Trigger
from fettle.modules.planning.records.plans import PlanTerms


def lines(plan: PlanTerms) -> tuple[UUID | None, ...]:
    """The assets that a plan keeps apart: each of them, or None for all together."""
    return plan.asset_ids if plan.spread is Spread.EACH else (None,)


def day_key(line: LineProgress, day: date) -> str:
    """The key of what is due on a date."""
    return _key(line, day.isoformat())


def cycle_key(line: LineProgress) -> str:
    """The key of what floats: how often work was finished before. Moving the date by an edit changes nothing."""
    return _key(line, f"after-{line.cycle}")


def target_key(line: LineProgress, trigger: Metered, target: Decimal) -> str:
    """The key of what is due at a meter value."""
    return _key(line, f"{trigger.meter_id or trigger.meter_name}@{plain(target)}")


def reading_key(line: LineProgress, reading_id: UUID) -> str:
    """The key of an excursion: the reading that began it."""
    return _key(line, f"reading-{reading_id}")


def keyed(triggers: Sequence[Trigger], before: Sequence[Trigger] = ()) -> tuple[Trigger, ...]:
    """The triggers, each with a key of its own: its old one where it is the same trigger, perhaps changed.

    The same is the one that names the key, else the next of its kind that nobody named.
    """
    named = {trigger.key for trigger in triggers}
    known = {trigger.key for trigger in before}
    free = [trigger for trigger in before if trigger.key not in named]
    fresh = _fresh(known)
    given: list[Trigger] = []
    taken: set[str] = set()
    for trigger in triggers:
        key = trigger.key
        if key not in known or key in taken:
            same = next((old for old in free if type(old) is type(trigger)), None)
            key = next(fresh) if same is None else same.key
            free = [old for old in free if old is not same]
        taken.add(key)
        given.append(msgspec.structs.replace(trigger, key=key))
    return tuple(given)


def plain(value: Decimal) -> str:
    """A number without trailing zeros or exponent."""
    return f"{value.normalize():f}"


def _key(line: LineProgress, rest: str) -> str:
    return rest if line.asset_id is None else f"{line.asset_id}/{rest}"


def _fresh(known: Iterable[str]) -> Iterator[str]:
    numbers = [int(key[1:]) for key in known if key[:1] == "t" and key[1:].isdigit()]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"t{number}"
