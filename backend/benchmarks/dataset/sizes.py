"""How much data there is, and how it is shared out: the first tenant is ten times each of the others."""

from typing import NamedTuple
from uuid import UUID

LARGE_SHARE = 10
NEWEST_MS = 1_793_491_200_000
"""2026-11-01, when the youngest work order was made (milliseconds since 1970)."""
SPAN_SECONDS = 4 * 365 * 86_400
OPEN_FROM = 0.9
"""The part of the history, by age, before which everything is finished."""
KINDS = {
    name: number
    for number, name in enumerate(
        [
            "tenant",
            "role",
            "user",
            "membership",
            "staff",
            "rate",
            "crew",
            "tag",
            "gl_code",
            "task_code",
            "reason",
            "site",
            "location",
            "asset_type",
            "category",
            "asset",
            "work_order",
            "task",
            "log_entry",
            "log_line",
            "event",
        ],
        start=1,
    )
}


class Size(NamedTuple):
    """How many tenants there are and how many work orders they have together; the rest follows from these."""

    name: str
    tenants: int
    work_orders: int


SIZES = {
    size.name: size
    for size in (Size("small", 20, 20_000), Size("million", 80, 1_000_000), Size("ten-million", 80, 10_000_000))
}


class Tenant(NamedTuple):
    """One tenant: its number, and how many of each thing it has."""

    number: int
    work_orders: int

    @property
    def assets(self) -> int:
        """A tenth of the work orders."""
        return max(20, self.work_orders // 10)

    @property
    def sites(self) -> int:
        """One for each fifty assets."""
        return max(4, self.assets // 50)

    @property
    def staff(self) -> int:
        """Enough people that each has some hundred work orders."""
        return max(8, min(400, self.work_orders // 250))

    @property
    def id(self) -> str:
        """The tenant's own id."""
        return self.key("tenant", 0)

    @property
    def supervisor(self) -> UUID:
        """The user who may see everything that is measured."""
        return UUID(self.key("user", 0))

    def key(self, kind: str, serial: int, at_ms: int = NEWEST_MS - SPAN_SECONDS * 1000) -> str:
        """The id of the `serial`-th thing of a kind: a UUIDv7 of the moment at which it was made, without hyphens."""
        return f"{at_ms:012x}7{KINDS[kind]:03x}8{self.number:03x}{serial:012x}"

    def made_at(self, work_order: int) -> int:
        """When the `work_order`-th was made, in seconds since 1970: evenly over the years."""
        return NEWEST_MS // 1000 - SPAN_SECONDS + SPAN_SECONDS * work_order // self.work_orders

    def work_order(self, serial: int) -> str:
        """The id of the `serial`-th work order; the last are the youngest."""
        return self.key("work_order", serial, self.made_at(serial) * 1000)

    def status(self, serial: int) -> str:
        """Where the `serial`-th work order stands: all of the old ones are finished, most of the young are open."""
        if serial < OPEN_FROM * self.work_orders:
            return "cancelled" if serial % 20 == 7 else "closed" if serial % 20 else "complete"
        return ("new", "approved", "in_progress", "new", "on_hold", "approved", "complete", "in_progress")[serial % 8]


def tenants_of(size: Size) -> list[Tenant]:
    """The tenants of a size, the large one first."""
    share = size.work_orders // (size.tenants - 1 + LARGE_SHARE)
    return [Tenant(number, share * (1 if number else LARGE_SHARE)) for number in range(size.tenants)]
