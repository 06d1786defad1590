"""The mapped rows of a file, batch by batch, from where the import stands."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from fettle.modules.imports.records import RowFault, Run
from fettle.modules.imports.rules import reading, runs
from fettle.modules.imports.rules.rows import MappedRow, Mapper
from fettle.modules.imports.store import files

BATCH = 1_000


class Feed:
    """Reads ahead one batch at a time; rows that were not taken are given again. Close it."""

    def __init__(self, run: Run, *, time_zone: str) -> None:
        """Raises `FileChanged` when the file is not the one that the import began with."""
        path = Path(run.file_key)
        if not path.exists() or files.existing(path).digest != run.file_digest:
            raise runs.FileChanged()
        self._file = path.open("rb")
        dialect = run.mapping.dialect
        head = reading.header(self._file, dialect)
        position, line = max((head.end, head.end_line), (run.position_bytes, run.position_line))
        self._raws = reading.records(self._file, dialect, position=position, line=line)
        self._mapper = Mapper(run.mapping, head.columns, time_zone=time_zone)
        self._waiting: deque[MappedRow] = deque()
        self._size = BATCH

    def next(self) -> list[MappedRow]:
        """The next rows, the same ones again unless they were `taken`; none at the end of the file."""
        self._waiting.extend(self._mapped(self._size - len(self._waiting)))
        return list(islice(self._waiting, self._size))

    def taken(self, count: int) -> None:
        """The first `count` rows are done."""
        for _ in range(count):
            self._waiting.popleft()
        self._size = min(self._size * 2, BATCH)

    def smaller(self) -> None:
        """The batch was refused: give half of it, down to the single row that is the cause."""
        self._size = max(self._size // 2, 1)

    def replace(self, row: MappedRow) -> None:
        """Put another reading of the first row in its place."""
        self._waiting[0] = row

    def refuse(self, faults: Mapping[int, Sequence[RowFault]]) -> None:
        """Keep the rows on these lines out, for these reasons."""
        self._waiting = deque(
            runs.with_faults(row, faults[row.line]) if row.line in faults else row for row in self._waiting
        )

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _mapped(self, count: int) -> Iterator[MappedRow]:
        return (self._mapper.map(raw) for raw in islice(self._raws, max(count, 0)))
