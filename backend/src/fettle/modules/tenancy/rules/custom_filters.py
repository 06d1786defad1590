"""What lists can be narrowed by: the custom fields that are declared filterable, each compared by its own type."""

from collections.abc import Mapping, Sequence
from typing import Any

from fettle.kit.refusals import LONGEST_KEY, Fault, Invalid
from fettle.modules.tenancy.records.custom import CustomField, FieldType
from fettle.modules.tenancy.rules import custom

POINTER = "?custom"
MOST = 10
WORDS: Mapping[str, bool] = {"true": True, "false": False}


def pairs(stated: Sequence[str]) -> list[tuple[str, str]]:
    """The keys and values of `key:value`. Raises `Invalid` for something else, and for too many at once."""
    if len(stated) > MOST:
        raise Invalid.at(POINTER, "too_many", f"at most {MOST} at once")
    split = [text.partition(":") for text in stated]
    if not all(key and colon for key, colon, _ in split):
        raise Invalid.at(POINTER, "format", "must look like key:value")
    return [(key, value) for key, _, value in split]


def held(fields: Sequence[CustomField], given: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """For each pair the document that custom values must contain, its value of the field's type.

    Raises `Invalid` with a fault at `?custom` for each key that cannot be filtered by and each value of another type.
    """
    known = {field.key: field for field in fields if field.filterable}
    faults: list[Fault] = []
    documents: list[dict[str, Any]] = []
    for key, text in given:
        field = known.get(key)
        value = None if field is None else _value(field, text)
        message = "is not a custom field to filter by" if field is None else custom.problem(field, value)
        if message is None:
            documents.append({key: value})
        else:
            code = "not_filterable" if field is None else "type"
            faults.append(Fault(POINTER, code, f"{key[:LONGEST_KEY]} {message}"))
    if faults:
        raise Invalid("Some custom fields cannot be filtered by like this.", faults=faults)
    return documents


def _value(field: CustomField, text: str) -> Any:
    """`text` as a value of `field`, as far as it can be read as one."""
    match field.type:
        case FieldType.NUMBER:
            return _number(text)
        case FieldType.BOOLEAN:
            return WORDS.get(text)
        case FieldType.CHOICES:
            return [text]
        case _:
            return text


def _number(text: str) -> int | float | None:
    for read in (int, float):
        try:
            return read(text) if text.isascii() and "_" not in text else None
        except ValueError:
            continue
    return None
