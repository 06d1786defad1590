"""What plans will ask for, month by month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from fettle.kit.recurrence.series import months_later
from fettle.modules.planning.records import Coming, MaterialNeed, MonthLoad, Plan, Spread


def workload(parts: Iterable[tuple[Plan, Sequence[Coming]]], *, first: date, months: int = 12) -> list[MonthLoad]:
    """Occurrences, hours and materials of each of `months` calendar months from that of `first`, idle ones too.

    Hours are the plan's estimate for a work order, else the sum of its tasks, each once for every asset worked on
    together.
    """
    begins = first.replace(day=1)
    counts: Counter[date] = Counter()
    hours: defaultdict[date, Decimal] = defaultdict(Decimal)
    needs: defaultdict[date, defaultdict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for plan, found in parts:
        each = hours_of(plan)
        for one in found:
            if one.due is None:
                continue
            month = one.due.on.replace(day=1)
            counts[month] += 1
            hours[month] += each
            for material in plan.work.materials:
                needs[month][material.item, material.unit] += material.quantity
    return [
        MonthLoad(month=month, occurrences=counts[month], hours=hours[month], materials=_sorted(needs[month]))
        for month in (months_later(begins, number) for number in range(months))
    ]


def hours_of(plan: Plan) -> Decimal:
    """The hours that one work order of the plan is expected to take."""
    if plan.work.estimated_hours is not None:
        return plan.work.estimated_hours
    once = sum((task.estimated_hours or Decimal(0) for task in plan.work.tasks), Decimal(0))
    return once * (max(len(plan.asset_ids), 1) if plan.spread is Spread.TOGETHER else 1)


def _sorted(needs: dict[tuple[str, str], Decimal]) -> list[MaterialNeed]:
    return [MaterialNeed(item=item, unit=unit, quantity=needs[item, unit]) for item, unit in sorted(needs)]
