"""Pushing: what a phone has written while it was out of reach, and since."""

from typing import Any

import msgspec
from litestar import Request

from fettle.db.call import Call
from fettle.modules.sync import wire
from fettle.modules.sync.actions import pushing
from fettle.modules.sync.actions.writing.desk import StaleCursor
from fettle.modules.sync.records import Phone, Refused
from fettle.modules.sync.rules import taking
from fettle.modules.sync.rules.taking import TooManyRecords
from fettle.web.verbs import post


class PushAnswer(msgspec.Struct, rename="camel"):
    """What was not taken as it was sent: WatermelonDB passes it over, the app may show it."""

    rejected: list[Refused] = []


@post(
    "/sync/push",
    may="tenant:read",
    refuses=[StaleCursor, TooManyRecords],
    status_code=200,
    opt={"any_query": True},
)
async def push_changes(
    request: Request[Any, Any, Any],
    call: Call,
    last_pulled_at: wire.LastPulledAt = None,
    device_id: wire.DeviceId = None,
) -> PushAnswer:
    """Send what has changed on your phone, in the shape that WatermelonDB's `synchronize` gives it.

    The body is `{table: {created: [], updated: [], deleted: []}}`, or that as `changes` beside `lastPulledAt`; it may
    be packed (`Content-Encoding: gzip`). All is saved in one go, each record by the same rules and permissions as
    everywhere. What is refused of it, or differs from what the office holds, stands in `rejected` and as a record of
    `sync_conflicts`, and comes with the next pull as it is. A phone that has to pull first is told so (409).
    """
    changes, stated = wire.pushed(await wire.body_of(request))
    # What a phone calls itself decides nothing: what is no id is passed over.
    phone = Phone(pulled_at=wire.last_pulled(last_pulled_at, stated), device_id=taking.uuid_of(device_id))
    return PushAnswer(await pushing.push(call, changes, phone))


ROUTES = [push_changes]
