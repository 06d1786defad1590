"""Changes, money, ids and refusals: small, and relied on everywhere."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.db import errors
from fettle.kit import refusals
from fettle.kit.changes import Change, difference
from fettle.kit.ids import new_id
from fettle.kit.money import amount
from fettle.kit.records import Record
from fettle.web import answers
from fettle.web.problems import STATUS


class Pump(Record, kw_only=True):
    """Something with fields."""

    name: str
    flow: Decimal | None = None
    tags: tuple[str, ...] = ()


pumps = st.builds(
    Pump,
    name=st.text(max_size=3),
    flow=st.none() | st.decimals(0, 9, places=1),
    tags=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
)


@given(pumps, pumps)
def test_difference_is_what_turns_the_one_into_the_other(before, after):
    had, has = difference(before, after)
    assert had.keys() == has.keys()
    assert {name for name in before.__struct_fields__ if getattr(before, name) != getattr(after, name)} == set(has)
    assert all(getattr(before, name) == had[name] and getattr(after, name) == has[name] for name in has)
    assert difference(after, after) == ({}, {})


def test_a_change_knows_its_kind_of_record():
    assert Change("work_order.completed", new_id()).entity == "work_order"
    assert Change("work_order.completed", new_id()).after == {}


quantities = st.decimals(-(10**9), 10**9, places=4)
costs = st.decimals(-(10**7), 10**7, places=4)


@given(quantities, costs)
def test_money_is_rounded_once_to_the_nearest_cent(quantity, unit_cost):
    exact = Fraction(quantity) * Fraction(unit_cost)
    rounded = amount(quantity, unit_cost)
    assert rounded.as_tuple().exponent == -2
    assert abs(Fraction(rounded) - exact) <= Fraction(1, 200)


@given(quantities, costs)
def test_a_reversal_cancels_to_the_cent(quantity, unit_cost):
    assert amount(quantity, unit_cost) + amount(-quantity, unit_cost) == 0


@pytest.mark.parametrize(
    ("unit_cost", "cents"), [("0.005", "0.00"), ("0.015", "0.02"), ("0.025", "0.02"), ("-0.015", "-0.02")]
)
def test_halves_go_to_the_even_cent(unit_cost, cents):
    assert amount(Decimal(1), Decimal(unit_cost)) == Decimal(cents)


def test_ids_sort_by_their_making():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}


def every_refusal(base: type[refusals.Refusal] = refusals.Refusal) -> Iterator[type[refusals.Refusal]]:
    """Each class of refusal that is loaded."""
    for refusal in base.__subclasses__():
        yield refusal
        yield from every_refusal(refusal)


def test_every_refusal_has_a_status_a_title_and_a_code():
    assert set(STATUS) == set(refusals.Kind)
    for refusal in every_refusal():
        assert refusal.__doc__, refusal
        assert not refusal.title().endswith(".")
        assert refusal.code() == refusal.code().lower().strip("-")
        assert 400 <= STATUS[refusal.kind] < 600


def test_codes_are_the_names_in_kebab_case():
    assert refusals.NotFound.code() == "not-found"
    assert answers.KeyReused.code() == "key-reused"
    assert errors.DatabaseAway.code() == "database-away"
    assert refusals.Refusal.code() == "refusal"


def test_a_refusal_says_its_title_unless_it_knows_better():
    assert str(refusals.NotFound()) == "There is no such record, or you may not see it"
    refused = refusals.Invalid.at("/dueAt", "past", "lies in the past")
    assert (refused.detail, refused.faults[0].pointer) == ("lies in the past", "/dueAt")


@given(st.lists(st.text() | st.integers(0, 99), max_size=5))
def test_pointers_can_be_sent_and_read_back(path):
    made = refusals.pointer(path)
    made.encode()
    assert len(made.split("/")) - 1 == max(len(path), 1)
    if path and all(len(str(part)) <= 20 for part in path):
        parts = [part.replace("~1", "/").replace("~0", "~") for part in made.split("/")[1:]]
        assert parts == [str(part).encode(errors="replace").decode() for part in path]


def test_a_pointer_to_a_very_long_key_is_cut():
    assert len(refusals.pointer(["x" * 1_000_000])) < 100
    assert refusals.pointer(["a\ud800"]) == "/a?"
    assert refusals.pointer([]) == "/"
