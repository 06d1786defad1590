"""A record of the file becomes a mapped row: its reference, its values, and what is wrong with it."""

import hashlib
import re
from collections.abc import Mapping as Dict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from fettle.modules.imports.records import Check, Entity, Mapping, RowFault, Rule, Severity, Source
from fettle.modules.imports.rules import plausible, whole
from fettle.modules.imports.rules.mapping import column_of, columns_used, field_of
from fettle.modules.imports.rules.reading import Raw
from fettle.modules.imports.rules.values import Unreadable, Value, read, zone

LONGEST_REF = 300
LONGEST_SHOWN = 500
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ALWAYS = (Rule(check=Check.COORDINATES, fields=["latitude", "longitude"]),)


class MappedRow(msgspec.Struct, frozen=True):
    """A row as it would become; `values` is empty for a row that is quarantined."""

    line: int
    end: int
    end_line: int
    ref: str | None
    values: dict[str, Value]
    digest: bytes
    faults: list[RowFault]
    cells: dict[str, str]

    @property
    def quarantined(self) -> bool:
        """Whether the row stays out."""
        return any(fault.severity == Severity.QUARANTINED for fault in self.faults)


class Mapper:
    """A mapping made ready for the columns of one file."""

    def __init__(self, mapping: Mapping, columns: list[str], *, time_zone: str) -> None:
        self.mapping = mapping
        self.columns = columns
        home = mapping.time_zone or time_zone
        self._fields = [
            (name, field, source, zone(source.time_zone or home))
            for name, source in mapping.fields.items()
            if (field := field_of(mapping, name)) is not None
        ]
        self._rules = [*mapping.rules]
        self._home = zone(home)
        if not any(rule.check == Check.COORDINATES for rule in mapping.rules):
            self._rules += _ALWAYS

    @property
    def missing(self) -> list[str]:
        """The columns that the mapping needs and the file does not have."""
        return [name for name in columns_used(self.mapping) if name not in self.columns]

    def map(self, raw: Raw) -> MappedRow:
        """What `raw` becomes."""
        cells = dict(zip(self.columns, raw.cells, strict=False))
        faults = _shape_faults(raw, self.columns)
        if faults:
            return self._row(raw, None, {}, faults, cells or {"": ",".join(raw.cells)})
        ref = "\x1f".join(cells[name].strip() for name in self.mapping.key)
        if not ref.strip("\x1f") or len(ref) > LONGEST_REF:
            message = "identifies the row and must have 1 to 300 characters"
            faults.append(_fault(raw, self.mapping.key[0], Severity.QUARANTINED, "key", message))
        values = self._judged(raw, self._values(raw, cells, faults), cells, faults)
        for name, severity, code, message in whole.findings(self.mapping.entity, values):
            faults.append(_fault(raw, column_of(self.mapping, name), severity, code, message))
        if self.mapping.entity == Entity.WORK_ORDER:
            self._date_costs(values)
        return self._row(raw, ref, values, faults, cells)

    def _date_costs(self, values: dict[str, Value]) -> None:
        """Costs and hours without a day of their own fall on the local day of completion, else of the report."""
        if ("cost" in values or "hours" in values) and "logDate" not in values:
            moment = values.get("completedAt") or values.get("reportedAt")
            if isinstance(moment, datetime):
                values["logDate"] = moment.astimezone(self._home).date()

    def _values(self, raw: Raw, cells: Dict[str, str], faults: list[RowFault]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, field, source, place in self._fields:
            text = _translated(_text(source, cells), source) or field.default
            column = _shown(name, source)
            try:
                if not text and field.required:
                    raise Unreadable("required", "must not be empty")
                if text:
                    values[name], remark = read(text, field, source, place)
                    if remark is not None:
                        faults.append(_fault(raw, column, Severity.WARNING, remark.code, remark.message))
            except Unreadable as problem:
                severity = Severity.QUARANTINED if field.required else source.unreadable
                faults.append(_fault(raw, column, severity, problem.code, problem.message))
        return values

    def _judged(
        self, raw: Raw, values: dict[str, Value], cells: Dict[str, str], faults: list[RowFault]
    ) -> dict[str, Value]:
        """`values` after every rule has had its say, without those that were dropped."""
        for rule in self._rules:
            found = list(plausible.findings(rule, values, cells))
            for name, code, message in found:
                column = _shown(name, self.mapping.fields.get(name))
                faults.append(_fault(raw, column, rule.severity, code, message))
            if found and rule.drop:
                both = rule.check == Check.COORDINATES
                dropped = set(rule.fields) if both else {name for name, _code, _message in found}
                values = {name: value for name, value in values.items() if name not in dropped}
        return values

    @staticmethod
    def _row(
        raw: Raw, ref: str | None, values: dict[str, Value], faults: list[RowFault], cells: dict[str, str]
    ) -> MappedRow:
        out = any(fault.severity == Severity.QUARANTINED for fault in faults)
        kept = {} if out else values
        return MappedRow(raw.line, raw.end, raw.end_line, ref, kept, digest(kept), faults, cells)


def digest(values: Dict[str, Any]) -> bytes:
    """A fingerprint of what a row says: equal for equal values."""
    return hashlib.sha256(msgspec.json.encode(sorted(values.items()))).digest()


def shown(cells: Dict[str, str]) -> dict[str, str]:
    """The cells of a row as a report can keep them: storable, and long ones shortened."""
    return {_storable(name): _storable(text) for name, text in cells.items()}


def plain(values: Dict[str, Any]) -> dict[str, Any]:
    """Values as JSON shows them: decimals and dates as text."""
    return {name: str(v) if isinstance(v, Decimal) else _iso(v) for name, v in values.items()}


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _storable(text: str) -> str:
    cut = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    return _UNSTORABLE.sub("\ufffd", cut)


def _shape_faults(raw: Raw, columns: list[str]) -> list[RowFault]:
    out = Severity.QUARANTINED
    if raw.broken is not None:
        return [_fault(raw, None, out, "broken", f"The row cannot be read: {raw.broken}")]
    if len(raw.cells) != len(columns):
        column = columns[len(raw.cells)] if len(raw.cells) < len(columns) else None
        return [_fault(raw, column, out, "columns", f"has {len(raw.cells)} cells instead of {len(columns)}")]
    if not raw.dirty:
        return []
    pairs = zip(columns, raw.cells, strict=True)
    return [_fault(raw, name, out, *_dirt(text)) for name, text in pairs if _UNSTORABLE.search(text)]


def _dirt(text: str) -> tuple[str, str]:
    if "\x00" in text:
        return "nul", "contains a NUL character, which cannot be stored"
    return "encoding", "contains bytes that are no text in the encoding of this file"


def _text(source: Source, cells: Dict[str, str]) -> str:
    if source.constant is not None:
        return source.constant
    if source.column is not None:
        return cells[source.column].strip()
    template = source.template or ""
    names = _PLACEHOLDER.findall(template)
    parts = {name: cells[name].strip() for name in names}
    kept = _OPTIONAL.sub(lambda part: part[1] if all(parts[n] for n in _PLACEHOLDER.findall(part[1])) else "", template)
    filled = _PLACEHOLDER.sub(lambda match: parts[match[1]], kept).strip()
    return filled if any(parts.values()) or not parts else ""


def _translated(text: str, source: Source) -> str:
    if text in source.blank:
        text = ""
    if text and source.values:
        text = source.values.get(text, text if source.otherwise is None else source.otherwise)
    return text or source.default or ""


def _shown(name: str, source: Source | None) -> str:
    """The column to name in a fault: the file's where there is one, else the field's."""
    return (source.column if source else None) or name


def _fault(raw: Raw, column: str | None, severity: Severity, code: str, message: str) -> RowFault:
    return RowFault(line=raw.line, column=column, severity=severity, code=code, message=message)
