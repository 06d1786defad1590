"""Zip archives and the office documents that are such, judged by their directory; nothing is unpacked."""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from fettle.modules.files.records import Limits
from fettle.modules.files.rules.content import types
from fettle.modules.files.rules.content.refusing import refuse

END = b"PK\x05\x06"
END_SIZE = 22
LONGEST_COMMENT = 65_535
LARGEST_DIRECTORY = 4 * 1024 * 1024
SMALL = 1024 * 1024
ENCRYPTED = 1
_PACKED = re.compile(r"\.(zip|jar|7z|rar|gz|tgz|bz2|xz|zst|tar|docx|xlsx|pptx|od[stp])$", re.IGNORECASE)
_OUTSIDE = re.compile(r"^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)")
_OFFICE = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_BY_EXTENSION = {extension: name for name, extensions in types.ACCEPTED.items() for extension in extensions}


def ends_in_archive(tail: bytes) -> bool:
    """Whether these last bytes of a file are the end of a zip archive: its comment reaches exactly to the end."""
    at = tail.rfind(END)
    while at >= 0:
        end = tail[at : at + END_SIZE]
        if len(end) == END_SIZE and at + END_SIZE + struct.unpack("<H", end[20:])[0] == len(tail):
            return True
        at = tail.rfind(END, 0, at)
    return False


def look(file: BinaryIO, limits: Limits) -> str:
    """The media type of a zip archive. Raises `FileRefused` for one that is a danger to whoever unpacks it."""
    _check_end(file, limits)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, limits)
            media_type = _type_of(archive, entries)
            _check_inside(archive, entries, office=media_type != "application/zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, zlib.error, EOFError, struct.error):
        raise refuse("The archive is damaged.", "damaged") from None
    return media_type


def _check_end(file: BinaryIO, limits: Limits) -> None:
    """Bound the directory before it is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - END_SIZE - LONGEST_COMMENT))
    tail = file.read()
    if not ends_in_archive(tail):
        raise refuse("The archive is damaged.", "damaged")
    entries, length = struct.unpack("<HI", tail[tail.rfind(END) :][10:16])
    if entries > limits.most_entries or length > LARGEST_DIRECTORY:
        raise refuse("The archive has too many entries.", "bomb")


def _check_entries(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.most_unpacked_bytes or (unpacked > SMALL and unpacked > packed * limits.most_ratio):
        raise refuse("The archive unpacks to far more than it holds.", "bomb")
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise refuse("Entries of the archive overlap.", "bomb")
        end = entry.header_offset + entry.compress_size
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise refuse("The archive holds a symbolic link.", "link")
        if _OUTSIDE.search(entry.filename):
            raise refuse("An entry of the archive points outside of it.", "path")
        if entry.flag_bits & ENCRYPTED:
            raise refuse("The archive is encrypted and cannot be checked.", "encrypted")


def _type_of(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        for folder, extension in _OFFICE:
            if any(name.startswith(folder) for name in names):
                return _BY_EXTENSION[extension]
    if entries and entries[0].filename == "mimetype" and entries[0].compress_type == zipfile.ZIP_STORED:
        with archive.open(entries[0]) as file:
            stated = file.read(100).decode("ascii", "replace").strip()
        return stated if stated in types.ZIPPED else "application/zip"
    return "application/zip"


def _check_inside(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], *, office: bool) -> None:
    """No archive inside of an archive, but for what people embed in documents; no macros."""
    for entry in entries:
        if office and entry.filename.lower().endswith("vbaproject.bin"):
            raise refuse("The document holds macros.", "macros")
        if entry.is_dir() or (office and "/embeddings/" in entry.filename):
            continue
        with archive.open(entry) as file:
            nested = file.read(4) == b"PK\x03\x04"
        if nested or _PACKED.search(entry.filename):
            raise refuse("The archive holds another archive.", "nested")
