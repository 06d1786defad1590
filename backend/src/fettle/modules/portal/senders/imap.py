"""Fetching mail by IMAP: in a thread, from an address that was checked, without a transaction waiting."""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from fettle.kit.addresses import Address
from fettle.modules.portal.records.mail import MailboxAccess, Security

SECONDS = 30
MOST_AT_ONCE = 50
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxAway(Exception):
    """The mail server does not answer, or not as it should; the message says why, without secrets."""


class Fetched(msgspec.Struct, frozen=True):
    """A message of a mailbox; `raw` is None for one that is too large to fetch."""

    uid: int
    raw: bytes | None


class Batch(msgspec.Struct, frozen=True):
    """What is new in a mailbox, oldest first, and under which UIDVALIDITY."""

    uid_validity: int
    messages: list[Fetched]


def fetch(access: MailboxAccess, password: str, address: Address, *, largest: int) -> Batch:
    """The next messages of a mailbox; nothing is changed there. Raises `MailboxAway`."""
    with _opened(access, password, address, read_only=True) as server:
        validity = _validity(server)
        after = access.last_uid if access.uid_validity == validity else 0
        uids = [uid for uid in _search(server, f"{after + 1}:*") if uid > after][:MOST_AT_ONCE]
        return Batch(validity, [Fetched(uid, _raw(server, uid, largest)) for uid in uids])


def put_away(access: MailboxAccess, password: str, address: Address, uids: Sequence[int]) -> None:
    """Mark messages as seen, and move them where they are kept. Raises `MailboxAway`."""
    if not uids:
        return
    listed = ",".join(map(str, uids))
    with _opened(access, password, address, read_only=False) as server:
        _ok(server.uid("STORE", listed, "+FLAGS.SILENT", r"(\Seen)"))
        if access.done_folder is None:
            return
        with contextlib.suppress(imaplib.IMAP4.error):
            server.create(_quoted(access.done_folder))
        _ok(server.uid("COPY", listed, _quoted(access.done_folder)))
        _ok(server.uid("STORE", listed, "+FLAGS.SILENT", r"(\Deleted)"))
        # What a server can do it says again once it knows who asks.
        if b"UIDPLUS" in b" ".join(each for each in _ok(server.capability()) if isinstance(each, bytes)).split():
            _ok(server.uid("EXPUNGE", listed))


class _Plain(imaplib.IMAP4):
    """A connection to a checked address, whatever the name means by now."""

    def __init__(self, access: MailboxAccess, address: Address) -> None:
        self._address = address
        super().__init__(access.host, access.port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((str(self._address), self.port), timeout)


class _Encrypted(_Plain):
    """As `_Plain`, with TLS from the start and the certificate of the name."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = super()._create_socket(timeout)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


@contextmanager
def _opened(access: MailboxAccess, password: str, address: Address, *, read_only: bool) -> Iterator[imaplib.IMAP4]:
    try:
        server = (_Encrypted if access.security is Security.TLS else _Plain)(access, address)
        try:
            if access.security is Security.STARTTLS:
                server.starttls(ssl.create_default_context())
            server.login(access.username, password)
            _ok(server.select(_quoted(access.folder), readonly=read_only))
            yield server
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                server.logout()
    except imaplib.IMAP4.error:
        raise MailboxAway("The mail server refused the name, the password or the folder.") from None
    except ssl.SSLError:
        raise MailboxAway("The mail server's certificate or encryption is not right.") from None
    except OSError:
        raise MailboxAway("The mail server does not answer.") from None


def _ok(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(answer[0])
    return answer[1]


def _validity(server: imaplib.IMAP4) -> int:
    _, values = server.response("UIDVALIDITY")
    return int(values[0]) if values and values[0] is not None else 0


def _search(server: imaplib.IMAP4, uids: str) -> list[int]:
    found = _ok(server.uid("SEARCH", f"UID {uids}"))
    words = found[0].split() if found and isinstance(found[0], bytes) else []
    return sorted(int(word) for word in words)


def _raw(server: imaplib.IMAP4, uid: int, largest: int) -> bytes | None:
    told = b" ".join(each for each in _ok(server.uid("FETCH", str(uid), "(RFC822.SIZE)")) if isinstance(each, bytes))
    size = _SIZE.search(told)
    if size is None or int(size[1]) > largest:
        return None
    for part in _ok(server.uid("FETCH", str(uid), "(BODY.PEEK[])")):
        if isinstance(part, tuple) and isinstance(part[1], bytes):
            return part[1]
    return None


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
