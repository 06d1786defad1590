"""Custom fields, the values they allow, and saved views."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Fault, Forbidden
from fettle.modules.tenancy.actions import kinds
from fettle.modules.tenancy.records.custom import CustomField, SavedView
from fettle.modules.tenancy.rules import custom, custom_filters
from fettle.modules.tenancy.store import custom as store


async def _check_field(_call: Call, old: CustomField | None, new: CustomField) -> CustomField:
    return custom.definition(old, new)


async def _check_view(call: Call, _old: SavedView | None, new: SavedView) -> SavedView:
    await _check_owner(call, new)
    custom.view_filters(new.filters)
    return new


async def _check_owner(call: Call, view: SavedView) -> None:
    if view.owner_id != call.user_id:
        raise custom.NotYourView()


FIELDS = kinds.Kind(shelf=store.FIELDS, read="tenant:read", write="custom_fields:write", check=_check_field)
VIEWS = kinds.Kind(shelf=store.VIEWS, read="tenant:read", write="views:write", check=_check_view, may_go=_check_owner)


async def add_field(call: Call, given: Mapping[str, Any]) -> CustomField:
    """Add a field to one kind of record."""
    call.must("custom_fields:write")
    return await kinds.add(call, FIELDS, given)


async def add_view(call: Call, given: Mapping[str, Any]) -> SavedView:
    """Save a list and its filters under a name."""
    call.must("views:write")
    if call.user_id is None:
        raise Forbidden("Only people have views.")
    return await kinds.add(call, VIEWS, {**given, "owner_id": call.user_id})


async def check(
    call: Call,
    entity: str,
    given: Mapping[str, Any],
    *,
    subtype_id: UUID | None = None,
    before: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The custom values of a record, checked: `before` with `given` merged in.

    Raises `Invalid` with a fault at `/custom/<key>` for each value that its field does not allow.
    """
    fields = await store.of_entity(call, entity)
    return custom.values(fields, given, subtype_id=subtype_id, before=before)


async def filters(call: Call, entity: str, stated: Sequence[str]) -> list[dict[str, Any]]:
    """The documents that a record's custom values must contain, for each `key:value` of a list's `custom` filter.

    Raises `Invalid` at `?custom` for keys that are not declared filterable and for values of another type.
    """
    pairs = custom_filters.pairs(stated)
    return custom_filters.held(await store.of_entity(call, entity), pairs) if pairs else []


async def faults_of(
    call: Call, entity: str, given: Sequence[tuple[Mapping[str, Any], UUID | None]]
) -> list[Sequence[Fault]]:
    """What `check` would find wrong with the custom values of many new records, each with its subtype; one query."""
    fields = await store.of_entity(call, entity)
    return [custom.faults(fields, values, subtype_id=subtype_id) for values, subtype_id in given]
