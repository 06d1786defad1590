"""A process of its own that imports a file in small batches: to be killed by tests. Its arguments are JSON."""

import asyncio
import json
import sys
from pathlib import Path
from uuid import UUID

from fettle.config import Settings
from fettle.db import engine
from fettle.db.door import Door
from fettle.modules.imports import public as imports
from fettle.modules.imports.actions import feeds


async def main() -> None:
    """Import the file named on the command line."""
    given = json.loads(sys.argv[1])
    feeds.BATCH = 50
    settings = Settings(database_url=given["database"], data_dir=Path(given["data"]))
    mapping = imports.read_mapping(json.dumps(given["mapping"]).encode())
    async with engine.make_pool(settings, given["database"]) as pool:
        await imports.import_file(Door(pool), UUID(given["tenant"]), Path(given["file"]), mapping)


asyncio.run(main())
