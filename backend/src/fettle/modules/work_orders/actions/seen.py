"""What the caller is shown of a work order beyond its fields."""

from typing import TypeVar

import msgspec

from fettle.db.call import Call
from fettle.modules.work_orders.records import WorkOrder
from fettle.modules.work_orders.rules.life_cycle import allowed_transitions

W = TypeVar("W", bound=WorkOrder)


def with_moves(call: Call, work_order: W) -> W:
    """`work_order` with the moves that the caller may make next."""
    return msgspec.structs.replace(work_order, allowed_transitions=allowed_transitions(work_order, call.permissions))
