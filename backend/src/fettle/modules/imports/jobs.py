"""The background work of imports."""

from fettle.modules.imports.actions import running
from fettle.queue import Work, sweep

A_DAY = 86_400


@sweep("imports.run", every=10, due="app.tenants_with_imports_to_run", seconds=A_DAY)
async def run(work: Work) -> None:
    """Run every import of the tenant that waits, or whose runner has died; starting one enqueues this as well."""
    await running.resume(work.door, work.tenant_id)
