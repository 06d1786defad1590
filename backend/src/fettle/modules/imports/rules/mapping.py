"""Whether a mapping makes sense: every fault at once, each with its JSON pointer."""

import re
from collections.abc import Iterator

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.imports.records import Check, CustomRead, Entity, Mapping, Rule, Source
from fettle.modules.imports.rules.entities import FIELDS, Field, Kind
from fettle.modules.imports.rules.values import zone

CUSTOM = "custom."
HAVE_CUSTOM = frozenset({Entity.WORK_ORDER, Entity.WORK_REQUEST, Entity.ASSET, Entity.STAFF})
KINDS = {
    CustomRead.TEXT: Kind.TEXT,
    CustomRead.NUMBER: Kind.DECIMAL,
    CustomRead.DATE: Kind.DATE,
    CustomRead.BOOLEAN: Kind.FLAG,
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SINGLE = {Check.NOT_NEGATIVE, Check.PRESENT, Check.CUT_OFF, Check.WINDOW}


class BadMapping(Invalid):
    """The mapping does not make sense."""


def check(mapping: Mapping) -> None:
    """Raise `BadMapping` with a fault for each thing that is wrong with `mapping`."""
    faults = list(_faults(mapping))
    if faults:
        raise BadMapping(faults=faults)


def field_of(mapping: Mapping, name: str) -> Field | None:
    """The field that `name` fills. A custom field (`custom.<key>`) is read as its source says and checked when kept."""
    if name.startswith(CUSTOM) and len(name) > len(CUSTOM) and mapping.entity in HAVE_CUSTOM:
        return Field(KINDS[mapping.fields[name].read], longest=4000, places=4)
    return FIELDS[mapping.entity].get(name)


def columns_used(mapping: Mapping) -> list[str]:
    """The columns that a file must have for `mapping`, in order of first use."""
    used = [*mapping.key, *mapping.columns]
    for source in mapping.fields.values():
        used += [source.column] if source.column else _PLACEHOLDER.findall(source.template or "")
    return list(dict.fromkeys(used))


def column_of(mapping: Mapping, name: str) -> str:
    """The column to name in a fault of the field `name`: the file's where there is one, else the field itself."""
    source = mapping.fields.get(name)
    return (source.column if source else None) or name


def column_at(mapping: Mapping, pointer: str) -> str:
    """The column to name in a fault at a JSON pointer into the record that a row would become."""
    path = pointer.strip("/")
    last = path.rpartition("/")[2]
    names = (path.replace("custom/", CUSTOM, 1), last, last.removesuffix("Id"))
    return column_of(mapping, next((name for name in names if name in mapping.fields), names[0]))


def _faults(mapping: Mapping) -> Iterator[Fault]:
    if mapping.time_zone is not None and not _is_zone(mapping.time_zone):
        yield Fault("/mapping/timeZone", "time_zone", "is not the name of a time zone")
    for name, source in mapping.fields.items():
        field = field_of(mapping, name)
        if field is None:
            known = ", ".join(FIELDS[mapping.entity])
            yield Fault(
                f"/mapping/fields/{name}", "unknown_field", f"is not a field of {mapping.entity}; there are {known}"
            )
        else:
            yield from _source_faults(f"/mapping/fields/{name}", source, field)
    for name, field in FIELDS[mapping.entity].items():
        if field.required and name not in mapping.fields:
            yield Fault(f"/mapping/fields/{name}", "required", "must be mapped")
    for position, rule in enumerate(mapping.rules):
        yield from _rule_faults(f"/mapping/rules/{position}", rule, mapping)


def _source_faults(pointer: str, source: Source, field: Field) -> Iterator[Fault]:
    if sum(given is not None for given in (source.column, source.template, source.constant)) != 1:
        yield Fault(pointer, "source", "needs exactly one of column, template and constant")
    if source.time_zone is not None and not _is_zone(source.time_zone):
        yield Fault(f"{pointer}/timeZone", "time_zone", "is not the name of a time zone")
    if source.format is not None and field.kind not in (Kind.DATE, Kind.INSTANT):
        yield Fault(f"{pointer}/format", "format", "only dates have a format")
    if not source.create and not field.finds:
        yield Fault(f"{pointer}/create", "create", "only fields that name another record have this option")
    for name in ("otherwise", "default", "constant"):
        text = getattr(source, name)
        if field.choices and text is not None and text not in (*field.choices, *source.values):
            yield Fault(f"{pointer}/{name}", "choice", f"must be one of {', '.join(field.choices)}")
    for given, text in source.values.items():
        if field.choices and text and text not in field.choices:
            yield Fault(f"{pointer}/values/{given}", "choice", f"must be one of {', '.join(field.choices)}")


def _rule_faults(pointer: str, rule: Rule, mapping: Mapping) -> Iterator[Fault]:
    known = set(mapping.fields) | (set(columns_used(mapping)) if rule.check == Check.PRESENT else set())
    for name in rule.fields:
        if name not in known:
            yield Fault(f"{pointer}/fields", "unknown_field", f"{name} is not mapped")
    if rule.drop and any(
        (field := field_of(mapping, name)) and field.required for name in rule.fields if name in mapping.fields
    ):
        yield Fault(f"{pointer}/drop", "required", "a required field cannot be dropped; quarantine the row")
    if rule.check not in _SINGLE and len(rule.fields) != 2:
        yield Fault(f"{pointer}/fields", "fields", f"{rule.check} compares two fields")
    if rule.check == Check.CUT_OFF and not rule.length:
        yield Fault(f"{pointer}/length", "required", "cut_off needs the length at which texts end")
    if rule.check == Check.WINDOW and (rule.lowest is None or rule.highest is None):
        yield Fault(pointer, "required", "window needs lowest and highest")
    for name in ("lowest", "highest"):
        moment = getattr(rule, name)
        if moment is not None and moment.tzinfo is None:
            yield Fault(f"{pointer}/{name}", "time_zone", "needs a time zone, such as 2026-03-01T08:00:00Z")


def _is_zone(name: str) -> bool:
    try:
        zone(name)
    except KeyError:
        return False
    return True
