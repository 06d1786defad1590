"""What came out: one line for each target, as a table on the screen and in the documentation."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.readings import Reading


class Outcome(NamedTuple):
    """One target: what must be reached, what was, and the figures behind it."""

    path: str
    target: str
    reached: str
    ok: bool
    details: str = ""


class Sides(NamedTuple):
    """A hot path measured on both sides: readings, round trips, and PostgreSQL alone where that was measured."""

    path: str
    ours: Reading
    limit: Reading
    trips: tuple[float, float]
    pgbench: float | None = None


SIDE_HEADINGS = (
    "path",
    "answers/s",
    "p50 ms",
    "p95 ms",
    "application CPU ms",
    "database CPU ms",
    "round trips",
    "pgbench/s",
)
HEADINGS = ("path", "must reach", "reached", "", "figures")


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """The lines of the table of targets."""
    return [(each.path, each.target, each.reached, "ok" if each.ok else "**miss**", each.details) for each in outcomes]


def side_rows(sides: Sequence[Sides]) -> list[tuple[str, ...]]:
    """The lines of the table of readings: ours, then the limit's, in each cell."""
    return [
        (
            each.path,
            f"{each.ours.per_second:,.0f} / {each.limit.per_second:,.0f}",
            f"{each.ours.p50_ms:.1f} / {each.limit.p50_ms:.1f}",
            f"{each.ours.p95_ms:.1f} / {each.limit.p95_ms:.1f}",
            f"{each.ours.application_ms:.2f} / {each.limit.application_ms:.2f}",
            f"{each.ours.database_ms:.2f} / {each.limit.database_ms:.2f}",
            f"{each.trips[0]:.0f} / {each.trips[1]:.0f}",
            "" if each.pgbench is None else f"{each.pgbench:,.0f}",
        )
        for each in sides
    ]


def show(title: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print a table."""
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading)
    for line in lines:
        table.add_row(*(cell.replace("**", "") for cell in line))
    Console(width=160).print(table)


def markdown(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """The table in Markdown."""
    parts = [headings, ["---"] * len(headings), *lines]
    return "".join(f"| {' | '.join(part)} |\n" for part in parts)
