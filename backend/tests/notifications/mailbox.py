"""A real SMTP server that keeps what it is given, and refuses whom it is told to."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP

KEPT = "250 kept"


class Mailbox:
    """What was delivered, by address. `rcpt` and `data` may answer otherwise than with yes."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.raw: list[tuple[str, bytes]] = []
        self.rcpt: Callable[[str], str | None] = lambda _address: None
        self.data: Callable[[str], str] = lambda _address: KEPT
        self.url = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        said = self.rcpt(address)
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 yes"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        said = self.data(envelope.rcpt_tos[0])
        if said == KEPT:
            mail = message_from_bytes(envelope.content, policy=default)
            self.mails.append((envelope.rcpt_tos[0], mail))  # type: ignore[arg-type]
            self.raw.append((envelope.rcpt_tos[0], envelope.content))
        return said

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to an address, oldest first."""
        return [mail for to, mail in self.mails if to == address]

    async def open(self) -> asyncio.Server:
        """Listen."""
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True), "127.0.0.1", 0
        )
        self.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server
