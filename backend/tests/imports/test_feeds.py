"""Files are read in pieces: memory does not grow with them."""

import tracemalloc
from datetime import UTC, datetime
from uuid import uuid4

from fettle.modules.imports.actions.feeds import BATCH, Feed
from fettle.modules.imports.records import Run, Status
from fettle.modules.imports.store import files
from makers.imported import HEADER, mapping, row


def run_of(path) -> Run:
    written = files.existing(path)
    plan = mapping(dialect={"delimiter": ",", "encoding": "utf-8"})
    return Run(
        id=uuid4(),
        source=plan.source,
        file_name=path.name,
        file_key=str(path),
        file_bytes=written.size,
        file_digest=written.digest,
        mapping=plan,
        dry_run=False,
        status=Status.RUNNING,
        created_by=None,
        created_at=datetime.now(UTC),
    )


def most_memory(path, rows: int) -> int:
    with path.open("w") as file:
        file.write(HEADER + "\n")
        file.writelines(f"{row(n)}\n" for n in range(rows))
    tracemalloc.start()
    feed = Feed(run_of(path), time_zone="UTC")
    seen = 0
    while batch := feed.next():
        seen += len(batch)
        feed.taken(len(batch))
    feed.close()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == rows
    return most


def test_memory_does_not_grow_with_the_file(tmp_path):
    """A file eight times as long takes no more memory than one of three batches."""
    short, long = most_memory(tmp_path / "a.csv", 3 * BATCH), most_memory(tmp_path / "b.csv", 24 * BATCH)
    assert long < short * 1.3


def test_a_refused_batch_is_halved_down_to_one_row_and_grows_again(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("\n".join([HEADER, *(row(n) for n in range(100))]))
    feed = Feed(run_of(path), time_zone="UTC")
    sizes = []
    while len(batch := feed.next()) > 1:
        sizes.append(len(batch))
        feed.smaller()
    feed.replace(batch[0])
    feed.taken(1)
    sizes.append(len(feed.next()))
    feed.close()
    assert sizes[0] == 100
    assert sizes[-1] == 2
