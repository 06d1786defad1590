"""Reading messages: whatever arrives, something sensible is made of it, or it is refused whole."""

import email
import hashlib
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr
from html.parser import HTMLParser

from fettle.kit.changes import Change
from fettle.kit.refusals import Conflict, Invalid
from fettle.modules.portal.records.mail import Letter, MessageStatus
from fettle.modules.portal.records.mail import Message as Received
from fettle.modules.portal.records.public import Photo
from fettle.modules.portal.rules.reports import EMAIL, LARGEST_PHOTO, LONGEST_TEXT, line_of, storable

LARGEST_MESSAGE = 30 * 1024 * 1024
LARGEST_KEPT = 1024 * 1024
MOST_PARTS = 200
MOST_ATTACHMENTS = 10
MOST_AN_HOUR = 20
"""So many messages of one sender are taken in an hour; nobody is flooded with our answers in their name."""
LONGEST_HEADER = 998
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "X-Delivered-To", "Envelope-To")
REFERRING = ("In-Reply-To", "References")
_TEMPLATES = re.compile(r"multipart/report|message/disposition-notification", re.IGNORECASE)
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|auto-?reply)[@+.-]", re.IGNORECASE
)
# Where an answer ends and what it answers begins, in the words of the usual programs.
_QUOTED = re.compile(
    r"^(>.*|\s*-{3,}\s*(Original Message|Mensaje original|Original-Nachricht)\s*-{3,}.*|_{20,}\s*"
    r"|(On|El|Am|Le)\b.{5,200}(wrote|escribi[oó]|schrieb|a écrit)\s?:\s*)$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^(-- ?|(Sent from|Enviado desde|Get Outlook for|Obtener Outlook)\b.*)$", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"^(On|El)\b.{5,200}\n.{0,200}(wrote|escribi[oó])\s?:\s*$", re.IGNORECASE | re.MULTILINE)


class MessageUnreadable(Invalid):
    """This message cannot be read."""


class TooManyOfOne(Invalid):
    """This sender has sent too many messages within the hour."""


class NotQuarantined(Conflict):
    """This message is not in quarantine."""


def read(raw: bytes) -> Letter:
    """What stands in a raw message. Raises `MessageUnreadable` for what is none, or is built to break readers."""
    if len(raw) > LARGEST_MESSAGE:
        raise MessageUnreadable("The message is too large.")
    try:
        message = email.message_from_bytes(raw, policy=default)
        parts = list(_parts(message))
    except (RecursionError, ValueError, IndexError, AttributeError, LookupError):
        raise MessageUnreadable() from None
    if not message.keys():
        raise MessageUnreadable("The message has no headers.")
    whole = _text_of(parts)
    name, sender = _sender(message)
    return Letter(
        message_id=_message_id(message, raw),
        sender=sender,
        sender_name=name,
        subject=line_of(_header(message, "Subject")) or "",
        text=trimmed(whole)[:LONGEST_TEXT],
        whole=whole,
        hints=[_header(message, name) for name in (*ADDRESSED, "Subject", *REFERRING)],
        attachments=list(_attachments(parts)),
        automatic=_automatic(message, sender),
    )


def message_id(raw: bytes) -> str:
    """A name for a message that cannot be read: the same for the same bytes."""
    return f"<{hashlib.sha256(raw).hexdigest()}@unread>"


def too_large(mailbox_id: object, validity: int, uid: int) -> bytes:
    """What stands for a message that is too large to fetch: it cannot be read either, and is quarantined."""
    return f"too large: message {uid} of mailbox {mailbox_id} ({validity})".encode()


def labelled(raw: bytes) -> tuple[str, str | None, str | None]:
    """Message-ID, sender and subject of a message, as far as they can be told of one that cannot be read."""
    try:
        head = email.message_from_bytes(raw[:LARGEST_KEPT].partition(b"\n\n")[0][:65536], policy=default)
        return _message_id(head, raw), _sender(head)[1], line_of(_header(head, "Subject"))
    except (RecursionError, ValueError, IndexError, AttributeError, LookupError, TypeError):
        return message_id(raw), None, None


def trimmed(whole: str) -> str:
    """The text without what it answers to and without the signature; all of it where nothing would be left."""
    text = _BROKEN_LINE.sub(lambda found: found[0].replace("\n", " "), whole)
    kept: list[str] = []
    for line in text.split("\n"):
        if _SIGNED.match(line) or (_QUOTED.match(line) and not line.startswith(">")):
            break
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(kept).strip() or whole.strip()


def _parts(message: Message) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            raise MessageUnreadable("The message has too many parts.")
        if isinstance(part, EmailMessage) and not part.is_multipart():
            yield part


def _text_of(parts: list[EmailMessage]) -> str:
    shown = [part for part in parts if not _is_attached(part)]
    plain = [_decoded(part) for part in shown if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return _tidy("\n".join(plain))
    return _tidy("\n".join(text_of_html(_decoded(part)) for part in shown if part.get_content_type() == "text/html"))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", storable(text).replace("\u00a0", " ")).strip()[:LARGEST_KEPT]


def _decoded(part: EmailMessage) -> str:
    """The text of a part, whatever its charset claims to be."""
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, LookupError, AttributeError, IndexError):
        return "attachment"


def _attachments(parts: list[EmailMessage]) -> Iterator[Photo]:
    count = 0
    for part in parts:
        inline_picture = part.get_content_maintype() == "image"
        if count == MOST_ATTACHMENTS or not (_is_attached(part) or inline_picture):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and 0 < len(content) <= LARGEST_PHOTO:
            count += 1
            name = line_of(_file_name(part)) or f"{part.get_content_maintype()}-{count}"
            yield Photo(name[:200], part.get_content_type(), content)


def _header(message: Message, name: str) -> str:
    """A header as text, all of its lines; as it was sent where it cannot be understood."""
    try:
        return storable(" ".join(str(each) for each in message.get_all(name, [])))[: 4 * LONGEST_HEADER]
    except (ValueError, IndexError, AttributeError, LookupError, TypeError):
        sent = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
        return storable(" ".join(sent))[: 4 * LONGEST_HEADER]


def _sender(message: Message) -> tuple[str | None, str | None]:
    for header in ("Reply-To", "From"):
        name, address = parseaddr(_header(message, header))
        if EMAIL.fullmatch(address):
            return (line_of(name) or "")[:200] or None, address.lower()
    return None, None


def _message_id(message: Message, raw: bytes) -> str:
    found = re.search(r"<[^<>\s]{1,400}>", _header(message, "Message-ID"))
    return found[0] if found else message_id(raw)


def _automatic(message: Message, sender: str | None) -> str | None:
    """Why a message is none of a person: a bounce, a notice of absence, a list."""
    if sender is None:
        return "It has no sender that could be answered."
    if _header(message, "Auto-Submitted").strip().lower() not in ("", "no"):
        return "It was sent automatically."
    if _header(message, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return "It was sent to many."
    if any(_header(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Loop")):
        return "It was sent automatically."
    if _header(message, "Return-Path").strip() == "<>" or _TEMPLATES.match(message.get_content_type()):
        return "It tells that another message was not delivered."
    return "It was sent by a machine." if _MACHINES.match(sender) else None


class _Reader(HTMLParser):
    """Takes the text out of HTML, with a line for each block."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"})
    HIDDEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own; what is quoted is marked as in plain text."""
        self.hidden += tag in self.HIDDEN
        self.quoted += tag == "blockquote"
        if tag in self.BLOCKS:
            self.pieces.append("\n" + "> " * self.quoted)

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line."""
        self.hidden = max(0, self.hidden - (tag in self.HIDDEN))
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        if tag in self.BLOCKS and tag != "br":
            self.pieces.append("\n" + "> " * self.quoted)

    def handle_data(self, data: str) -> None:
        """Text that is shown."""
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def text_of_html(markup: str) -> str:
    """The text that a page shows."""
    reader = _Reader()
    reader.feed(markup[:LARGEST_KEPT])
    reader.close()
    return "\n".join(line.strip() for line in "".join(reader.pieces).split("\n"))


def request_text(letter: Letter) -> tuple[str, str | None]:
    """Title and description of the request that a letter makes."""
    subject = re.sub(r"^((re|fwd?|aw|wg|rv)\s*:\s*)+", "", letter.subject, flags=re.IGNORECASE).strip()
    text = letter.text
    if not subject:
        first, _, rest = text.partition("\n")
        return (first[:200].strip() or "(no subject)"), (text if rest or len(first) > 200 else None)
    return subject[:200], text or None


def must_be_quarantined(message: Received) -> None:
    """Raise `NotQuarantined` unless somebody has to look at the message."""
    if message.status is not MessageStatus.QUARANTINED:
        raise NotQuarantined()


def told(message: Received, verb: str) -> Change:
    """The change that a message makes as it comes in; its text is told by the request or the comment."""
    after = {
        "message_id": message.message_id,
        "sender": message.sender,
        "subject": message.subject,
        "status": message.status,
        "reason": message.reason,
        "request_id": message.request_id,
        "received_at": message.received_at,
    }
    return Change(f"portal_message.{verb}", message.id, after=after)


def decided(before: Received, after: Received, verb: str) -> Change:
    """The change from `before` to `after`."""
    names = [name for name in ("status", "reason", "request_id") if getattr(before, name) != getattr(after, name)]
    return Change(
        f"portal_message.{verb}",
        after.id,
        before={name: getattr(before, name) for name in names},
        after={name: getattr(after, name) for name in names},
    )
