"""Places in the feed, as the ids of a stream say them."""

import re

from fettle.modules.realtime.records import Doubt, Position

WHOLE = 2**31 - 1
"""The `ord` behind every change of a transaction."""
MOST_MISSED = 20_000
"""Transactions that somebody can have missed and still be told one by one; who missed more reads anew."""
_ID = re.compile(r"(\d{1,18})(?:-(\d{1,9}))?", re.ASCII)


def read(text: str) -> Position | None:
    """The place that an id names: `57-2` after change 2 of transaction 57, `57` after all of it. None for no id."""
    match = _ID.fullmatch(text.strip())
    return None if match is None else Position(int(match[1]), WHOLE if match[2] is None else int(match[2]))


def written(position: Position) -> str:
    """The id of a place."""
    return str(position.seq) if position.ord >= WHOLE else f"{position.seq}-{position.ord}"


def resumed(text: str, head: Position) -> tuple[Position | None, Doubt | None]:
    """Where a stream goes on whose reader names `text` as what they heard last, or why it cannot."""
    last = read(text)
    if last is None or last > Position(head.seq, WHOLE):
        return None, Doubt.UNKNOWN
    return (None, Doubt.TOO_OLD) if head.seq - last.seq > MOST_MISSED else (last, None)
