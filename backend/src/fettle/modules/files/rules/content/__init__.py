"""What a file really is, told by its bytes: declared types and names are claims to be checked."""

from fettle.modules.files.rules.content.looking import look
from fettle.modules.files.rules.content.refusing import FileRefused, TooManyPixels, refuse
from fettle.modules.files.rules.content.types import ACCEPTED, canonical, extension_of, fits_name, shows_picture

__all__ = [
    "ACCEPTED",
    "FileRefused",
    "TooManyPixels",
    "canonical",
    "extension_of",
    "fits_name",
    "look",
    "refuse",
    "shows_picture",
]
