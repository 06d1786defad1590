"""The size of a picture, read from its header."""

import struct
from collections.abc import Callable
from typing import BinaryIO

Size = tuple[int, int]
MOST_SEGMENTS = 2000
MOST_TAGS = 1000
HEIF_HEAD = 1024 * 1024


def size_of(file: BinaryIO, media_type: str) -> Size | None:
    """Width and height in pixels as stored; None when the header is damaged. No pixel is decoded."""
    file.seek(0)
    try:
        size = _READERS[media_type](file)
    except (struct.error, IndexError):
        return None
    return size if size and size[0] > 0 and size[1] > 0 else None


def _png(file: BinaryIO) -> Size | None:
    head = file.read(24)
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else None


def _gif(file: BinaryIO) -> Size | None:
    width, height = struct.unpack("<HH", file.read(10)[6:10])
    return width, height


def _bmp(file: BinaryIO) -> Size | None:
    width, height = struct.unpack("<ii", file.read(26)[18:26])
    return width, abs(height)


def _jpeg(file: BinaryIO) -> Size | None:
    file.seek(2)
    for _ in range(MOST_SEGMENTS):
        marker = file.read(2)
        while marker == b"\xff\xff":
            marker = b"\xff" + file.read(1)
        if len(marker) < 2 or marker[0] != 0xFF:
            return None
        if marker[1] == 0x01 or 0xD0 <= marker[1] <= 0xD8:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        if marker[1] in (0xD9, 0xDA):
            return None
        file.seek(length - 2, 1)
    return None


def _webp(file: BinaryIO) -> Size | None:
    head = file.read(30)
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
    return None


def _tiff(file: BinaryIO) -> Size | None:
    head = file.read(8)
    order = "<" if head[:2] == b"II" else ">"
    file.seek(struct.unpack(order + "I", head[4:8])[0])
    (count,) = struct.unpack(order + "H", file.read(2))
    found: dict[int, int] = {}
    for _ in range(min(count, MOST_TAGS)):
        tag, kind, _, value = struct.unpack(order + "HHI4s", file.read(12))
        if tag in (256, 257):
            found[tag] = struct.unpack(order + ("H" if kind == 3 else "I"), value[: 2 if kind == 3 else 4])[0]
    return (found[256], found[257]) if len(found) == 2 else None


def _heif(file: BinaryIO) -> Size | None:
    """The largest of the sizes that the file states: the whole picture, its tiles and thumbnails each have one."""
    head = file.read(HEIF_HEAD)
    sizes, at = [], head.find(b"ispe")
    while at >= 0:
        sizes.append(struct.unpack(">II", head[at + 8 : at + 16]))
        at = head.find(b"ispe", at + 4)
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


_READERS: dict[str, Callable[[BinaryIO], Size | None]] = {
    "image/png": _png,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/heic": _heif,
    "image/avif": _heif,
}
