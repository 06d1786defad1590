"""Run the benchmarks, print what came out, and write docs/benchmarks.md."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from benchmarks import hot_paths, jobs, other_paths, outcomes, plans, processes, screens, streams, sync, traffic
from benchmarks.dataset import SIZES, Size
from benchmarks.server import Database, working_copy

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PAGE_TEXT = Path(__file__).parent / "page.md"
HOT = ("list", "get", "create", "log", "search")
NAMES = (*HOT, "costs", "row-security", "import", "plans", "jobs", "streams", "sync", "cold-start", "screens")


class Results(NamedTuple):
    """Everything that was measured."""

    outcomes: list[outcomes.Outcome]
    sides: list[outcomes.Sides]


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="small", show_default=True, help="How much data.")
@click.option("--seconds", default=2.0, show_default=True, help="How long each round of load lasts.")
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Measure this alone; may be repeated.")
@click.option(
    "--write/--no-write", default=None, help="Write the page in docs; by default when everything is measured."
)
def main(size: str, seconds: float, only: tuple[str, ...], write: bool | None) -> None:
    """Measure the hot paths as ratios to bare SQL in the same run. Slow machines miss targets; nothing fails."""
    names = frozenset(only or NAMES)
    results = measure(SIZES[size], seconds, names)
    outcomes.show("Targets", outcomes.HEADINGS, outcomes.rows(results.outcomes))
    outcomes.show("Ours / the limit", outcomes.SIDE_HEADINGS, outcomes.side_rows(results.sides))
    if write or (write is None and not only):
        PAGE.write_text(page(SIZES[size], results))
        click.echo(f"Written: docs/{PAGE.name}")


def measure(size: Size, seconds: float, names: frozenset[str]) -> Results:
    """Everything called `names`, on data of `size`."""
    results = Results([], [])
    with working_copy(size) as database, TemporaryDirectory(prefix="fettle-bench-") as folder:
        _pin(database)
        data_dir = Path(folder)
        people = traffic.sign_in(database.app, data_dir, size)
        if names & set(HOT):
            found = hot_paths.measure(database, people, data_dir, names=names, seconds=seconds)
            results.outcomes.extend(found.outcomes)
            results.sides.extend(found.sides)
        alone: dict[str, Callable[[], list[outcomes.Outcome]]] = {
            "costs": lambda: other_paths.costs(database, people, data_dir),
            "row-security": lambda: other_paths.row_security(database, people),
            "import": lambda: other_paths.csv_import(database, people, data_dir, size),
            "streams": lambda: streams.measure(database, people, data_dir),
            "plans": lambda: plans.generation(database, people, data_dir),
            "jobs": lambda: jobs.measure(database, people, seconds),
            "sync": lambda: sync.measure(database, people, data_dir),
        }
        for name, work in alone.items():
            if name in names:
                results.outcomes.extend(work())
    if "cold-start" in names:
        results.outcomes.extend(other_paths.cold_start())
    if "screens" in names:
        results.outcomes.extend(screens.measure())
    return results


def page(size: Size, results: Results) -> str:
    """The page for the documentation."""
    return PAGE_TEXT.read_text().format(
        machine=processes.machine(),
        tenants=size.tenants,
        work_orders=size.work_orders,
        targets=outcomes.markdown(outcomes.HEADINGS, outcomes.rows(results.outcomes)),
        readings=outcomes.markdown(outcomes.SIDE_HEADINGS, outcomes.side_rows(results.sides)),
    )


def _pin(database: Database) -> None:
    for process in (database.postmaster, *processes.children(database.postmaster)):
        processes.pin(process, processes.OTHERS_CORE)


if __name__ == "__main__":
    main()
