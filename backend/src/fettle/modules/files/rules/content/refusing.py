"""What is said of a file that is not accepted."""

from fettle.kit.refusals import Fault, Invalid


class FileRefused(Invalid):
    """The content of the file is not accepted."""

    reason = "content"


class TooManyPixels(FileRefused):
    """The picture has more pixels than are accepted."""


def refuse(detail: str, code: str, kind: type[FileRefused] = FileRefused) -> FileRefused:
    """The refusal of a file's content; `code` is kept with the file as its reason."""
    refusal = kind(detail, faults=[Fault("/content", code, detail)])
    refusal.reason = code
    return refusal
