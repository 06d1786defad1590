"""Files that nobody needs any more leave the disk."""

import asyncio
from pathlib import Path

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.imports.rules import runs as rules
from fettle.modules.imports.store import files
from fettle.modules.imports.store import runs as store


async def tidy(door: Door, data_dir: Path) -> None:
    """Remove the uploads of imports that were done or cancelled 30 days ago, and what never arrived whole in a day.

    Files that the command line imports from where they lie stay.
    """
    drafts_before, kept_since = door.clock() - rules.DRAFTS_FOR, door.clock() - rules.KEPT_FOR
    await asyncio.to_thread(files.remove, files.drafts(data_dir), older_than=drafts_before)
    for tenant_id, paths in (await asyncio.to_thread(files.uploads, data_dir)).items():
        async with door.open(system(tenant_id, via="worker"), read_only=True) as call:
            ended = await store.endings(call, list(paths))
        over = [path for import_id, path in paths.items() if (at := ended.get(import_id)) and at < kept_since]
        strays = [path for import_id, path in paths.items() if import_id not in ended]
        await asyncio.to_thread(files.remove, over)
        await asyncio.to_thread(files.remove, strays, older_than=drafts_before)
