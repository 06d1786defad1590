"""What the product says when it will not do something."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

import msgspec

LONGEST_KEY = 60


class Kind(StrEnum):
    """The families of refusals; `web.problems` gives each its HTTP status."""

    MALFORMED = "malformed"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    STALE = "stale"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    INVALID = "invalid"
    PRECONDITION_REQUIRED = "precondition_required"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong with the input: where (JSON pointer), which rule, and what to do about it."""

    pointer: str
    code: str
    message: str


def pointer(path: Iterable[object]) -> str:
    """The JSON pointer (RFC 6901) of a path of keys and positions, cut where somebody sent a novel for a key."""
    parts = (str(part)[:LONGEST_KEY].replace("~", "~0").replace("/", "~1") for part in path)
    return "".join(f"/{part}" for part in parts).encode(errors="replace").decode() or "/"


class Refusal(Exception):
    """Base of every refusal. A subclass stands beside its rule and names its kind; its docstring is its title."""

    kind: ClassVar[Kind] = Kind.INVALID

    def __init__(self, detail: str = "", *, faults: Iterable[Fault] = (), retry_after: int | None = None) -> None:
        super().__init__(detail or self.title())
        self.detail = detail or self.title()
        self.faults = tuple(faults)
        self.retry_after = retry_after

    @classmethod
    def code(cls) -> str:
        """The stable name in the problem's type URI: `WorkOrderNotOpen` becomes `work-order-not-open`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        """The first line of the docstring, without its full stop."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")


class NotFound(Refusal):
    """There is no such record, or you may not see it."""

    kind = Kind.NOT_FOUND


class Forbidden(Refusal):
    """You may not do this."""

    kind = Kind.FORBIDDEN


class Unauthenticated(Refusal):
    """Sign in first."""

    kind = Kind.UNAUTHENTICATED


class Malformed(Refusal):
    """The request cannot be read."""

    kind = Kind.MALFORMED


class Invalid(Refusal):
    """The input breaks a rule."""

    kind = Kind.INVALID

    @classmethod
    def at(cls, pointer: str, code: str, message: str) -> "Invalid":
        """A refusal of one field: `pointer` is a JSON pointer such as `/dueAt`."""
        return cls(message, faults=[Fault(pointer, code, message)])


class Conflict(Refusal):
    """This collides with what is already there."""

    kind = Kind.CONFLICT


class AlreadyExists(Conflict):
    """Another record already has this value."""


class InUse(Conflict):
    """Other records still refer to this one."""


class Stale(Refusal):
    """The record was changed by somebody else since you read it."""

    kind = Kind.STALE


class PreconditionRequired(Refusal):
    """Send If-Match with the ETag that you read."""

    kind = Kind.PRECONDITION_REQUIRED


class TooMany(Refusal):
    """Too many requests; wait a little."""

    kind = Kind.TOO_MANY


class TooLarge(Refusal):
    """The request is larger than allowed."""

    kind = Kind.TOO_LARGE


class Unsupported(Refusal):
    """The body is of a kind that is not understood here."""

    kind = Kind.UNSUPPORTED


class Unavailable(Refusal):
    """The service cannot answer right now; try again shortly."""

    kind = Kind.UNAVAILABLE
