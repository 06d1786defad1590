"""What holds for assets as such."""

from fettle.kit.refusals import Conflict, InUse
from fettle.modules.assets.records.things import AssetStatus


class AssetRetired(Conflict):
    """The asset is retired: it gets no new meters and no new downtime."""


def check_not_retired(status: AssetStatus) -> None:
    """Raise `AssetRetired` for a retired asset. Readings taken before it was retired may still come in."""
    if status is AssetStatus.RETIRED:
        raise AssetRetired()


def check_no_parts(parts: int) -> None:
    """Raise `InUse` when an asset still has parts."""
    if parts:
        raise InUse(f"{parts} assets are part of this one; move or delete them first.")


def check_kind_unused(assets: int) -> None:
    """Raise `InUse` when assets still are of a kind."""
    if assets:
        raise InUse(f"{assets} assets are of this kind; give them another one, or switch this one off.")
