"""Cells of a CSV: nothing that a spreadsheet would run (I-5), everything else as it is."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.web.csv import cells

EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=1", "-", "+", "＝1"]


@pytest.mark.parametrize("text", EVIL)
def test_i5_formulas_are_neutralised(text):
    """I-5: such a cell begins with an apostrophe."""
    assert list(cells([text])) == [f"'{text}"]


@pytest.mark.parametrize("text", ["-5", "+5", "-5.25", "12", "a=b", "2026-01-01", "", "'=1", "pump - spare"])
def test_other_texts_and_numbers_stay(text):
    assert list(cells([text])) == [text]


def test_values_are_written_as_the_api_says_them():
    zone = timezone(timedelta(hours=-7))
    row = [None, True, False, Decimal("-12.50"), Decimal("1E+3"), 7, UUID(int=1), datetime(2026, 3, 1, 8, tzinfo=zone)]
    assert list(cells(row)) == [
        "", "true", "false", "-12.50", "1000", "7", str(UUID(int=1)), "2026-03-01T15:00:00Z",
    ]  # fmt: skip
    assert list(cells([datetime(2026, 3, 1, tzinfo=UTC)])) == ["2026-03-01T00:00:00Z"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_i5_a_table_reads_back_as_its_cells(row):
    """I-5: whatever the text, no cell that a reader gets begins a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells(row))
    (read,) = list(csv.reader(io.StringIO(text.getvalue(), newline=""))) or [[""]]
    assert [cell.removeprefix("'") for cell in read] == [cell.removeprefix("'") for cell in row]
    for cell in read:
        assert (
            not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) or cell.lstrip("+-").replace(".", "").isdigit()
        )


async def test_a_table_is_sent_whole(probe):
    client = await probe.member()
    answer = await client.get("/v1/table", params={"count": 5000})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="table.csv"'
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows == [["number", "text"], *([str(n), f"'={n}"] for n in range(1, 5001))]
    assert (await client.get("/v1/table", params={"count": 0})).text == "number,text\r\n"


async def test_what_is_refused_before_the_first_row_is_a_problem_document(probe):
    client = await probe.member()
    answer = await client.get("/v1/table", params={"count": -1})
    assert (answer.status_code, answer.json()["detail"]) == (409, "no such table")
    assert (await probe.client().get("/v1/table")).status_code == 401
