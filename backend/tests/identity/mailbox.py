"""A real SMTP server that keeps what it is given."""

import asyncio
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP


class Mailbox:
    """What was delivered, in order."""

    def __init__(self) -> None:
        self._mails: asyncio.Queue[EmailMessage] = asyncio.Queue()
        self.url = ""
        self.refusing = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refusing:
            return "554 no"
        self._mails.put_nowait(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 kept"

    async def next(self) -> EmailMessage:
        """The next mail, waited for."""
        return await asyncio.wait_for(self._mails.get(), 10)

    def empty(self) -> bool:
        """Whether nothing more has come."""
        return self._mails.empty()

    async def open(self) -> asyncio.Server:
        """Listen."""
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True), "127.0.0.1", 0
        )
        self.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server
