"""The look at a file before it is accepted: declared against real, one type only, within the limits."""

import os
from typing import BinaryIO

from fettle.modules.files.records import Limits, Looked
from fettle.modules.files.rules.content import archives, magic, pictures, types
from fettle.modules.files.rules.content.refusing import TooManyPixels, refuse

TAIL = 65_557
"""The end of a zip archive with the longest comment."""
MARKUP_WITHIN = 1024


def look(file: BinaryIO, *, name: str, declared: str, limits: Limits) -> Looked:
    """What `file` really is. Raises `FileRefused` unless it is what it is said to be and is called, and nothing else.

    Nothing is unpacked or decoded: only headers and directories are read.
    """
    file.seek(0)
    head = file.read(magic.HEAD)
    found = magic.detect(head)
    if found == "application/zip":
        found = archives.look(file, limits)
    if found is None:
        raise refuse("The file is of no kind that is accepted.", "unknown_type")
    if found != declared and not (found == "text/plain" and declared == "text/csv"):
        raise refuse(f"The file is {found}, not {declared} as announced.", "other_type")
    if not types.fits_name(name, declared):
        raise refuse(f"A file of the type {declared} cannot have this name.", "name")
    _one_type_only(file, head, declared)
    if not types.shows_picture(declared):
        return Looked(media_type=declared)
    return _picture(file, declared, limits)


def _one_type_only(file: BinaryIO, head: bytes, media_type: str) -> None:
    """Raise `FileRefused` for a file that another program would read as something else."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    if media_type not in types.ZIPPED and archives.ends_in_archive(tail):
        raise refuse("The file is an archive as well.", "polyglot")
    if media_type != "application/pdf" and b"%PDF-" in head[:MARKUP_WITHIN]:
        raise refuse("The file is a PDF as well.", "polyglot")
    if types.shows_picture(media_type) and (
        magic.hides_markup(head[:MARKUP_WITHIN]) or magic.hides_markup(tail[-MARKUP_WITHIN:])
    ):
        raise refuse("The picture is a page as well.", "polyglot")


def _picture(file: BinaryIO, media_type: str, limits: Limits) -> Looked:
    size = pictures.size_of(file, media_type)
    if size is None:
        raise refuse("The picture is damaged.", "damaged")
    width, height = size
    if width * height > limits.most_pixels:
        said = f"The picture has {width} x {height} pixels; at most {limits.most_pixels} are accepted."
        raise refuse(said, "pixels", TooManyPixels)
    return Looked(media_type=media_type, width=width, height=height)
