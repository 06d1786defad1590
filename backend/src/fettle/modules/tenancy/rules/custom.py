"""What custom values may be, and what a custom field may become."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Fault, Invalid
from fettle.modules.tenancy.records.custom import CustomField, FieldType

LONGEST_TEXT = 4000
MOST_VIEW_BYTES = 8000


class FieldTypeFixed(Conflict):
    """A custom field keeps its entity, key and type, because records already hold values of it; make a new one."""


class NotYourView(Conflict):
    """Only its owner changes a view."""


def values(
    fields: Sequence[CustomField],
    given: Mapping[str, Any],
    *,
    subtype_id: UUID | None = None,
    before: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The custom values of a record: `before`, with `given` merged in (null clears), every one of its field's type.

    Raises `Invalid` with a fault at `/custom/<key>` for each unknown key, wrong value and missing required one.
    Values kept from before are not judged again, so that a field that was narrowed does not block other changes.
    """
    apply = {field.key: field for field in fields if field.subtype_id is None or field.subtype_id == subtype_id}
    kept = dict(before or {})
    faults = [fault for key, value in given.items() if (fault := _take(kept, apply.get(key), key, value)) is not None]
    named = {fault.pointer for fault in faults}
    required = [field.key for field in apply.values() if field.required and field.key not in kept]
    faults += [_fault(key, "required", "is required") for key in required if _pointer(key) not in named]
    if faults:
        raise Invalid("Some custom values cannot be accepted.", faults=faults)
    return kept


def faults(
    fields: Sequence[CustomField], given: Mapping[str, Any], *, subtype_id: UUID | None = None
) -> Sequence[Fault]:
    """What is wrong with the custom values of a new record."""
    try:
        values(fields, given, subtype_id=subtype_id)
    except Invalid as refusal:
        return refusal.faults
    return ()


def _take(kept: dict[str, Any], field: CustomField | None, key: str, value: Any) -> Fault | None:
    """Merge one value into `kept`, or say what is wrong with it. Values of fields that are gone can be cleared."""
    if value is None and (field is not None or key in kept):
        kept.pop(key, None)
        return None
    if field is None:
        return _fault(key, "unknown_field", "is not a custom field here")
    message = problem(field, value)
    if message is not None:
        return _fault(key, "type", message)
    kept[key] = value
    return None


def problem(field: CustomField, value: Any) -> str | None:
    """What is wrong with `value` for `field`, None when nothing is."""
    match field.type:
        case FieldType.TEXT:
            fits = isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT
            return None if fits else f"must be text of 1 to {LONGEST_TEXT} characters"
        case FieldType.NUMBER:
            number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            return None if number and abs(value) < 1e15 else "must be a number"
        case FieldType.BOOLEAN:
            return None if isinstance(value, bool) else "must be true or false"
        case FieldType.DATE:
            return None if isinstance(value, str) and _is_date(value) else "must be a date such as 2026-03-01"
        case FieldType.URL:
            return None if isinstance(value, str) and _is_url(value) else "must be an address starting with https://"
        case FieldType.CHOICE:
            return None if isinstance(value, str) and value in field.options else _one_of(field)
        case FieldType.CHOICES:
            listed = isinstance(value, list) and all(isinstance(v, str) and v in field.options for v in value)
            return None if listed and len(set(value)) == len(value) else _one_of(field) + ", each at most once"


def definition(old: CustomField | None, new: CustomField) -> CustomField:
    """The field as it may be kept. Raises `Invalid` for wrong options and `FieldTypeFixed` for a change of meaning."""
    choosing = new.type in (FieldType.CHOICE, FieldType.CHOICES)
    if choosing and not new.options:
        raise Invalid.at("/options", "required", "name at least one option")
    if not choosing and new.options:
        raise Invalid.at("/options", "unexpected", "only choices have options")
    if len(set(new.options)) != len(new.options):
        raise Invalid.at("/options", "unique", "name each option once")
    if new.subtype_id is not None and new.entity != "asset":
        raise Invalid.at("/subtypeId", "unexpected", "only fields of assets can be limited to a type")
    if old is not None and (old.entity, old.key, old.type) != (new.entity, new.key, new.type):
        raise FieldTypeFixed()
    return new


def view_filters(filters: Mapping[str, Any]) -> None:
    """Raise `Invalid` for filters that are too large to be a view."""
    if len(msgspec.json.encode(filters)) > MOST_VIEW_BYTES:
        raise Invalid.at("/filters", "too_large", f"must be at most {MOST_VIEW_BYTES} bytes")


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(value) <= LONGEST_TEXT
    except ValueError:
        return False


def _one_of(field: CustomField) -> str:
    return f"must be one of: {', '.join(field.options)}"


def _pointer(key: str) -> str:
    return "/custom/" + key.replace("~", "~0").replace("/", "~1")


def _fault(key: str, code: str, message: str) -> Fault:
    return Fault(_pointer(key), code, message)
