"""Mail: with a Message-ID that stays the same over attempts, and a way to stop it with one click (RFC 8058)."""

from collections.abc import Mapping
from typing import Protocol

import aiosmtplib

from fettle.modules.notifications.records import Outcome, Parcel
from fettle.modules.notifications.rules import letters

# The mailbox does not exist, has moved, or its name cannot be: no later attempt changes that.
NO_SUCH_MAILBOX = frozenset({550, 551, 553})


class Mailer(Protocol):
    """Who takes mail."""

    async def send(
        self, to: str, subject: str, text: str, html: str | None = None, *, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send one mail."""
        ...


class Email:
    """Sends by the installation's mail server."""

    def __init__(self, mailer: Mailer, *, domain: str) -> None:
        self._mailer = mailer
        self._domain = domain

    async def send(self, parcel: Parcel) -> Outcome:
        """Hand one mail to the server. A mailbox that is refused for good is `gone`."""
        letter = letters.letter(parcel)
        message_id = f"<{parcel.tag}@{self._domain}>"
        headers = {"Message-ID": message_id}
        if parcel.unsubscribe:
            headers["List-Unsubscribe"] = f"<{parcel.unsubscribe}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        try:
            await self._mailer.send(parcel.address, letter.subject, letter.text, letter.html, headers=headers)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _refused(error.recipients[0])
        except aiosmtplib.SMTPDataError as error:
            return Outcome(error=f"{error.code} {error.message}", final=error.code >= 500)
        except (aiosmtplib.SMTPException, OSError) as error:
            return Outcome(error=str(error) or type(error).__name__)
        except ValueError as error:
            return Outcome(error=f"no mail can be addressed there: {error}", final=True, gone=True)
        return Outcome(receipt=message_id)


def _refused(error: aiosmtplib.SMTPRecipientRefused) -> Outcome:
    # 5.7: the server does not like us, which says nothing about the mailbox.
    gone = error.code in NO_SUCH_MAILBOX and not error.message.startswith("5.7")
    return Outcome(error=f"{error.code} {error.message}", final=error.code >= 500, gone=gone)
