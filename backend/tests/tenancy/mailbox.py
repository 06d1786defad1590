"""A box that catches mail."""


class Mailbox:
    """Catches the mail of the application."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.html: list[str] = []
        self.broken = False

    async def send(self, to: str, subject: str, text: str, html: str | None = None) -> None:
        if self.broken:
            raise OSError("no server")
        self.sent.append((to, subject, text))
        self.html.append(html or "")

    def token(self, to: str) -> str:
        """The token of the last link that was mailed to somebody."""
        text = next(text for address, _, text in reversed(self.sent) if address == to)
        return text.split("/invitation#token=")[1].split()[0]
