"""Costs beside counts, and assets added up over their tree."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from fettle.modules.reports.records import OF_LINES, AssetNode, CostFigures, CostQuestion, CostRow, Tally
from fettle.modules.reports.rules.periods import period_end


def merged(spent: Iterable[Tally], counted: Iterable[Tally]) -> list[Tally]:
    """Both sides of a cost analysis as one row for each group and period, in order of their labels."""
    rows: dict[tuple[bool, str | None, date | None], Tally] = {}
    for tally in (*spent, *counted):
        place = (tally.whole, tally.key, tally.period)
        rows[place] = added(rows[place], tally) if place in rows else tally
    return sorted(rows.values(), key=lambda t: (t.label is None, t.label or "", t.key or "", t.period or date.min))


def added(one: Tally, other: Tally) -> Tally:
    """Two tallies of the same group as one."""
    return msgspec.structs.replace(
        one,
        label=one.label or other.label,
        cost=one.cost + other.cost,
        work_orders=one.work_orders + other.work_orders,
        corrective=one.corrective + other.corrective,
        without_cost=one.without_cost + other.without_cost,
    )


def cost_rows(tallies: Iterable[Tally], question: CostQuestion, *, currency: str) -> list[CostRow]:
    """The rows of a cost analysis, in the tenant's currency."""
    judged = question.by not in OF_LINES
    return [
        CostRow(
            key=tally.key,
            label=tally.label,
            period_start=tally.period,
            period_end=period_end(tally.period, question.step),
            figures=CostFigures(
                unit=currency,
                cost=tally.cost,
                work_orders=tally.work_orders,
                corrective=tally.corrective,
                without_cost=tally.without_cost if judged else None,
            ),
        )
        for tally in tallies
    ]


def rolled_up(tallies: Iterable[Tally], tree: Mapping[str, AssetNode]) -> list[Tally]:
    """Every asset with all below it. A tally counts once for its own asset and once for each asset above.

    Work of no asset, or of one that cannot be seen, stays as it is. The whole is the sum of the roots and those.
    """
    rows: dict[tuple[str | None, date | None], Tally] = {}
    for tally in tallies:
        for key in _upwards(tally.key, tree):
            node = tree.get(key or "")
            moved = msgspec.structs.replace(tally, key=key, label=node.name if node else tally.label)
            place = (key, tally.period)
            rows[place] = added(rows[place], moved) if place in rows else moved
    return merged(rows.values(), ())


def _upwards(key: str | None, tree: Mapping[str, AssetNode]) -> Iterable[str | None]:
    seen: dict[str | None, None] = {key: None}
    node = tree.get(key or "")
    while node is not None and node.parent_id not in seen and (above := tree.get(node.parent_id or "")):
        seen[above.id] = None
        node = above
    return seen
