"""The background work of files."""

from uuid import UUID

from fettle.modules.files.actions import checking, reconciling
from fettle.queue import Work, job, sweep

NIGHTLY = 24 * 3600


@job("files.check", seconds=600)
async def check(work: Work, *, file_id: UUID) -> None:
    """Look at the bytes of a file that was uploaded, where nobody has done so yet."""
    await checking.look(work.open, work.services["files"], file_id)


@job("files.picture", seconds=300)
async def picture(work: Work, *, file_id: UUID) -> None:
    """Make the small pictures of a file."""
    await checking.picture(work.open, work.services["files"], file_id)


@sweep("files.reconcile", every=NIGHTLY, seconds=3600)
async def reconcile(work: Work) -> None:
    """Compare rows with objects, and put right what is amiss."""
    await reconciling.reconcile(work.open, work.services["files"], work.tenant_id, repair=True)


jobs = [check, picture, reconcile]
