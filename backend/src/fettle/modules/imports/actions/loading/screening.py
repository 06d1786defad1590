"""Before anything is written: rows that name what is not there, or whose custom values are not allowed, stay out."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, texts
from fettle.modules.imports.actions.loading.locations import named_paths, names_in
from fettle.modules.imports.records import Entity, RowFault
from fettle.modules.imports.rules import runs
from fettle.modules.imports.rules.mapping import CUSTOM, HAVE_CUSTOM, field_of
from fettle.modules.imports.rules.rows import plain
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders

Finder = Callable[[Call, Iterable[str]], Awaitable[Mapping[str, Any]]]


async def _work_orders(call: Call, names: Iterable[str]) -> dict[str, UUID]:
    found = await work_orders.called(call, names)
    return {name: each[0].id for name, each in found.items() if len(each) == 1}


def _codes(kind: str, among: str | None = None) -> Finder:
    return lambda call, codes: tenancy.reference_ids(call, kind, codes, among=among)


FINDERS: dict[str, Finder] = {
    "site": assets.sites_called,
    "asset": assets.assets_numbered,
    "asset type": assets.types_coded,
    "asset category": assets.categories_coded,
    "crew": tenancy.crews_called,
    "member of staff": tenancy.staff_called,
    "task code": _codes("task_codes"),
    "GL code": _codes("gl_codes"),
    "problem code": _codes("failure_codes", "problem"),
    "cause code": _codes("failure_codes", "cause"),
    "remedy code": _codes("failure_codes", "remedy"),
    "work order": _work_orders,
}


async def screen(call: Call, book: Book, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """`arrivals` with their custom values. Raises `RowsRefused` naming the rows that cannot be loaded."""
    faults: dict[int, list[RowFault]] = {}
    for name, source in book.mapping.fields.items():
        field = field_of(book.mapping, name)
        if field is None or not field.finds or (source.create and field.makes):
            continue
        for arrival in await _strangers(call, arrivals, name, field.finds):
            message = f"no {field.finds} called {arrival.get(name)}"
            faults.setdefault(arrival.row.line, []).append(book.fault(arrival, name, "unknown", message))
    screened = [msgspec.structs.replace(arrival, custom=_given(arrival)) for arrival in arrivals]
    if book.mapping.entity in HAVE_CUSTOM:
        await _judge_custom(call, book, screened, faults)
    if faults:
        raise runs.RowsRefused(faults)
    return screened


async def _strangers(call: Call, arrivals: Sequence[Arrival], name: str, finds: str) -> list[Arrival]:
    """The rows whose field `name` names what is not there."""
    if finds == "location":
        return await _astray(call, arrivals)
    wanted = texts(arrivals, name)
    known = await FINDERS[finds](call, wanted) if wanted else {}
    return [arrival for arrival in arrivals if (text := arrival.get(name)) is not None and text not in known]


async def _astray(call: Call, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The rows whose parent location is neither there nor made by a row before them."""
    known = await named_paths(call, texts(arrivals, "site"))
    astray = []
    for arrival in arrivals:
        site, parent = arrival.get("site"), names_in(arrival.get("parent"))
        if parent and (site, parent) not in known:
            astray.append(arrival)
        else:
            known.add((site, (*parent, arrival.get("name"))))
    return astray


async def _judge_custom(call: Call, book: Book, arrivals: Sequence[Arrival], faults: dict[int, list[RowFault]]) -> None:
    types: dict[str, UUID] = {}
    if book.mapping.entity is Entity.ASSET:
        types = await assets.types_coded(call, texts(arrivals, "assetType"))
    given = [(arrival.custom, types.get(arrival.get("assetType"))) for arrival in arrivals]
    found = await tenancy.custom_faults_of(call, book.mapping.entity, given)
    for arrival, wrong in zip(arrivals, found, strict=True):
        for fault in wrong:
            name = CUSTOM + fault.pointer.removeprefix("/custom/")
            # A record that is there already may have the value that this file does not speak of.
            if arrival.changed and fault.code == "required" and name not in book.mapping.fields:
                continue
            kept_out = book.fault(arrival, name, fault.code, fault.message)
            faults.setdefault(arrival.row.line, []).append(kept_out)


def _given(arrival: Arrival) -> dict[str, Any]:
    named = {name: value for name, value in arrival.row.values.items() if name.startswith(CUSTOM)}
    numbers = {name: float(value) for name, value in named.items() if isinstance(value, Decimal)}
    return {name.removeprefix(CUSTOM): value for name, value in {**plain(named), **numbers}.items()}
