"""Signed addresses of objects that pass through this program."""

import hashlib
import hmac
from datetime import datetime
from urllib.parse import urlencode

from fettle.kit.records import Record
from fettle.kit.refusals import Forbidden

PURPOSE = b"fettle files, addresses of objects, 1"


class BadAddress(Forbidden):
    """This address was not made here, was changed, or is not valid any more."""


class Terms(Record, frozen=True, kw_only=True):
    """What an address allows: everything in it is signed. Size and type of an upload, name and type of a download."""

    method: str
    key: str
    expires: int
    type: str = "application/octet-stream"
    length: int = 0
    name: str = ""
    inline: bool = False


class Signer:
    """Makes and checks addresses. `base` is the origin of files, empty for the API's own."""

    def __init__(self, secret: bytes, base: str = "") -> None:
        self._key = hmac.new(secret, PURPOSE, hashlib.sha256).digest()
        self.base = base

    def address(self, terms: Terms) -> str:
        """The signed address for these terms."""
        given = {"expires": terms.expires, "type": terms.type, "length": terms.length, "name": terms.name}
        query = urlencode({**given, "inline": int(terms.inline), "signature": self._signature(terms)})
        return f"{self.base}/objects/{terms.key}?{query}"

    def check(self, terms: Terms, signature: str, now: datetime) -> None:
        """Raise `BadAddress` unless `signature` belongs to these terms and they still hold."""
        good = hmac.compare_digest(self._signature(terms).encode(), signature.encode())
        if not good or now.timestamp() > terms.expires:
            raise BadAddress()

    def _signature(self, terms: Terms) -> str:
        fields = (terms.method, terms.key, terms.expires, terms.type, terms.length, terms.name, int(terms.inline))
        message = "\n".join(str(field).replace("\\", "\\\\").replace("\n", "\\n") for field in fields)
        return hmac.new(self._key, message.encode(), hashlib.sha256).hexdigest()
