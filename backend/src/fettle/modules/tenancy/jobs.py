"""The background work of tenancy."""

from fettle.db.call import Call
from fettle.queue import sweep
from fettle.web import answers


@sweep("tenancy.forget_answers", every=3600, due="app.tenants_with_old_answers")
async def forget_answers(call: Call) -> None:
    """Forget the stored answers to Idempotency-Keys that nobody will repeat any more."""
    await answers.forget(call)
