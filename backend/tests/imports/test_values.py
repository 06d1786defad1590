"""Cells become values, or say why not."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.imports.records import Mapping, Source
from fettle.modules.imports.rules.entities import Field, Kind
from fettle.modules.imports.rules.mapping import column_at
from fettle.modules.imports.rules.values import Unreadable, read, zone

NEW_YORK = zone("America/New_York")
AMERICAN = Source(column="x", format="%m/%d/%Y %I:%M:%S %p")


def value(text: str, field: Field, source: Source | None = None) -> Any:
    return read(text, field, source or Source(column="x"), NEW_YORK)[0]


@pytest.mark.parametrize(
    ("text", "comma", "expected"),
    [
        ("12", False, "12.00"),
        ("-339.81", False, "-339.81"),
        ("1,234,567.5", False, "1234567.50"),
        ("1.234,56", True, "1234.56"),
        ("+7,5", True, "7.50"),
    ],
)
def test_decimals(text, comma, expected):
    assert str(value(text, Field(Kind.DECIMAL), Source(column="x", decimal_comma=comma))) == expected


@pytest.mark.parametrize(
    "text", ["1,5", "1.5.2", "12 000", "NaN", "Infinity", "1e400", "0x10", "--1", "1.005", "", "9" * 12]
)
def test_what_is_no_amount_is_refused_and_never_guessed(text):
    """A decimal comma where a point is declared would be off by a factor of ten or a hundred: refused."""
    with pytest.raises(Unreadable):
        value(text, Field(Kind.DECIMAL))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_amounts_come_back_to_the_cent(amount):
    assert value(f"{amount:f}", Field(Kind.DECIMAL)) == amount
    assert value(f"{amount:,f}", Field(Kind.DECIMAL)) == amount


def test_whole_numbers_and_flags():
    assert value("42", Field(Kind.INTEGER)) == 42
    assert [value(text, Field(Kind.FLAG)) for text in ("Yes", "true", "0")] == [True, True, False]
    for text, kind in (("4.2", Kind.INTEGER), ("perhaps", Kind.FLAG)):
        with pytest.raises(Unreadable):
            value(text, Field(kind))


def test_local_times_become_utc():
    """I-10: what has no zone is local; what has one keeps it."""
    instant = Field(Kind.INSTANT)
    assert value("01/06/2015 06:51:38 AM", instant, AMERICAN) == datetime(2015, 1, 6, 11, 51, 38, tzinfo=UTC)
    assert value("07/01/2015 12:00:00 AM", instant, AMERICAN) == datetime(2015, 7, 1, 4, 0, tzinfo=UTC)
    assert value("2015-07-01T00:00:00+02:00", instant) == datetime(2015, 6, 30, 22, 0, tzinfo=UTC)
    assert value("2015-07-01", Field(Kind.DATE)) == date(2015, 7, 1)


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("2015-03-08 02:30", datetime(2015, 3, 8, 7, 30, tzinfo=UTC), "forward"),
        ("2015-11-01 01:30", datetime(2015, 11, 1, 5, 30, tzinfo=UTC), "twice"),
    ],
)
def test_hours_that_clocks_skip_or_repeat_are_read_with_a_remark(text, expected, said):
    """I-10: a skipped local time moves forward, a repeated one means its first; both are reported."""
    found, remark = read(text, Field(Kind.INSTANT), Source(column="x"), NEW_YORK)
    assert found == expected
    assert said in remark.message


@pytest.mark.parametrize("text", ["2015-02-30", "13/45/2015", "0001-01-01", "9999-12-31", "soon", "02/29/2015"])
def test_dates_that_do_not_exist_or_lie_far_off_are_refused(text):
    with pytest.raises(Unreadable):
        value(text, Field(Kind.INSTANT))


def test_texts():
    assert value("north", Field(choices=("north", "south"))) == "north"
    assert value("x" * 9, Field(longest=5), Source(column="x", cut=True)) == "xxxxx"
    for text, field in (("west", Field(choices=("north",))), ("x" * 6, Field(longest=5))):
        with pytest.raises(Unreadable):
            value(text, field)


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|x"])
def test_formulas_stay_plain_text_and_are_reported(text):
    found, remark = read(text, Field(), Source(column="x"), NEW_YORK)
    assert (found, remark.code) == (text, "formula")


@pytest.mark.parametrize("text", ["-5 degrees", "+Induction", "a = b", "- item"])
def test_ordinary_texts_are_no_formulas(text):
    assert read(text, Field(), Source(column="x"), NEW_YORK) == (text, None)


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd"])
def test_unknown_zones_are_unknown(name):
    with pytest.raises(KeyError):
        zone(name)


@pytest.mark.parametrize(
    ("pointer", "column"),
    [
        ("/siteId", "park"),
        ("/P1/siteId", "park"),
        ("/custom/ward", "district"),
        ("/title", "title"),
        ("/other", "other"),
    ],
)
def test_a_fault_of_a_record_is_shown_at_the_column_of_the_file(pointer, column):
    fields = {"site": {"column": "park"}, "custom.ward": {"column": "district"}, "title": {"constant": "Job"}}
    document = {"source": "s", "entity": "work_order", "key": ["id"], "fields": fields}
    assert column_at(msgspec.convert(document, Mapping), pointer) == column
