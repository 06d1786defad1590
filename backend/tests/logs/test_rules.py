"""The decisions of the log as properties."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid
from fettle.modules.logs import rules
from fettle.modules.logs.records import LineKind, NewLogEntry, NewLogLine, Replacement, Reversal

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PERSON = UUID(int=1)
quantities = st.decimals("0.0001", "20", places=4)
prices = st.decimals("0", "9999.99", places=2)


@st.composite
def lines(draw: st.DrawFn) -> NewLogLine:
    return NewLogLine(
        kind=draw(st.sampled_from(LineKind)),
        quantity=draw(quantities),
        unit_cost=draw(prices),
        staff_id=PERSON,
        equipment_asset_id=PERSON,
        item="bolt",
        vendor="Tree Co",
        gl_code_id=draw(st.none() | st.uuids()),
    )


entries = st.lists(lines(), min_size=1, max_size=8).map(
    lambda given: NewLogEntry(work_order_id=PERSON, performed_on=date(2026, 3, 1), lines=given)
)


def made(new: NewLogEntry):
    return rules.entry_of(new, ids=uuid4, at=NOW, by=PERSON)


@given(entries)
def test_an_entry_and_its_reversal_come_to_nothing(new: NewLogEntry) -> None:
    rules.check(new, now=NOW, may_price=True)
    entry = made(new)
    back = rules.reversal_of(entry, Reversal(reason="Typo"), ids=uuid4, at=NOW, by=PERSON)
    for one, other in zip(entry.lines, back.lines, strict=True):
        assert one.quantity + other.quantity == 0
        assert one.amount is not None
        assert other.amount is not None
        assert one.amount + other.amount == 0
        assert (one.gl_code_id, one.kind, one.position) == (other.gl_code_id, other.kind, other.position)
    assert not {line.id for line in entry.lines} & {line.id for line in back.lines}


@given(entries)
def test_amounts_have_two_places_and_are_the_product(new: NewLogEntry) -> None:
    for given_line, line in zip(new.lines, made(new).lines, strict=True):
        assert line.amount is not None
        assert line.amount.as_tuple().exponent == -2
        assert abs(line.amount - given_line.quantity * (given_line.unit_cost or 0)) <= Decimal("0.005")


@given(entries)
def test_a_corrected_line_keeps_its_account_unless_it_names_another(new: NewLogEntry) -> None:
    entry = made(new)
    plain = [NewLogLine(kind=line.kind, item="x") for line in new.lines]
    kept = rules.replacement_of(entry, Replacement(lines=plain))
    assert [line.gl_code_id for line in kept.lines] == [line.gl_code_id for line in entry.lines]
    other = uuid4()
    named = [NewLogLine(kind=line.kind, item="x", gl_code_id=other) for line in new.lines]
    assert {line.gl_code_id for line in rules.replacement_of(entry, Replacement(lines=named)).lines} == {other}


@pytest.mark.parametrize("count", [0, 201])
def test_an_entry_has_1_to_200_lines(count: int) -> None:
    line = NewLogLine(kind=LineKind.OTHER, item="x")
    new = NewLogEntry(work_order_id=PERSON, performed_on=NOW.date(), lines=[line] * count)
    with pytest.raises(Invalid) as refused:
        rules.check(new, now=NOW, may_price=True)
    assert refused.value.faults[0].pointer == "/lines"
