"""How an import went: its progress, its faults, and whether the records say what the file says."""

from collections.abc import AsyncIterator
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.access import admit
from fettle.modules.imports.actions.loading.costs import COST
from fettle.modules.imports.records import Entity, Import, ImportFault, Reconciliation, Run, Severity
from fettle.modules.imports.rules import runs, sums
from fettle.modules.imports.store import rows as row_store
from fettle.modules.imports.store import runs as store
from fettle.modules.logs import public as logs
from fettle.modules.work_orders import public as work_orders

STRETCH = 1_000


async def browse(call: Call, page: PageRequest) -> Page[Import]:
    """A page of imports, the newest first."""
    admit(call)
    found = await store.listed(call, before=page.position, limit=page.limit + 1)
    views = [runs.view(run, now=call.now) for run in found]
    return page.page(views, key=lambda view: [view.created_at.isoformat(), str(view.id)])


async def get(call: Call, import_id: UUID) -> Import:
    """One import with its progress."""
    admit(call)
    return runs.view(await store.get(call, import_id), now=call.now)


async def faults(call: Call, import_id: UUID, severity: Severity | None, page: PageRequest) -> Page[ImportFault]:
    """A page of the faults of an import, by line."""
    admit(call)
    await store.get(call, import_id)
    rows = await row_store.faults(call, import_id, severity=severity, after=page.position, limit=page.limit + 1)
    return page.page(rows, key=lambda fault: [fault.line, str(fault.id)])


async def every_fault(call: Call, import_id: UUID, severity: Severity | None) -> AsyncIterator[ImportFault]:
    """All faults of an import by line, as a stream."""
    admit(call)
    await store.get(call, import_id)
    return row_store.every_fault(call, import_id, severity=severity)


async def reconciliation(call: Call, import_id: UUID) -> Reconciliation:
    """Rows read against rows accounted for, and what the file says against what the records say."""
    admit(call)
    run = await store.get(call, import_id)
    source = await row_store.sums(call, import_id)
    return sums.reconcile(run, source, {} if run.dry_run else await _loaded(call, run))


async def _loaded(call: Call, run: Run) -> sums.Sums:
    """What the records of an import say now, read a stretch at a time."""
    said: sums.Sums = {}
    entity = run.mapping.entity
    if entity in (Entity.WORK_ORDER, Entity.WORK_REQUEST):
        async for ids in _met(call, run, entity):
            for status, count in (await _statuses(call, entity, ids)).items():
                sums.add(said, "status", status, None, count)
    async for ids in _met(call, run, entity if entity == Entity.LOG_ENTRY else COST):
        amounts = await logs.amounts_of(call, ids)
        numbers = await assets.numbers_of(call, [a.asset_id for a in amounts if a.asset_id is not None])
        for amount in amounts:
            number = numbers.get(amount.asset_id, sums.NO_ASSET) if amount.asset_id else sums.NO_ASSET
            sums.add_cost(said, amount.amount, on=amount.performed_on, asset=number, rows=amount.lines)
    return said


async def _statuses(call: Call, entity: Entity, ids: list[UUID]) -> dict[str, int]:
    if entity == Entity.WORK_ORDER:
        return await work_orders.count_by_status(call, ids)
    return await work_orders.count_requests_by_status(call, ids)


async def _met(call: Call, run: Run, entity: str) -> AsyncIterator[list[UUID]]:
    after = ""
    while met := await row_store.met_by(call, run.id, entity, after=after, limit=STRETCH):
        yield [entity_id for _ref, entity_id in met]
        after = met[-1][0]
