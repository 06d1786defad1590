"""Which media type bytes are of."""

import re

HEAD = 4096
"""How many bytes from the beginning are looked at."""
_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
)
_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"msf1": "image/heic"}
_BRANDS |= {b"hevc": "image/heic", b"avif": "image/avif", b"avis": "image/avif"}
_MARKUP = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|\?php|meta|img|a\s)", re.IGNORECASE)
_SVG = re.compile(rb"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*(<!doctype\s+svg[^>]*>\s*)?<svg[\s>]", re.IGNORECASE | re.S)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_LONGEST_CHARACTER = 4


def detect(head: bytes) -> str | None:
    """The media type that these first bytes are of; None when it is none that is known."""
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    return _text(head)


def _text(head: bytes) -> str | None:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if not plain or _CONTROL.search(plain) or not _readable(plain):
        return None
    if _SVG.match(plain):
        return "image/svg+xml"
    if _MARKUP.search(plain[:1024]):
        return "text/html"
    return None if plain.lstrip().startswith((b"<", b"#!")) else "text/plain"


def _readable(plain: bytes) -> bool:
    """Whether it is UTF-8, but for a character that may be cut at the end."""
    try:
        plain.decode()
    except UnicodeDecodeError as error:
        return len(plain) >= HEAD - 3 and error.start > len(plain) - _LONGEST_CHARACTER
    return True


def hides_markup(part: bytes) -> bool:
    """Whether a part of a picture would be read as a page by a browser that guesses."""
    return bool(_MARKUP.search(part)) and not part.lstrip().startswith(b"<?xpacket")
