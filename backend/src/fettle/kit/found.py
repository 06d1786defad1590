"""What a search finds, whatever kind of record it is."""

from uuid import UUID

from fettle.kit.records import Record


class Found(Record, frozen=True, kw_only=True):
    """A record as a search box shows it: how it is called, a word on where or who, its number as people write it."""

    id: UUID
    title: str
    subtitle: str | None = None
    number: str | None = None
    status: str | None = None


def words_of(typed: str, *, most: int = 12) -> list[str]:
    """The words to look for in what somebody typed; what holds no letter and no digit is none."""
    words = (word for word in typed.split() if any(character.isalnum() for character in word))
    return list(dict.fromkeys(words))[:most]
