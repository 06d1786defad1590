"""Verbs of the log: append, reverse, correct, review."""

from collections.abc import AsyncIterator, Awaitable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid, NotFound
from fettle.modules.assets import public as assets
from fettle.modules.logs import rules, store
from fettle.modules.logs.records import (
    Amount,
    Checked,
    ExportRow,
    LogCorrection,
    LogEntry,
    LogFilters,
    LogSort,
    LogSummary,
    LogTotals,
    NewLogEntry,
    Replacement,
    Reversal,
    SummaryBy,
)
from fettle.modules.tenancy import public as tenancy

MONEY = frozenset({"unit_cost", "amount"})
NAMES = frozenset({"staff_name", "asset_name", "task_code", "gl_code"})


async def append(call: Call, new: NewLogEntry, *, kept: Collection[UUID] = ()) -> LogEntry:
    """Write down work on a work order; whether that work order takes logs now is for the caller to have decided.

    Codes and staff that are `kept` from a former entry may be out of use.
    """
    checked = await check(call, [new], kept=kept)
    for refusal in checked.refused.values():
        raise refusal
    [entry_id] = await append_each(call, [new], checked)
    return await get(call, entry_id)


async def append_each(call: Call, entries: Sequence[NewLogEntry], checked: Checked) -> list[UUID]:
    """As `append` for entries that `check` has found nothing wrong with: one statement per table. Returns their ids."""
    call.must("logs:create")
    return await _write(call, entries, checked.accounts, checked.rates)


async def _write(
    call: Call,
    entries: Sequence[NewLogEntry],
    accounts: Mapping[UUID, UUID | None],
    rates: Mapping[date, Mapping[UUID, Decimal]],
) -> list[UUID]:
    made = [
        rules.entry_of(
            new, ids=call.new_id, at=call.now, by=call.user_id, accounts=accounts, rates=rates.get(new.performed_on)
        )
        for new in entries
    ]
    if made:
        await store.add(call, made, [change for entry in made for change in _changes(entry, "log_entry.created")])
    return [entry.id for entry in made]


async def check(call: Call, entries: Sequence[NewLogEntry], *, kept: Collection[UUID] = ()) -> Checked:
    """What entries need to know to be written, and what is wrong with each: a query per table, however many they are.

    Codes and staff that are `kept` from a former entry may be out of use.
    """
    call.must("logs:create")
    task_codes = {line.task_code_id for new in entries for line in new.lines if line.task_code_id is not None}
    unseen, unusable, accounts, rates = await call.together(
        _refused(assets.must_see(call, assets=rules.named_in_all(entries, rules.ASSETS))),
        _refused(tenancy.must_have_all(call, rules.references(entries, kept))),
        store.accounts(call, task_codes),
        _rates(call, entries),
    )
    wrong = rules.check_all(entries, now=call.now, may_price=call.sees_costs)
    return Checked(accounts=accounts, rates=rates, refused=unusable | unseen | wrong)


async def _refused(checking: Awaitable[None]) -> dict[int, Invalid]:
    """What a check of many entries refuses, by the places of those that are to blame."""
    try:
        await checking
    except Invalid as refusal:
        return rules.by_entry(refusal)
    return {}


async def _rates(call: Call, entries: Sequence[NewLogEntry]) -> dict[date, dict[UUID, Decimal]]:
    people = rules.unpriced_staff(entries)
    if not people:
        return {}
    async with call.seeing_costs():
        return {day: await tenancy.rate_on(call, sorted(staff), day) for day, staff in people.items()}


async def append_many(call: Call, entries: Sequence[NewLogEntry]) -> None:
    """Write down what another system recorded, up to some thousand entries at a time.

    Days and amounts are taken as they are, negative ones too; only lines that state `unit_cost` are priced. With
    `imports:run` the work orders may be closed already.
    """
    call.must("logs:create")
    if not entries:
        return
    rules.check_sums(entries)
    task_codes = {line.task_code_id for new in entries for line in new.lines if line.task_code_id is not None}
    accounts = await store.accounts(call, task_codes)
    await store.amend_closed(call, on=call.may("imports:run"))
    await _write(call, entries, accounts, {})
    await store.amend_closed(call, on=False)


async def reverse(call: Call, entry_id: UUID, reversal: Reversal, *, though_closed: bool = False) -> LogEntry:
    """Take an entry back whole: a new entry of the same day negates every line of it, once.

    Who may log takes back what they have written themselves; entries of others need `logs:reverse`. The log of a
    closed work order is frozen, except `though_closed` for an import whose source has changed.
    """
    _must_take_back(call)
    if though_closed:
        call.must("imports:run")
        await store.amend_closed(call, on=True)
    made = await _reversed(call, entry_id, reversal)
    if though_closed:
        await store.amend_closed(call, on=False)
    return await get(call, made.id)


async def correct(call: Call, entry_id: UUID, reversal: Reversal, replacement: Replacement) -> LogCorrection:
    """Take an entry back and write down what should have stood there, both or neither; for whom, as in `reverse`."""
    _must_take_back(call)
    made = await _reversed(call, entry_id, reversal)
    call.must("logs:create")
    new = rules.replacement_of(made, replacement)
    instead = await append(call, new, kept=rules.ids_of(made))
    return LogCorrection(reversal=await get(call, made.id), replacement=instead)


def _must_take_back(call: Call) -> None:
    if not call.may("logs:reverse"):
        call.must("logs:create")


async def _reversed(call: Call, entry_id: UUID, reversal: Reversal) -> LogEntry:
    await tenancy.must_have(call, "reasons", {"/reasonId": reversal.reason_id}, of_kind="reversal")
    async with call.seeing_costs():
        found = await store.get(call, [entry_id])
    if not found:
        raise NotFound()
    rules.must_be_own(found[0], by=call.user_id, reverses=call.may("logs:reverse"))
    made = rules.reversal_of(found[0], reversal, ids=call.new_id, at=call.now, by=call.user_id)
    await store.add(call, [made], _changes(made, "log_entry.reversed"))
    return msgspec.structs.replace(made, note=found[0].note)


async def get(call: Call, entry_id: UUID) -> LogEntry:
    """One entry with its lines. Raises `NotFound` when it is not there or its work order may not be seen."""
    call.must("logs:read")
    found = await store.get(call, [entry_id])
    if not found:
        raise NotFound()
    return found[0]


async def review(call: Call, filters: LogFilters, sort: LogSort, page: PageRequest) -> Page[LogEntry]:
    """A page of entries with their lines."""
    call.must("logs:read")
    rows = await store.page(call, filters, sort, page)
    return page.page(rows, key=lambda entry: [entry.performed_on.isoformat(), str(entry.id)])


async def summarise(call: Call, filters: LogFilters, by: SummaryBy, page: PageRequest) -> Page[LogSummary]:
    """A page of sums by day, person or work order, reversals included."""
    call.must("logs:read")
    rows = await store.summary(call, filters, by, page)
    return page.page(rows, key=lambda row: [row.key])


def export(call: Call, filters: LogFilters) -> AsyncIterator[ExportRow]:
    """Every line with its entry, oldest first, as a stream."""
    call.must("logs:read")
    return store.export(call, filters)


async def totals_of(call: Call, work_order_ids: Sequence[UUID]) -> dict[UUID, LogTotals]:
    """Hours (h) and costs of each work order that has log lines, reversals included; costs only for who sees money."""
    call.must("logs:read")
    return {totals.work_order_id: totals for totals in await store.totals(call, work_order_ids)}


async def amounts_of(call: Call, entry_ids: Sequence[UUID]) -> list[Amount]:
    """What entries come to by day and asset, with what reverses them; nothing for who may not see money."""
    call.must("logs:read")
    return await store.amounts(call, entry_ids)


def _changes(entry: LogEntry, verb: str) -> list[Change]:
    """What the feed keeps: the entry for everybody, and its prices apart for those who may see money."""
    created = Change(
        verb,
        entry.id,
        after=_plain(entry) | {"lines": [_plain(line) for line in entry.lines]},
        about_id=entry.work_order_id,
        site_id=entry.site_id,
    )
    prices = {
        str(line.id): {"unit_cost": line.unit_cost, "amount": line.amount}
        for line in entry.lines
        if line.amount is not None
    }
    if not prices:
        return [created]
    priced = Change(
        "log_entry.priced",
        entry.id,
        after={"prices": prices},
        about_id=entry.work_order_id,
        site_id=entry.site_id,
        bears_costs=True,
    )
    return [created, priced]


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    """The fields as stored, without money and names."""
    hidden = MONEY | NAMES | {"lines", "reversed_by_id"}
    return {name: value for name, value in msgspec.structs.asdict(record).items() if name not in hidden}
