"""Mail: sent by SMTP, or written to the log where no server is set, so that a newcomer sees it."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from fettle.config import Settings

SECONDS = 20
LONGEST_HEADER = 900
log = structlog.get_logger("fettle.mail")


class _Unfolded(str):
    """The value of a header that is written as it is: long addresses would be folded into words nobody can follow."""

    name: str

    @classmethod
    def of(cls, name: str, value: str) -> "_Unfolded":
        """Raises `ValueError` for what is no plain line of letters and signs."""
        if not (value.isascii() and value.isprintable()) or len(value) > LONGEST_HEADER:
            raise ValueError(f"{name} cannot hold this: no linefeed, nothing but ASCII, not longer than a line may be")
        made = cls(value)
        made.name = name
        return made

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it leaves."""
        return f"{self.name}: {self}{policy.linesep}"


class Mailer:
    """Sends mail through FETTLE_SMTP_URL (`smtp://user:password@host:port`; `smtps://` for TLS from the start)."""

    def __init__(self, settings: Settings) -> None:
        """Raises `ValueError` for an address that is no SMTP URL."""
        self._server = None if settings.smtp_url is None else urlsplit(settings.smtp_url)
        self._sender = settings.mail_from
        if self._server is not None and (self._server.scheme not in ("smtp", "smtps") or not self._server.hostname):
            raise ValueError("FETTLE_SMTP_URL must look like smtp://user:password@host:587 or smtps://host")

    async def send(
        self, to: str, subject: str, text: str, html: str | None = None, *, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send one mail. Raises `aiosmtplib.SMTPException` or `OSError` when the server does not take it.

        `headers` are set beside the usual ones or in their place: a Message-ID that stays the same over attempts, say.
        """
        if self._server is None:
            log.info("mail not sent: no FETTLE_SMTP_URL", to=to, subject=subject, text=text)
            return
        server = self._server
        await aiosmtplib.send(
            self._message(to, subject, text, html, headers or {}),
            hostname=server.hostname,
            port=server.port,
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
            timeout=SECONDS,
        )

    @property
    def domain(self) -> str | None:
        """The domain that mail is sent from."""
        return self._sender.rpartition("@")[2].rstrip("> ") or None

    def _message(self, to: str, subject: str, text: str, html: str | None, headers: Mapping[str, str]) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = make_msgid(domain=self.domain)
        message["Auto-Submitted"] = "auto-generated"
        for name, value in headers.items():
            del message[name]
            message[name] = _Unfolded.of(name, value)
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
        return message
