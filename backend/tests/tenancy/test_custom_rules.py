"""Custom values: typed, required, known, and never half judged."""

import math
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid
from fettle.modules.tenancy.records.custom import CustomEntity, CustomField, FieldType
from fettle.modules.tenancy.rules import custom

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
OPTIONS = ["red", "green", "blue"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
GOOD: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: st.text(min_size=1, max_size=50),
    FieldType.NUMBER: st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12, allow_nan=False, allow_infinity=False),
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DATE: st.dates(date(1900, 1, 1), date(2200, 1, 1)).map(date.isoformat),
    FieldType.CHOICE: st.sampled_from(OPTIONS),
    FieldType.CHOICES: st.lists(st.sampled_from(OPTIONS), unique=True),
    FieldType.URL: st.sampled_from(["https://example.test/a?b=1", "http://10.0.0.1:8080"]),
}


def field(kind: FieldType, *, key: str = "it", required: bool = False, subtype_id: UUID | None = None) -> CustomField:
    choosing = kind in (FieldType.CHOICE, FieldType.CHOICES)
    return CustomField(
        id=uuid4(),
        entity=CustomEntity.ASSET,
        key=key,
        label=key,
        type=kind,
        options=OPTIONS if choosing else [],
        required=required,
        subtype_id=subtype_id,
        created_at=WHEN,
        updated_at=WHEN,
    )


def pointers(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [fault.pointer for fault in refused.value.faults]


@given(data=st.data(), kind=st.sampled_from(FieldType))
def test_a_value_of_the_type_is_kept_as_it_is(data: st.DataObject, kind: FieldType) -> None:
    value = data.draw(GOOD[kind])
    assert custom.values([field(kind)], {"it": value}) == {"it": value}


def outcome(kind: FieldType, value: Any) -> dict[str, Any] | list[str]:
    """What is kept, or where it was refused."""
    try:
        return custom.values([field(kind)], {"it": value})
    except Invalid as refused:
        return [fault.pointer for fault in refused.faults]


@given(value=ANYTHING, kind=st.sampled_from(FieldType))
def test_whatever_comes_is_kept_or_refused_at_its_place(value: Any, kind: FieldType) -> None:
    kept = outcome(kind, value)
    assert kept in (["/custom/it"], {} if value is None else {"it": value})
    assert kept == ["/custom/it"] or not isinstance(value, float) or math.isfinite(value)


SOME = st.sampled_from("abc")


@given(before=st.dictionaries(SOME, st.integers(0, 9)), patch=st.dictionaries(SOME, st.none() | st.integers(0, 9)))
def test_a_patch_merges_and_null_clears(before: dict[str, int], patch: dict[str, int | None]) -> None:
    fields = [field(FieldType.NUMBER, key=key) for key in "abc"]
    merged = {**before, **patch}
    assert custom.values(fields, patch, before=before) == {k: v for k, v in merged.items() if v is not None}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.NUMBER, math.nan),
        (FieldType.NUMBER, math.inf),
        (FieldType.NUMBER, True),
        (FieldType.NUMBER, "7"),
        (FieldType.NUMBER, 1e300),
        (FieldType.BOOLEAN, 1),
        (FieldType.DATE, "2026-02-30"),
        (FieldType.DATE, "20260201"),
        (FieldType.DATE, "2026-W01-1"),
        (FieldType.TEXT, ""),
        (FieldType.TEXT, "x" * 4001),
        (FieldType.TEXT, 7),
        (FieldType.URL, "javascript:alert(1)"),
        (FieldType.URL, "https://"),
        (FieldType.URL, "https://[::1"),
        (FieldType.CHOICE, "yellow"),
        (FieldType.CHOICE, ["red"]),
        (FieldType.CHOICES, "red"),
        (FieldType.CHOICES, ["red", "red"]),
        (FieldType.CHOICES, ["red", 1]),
    ],
)
def test_a_value_of_another_type_is_refused(kind: FieldType, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        custom.values([field(kind)], {"it": value})
    assert pointers(refused) == ["/custom/it"]


def test_every_fault_is_named_at_once() -> None:
    fields = [field(FieldType.NUMBER, key="n"), field(FieldType.TEXT, key="must", required=True)]
    with pytest.raises(Invalid) as refused:
        custom.values(fields, {"n": "x", "un/known~": 1})
    assert pointers(refused) == ["/custom/n", "/custom/un~1known~0", "/custom/must"]


def test_required_means_present_after_the_change() -> None:
    fields = [field(FieldType.TEXT, required=True)]
    assert custom.values(fields, {}, before={"it": "x"}) == {"it": "x"}
    with pytest.raises(Invalid):
        custom.values(fields, {"it": None}, before={"it": "x"})


def test_a_field_of_one_asset_type_is_unknown_to_others() -> None:
    pumps, fans = uuid4(), uuid4()
    fields = [field(FieldType.NUMBER, key="flow", required=True, subtype_id=pumps)]
    assert custom.values(fields, {"flow": 3}, subtype_id=pumps) == {"flow": 3}
    assert custom.values(fields, {}, subtype_id=fans) == {}
    with pytest.raises(Invalid):
        custom.values(fields, {"flow": 3}, subtype_id=fans)


def test_values_of_a_field_that_is_gone_stay_and_can_be_cleared() -> None:
    assert custom.values([], {}, before={"old": 1}) == {"old": 1}
    assert custom.values([], {"old": None}, before={"old": 1}) == {}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"type": FieldType.CHOICE, "options": []}, "/options"),
        ({"type": FieldType.TEXT, "options": ["a"]}, "/options"),
        ({"type": FieldType.CHOICES, "options": ["a", "a"]}, "/options"),
        ({"entity": CustomEntity.SITE, "subtype_id": UUID(int=1)}, "/subtypeId"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        custom.definition(None, msgspec.structs.replace(field(FieldType.TEXT), **changes))
    assert pointers(refused) == [pointer]
