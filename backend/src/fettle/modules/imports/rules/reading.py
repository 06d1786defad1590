"""Reading delimited text as a stream of records that know their line and where in the file they end."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from fettle.kit.refusals import Invalid
from fettle.modules.imports.records import Dialect, Encoding

SAMPLE_BYTES = 256 * 1024
LONGEST_RECORD = 4 * 1024 * 1024
MOST_LINES = 2_000
DELIMITERS = ",;\t|"
WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# The csv module refuses cells beyond 128 kB; here a long cell is to be read and then named with its column.
csv.field_size_limit(LONGEST_RECORD)


class UnreadableFile(Invalid):
    """The file cannot be read as delimited text."""


class Raw(msgspec.Struct, frozen=True):
    """A record of the file: where it begins (line) and ends (byte), its cells, or why it has none."""

    line: int
    end: int
    end_line: int
    cells: list[str]
    broken: str | None = None
    dirty: bool = False


class _Runaway(Exception):
    """A record grew beyond all measure: most likely a quote that was never closed."""


def detect(sample: bytes, dialect: Dialect) -> Dialect:
    """`dialect` with its delimiter and encoding settled by the first bytes of a file.

    Raises `UnreadableFile` for UTF-16 and for what is no text.
    """
    if sample.startswith(WIDE_BOMS):
        raise UnreadableFile("The file is UTF-16; save it as UTF-8.")
    if b"\r" in sample and b"\n" not in sample:
        raise UnreadableFile("The lines end with CR alone; save the file with LF or CRLF.")
    encoding = dialect.encoding if dialect.encoding != Encoding.AUTO else _encoding(sample)
    head = sample.decode(encoding, errors="replace").lstrip("\ufeff")
    delimiter = dialect.delimiter or _delimiter(head)
    return msgspec.structs.replace(dialect, delimiter=delimiter, encoding=encoding)


def _encoding(sample: bytes) -> Encoding:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return Encoding.CP1252
    return Encoding.UTF_8


def _delimiter(head: str) -> str:
    lines = [line for line in head.splitlines()[:20] if line]
    first = Counter(character for character in (lines[0] if lines else "") if character in DELIMITERS)
    return first.most_common(1)[0][0] if first else ","


def records(file: BinaryIO, dialect: Dialect, *, position: int = 0, line: int = 1) -> Iterator[Raw]:
    """The records of `file` from byte `position`, which begins `line`; blank lines are passed over.

    A record that is malformed, longer than `LONGEST_RECORD` or whose quote is never closed is reported as broken, and
    reading goes on after its first line, so that one bad quote does not swallow the rest of the file.
    """
    lines = _Lines(file, dialect, position, line)
    while True:
        reader = csv.reader(lines, delimiter=dialect.delimiter or ",", strict=True)
        try:
            while True:
                lines.begin()
                cells = next(reader)
                if cells:
                    yield Raw(lines.start_line, lines.position, lines.line, cells, dirty=lines.dirty)
        except StopIteration:
            return
        except _Runaway:
            yield lines.recover(f"does not end within {MOST_LINES} lines and 4 MB: a quote is not closed?")
        except csv.Error as error:
            yield lines.recover(str(error))


class Header(msgspec.Struct, frozen=True):
    """The names of the columns, and where the first row of data begins."""

    columns: list[str]
    end: int
    end_line: int


def header(file: BinaryIO, dialect: Dialect) -> Header:
    """The columns of `file`, numbered from 1 when it has no header; nameless ones are called by their number.

    Raises `UnreadableFile` for an empty or unreadable first row and for a name that stands twice.
    """
    first = next(records(file, dialect), None)
    if first is None:
        raise UnreadableFile("The file is empty.")
    if first.broken is not None or first.dirty:
        raise UnreadableFile(f"The first row cannot be read: {first.broken or 'its bytes are no text'}.")
    if not dialect.header:
        return Header([str(number) for number in range(1, len(first.cells) + 1)], 0, 1)
    columns = [cell.strip() or f"column {number}" for number, cell in enumerate(first.cells, 1)]
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise UnreadableFile(f"These columns stand twice in the header: {', '.join(twice)[:300]}.")
    return Header(columns, first.end, first.end_line)


class _Lines:
    """The lines of a file as text, counting lines and bytes, so that the end of every record is known exactly."""

    def __init__(self, file: BinaryIO, dialect: Dialect, position: int, line: int) -> None:
        self.file = file
        self.encoding = str(dialect.encoding)
        file.seek(0)
        marked = file.read(3) == codecs.BOM_UTF8
        self.position = 3 if marked and position == 0 else position
        self.line = line
        file.seek(self.position)
        self.begin()

    def begin(self) -> None:
        """A record begins here."""
        self.start = self.first_end = self.position
        self.start_line = self.line
        self.dirty = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self.file.readline(LONGEST_RECORD + 1)
        if not raw:
            raise StopIteration
        if self.position == self.start:
            self.first_end = self.position + len(raw)
        self.position += len(raw)
        self.line += 1
        if self.position - self.start > LONGEST_RECORD or self.line - self.start_line > MOST_LINES:
            raise _Runaway
        return self._text(raw)

    def _text(self, raw: bytes) -> str:
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError:
            self.dirty = True
            return raw.decode(self.encoding, errors="surrogateescape")
        if "\x00" in text:
            self.dirty = True
        return text

    def recover(self, reason: str) -> Raw:
        """Give the record up and go on after its first line."""
        self.file.seek(self.first_end - 1)
        while (part := self.file.readline(1 << 20)) and not part.endswith(b"\n"):
            pass
        self.position, self.line = self.file.tell(), self.start_line + 1
        return Raw(self.start_line, self.position, self.line, [], broken=reason)
