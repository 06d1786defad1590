"""Enqueueing: a statement of the transaction that needs the job, so that both happen or neither."""

from datetime import datetime
from typing import Any

from fettle.db.call import Call, encode

ENQUEUE = "SELECT app.enqueue(%s, %s, %s::jsonb, %s, %s, %s)"


async def enqueue(
    call: Call,
    job: str,
    *,
    priority: int = 0,
    at: datetime | None = None,
    once: str | None = None,
    one_by_one: str | None = None,
    **arguments: Any,
) -> None:
    """Let the job of this name run for the call's tenant with these arguments, once this transaction has committed.

    The name stands in for the job, because actions do not know `jobs.py`; a house test finds undeclared ones.
    `priority` counts within the tenant only: no tenant can push itself before the others. `at`: not before then.
    `once`: nothing happens while a job with the same word still waits. `one_by_one`: jobs with the same word run one
    after the other. Both words count within the tenant.
    """
    await call.keep(ENQUEUE, [job, priority, encode(arguments), at, once, one_by_one])
