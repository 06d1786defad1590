"""Checking what an input names before it is written."""

from collections.abc import Mapping
from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.rules import references as rules


async def must_be_known(call: Call, fields: Mapping[str, Any], before: msgspec.Struct | None = None) -> None:
    """Raise `Invalid` naming every person, crew, code and tag in `fields` that is not there or not in use any more.

    What the record had `before` may stay. One query; none where nothing is named.
    """
    await tenancy.must_have_all(call, rules.named(fields, before))
