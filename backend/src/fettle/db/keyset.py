"""Keyset pages: the condition that continues after a position, and the order that it belongs to."""

from typing import Any

import msgspec


class Order(msgspec.Struct, frozen=True):
    """An order of a list by `column` (of SQL type `type`), then by id. Unknown values come after all others.

    Columns and types are constants of this program; positions come back from clients and are bound as parameters.
    """

    column: str
    type: str
    id: str
    descending: bool = False
    nullable: bool = False

    @property
    def keys(self) -> str:
        """What follows ORDER BY."""
        way = " DESC" if self.descending else ""
        return f"{self.column}{way}, {self.id}{way}"

    @property
    def by(self) -> str:
        """The ORDER BY clause."""
        return f" ORDER BY {self.keys}"

    def after(self, position: list[Any] | None) -> tuple[list[str], dict[str, Any]]:
        """The conditions that continue after `position` (value and id of the last record), and their parameters."""
        if position is None:
            return [], {}
        value, last = position
        parameters = {"after_value": value, "after_id": last}
        sign = "<" if self.descending else ">"
        # A comparison of rows is an index condition, which alternatives are not.
        rows = f"({self.column}, {self.id}) {sign} (%(after_value)s::{self.type}, %(after_id)s::uuid)"
        same = f"{self.column} IS NULL AND {self.id} {sign} %(after_id)s::uuid"
        if value is None:
            return [f"({same} OR {self.column} IS NOT NULL)" if self.descending else same], parameters
        if self.nullable and not self.descending:
            return [f"({rows} OR {self.column} IS NULL)"], parameters
        return [rows], parameters


def where(conditions: list[str]) -> str:
    """The WHERE clause of `conditions`."""
    return " WHERE " + " AND ".join(conditions) if conditions else ""
