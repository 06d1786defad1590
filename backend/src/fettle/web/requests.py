"""Requests whose JSON is read strictly: what cannot be stored or meant is refused with its place."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from litestar import Request
from litestar.datastructures import State

from fettle.kit.refusals import Fault, Invalid, Malformed, TooLarge, Unsupported, pointer

DEEPEST = 32
LARGEST = 2**63
MOST_DIGITS = 100
MOST_VALUES = 50_000
_JSON = re.compile(r"application/(json|[\w.-]+\+json)\s*(;.*)?", re.IGNORECASE)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class StrictRequest(Request[Any, Any, State]):
    """A request with a strict `json()`: no duplicate keys, no NaN, no deep nesting, no NUL or lone surrogates."""

    async def json(self) -> Any:
        """The body as plain values. Raises `Unsupported` for another content type, else as `parse` does."""
        kind = self.headers.get("content-type", "")
        if kind and not _JSON.fullmatch(kind.strip()):
            raise Unsupported("Send JSON with Content-Type: application/json.")
        return parse(await self.body())


def parse(body: bytes) -> Any:
    """Strictly parsed JSON. Raises `Malformed` for what is no JSON and `Invalid` for text that cannot be stored."""
    if not body:
        return None
    # Each value but the first follows a comma or a bracket: this bounds the memory and time of what comes next.
    if body.count(b",") > MOST_VALUES:
        raise TooLarge(f"The body holds more than {MOST_VALUES} values.")
    try:
        value = json.loads(body, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_int)
    except RecursionError:
        raise Malformed(f"The JSON is nested more than {DEEPEST} deep.") from None
    except ValueError as error:
        raise Malformed(f"The body is not valid JSON: {error}".partition(": line")[0]) from None
    faults = list(_faults(value, []))
    if faults:
        raise Invalid("Some values cannot be stored.", faults=faults)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _int(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number has more than {MOST_DIGITS} digits")
    return int(digits)


def _faults(value: Any, path: list[str | int]) -> Iterator[Fault]:
    if len(path) > DEEPEST:
        raise Malformed(f"The JSON is nested more than {DEEPEST} deep.")
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            yield Fault(pointer(path), "text", "contains NUL or half a surrogate pair, which cannot be stored")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _faults(key, [*path, key])
            yield from _faults(item, [*path, key])
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _faults(item, [*path, position])
    elif isinstance(value, int | float) and not -LARGEST <= value < LARGEST:
        yield Fault(pointer(path), "number", "is too large")
