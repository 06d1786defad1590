"""Rows become records: columns are matched to a record's fields by name."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from psycopg._cursor_base import BaseCursor

R = TypeVar("R")


def record_row(record: type[R]) -> Callable[[BaseCursor[Any, Any]], Callable[[Sequence[Any]], R]]:
    """A psycopg row factory that builds `record` from each row; `dict` and `tuple` are taken as they are."""
    if record is tuple:
        return lambda _cursor: tuple  # type: ignore[return-value]
    names = _encoded_names(record) if issubclass(record, msgspec.Struct) else {}

    def factory(cursor: BaseCursor[Any, Any]) -> Callable[[Sequence[Any]], R]:
        # `cursor.description` says more about each column than a record needs, and takes longer than to build one.
        result = cursor.pgresult
        if result is None or not result.nfields:
            return lambda _values: _no_rows()
        found = [(result.fname(position) or b"").decode() for position in range(result.nfields)]
        columns = [names.get(name, name) for name in found]

        def build(values: Sequence[Any]) -> R:
            return msgspec.convert(dict(zip(columns, values, strict=True)), record)

        return build

    return factory


def _encoded_names(record: type[msgspec.Struct]) -> dict[str, str]:
    return dict(zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True))


def _no_rows() -> Any:
    raise LookupError("the statement returned no rows")
