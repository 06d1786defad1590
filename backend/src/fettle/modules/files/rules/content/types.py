"""The media types that are accepted, how files of each are named, and which bytes they begin with."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
ACCEPTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
        "image/png": ("png",),
        "image/webp": ("webp",),
        "image/gif": ("gif",),
        "image/bmp": ("bmp",),
        "image/tiff": ("tif", "tiff"),
        "image/heic": ("heic", "heif"),
        "image/avif": ("avif",),
        "image/svg+xml": ("svg",),
        "application/pdf": ("pdf",),
        f"{_OFFICE}wordprocessingml.document": ("docx",),
        f"{_OFFICE}spreadsheetml.sheet": ("xlsx",),
        f"{_OFFICE}presentationml.presentation": ("pptx",),
        f"{_OPEN}text": ("odt",),
        f"{_OPEN}spreadsheet": ("ods",),
        f"{_OPEN}presentation": ("odp",),
        "application/zip": ("zip",),
        "text/plain": ("txt", "log", "md"),
        "text/csv": ("csv",),
        "text/html": ("html", "htm"),
    }
)
"""Each accepted type with the extensions of its files, the usual one first."""
ALIASES = MappingProxyType(
    {
        "image/jpg": "image/jpeg",
        "image/pjpeg": "image/jpeg",
        "image/x-png": "image/png",
        "image/x-ms-bmp": "image/bmp",
        "image/heif": "image/heic",
        "application/x-pdf": "application/pdf",
        "application/x-zip-compressed": "application/zip",
        "text/markdown": "text/plain",
    }
)
PICTURES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/tiff", "image/heic", "image/avif"}
)
ZIPPED = frozenset(name for name in ACCEPTED if name.startswith((_OFFICE, _OPEN))) | {"application/zip"}
# What a double extension hides: `invoice.exe.pdf` is as suspect as `invoice.pdf.exe`.
_ACTIVE = """
apk bat cgi cmd cpl dll exe hta htm html jar js jse jsp lnk msi mjs php phtml pl ps1 scr sh svg swf vbe vbs wsf xhtml
"""
ACTIVE = frozenset(_ACTIVE.split())
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,10})(?=\.|$)")


def canonical(declared: str) -> str | None:
    """The accepted media type that `declared` names, without its parameters; None for one that is not accepted."""
    plain = declared.partition(";")[0].strip().lower()
    plain = ALIASES.get(plain, plain)
    return plain if plain in ACCEPTED else None


def named(name: str) -> str | None:
    """The accepted media type of files that are called so, None without one."""
    extension = name.rpartition(".")[2].lower()
    return next((media_type for media_type, known in ACCEPTED.items() if extension in known), None)


def extension_of(media_type: str) -> str:
    """The usual extension of files of this type, without its dot."""
    return ACCEPTED[media_type][0]


def shows_picture(media_type: str) -> bool:
    """Whether files of this type are pictures made of pixels."""
    return media_type in PICTURES


def fits_name(name: str, media_type: str) -> bool:
    """Whether a file of this type may be called so: the last extension is one of the type's, none before it is active.

    A name without any extension fits as well; a number after a full stop is none.
    """
    found = [extension.lower() for extension in _EXTENSION.findall(name) if not extension.isdigit()]
    if not found:
        return True
    *inner, last = found
    return last in ACCEPTED[media_type] and not ACTIVE.intersection(inner)
