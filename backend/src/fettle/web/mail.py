"""Mail: sent by SMTP, or written to the log where no server is set, so that a newcomer sees it."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from fettle.config import Settings

SECONDS = 20
log = structlog.get_logger("fettle.mail")


class Mailer:
    """Sends mail through FETTLE_SMTP_URL (`smtp://user:password@host:port`; `smtps://` for TLS from the start)."""

    def __init__(self, settings: Settings) -> None:
        """Raises `ValueError` for an address that is no SMTP URL."""
        self._server = None if settings.smtp_url is None else urlsplit(settings.smtp_url)
        self._sender = settings.mail_from
        if self._server is not None and (self._server.scheme not in ("smtp", "smtps") or not self._server.hostname):
            raise ValueError("FETTLE_SMTP_URL must look like smtp://user:password@host:587 or smtps://host")

    async def send(self, to: str, subject: str, text: str, html: str | None = None) -> None:
        """Send one mail. Raises `aiosmtplib.SMTPException` or `OSError` when the server does not take it."""
        if self._server is None:
            log.info("mail not sent: no FETTLE_SMTP_URL", to=to, subject=subject, text=text)
            return
        server = self._server
        await aiosmtplib.send(
            self._message(to, subject, text, html),
            hostname=server.hostname,
            port=server.port,
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
            timeout=SECONDS,
        )

    def _message(self, to: str, subject: str, text: str, html: str | None) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2].rstrip("> ") or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
        return message
