"""What may be written down, and what it costs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from fettle.kit.ids import IdMaker
from fettle.kit.money import CENT, amount
from fettle.kit.refusals import Fault, Invalid
from fettle.modules.logs.records import (
    LineKind,
    LogEntry,
    LogLine,
    NewLogEntry,
    NewLogLine,
)

MOST_LINES = 200
HOURS_IN_A_DAY = 24
LARGEST_AMOUNT = Decimal("999999999999.99")
UNITS = {
    LineKind.LABOUR: "hour",
    LineKind.MATERIAL: "each",
    LineKind.EQUIPMENT: "hour",
    LineKind.CONTRACT: "job",
    LineKind.OTHER: "each",
}
NEEDS = {
    LineKind.MATERIAL: ("item", "what was used"),
    LineKind.EQUIPMENT: ("equipment_asset_id", "which equipment was used"),
    LineKind.CONTRACT: ("vendor", "who did the work"),
    LineKind.OTHER: ("item", "what this was for"),
}
HOUSE_RATES = frozenset({LineKind.LABOUR, LineKind.EQUIPMENT})
REFERENCES = {
    "staff_id": "staff",
    "task_code_id": "task_codes",
    "gl_code_id": "gl_codes",
}
ASSETS = ("asset_id", "equipment_asset_id")


def check(new: NewLogEntry, *, now: datetime, may_price: bool) -> None:
    """Raise `Invalid`, naming every fault, unless `new` can be written down by hand.

    `performed_on` is a local date, so it may run ahead of the UTC date by one. The house's own rates (labour,
    equipment) may be overridden only by people who see money (`may_price`); what was paid elsewhere is on a receipt
    that anybody may copy.
    """
    faults = list(_faults(new, now=now, may_price=may_price))
    if faults:
        raise Invalid("This cannot be logged as it stands.", faults=faults)


def check_all(entries: Sequence[NewLogEntry], *, now: datetime, may_price: bool) -> dict[int, Invalid]:
    """What `check` says against entries, by their places; nothing of those that can be written down."""
    refused: dict[int, Invalid] = {}
    for place, new in enumerate(entries):
        try:
            check(new, now=now, may_price=may_price)
        except Invalid as refusal:
            refused[place] = refusal
    return refused


def by_entry(refusal: Invalid) -> dict[int, Invalid]:
    """A refusal of many entries, whose faults point at `/0/…`, as one for each entry that is to blame."""
    faults: dict[int, list[Fault]] = {}
    for fault in refusal.faults:
        place, _, at = fault.pointer.removeprefix("/").partition("/")
        faults.setdefault(int(place), []).append(Fault(f"/{at}", fault.code, fault.message))
    return {place: Invalid(refusal.detail, faults=of_it) for place, of_it in faults.items()}


def check_sums(entries: Sequence[NewLogEntry]) -> None:
    """Raise `Invalid` for imported lines whose amount cannot be stored, or entries without lines."""
    for entry in entries:
        if not 1 <= len(entry.lines) <= MOST_LINES:
            raise Invalid(f"An entry has 1 to {MOST_LINES} lines.")
        for position, line in enumerate(entry.lines):
            if faults := list(_too_large(line, f"/lines/{position}")):
                raise Invalid("An amount cannot be stored.", faults=faults)


def _faults(new: NewLogEntry, *, now: datetime, may_price: bool) -> Iterator[Fault]:
    if new.performed_on > now.date() + timedelta(days=1):
        yield Fault("/performedOn", "in_future", "lies in the future")
    if not 1 <= len(new.lines) <= MOST_LINES:
        yield Fault("/lines", "length", f"needs 1 to {MOST_LINES} lines")
    for position, line in enumerate(new.lines):
        yield from _line_faults(line, f"/lines/{position}", by_somebody=new.staff_id is not None, may_price=may_price)


def _line_faults(line: NewLogLine, at: str, *, by_somebody: bool, may_price: bool) -> Iterator[Fault]:
    if line.quantity <= 0:
        yield Fault(f"{at}/quantity", "not_positive", "must be more than zero; take an entry back to subtract")
    if line.kind is LineKind.LABOUR and line.quantity > HOURS_IN_A_DAY:
        yield Fault(f"{at}/quantity", "too_many_hours", "nobody works more than 24 hours a day")
    if line.kind is LineKind.LABOUR and line.staff_id is None and not by_somebody:
        yield Fault(f"{at}/staffId", "required", "say who did the work")
    if line.kind in NEEDS:
        field, meaning = NEEDS[line.kind]
        if getattr(line, field) in (None, ""):
            yield Fault(f"{at}/{_camel(field)}", "required", f"say {meaning}")
    # Hours that a contractor reports are priced by their invoice, later.
    if line.kind is LineKind.CONTRACT and line.unit_cost is None and line.unit != UNITS[LineKind.LABOUR]:
        yield Fault(f"{at}/unitCost", "required", "say what the contractor charged")
    if line.unit_cost is not None:
        if line.unit_cost < 0:
            yield Fault(f"{at}/unitCost", "negative", "cannot be negative")
        if line.kind in HOUSE_RATES and not may_price:
            yield Fault(f"{at}/unitCost", "costs_hidden", "needs the permission costs:read")
        yield from _too_large(line, at)


def _too_large(line: NewLogLine, at: str) -> Iterator[Fault]:
    comes_to = line.amount
    if comes_to is None and line.unit_cost is not None:
        comes_to = amount(line.quantity, line.unit_cost)
    if comes_to is not None and abs(comes_to) > LARGEST_AMOUNT:
        yield Fault(f"{at}/unitCost", "too_large", "comes to more than can be stored")


def named(new: NewLogEntry, fields: Sequence[str]) -> dict[str, UUID]:
    """The ids that `new` names in `fields`, by JSON pointer."""
    places: list[tuple[str, NewLogEntry | NewLogLine]] = [("", new)]
    places += [(f"/lines/{position}", line) for position, line in enumerate(new.lines)]
    return {
        f"{at}/{_camel(field)}": given
        for at, part in places
        for field in fields
        if (given := getattr(part, field, None)) is not None
    }


def named_in_all(entries: Sequence[NewLogEntry], fields: Sequence[str]) -> dict[str, UUID]:
    """The ids that entries name in `fields`, by JSON pointer, which begins with the place of the entry."""
    return {f"/{place}{at}": given for place, new in enumerate(entries) for at, given in named(new, fields).items()}


def references(entries: Sequence[NewLogEntry], kept: Collection[UUID] = ()) -> list[tuple[str, str, UUID, str | None]]:
    """The people and codes that entries name, as (pointer, kind, id, None), but for those `kept` of an entry before.

    The GL code of a whole entry is that of its work order, which nobody names here.
    """
    return [
        (f"/{place}{pointer}", kind, given, None)
        for place, new in enumerate(entries)
        for field, kind in REFERENCES.items()
        for pointer, given in named(new, (field,)).items()
        if given not in kept and pointer != "/glCodeId"
    ]


def ids_of(entry: LogEntry) -> set[UUID]:
    """The people and codes that `entry` names."""
    ids = {entry.staff_id, *(getattr(line, field) for line in entry.lines for field in REFERENCES)}
    return {each for each in ids if each is not None}


def unpriced_staff(entries: Sequence[NewLogEntry]) -> dict[date, set[UUID]]:
    """Whose hourly rates are needed to price entries, by the day of the work."""
    people: dict[date, set[UUID]] = {}
    for new in entries:
        for line in new.lines:
            person = line.staff_id or new.staff_id
            if line.kind is LineKind.LABOUR and line.unit_cost is None and person is not None:
                people.setdefault(new.performed_on, set()).add(person)
    return people


def entry_of(
    new: NewLogEntry,
    *,
    ids: IdMaker,
    at: datetime,
    by: UUID | None,
    accounts: Mapping[UUID, UUID | None] = MappingProxyType({}),
    rates: Mapping[UUID, Decimal] | None = None,
) -> LogEntry:
    """The entry that `new` becomes: every line with its unit, its GL code and, where a price is known, its amount."""
    lines = [
        _line_of(line, new, position, ids=ids, accounts=accounts, rates=rates or {})
        for position, line in enumerate(new.lines)
    ]
    return LogEntry(
        id=new.id or ids(),
        work_order_id=new.work_order_id,
        site_id=new.site_id,
        performed_on=new.performed_on,
        staff_id=new.staff_id,
        note=new.note,
        lines=lines,
        created_at=at,
        created_by=by,
    )


def _line_of(
    line: NewLogLine,
    entry: NewLogEntry,
    position: int,
    *,
    ids: IdMaker,
    accounts: Mapping[UUID, UUID | None],
    rates: Mapping[UUID, Decimal],
) -> LogLine:
    staff_id = line.staff_id or (entry.staff_id if line.kind is LineKind.LABOUR else None)
    unit_cost = line.unit_cost
    if unit_cost is None and line.amount is not None:
        unit_cost = (line.amount / line.quantity).quantize(CENT) if line.quantity else line.amount
    elif unit_cost is None and line.kind is LineKind.LABOUR and staff_id is not None:
        unit_cost = rates.get(staff_id)
    of_task = accounts.get(line.task_code_id) if line.task_code_id else None
    return LogLine(
        id=line.id or ids(),
        position=position,
        kind=line.kind,
        quantity=line.quantity,
        unit=line.unit or UNITS[line.kind],
        staff_id=staff_id,
        equipment_asset_id=line.equipment_asset_id,
        item=line.item,
        vendor=line.vendor,
        asset_id=line.asset_id,
        task_code_id=line.task_code_id,
        gl_code_id=line.gl_code_id or of_task or entry.gl_code_id,
        unit_cost=unit_cost,
        amount=_amount_of(line, unit_cost),
    )


def _amount_of(line: NewLogLine, unit_cost: Decimal | None) -> Decimal | None:
    if line.amount is not None:
        return line.amount
    return None if unit_cost is None else amount(line.quantity, unit_cost)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
