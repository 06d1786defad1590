"""What others name must exist and be seen by the caller."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Fault, Invalid
from fettle.modules.assets.records.kinds import CATEGORIES, TYPES, Catalogue
from fettle.modules.assets.store import assets as store
from fettle.modules.assets.store import kinds, trees

Named = Mapping[str, UUID | None]


async def must_see(
    call: Call, *, sites: Named | None = None, locations: Named | None = None, assets: Named | None = None
) -> None:
    """Raise `Invalid` with a fault for each JSON pointer whose site, location or asset is unknown to the caller.

    What is hidden from the caller is as unknown as what does not exist. Null ids are passed over.
    """
    named = [
        (kind, pointer, known)
        for kind, given in (("site", sites), ("location", locations), ("asset", assets))
        for pointer, known in (given or {}).items()
        if known is not None
    ]
    if not named:
        return
    ids: dict[str, list[UUID]] = {"site": [], "location": [], "asset": []}
    for kind, _, known in named:
        ids[kind].append(known)
    seen = await trees.seen(call, ids)
    refuse([unknown(pointer) for kind, pointer, known in named if (kind, known) not in seen])


async def must_be_kinds(call: Call, asset_type_id: UUID | None, category_id: UUID | None) -> None:
    """Raise `Invalid` naming the field when the asset type or the category does not exist."""
    faults = [
        *await _missing(call, TYPES, "/assetTypeId", asset_type_id),
        *await _missing(call, CATEGORIES, "/categoryId", category_id),
    ]
    refuse(faults)


async def names_of(call: Call, asset_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of assets by id, those of deleted ones as well; what the caller may not see is left out."""
    return await store.names(call, asset_ids) if asset_ids else {}


def unknown(pointer: str) -> Fault:
    """The fault of an id that does not exist."""
    return Fault(pointer, "unknown", "no such record")


def refuse(faults: list[Fault]) -> None:
    """Raise `Invalid` when there are faults."""
    if faults:
        raise Invalid("Some records that are named here do not exist.", faults=faults)


async def _missing(call: Call, of: Catalogue, pointer: str, kind_id: UUID | None) -> list[Fault]:
    if kind_id is None or kind_id in await kinds.existing(call, of, [kind_id]):
        return []
    return [unknown(pointer)]
