"""Where a phone stands, in the one number that it keeps for us.

53 bits are whole numbers in JavaScript: 30 for the transaction, 8 for the part of a first pull, 15 for a tag that
tells a cursor of another tenant, person, scope or database from one of ours. Within a first pull the number grows with
each part, and all that comes after the last part is higher. There the 8 bits tell, roughly, how much the last pull
brought: clients pull before they push, and so a push would look as if its owner had seen all of that.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable

from fettle.modules.sync.records import Cursor, Leaf

TAG_BITS, LEAF_BITS, SEQ_BITS = 15, 8, 30
WHOLE = (1 << LEAF_BITS) - 1
MOST_PARTS = 1 << (LEAF_BITS - 2)


def _steps(count: int) -> tuple[int, ...]:
    """Numbers from 0 up, each at most a fifth larger than the one before it, or by one."""
    steps = [0]
    while len(steps) < count:
        steps.append(max(steps[-1] + 1, steps[-1] * 6 // 5))
    return tuple(steps)


BROUGHT = _steps(2 * MOST_PARTS)
NOTHING_YET = frozenset({"", "0", "null", "undefined", "nan", "none"})
"""What clients send before their first pull."""


def tag(*scope: object) -> int:
    """A small number that changes, very likely, with anything that decides what a phone may carry."""
    return int.from_bytes(hashlib.sha256(repr(scope).encode()).digest()[:2]) >> (16 - TAG_BITS)


def written(cursor: Cursor) -> int:
    """The number that the phone is given; at least 1."""
    if cursor.leaf is None:
        part = WHOLE - min(bisect_left(BROUGHT, cursor.brought), len(BROUGHT) - 1)
    else:
        part = cursor.leaf.parts + cursor.leaf.number
    return max(1, (cursor.seq << (LEAF_BITS + TAG_BITS)) | (part << TAG_BITS) | cursor.tag)


def read(number: int) -> Cursor | None:
    """The cursor behind a number that a phone sends back, None for one that we never gave."""
    if not 0 < number < 1 << (SEQ_BITS + LEAF_BITS + TAG_BITS):
        return None
    part = number >> TAG_BITS & WHOLE
    seq, marked = number >> (LEAF_BITS + TAG_BITS), number & ((1 << TAG_BITS) - 1)
    if part > WHOLE - len(BROUGHT):
        return Cursor(seq, marked, brought=min(BROUGHT[WHOLE - part], seq))
    if part < 2:
        return None
    parts = 1 << (part.bit_length() - 1)
    return Cursor(seq, marked, Leaf(parts, part - parts))


def parts_for(records: int, most: int) -> int:
    """Into how many parts a first pull of so many records is cut, so that each holds about `most`."""
    parts = 1
    while parts < MOST_PARTS and records > parts * most:
        parts *= 2
    return parts


def following(leaf: Leaf) -> Leaf | None:
    """The part after this one, None after the last."""
    return Leaf(leaf.parts, leaf.number + 1) if leaf.number + 1 < leaf.parts else None


def joined(values: Iterable[object]) -> str:
    """Ids in one order, for `tag`."""
    return ",".join(sorted(map(str, values)))
