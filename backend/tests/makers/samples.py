"""Files as people send them, and as attackers do; all made here."""

import io
import struct
import zipfile
import zlib
from fractions import Fraction
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:exif="http://ns.adobe.com/exif/1.0/"><rdf:Description
exif:GPSLatitude="42,20.1N" exif:GPSLongitude="71,3.5W"><exif:GPSAltitude>101/1</exif:GPSAltitude></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (64, 48),
    *,
    position: tuple[float, float] | None = None,
    taken: str | None = None,
    orientation: int | None = None,
    xmp: bytes | None = None,
    packed: bool = False,
) -> bytes:
    """A picture: its left half red, its right half blue, with what a camera writes into it."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003], _, offset = taken.partition("+")
        if offset:
            exif.get_ifd(0x8769)[0x9011] = f"+{offset}"
    if position is not None:
        latitude, longitude = position
        exif.get_ifd(0x8825).update(
            {
                1: "N" if latitude >= 0 else "S",
                2: _sixtieths(latitude),
                3: "E" if longitude >= 0 else "W",
                4: _sixtieths(longitude),
            }
        )
    given: dict[str, Any] = {"exif": exif.tobytes()} if len(exif.tobytes()) > 20 else {}
    if xmp is not None and kind == "PNG":
        given["pnginfo"] = PngInfo()
        given["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=packed)
    elif xmp is not None:
        given["xmp"] = xmp
    file = io.BytesIO()
    image.save(file, kind, **given)
    return file.getvalue()


def _sixtieths(degrees: float) -> tuple[IFDRational, ...]:
    exact = Fraction(abs(degrees)).limit_denominator(1_000_000)
    whole = int(exact)
    minutes = int((exact - whole) * 60)
    seconds = (exact - whole) * 3600 - minutes * 60
    return IFDRational(whole), IFDRational(minutes), IFDRational(round(seconds * 1000), 1000)


def noise(size: tuple[int, int]) -> bytes:
    """A JPEG that is as large as photos are."""
    image = Image.effect_noise(size, 60).convert("RGB")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int) -> bytes:
    """A small PNG that says it is `width` x `height`, and holds rows of one colour for as long as it takes."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\0" * ((width + 7) // 8 + 1)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def archive(entries: dict[str, bytes], *, links: dict[str, str] | None = None) -> bytes:
    """A zip archive; `links` are symbolic ones."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
        for name, target in (links or {}).items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.external_attr = 0o120777 << 16
            made.writestr(entry, target)
    return file.getvalue()


def document(**more: bytes) -> bytes:
    """An office document; `more` are further entries, `__` in a name stands for a slash."""
    entries = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return archive(entries | {name.replace("__", "/"): content for name, content in more.items()})


def pdf(body: bytes = b"") -> bytes:
    """A PDF of no pages."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
        body + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
