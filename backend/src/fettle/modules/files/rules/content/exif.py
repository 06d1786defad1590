"""What a camera wrote into a picture: which way is up, when and where it was taken; and how to take the place out.

EXIF blocks are TIFF structures inside of a container (EXIF 3.0, 4.6). They are changed in place, so that the picture
itself stays the same to the bit.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from mmap import mmap
from zoneinfo import ZoneInfo

import msgspec

Bytes = bytearray | mmap
ORIENTATION, MOMENT, EXIF, GPS, TAKEN, OFFSET = 0x0112, 0x0132, 0x8769, 0x8825, 0x9003, 0x9011
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 1, 2, 3, 4
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
MOST_TAGS = 500
MOST_DIRECTORIES = 8
LONGEST_VALUE = 64 * 1024
TEXTS = (b"eXIf", b"iTXt", b"tEXt", b"zTXt")
EMPTIED = b"spAr"
"""A chunk that every reader passes over."""
LONGEST_KEYWORD = 100
_PLACE = b"\x00" * 12
_BLOCK = re.compile(rb"(?:Exif\x00\x00|eXIf|EXIF.{4})(?=II\*\x00|MM\x00\*)", re.S)
_PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.S)
_POSITION = re.compile(rb"(?<=:)(G[Pp][Ss]\w*)(\s*=\s*[\"'])([^\"'<]*)|(?<=:)(G[Pp][Ss]\w*)([^<>/]*>)([^<]*)")
_SIGNED = re.compile(r"([+-])(\d\d):(\d\d)")


class Entry(msgspec.Struct, frozen=True):
    """A tag: where its twelve bytes are, and where its value is."""

    at: int
    kind: int
    count: int
    value: int
    size: int


class Exif(msgspec.Struct, frozen=True):
    """What was found. `rotated`: width and height change places when the picture is shown."""

    rotated: bool = False
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


class Block:
    """One EXIF block of `data`, which begins at `base`."""

    def __init__(self, data: Bytes, base: int) -> None:
        self.data = data
        self.base = base
        self.order = "<" if data[base : base + 2] == b"II" else ">"

    def number(self, code: str, at: int) -> int:
        """A number of the block's byte order."""
        return int(struct.unpack(self.order + code, self.data[at : at + struct.calcsize(code)])[0])

    def directories(self) -> Iterator[dict[int, Entry]]:
        """The directories of the main chain."""
        at = self.base + self.number("I", self.base + 4)
        for _ in range(MOST_DIRECTORIES):
            yield self.entries(at)
            following = self.number("I", at + 2 + 12 * self.number("H", at))
            if not following:
                return
            at = self.base + following

    def entries(self, at: int) -> dict[int, Entry]:
        """The tags of the directory at `at`."""
        found = {}
        for position in range(min(self.number("H", at), MOST_TAGS)):
            place = at + 2 + 12 * position
            kind, count = self.number("H", place + 2), self.number("I", place + 4)
            size = SIZES.get(kind, 1) * count
            value = place + 8 if size <= 4 else self.base + self.number("I", place + 8)
            found[self.number("H", place)] = Entry(place, kind, count, value, size)
        return found

    def inner(self, entries: dict[int, Entry], tag: int) -> dict[int, Entry]:
        """The directory that `tag` points to, empty without it."""
        return self.entries(self.base + self.number("I", entries[tag].value)) if tag in entries else {}

    def text(self, entry: Entry | None) -> str:
        """The value of a text tag."""
        return (
            "" if entry is None else self.data[entry.value : entry.value + min(entry.size, 64)].split(b"\0")[0].decode()
        )

    def degrees(self, place: Entry | None, ref: Entry | None, most: int) -> Decimal | None:
        """Degrees, minutes and seconds as degrees; None unless they make sense."""
        if place is None or place.size != 24:
            return None
        parts = [self.number("I", place.value + 4 * position) for position in range(6)]
        if not all(parts[1::2]):
            return None
        exact = sum(Decimal(parts[2 * n]) / parts[2 * n + 1] / 60**n for n in range(3))
        signed = -exact if self.text(ref) in ("S", "W") else exact
        return signed.quantize(Decimal("0.000001")) if abs(signed) <= most else None


def read(data: Bytes, zone: str) -> Exif:
    """What the camera wrote into a picture; a time without an offset is one of `zone`. What is damaged is left out."""
    for base in _bases(data):
        try:
            block = Block(data, base)
            main = next(block.directories())
            inner, gps = block.inner(main, EXIF), block.inner(main, GPS)
            latitude = block.degrees(gps.get(LATITUDE), gps.get(LATITUDE_REF), 90)
            longitude = block.degrees(gps.get(LONGITUDE), gps.get(LONGITUDE_REF), 180)
            whole = latitude is not None and longitude is not None
            return Exif(
                rotated=ORIENTATION in main and block.number("H", main[ORIENTATION].value) >= 5,
                taken_at=_moment(block.text(inner.get(TAKEN) or main.get(MOMENT)), block.text(inner.get(OFFSET)), zone),
                latitude=latitude if whole else None,
                longitude=longitude if whole else None,
            )
        except (struct.error, UnicodeDecodeError, OverflowError):
            continue
    return Exif()


def blank_position(data: Bytes) -> None:
    """Take the place out of a picture, wherever EXIF or XMP tell it; nothing else changes, not even its size."""
    for base in _bases(data):
        try:
            block = Block(data, base)
            for directory in block.directories():
                if GPS in directory:
                    _blank(block, block.base + block.number("I", directory[GPS].value))
        except struct.error:
            continue
    for packet in list(_PACKET.finditer(data)):
        cleaned = _POSITION.sub(_spaces, packet.group())
        data[packet.start() : packet.end()] = cleaned
    if data[:4] == b"\x89PNG":
        _tidy_chunks(data)


def _bases(data: Bytes) -> list[int]:
    whole = [0] if data[:4] in (b"II*\x00", b"MM\x00*") else []
    return whole + [match.end() for match in _BLOCK.finditer(data)]


def _blank(block: Block, at: int) -> None:
    """Empty a directory and everything that its tags point to."""
    entries = block.entries(at)
    for entry in entries.values():
        size = min(entry.size, LONGEST_VALUE, len(block.data) - entry.value)
        if entry.size > 4 and size > 0:
            block.data[entry.value : entry.value + size] = bytes(size)
        block.data[entry.at : entry.at + 12] = _PLACE
    block.data[at : at + 2] = b"\x00\x00"


def _spaces(match: re.Match[bytes]) -> bytes:
    kept, value = match.group()[: match.start(3) - match.start()], match.group(3)
    if value is None:
        kept, value = match.group()[: match.start(6) - match.start()], match.group(6)
    return kept + b" " * len(value)


def _tidy_chunks(data: Bytes) -> None:
    """Set the checksums of the chunks of a PNG that were changed, and empty those whose text cannot be looked into."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, start, end = data[at + 4 : at + 8], at + 8, at + 8 + length
        if end + 4 > len(data):
            return
        if kind in TEXTS:
            if _is_packed(bytes(kind), bytes(data[start : min(end, start + LONGEST_KEYWORD)])):
                data[at + 4 : end] = EMPTIED + bytes(length)
            data[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")
        at = end + 4


def _is_packed(kind: bytes, head: bytes) -> bool:
    """Whether a chunk holds compressed text, or a profile in hexadecimal digits as some programs write it."""
    _, _, rest = head.partition(b"\0")
    return kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\1") or head.startswith(b"Raw profile type")


def _moment(said: str, offset: str, zone: str) -> datetime | None:
    """`2026:03:01 10:20:30` with an offset, or in `zone`, as UTC; None when the clock was never set."""
    try:
        local = datetime.strptime(said.strip(), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the camera's zone is found below
    except ValueError:
        return None
    if not 1900 < local.year < 2200:
        return None
    if signed := _SIGNED.fullmatch(offset.strip()):
        ahead = timedelta(hours=int(signed[2]), minutes=int(signed[3]))
        if ahead < timedelta(days=1):
            return local.replace(tzinfo=timezone(ahead if signed[1] == "+" else -ahead)).astimezone(UTC)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
