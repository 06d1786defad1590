"""The schema as WatermelonDB wants it, made of the declaration."""

from collections.abc import Iterable, Iterator
from typing import Any

from fettle.kit.refusals import Kind as Family
from fettle.kit.refusals import Refusal
from fettle.modules.sync.records import Column, Kind, Table
from fettle.modules.sync.rules import declared

TYPES = {
    Kind.NUMBER: "number",
    Kind.INTEGER: "number",
    Kind.INSTANT: "number",
    Kind.FLAG: "boolean",
}


class UpgradeNeeded(Refusal):
    """This version of the app is too old to sync; update it first. What it holds stays where it is."""

    kind = Family.GONE


def as_of(tables: Iterable[Table], version: int | None) -> dict[str, Table]:
    """The tables as a phone with schema `version` knows them. Raises `UpgradeNeeded` for one that is too old.

    A phone that says nothing, or is newer than the server, is taken for one of today.
    """
    known = declared.VERSION if version is None else min(version, declared.VERSION)
    if known < declared.OLDEST:
        raise UpgradeNeeded()
    return {
        table.name: Table(
            name=table.name,
            needs=table.needs,
            writes=table.writes,
            appends=table.appends,
            since=table.since,
            columns=tuple(column for column in table.columns if column.since <= known),
        )
        for table in tables
        if table.since <= known
    }


def document(tables: Iterable[Table]) -> dict[str, Any]:
    """The schema as an app reads it: tables, columns with their WatermelonDB types, what each version brought."""
    all_of_them = list(tables)
    return {
        "version": declared.VERSION,
        "oldest": declared.OLDEST,
        "tables": [
            {
                "name": table.name,
                "since": table.since,
                "writes": table.writes,
                "appends": table.appends,
                "columns": [_column(column) for column in table.columns],
            }
            for table in all_of_them
        ],
        "migrations": list(_migrations(all_of_them)),
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": TYPES.get(column.kind, "string"),
        "kind": column.kind.value,
        "isOptional": column.optional,
        "isIndexed": column.indexed,
        "policy": column.policy.value,
        "since": column.since,
    }


def _migrations(tables: list[Table]) -> Iterator[dict[str, Any]]:
    for version in range(2, declared.VERSION + 1):
        created = [table.name for table in tables if table.since == version]
        widened = [
            {"table": table.name, "columns": added}
            for table in tables
            if table.since < version and (added := [column.name for column in table.columns if column.since == version])
        ]
        yield {"toVersion": version, "tables": created, "columns": widened}
