"""What cameras write into pictures: read, and taken out without touching the picture."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fettle.modules.files.rules.content import exif
from makers.samples import XMP, picture

HERE = (42.335278, -71.058889)
KINDS = ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"]


def position_in(content: bytes) -> dict[int, object]:
    """The place that an independent library finds."""
    return {tag: value for tag, value in Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825).items() if value}


@pytest.mark.parametrize("kind", KINDS)
def test_when_and_where_a_photo_was_taken(kind):
    """Latitude and longitude with their signs, and the moment in UTC by the camera's own offset."""
    content = bytearray(picture(kind, position=HERE, taken="2026:07:01 10:20:30+02:00", orientation=6))
    told = exif.read(content, "America/New_York")
    assert told.taken_at == datetime(2026, 7, 1, 8, 20, 30, tzinfo=UTC)
    assert abs(told.latitude - Decimal(str(HERE[0]))) < Decimal("0.00001")
    assert abs(told.longitude - Decimal(str(HERE[1]))) < Decimal("0.00001")
    # What AVIF says of turning stands in the container, and whoever decodes it turns.
    assert told.rotated == (kind != "AVIF")


def test_a_moment_without_offset_is_one_of_the_tenant():
    """A camera that does not know its zone shows the tenant's local time; one that was never set tells nothing."""
    told = exif.read(bytearray(picture(taken="2026:07:01 10:20:30")), "America/New_York")
    assert told.taken_at == datetime(2026, 7, 1, 14, 20, 30, tzinfo=UTC)
    assert exif.read(bytearray(picture(taken="0000:00:00 00:00:00")), "UTC").taken_at is None
    assert exif.read(bytearray(picture()), "UTC") == exif.Exif()


@pytest.mark.parametrize("kind", KINDS)
def test_u8_the_place_is_taken_out_and_nothing_else(kind):
    """U-8: an independent library finds no place any more; time, turning and every pixel are as they were."""
    content = picture(kind, position=HERE, taken="2026:07:01 10:20:30+02:00", orientation=6)
    assert position_in(content)
    cleaned = bytearray(content)
    exif.blank_position(cleaned)
    assert len(cleaned) == len(content)
    assert position_in(bytes(cleaned)) == {}
    before, after = exif.read(bytearray(content), "UTC"), exif.read(cleaned, "UTC")
    assert (after.latitude, after.longitude) == (None, None)
    assert (after.taken_at, after.rotated) == (before.taken_at, before.rotated)
    first, second = (Image.open(io.BytesIO(bytes(each))).convert("RGB").tobytes() for each in (content, cleaned))
    assert first == second


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_u8_the_place_in_xmp_is_taken_out_too(kind):
    """U-8: editors write the place a second time, as XMP."""
    content = picture(kind, xmp=XMP)
    assert b"42,20.1N" in content
    cleaned = bytearray(content)
    exif.blank_position(cleaned)
    assert len(cleaned) == len(content)
    for secret in (b"42,20.1N", b"71,3.5W", b"101/1"):
        assert secret not in cleaned
    Image.open(io.BytesIO(bytes(cleaned))).load()


def test_u8_text_that_is_packed_is_dropped():
    """U-8: what cannot be searched for a place, because it is compressed, is left out of a PNG."""
    content = bytearray(picture("PNG", xmp=XMP, packed=True))
    assert Image.open(io.BytesIO(bytes(content))).text
    exif.blank_position(content)
    cleaned = Image.open(io.BytesIO(bytes(content)))
    cleaned.load()
    assert cleaned.text == {}


@given(st.binary(max_size=400), st.booleans())
def test_damaged_blocks_are_passed_over(noise, big):
    """Random bytes where EXIF should be: nothing is found, nothing breaks, nothing grows."""
    start = b"MM\x00*" if big else b"II*\x00"
    content = bytearray(b"\xff\xd8\xff\xe1\x01\x00Exif\x00\x00" + start + noise)
    size = len(content)
    exif.read(content, "UTC")
    exif.blank_position(content)
    assert len(content) == size


def test_a_picture_without_a_place_stays_as_it_is():
    """Not a bit changes where nothing has to go."""
    for kind in KINDS:
        content = picture(kind, taken="2026:07:01 10:20:30")
        same = bytearray(content)
        exif.blank_position(same)
        assert bytes(same) == content
