"""Materials that work is expected to use up."""

from decimal import Decimal

from fettle.kit.records import Record


class PlannedMaterial(Record, frozen=True, kw_only=True):
    """What the work will probably use: so much of something, perhaps a part by its number."""

    item: str
    quantity: Decimal = Decimal(1)
    unit: str = "each"
    part_number: str | None = None
