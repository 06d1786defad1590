"""What a phone has sent and what was not taken of it."""

from uuid import uuid4

from makers.furnished import Furnishing, first_id, made_of


async def make_conflict(room: Furnishing) -> None:
    """A comment on work that is nowhere, kept aside."""
    lost = {"id": str(uuid4()), "work_order_id": str(uuid4()), "body": "Nowhere", "_status": "created", "_changed": ""}
    made_of(await room.admin.post("/sync/push", {"comments": {"created": [lost]}}))


async def furnish_sync(room: Furnishing) -> None:
    """A comment that is kept aside; and a site that phones cannot change, to be sent once more."""
    await make_conflict(room)
    renamed = {"id": room.ids["site_id"], "name": "Mine", "_status": "updated", "_changed": "name"}
    made_of(await room.admin.post("/sync/push", {"sites": {"updated": [renamed]}}))
    room.ids["conflict_id"] = await first_id(room.admin, "/sync/conflicts")
