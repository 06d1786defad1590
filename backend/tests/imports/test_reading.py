"""Files are read record by record, each with its line and its end, whatever is in them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.imports.records import Dialect, Encoding
from fettle.modules.imports.rules import reading
from fettle.modules.imports.rules.reading import UnreadableFile, detect, header, records

UTF8 = Dialect(delimiter=",", encoding=Encoding.UTF_8)
CELL = st.text(alphabet=st.sampled_from('ab ,"\n;é€'), max_size=6)


def read(content: bytes, dialect: Dialect = UTF8, **start: int) -> list[reading.Raw]:
    return list(records(io.BytesIO(content), dialect, **start))


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=6), st.sampled_from(["\r\n", "\n"]))
def test_every_record_ends_where_the_next_begins(rows, ending):
    """M-8: reading from the end of any record gives exactly the records after it, with their lines."""
    text = io.StringIO()
    csv.writer(text, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(rows)
    content = text.getvalue().encode()
    whole = read(content)
    assert [raw.cells for raw in whole] == rows
    assert whole[-1].end == len(content)
    for place, raw in enumerate(whole):
        assert read(content, position=raw.end, line=raw.end_line) == whole[place + 1 :]
        assert raw.end_line == content[: raw.end].count(b"\n") + 1


def test_lines_count_line_breaks_inside_cells_and_blank_lines():
    content = b'a,"two\nlines"\n\nb,c\n'
    assert [(raw.line, raw.cells) for raw in read(content)] == [(1, ["a", "two\nlines"]), (4, ["b", "c"])]


def test_an_unclosed_quote_costs_one_line_and_not_the_file():
    content = b'a,b\nbad,"never closed\n' + b"c,d\n" * 3
    found = read(content)
    assert [raw.line for raw in found] == [1, 2, 3, 4, 5]
    assert [raw.broken is not None for raw in found] == [False, True, False, False, False]


def test_an_unclosed_quote_far_from_the_end_is_given_up_after_so_many_lines():
    content = b'bad,"never closed\n' + b"c,d\n" * (reading.MOST_LINES + 50)
    found = read(content)
    assert found[0].broken is not None
    assert "not closed" in found[0].broken
    assert len(found) == reading.MOST_LINES + 51


def test_a_quote_in_the_middle_is_reported_and_one_inside_plain_text_is_text():
    found = read(b'"he said "hi" twice",x\n5" pipe,y\n')
    assert found[0].broken is not None
    assert found[1].cells == ['5" pipe', "y"]


def test_a_line_without_end_is_read_in_pieces():
    content = b"a,b\n" + b"x" * (reading.LONGEST_RECORD + 3_000_000) + b"\nc,d"
    found = read(content)
    assert [(raw.line, raw.broken is None) for raw in found] == [(1, True), (2, False), (3, True)]
    assert found[2].cells == ["c", "d"]
    assert found[2].end == len(content)


@pytest.mark.parametrize(
    ("content", "delimiter", "encoding"),
    [
        (b"a,b;c,d\n1,2;3,4\n", ",", Encoding.UTF_8),
        ("a;b\nä;ö\n".encode(), ";", Encoding.UTF_8),
        ("a\tb\n€\t1\n".encode("cp1252"), "\t", Encoding.CP1252),
        (b"\xef\xbb\xbfa|b\n1|2\n", "|", Encoding.UTF_8),
        (b"alone\n1\n", ",", Encoding.UTF_8),
        (b"\n", ",", Encoding.UTF_8),
    ],
)
def test_delimiter_and_encoding_are_found_out(content, delimiter, encoding):
    found = detect(content, Dialect())
    assert (found.delimiter, found.encoding) == (delimiter, encoding)


def test_a_character_cut_by_the_sample_is_no_reason_to_doubt_utf_8():
    assert detect("a,b\né".encode()[:-1], Dialect()).encoding == Encoding.UTF_8


def test_what_is_said_of_the_dialect_holds():
    assert detect("ä;b".encode(), Dialect(delimiter=",", encoding=Encoding.LATIN_1)).delimiter == ","


@pytest.mark.parametrize("content", ["a,b".encode("utf-16"), b"a,b\r1,2\r"])
def test_files_that_cannot_be_read_are_refused_with_the_reason(content):
    with pytest.raises(UnreadableFile, match="save"):
        detect(content, Dialect())


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a,b,a\n1,2,3\n", b'"a,b\n', b"a,\xff\n", b"a,\x00\n"])
def test_headers_that_cannot_be_used_are_refused(content):
    with pytest.raises(UnreadableFile):
        header(io.BytesIO(content), UTF8)


def test_the_header_names_columns_and_says_where_the_data_begins():
    content = b"\xef\xbb\xbf a ,,c\r\n1,2,3\r\n"
    head = header(io.BytesIO(content), UTF8)
    assert head.columns == ["a", "column 2", "c"]
    assert [raw.cells for raw in read(content, position=head.end, line=head.end_line)] == [["1", "2", "3"]]
    bare = header(io.BytesIO(b"1,2\n"), Dialect(delimiter=",", encoding=Encoding.UTF_8, header=False))
    assert (bare.columns, bare.end) == (["1", "2"], 0)


def test_bytes_that_are_no_text_are_kept_and_marked():
    found = read(b"a,b\nx,\xff\xfe\ny,n\x00l\n")
    assert [raw.dirty for raw in found] == [False, True, True]
