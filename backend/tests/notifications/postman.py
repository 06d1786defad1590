"""A worker in a process of its own, to be killed: `python postman.py APP SUPERUSER SMTP DATA TENANT MOMENT AHEAD`.

It does all background work of the tenant by a clock that is AHEAD seconds ahead. MOMENT is `before` or `after` a mail
is handed over (it kills itself there), or `never`.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fettle import composition
from fettle.config import Settings
from fettle.db import engine
from fettle.web.mail import Mailer
from makers.working import Working


async def main(app: str, superuser: str, smtp: str, data: str, tenant: str, moment: str, ahead: str) -> None:
    """Work, up to the moment."""
    really = Mailer.send

    async def send(*args: Any, **kwargs: Any) -> None:
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        await really(*args, **kwargs)
        if moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    Mailer.send = send  # type: ignore[method-assign]
    settings = Settings(
        data_dir=Path(data), smtp_url=smtp, mail_from="Fettle <no-reply@fettle.test>", public_url="https://fettle.test"
    )
    door = engine.make_door(settings, app)
    async with door.pool:
        print("ready", flush=True)
        now = datetime.now(UTC) + timedelta(seconds=float(ahead))
        await Working(superuser, door, composition.services(settings)).drain(UUID(tenant), now=now)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
