"""The probe as a process of its own: `python serving.py CONNINFO PORT TENANT`; the token is `token`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import uvicorn

sys.path[0] = str(Path(__file__).parents[1])

from fettle.config import Settings  # noqa: E402
from fettle.db.callers import Caller  # noqa: E402
from fettle.db.door import Door  # noqa: E402
from fettle.web import telemetry  # noqa: E402
from web.probe import READ, WRITE, Probe, make_pool  # noqa: E402


def main(conninfo: str, port: str, tenant_id: str) -> None:
    """Serve until told to stop."""
    telemetry.configure(Settings())
    door = Door(make_pool(conninfo))

    @asynccontextmanager
    async def open_pool(_app: Any) -> AsyncIterator[None]:
        async with door.pool:
            yield

    probe = Probe(door, lifespan=[open_pool])
    user = UUID(int=1)
    probe.callers["token"] = Caller(tenant_id=UUID(tenant_id), user_id=user, permissions=frozenset({READ, WRITE}))
    uvicorn.run(probe.app, port=int(port), log_config=None, access_log=False, loop="uvloop", http="httptools")


if __name__ == "__main__":
    main(*sys.argv[1:])
