"""What somebody types into a search box: words, a work order number, tags."""

import re
import unicodedata

from fettle.kit.refusals import Invalid
from fettle.modules.work_orders.records import Search

MOST_WORDS = 12
LONGEST = 200
_NUMBER = re.compile(r"(?:wo|wr)?[-\s]?(\d{1,15})", re.IGNORECASE)
_TAG = re.compile(r"(?:^|(?<=\s))#(\S+)")


def names(typed: str, letters: str) -> bool:
    """Whether `typed` is a number that begins with `letters`: WR-17 is that of a request and of no work order."""
    return _NUMBER.fullmatch(typed.strip()) is not None and typed.strip().lower().startswith(letters)


def asked(typed: str | None, *, deleted: bool) -> Search | None:
    """What `typed` asks for. Raises `Invalid` among deleted records, whose words nobody keeps in the index."""
    if typed is not None and deleted:
        raise Invalid.at("?q", "not_searched", "deleted records cannot be searched")
    return None if typed is None else parse(typed)


def parse(typed: str) -> Search:
    """What `typed` asks for. Signs mean nothing: what remains are letters, marks and digits, so nothing typed here is
    ever an operator of the query language that these words go into."""
    text = unicodedata.normalize("NFC", typed[:LONGEST])
    tags = _TAG.findall(text)
    rest = _TAG.sub(" ", text)
    number = _NUMBER.fullmatch(rest.strip())
    plain = "".join(character if unicodedata.category(character)[0] in "LMN" else " " for character in rest)
    words = list(dict.fromkeys(plain.split()))[:MOST_WORDS]
    return Search(words=words, number=int(number[1]) if number else None, tags=tags)
