"""What a reconciliation compares: rows and amounts by status, year, asset, of the source and as loaded."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from fettle.modules.imports.records import Counts, Reconciliation, Run, Sum
from fettle.modules.imports.rules.rows import MappedRow
from fettle.modules.imports.rules.runs import counts
from fettle.modules.imports.rules.whole import cost_of

Sums = dict[tuple[str, str], tuple[int, Decimal | None]]
NO_ASSET = "(none)"


def of_rows(rows: Iterable[MappedRow]) -> Sums:
    """The sums of mapped rows: by status, and of their costs in all, by year and by asset."""
    sums: Sums = {}
    for row in rows:
        status, cost, day = (row.values.get(name) for name in ("status", "cost", "logDate"))
        if "performedOn" in row.values:
            cost, day = cost_of(row.values), row.values["performedOn"]
        if isinstance(status, str):
            add(sums, "status", status, None)
        if isinstance(cost, Decimal) and isinstance(day, date):
            add_cost(sums, cost, on=day, asset=str(row.values.get("asset") or NO_ASSET))
    return sums


def add_cost(sums: Sums, amount: Decimal, *, on: date, asset: str, rows: int = 1) -> None:
    """Add one cost to `sums` in each of its dimensions."""
    add(sums, "cost", "total", amount, rows)
    add(sums, "costByYear", str(on.year), amount, rows)
    add(sums, "costByAsset", asset, amount, rows)


def add(sums: Sums, dimension: str, key: str, amount: Decimal | None, rows: int = 1) -> None:
    """Add to one sum."""
    before, total = sums.get((dimension, key), (0, None))
    sums[dimension, key] = (before + rows, total if amount is None else (total or Decimal(0)) + amount)


def reconcile(run: Run, source: Sums, loaded: Sums) -> Reconciliation:
    """The reconciliation of `run`: what its file says beside what the records say."""
    sums = [
        Sum(
            dimension=dimension,
            key=key,
            source_rows=source.get((dimension, key), (0, None))[0],
            source_amount=source.get((dimension, key), (0, None))[1],
            loaded_rows=loaded.get((dimension, key), (0, None))[0],
            loaded_amount=loaded.get((dimension, key), (0, None))[1],
        )
        for dimension, key in sorted({*source, *loaded})
    ]
    difference = next((f"{s.dimension} {s.key}" for s in sums if differs(s)), None)
    told = counts(run)
    return Reconciliation(
        import_id=run.id,
        status=run.status,
        counts=told,
        rows_agree=agree(told),
        sums_agree=difference is None,
        first_difference=difference,
        sums=sums,
    )


def agree(told: Counts) -> bool:
    """Whether every row read is accounted for."""
    return told.read == told.loaded + told.updated + told.unchanged + told.quarantined


def differs(one: Sum) -> bool:
    """Whether source and records disagree."""
    return (one.source_rows, one.source_amount) != (one.loaded_rows, one.loaded_amount)
