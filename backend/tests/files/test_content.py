"""What a file really is: by its bytes, never by its name or by what was said of it."""

import io
import struct
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.files.records import Limits
from fettle.modules.files.rules import files as rules
from fettle.modules.files.rules.content import ACCEPTED, FileRefused, fits_name, look
from fettle.modules.files.rules.content.types import extension_of
from makers.samples import DOCX, archive, document, pdf, picture, png_of

LIMITS = Limits(largest_bytes=10**9)
JPEG = picture()
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


def reason(content: bytes, name: str = "a.jpg", declared: str = "image/jpeg", limits: Limits = LIMITS) -> str:
    """Why the content is refused."""
    with pytest.raises(FileRefused) as refused:
        look(io.BytesIO(content), name=name, declared=declared, limits=limits)
    assert refused.value.faults[0].code == refused.value.reason
    return refused.value.reason


@pytest.mark.parametrize(
    ("content", "name", "declared"),
    [
        (JPEG, "a.jpg", "image/jpeg"),
        (JPEG, "A photo. No 3.JPEG", "image/jpeg"),
        (JPEG, "without an extension", "image/jpeg"),
        (picture("PNG"), "a.png", "image/png"),
        (picture("WEBP"), "a.webp", "image/webp"),
        (picture("GIF"), "a.gif", "image/gif"),
        (picture("BMP"), "a.bmp", "image/bmp"),
        (picture("TIFF"), "a.tiff", "image/tiff"),
        (picture("AVIF"), "a.avif", "image/avif"),
        (SVG, "a.svg", "image/svg+xml"),
        (HTML, "a.html", "text/html"),
        (pdf(), "manual.pdf", "application/pdf"),
        (document(), "a.docx", DOCX),
        (archive({"a.txt": b"words"}), "a.zip", "application/zip"),
        ("Zählerstand\n12,5 m³\n".encode(), "a.txt", "text/plain"),
        (b"Id,Title\n1,Pump\n", "a.csv", "text/csv"),
    ],
)
def test_what_is_what_it_says_is_taken(content, name, declared):
    """Every accepted kind, under a name that fits."""
    looked = look(io.BytesIO(content), name=name, declared=declared, limits=LIMITS)
    assert looked.media_type == declared
    if declared.startswith("image/") and "svg" not in declared:
        assert (looked.width, looked.height) == (64, 48)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HTML, "other_type"),
        (b"\xef\xbb\xbf\n" + HTML, "other_type"),
        (SVG, "other_type"),
        (PE, "unknown_type"),
        (b"\x7fELF" + bytes(100), "unknown_type"),
        (b"#!/bin/sh\nrm -rf /\n", "unknown_type"),
        (b"<?xml version='1.0'?><x/>", "unknown_type"),
        (picture("PNG"), "other_type"),
        (JPEG + archive({"a.class": b"words"}), "polyglot"),
        (JPEG[:20] + b"\xff\xfe\x00\x30%PDF-1.4 hidden in a comment" + bytes(18) + JPEG[20:], "polyglot"),
        (JPEG[:2] + b"\xff\xfe\x00\x22<script>alert(document)</script>" + JPEG[2:], "polyglot"),
        (JPEG + b"<html><body onload=alert(1)>", "polyglot"),
        (JPEG[:30], "damaged"),
        (b"\xff\xd8\xff", "damaged"),
    ],
)
def test_u1_what_is_not_the_photo_that_it_says_is_refused(content, why):
    """U-1: HTML, SVG, PE, scripts and polyglots under the name of a photo; a wrong declared type; damage."""
    assert reason(content) == why


@pytest.mark.parametrize(
    "name", ["a.exe", "a.jpg.exe", "a.html.jpg", "a.php.JPG", "photo.svg", "photo.pdf", "x.jsp.jpeg"]
)
def test_u1_names_that_mislead_are_refused(name):
    """U-1: double extensions, whichever of them is active, and those of another type."""
    assert reason(JPEG, name) == "name"


@pytest.mark.parametrize("declared", ["text/plain", "text/csv", "text/html", "application/pdf", "application/zip"])
def test_u1_a_photo_is_not_taken_for_a_document(declared):
    """U-1: the wrong declared type, the other way round."""
    assert reason(JPEG, "a", declared) == "other_type"


def test_u2_a_picture_of_25000_by_25000_is_refused_by_its_header():
    """U-2: some kilobytes that would be 2.5 GB of pixels: told from the header, in no time and no memory."""
    content = png_of(25_000, 25_000)
    assert len(content) < 200_000
    tracemalloc.start()
    began = time.perf_counter()
    assert reason(content, "a.png", "image/png") == "pixels"
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF", "JPEG", "PNG", "AVIF"])
def test_u2_pixels_are_counted_for_every_kind(kind):
    """U-2: the limit holds whatever the container."""
    media_type = f"image/{kind.lower()}"
    strict = Limits(largest_bytes=10**9, most_pixels=64 * 48 - 1)
    assert reason(picture(kind), "a", media_type, strict) == "pixels"


def test_u2_archives_that_unpack_to_too_much_are_refused():
    """U-2: bombs by ratio, by size, by number of entries, by overlapping entries."""
    assert reason(archive({"a": bytes(30_000_000)}), "a.zip", "application/zip") == "bomb"
    assert reason(document(word__huge=bytes(30_000_000)), "a.docx", DOCX) == "bomb"
    few = Limits(largest_bytes=10**9, most_entries=10)
    assert reason(archive({str(n): b"x" for n in range(11)}), "a.zip", "application/zip", few) == "bomb"
    assert reason(_overlapping(), "a.zip", "application/zip") == "bomb"


def _overlapping() -> bytes:
    """Two entries of the directory that share the bytes of one."""
    plain = bytearray(archive({"a": b"kernel" * 100, "b": b"other" * 100}))
    second = plain.rfind(b"PK\x01\x02")
    plain[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(plain)


def test_u2_archives_within_archives_links_and_paths_are_refused():
    """U-2: nested, even under another name; symbolic links; paths that lead outside; encrypted ones; macros."""
    inner = archive({"a": b"words"})
    assert reason(archive({"inner.zip": inner}), "a.zip", "application/zip") == "nested"
    assert reason(archive({"inner.txt": inner}), "a.zip", "application/zip") == "nested"
    assert reason(archive({}, links={"a": "/etc/passwd"}), "a.zip", "application/zip") == "link"
    for path in ("../../a", "/etc/a", "C:\\a", "a/../../b"):
        assert reason(archive({path: b"x"}), "a.zip", "application/zip") == "path"
    assert reason(
        document(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "a.docx", DOCX
    ) == ("macros")
    locked = bytearray(archive({"a": b"words"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    assert reason(bytes(locked), "a.zip", "application/zip") == "encrypted"


def test_what_people_embed_in_documents_is_taken():
    """A sheet inside of a text is no attack."""
    content = document(word__embeddings__sheet_xlsx=archive({"a": b"words"}))
    assert look(io.BytesIO(content), name="a.docx", declared=DOCX, limits=LIMITS).media_type == DOCX


@given(st.binary(max_size=3000), st.sampled_from(sorted(ACCEPTED)), st.booleans())
def test_whatever_the_bytes_there_is_an_answer(content, declared, begins):
    """Random bytes, also behind a true beginning: taken or refused, never an error of ours."""
    starts = {"image/jpeg": JPEG[:40], "image/png": picture("PNG")[:40], "image/tiff": picture("TIFF")[:8]}
    starts |= {"application/zip": b"PK\x03\x04", "image/heic": b"\0\0\0\x18ftypheic", "image/webp": b"RIFF\0\0\0\0WEBP"}
    whole = (starts.get(declared, b"") if begins else b"") + content
    try:
        looked = look(io.BytesIO(whole), name="a", declared=declared, limits=LIMITS)
    except FileRefused:
        return
    assert looked.media_type == declared


@given(st.text(max_size=300))
def test_u4_a_display_name_breaks_nothing(given_name):
    """U-4: no path, no line, no control or direction sign, never empty, never longer than 200."""
    name = rules.display_name(given_name)
    assert 0 < len(name) <= rules.LONGEST_NAME
    assert not set(name) & set("/\\\r\n\0\u202e\u2066")
    assert name == rules.display_name(name)


def test_u4_names_as_attackers_send_them():
    """U-4: paths, CRLF, 4 kB, unicode; the extension survives."""
    assert rules.display_name("../../x.jpg") == "x.jpg"
    assert rules.display_name("C:\\Users\\me\\x.jpg") == "x.jpg"
    assert rules.display_name("a\r\nSet-Cookie: x=1.jpg") == "a Set-Cookie: x=1.jpg"
    assert rules.display_name("x" * 4096 + ".jpg") == "x" * 196 + ".jpg"
    assert rules.display_name("gpj.exe\u202eannual.jpg") == "gpj.exe annual.jpg"
    assert rules.display_name("Überlauf 水.jpg") == "Überlauf 水.jpg"
    assert rules.display_name("../..") == "file"


def test_each_type_fits_its_own_extensions_only():
    """No extension belongs to two types."""
    every = [extension for extensions in ACCEPTED.values() for extension in extensions]
    assert len(every) == len(set(every))
    for media_type, extensions in ACCEPTED.items():
        assert extension_of(media_type) == extensions[0]
        for extension in every:
            assert fits_name(f"a.{extension}", media_type) == (extension in extensions)
