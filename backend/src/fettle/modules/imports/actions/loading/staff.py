"""Staff with their crews and hourly rates."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, chosen, met, texts
from fettle.modules.imports.rules import runs
from fettle.modules.tenancy import public as tenancy

PERSON_FIELDS = {name: name for name in ("number", "name", "trade", "email", "phone")}


async def load_staff(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become staff; one with the same number, or name, that is there already is taken for it."""
    fresh, changed = chosen(arrivals, changed=False), chosen(arrivals, changed=True)
    new = [tenancy.NewStaff(custom=arrival.custom, **book.stated(arrival, PERSON_FIELDS)) for arrival in fresh]
    ids = await tenancy.ensure_people(call, new) if fresh else []
    for arrival in changed:
        custom = {"custom": arrival.custom} if arrival.custom else {}
        await tenancy.change_staff(call, arrival.id, book.stated(arrival, PERSON_FIELDS) | custom)
    people = dict(zip((arrival.id for arrival in fresh), ids, strict=True)) | {a.id: a.id for a in changed}
    await _join(call, arrivals, people)
    await _rate(call, book, arrivals, people)
    return {"staff": [met(book, arrival, people[arrival.id], arrival.row.digest) for arrival in fresh]}


async def _join(call: Call, arrivals: Sequence[Arrival], people: dict[UUID, UUID]) -> None:
    names = texts(arrivals, "crew")
    crews = await tenancy.ensure_crews(call, names) if names else {}
    members: dict[UUID, list[UUID]] = {}
    for arrival in arrivals:
        if arrival.get("crew") is not None:
            members.setdefault(crews[arrival.get("crew")], []).append(people[arrival.id])
    await tenancy.join_crews(call, members)


async def _rate(call: Call, book: Book, arrivals: Sequence[Arrival], people: dict[UUID, UUID]) -> None:
    """Keep the rates that rows state. Raises `RowsRefused` for those that contradict a rate of the same day."""
    wanted: dict[tuple[UUID, date], Decimal] = {}
    rows: dict[tuple[UUID, date], list[Arrival]] = {}
    for arrival in arrivals:
        if (rate := arrival.get("hourlyRate")) is not None:
            day = people[arrival.id], arrival.get("rateFrom")
            wanted.setdefault(day, rate)
            rows.setdefault(day, []).append(arrival)
    kept_otherwise = set(await tenancy.ensure_rates(call, wanted)) if wanted else set()
    message = "another rate from this day on is kept already, and rates are never changed; state a later day"
    refused = [
        arrival
        for day, stating in rows.items()
        for arrival in stating
        if day in kept_otherwise or arrival.get("hourlyRate") != wanted[day]
    ]
    if refused:
        raise runs.RowsRefused({a.row.line: [book.fault(a, "hourlyRate", "rate_kept", message)] for a in refused})
