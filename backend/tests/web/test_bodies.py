"""What people and machines send: text of all kinds comes back identical (I-2), nonsense is refused quickly (I-3)."""

import json
import time
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid, Malformed, Refusal, TooLarge
from fettle.web.requests import DEEPEST, parse

E_ACUTE = "Café"
TEXTS = {
    "emoji": "🔧 pump 👩🏽‍🔧",
    "right to left": "\u202egnp.exe",
    "arabic": "مضخة",
    "composed": unicodedata.normalize("NFC", E_ACUTE),
    "decomposed": unicodedata.normalize("NFD", E_ACUTE),
    "controls": "a\u0001b\u007f\u0085c",
    "separators": "line\u2028paragraph\u2029end",
    "last plane": "\U0010fffd",
    "non-characters": "\ufffe\uffff",
    "quotes": "'; DROP TABLE tags; -- \\ %s {} $1",
    "a megabyte": "x" * 1_000_000,
}


@pytest.fixture
async def client(probe):
    """Somebody in a tenant of their own."""
    return await probe.member()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_i2_text_comes_back_identical(client, text):
    """I-2: byte for byte, at once and when read again; composed and decomposed forms are kept apart."""
    made = await client.post("/v1/tags", json={"name": "text", "colour": text})
    assert made.status_code == 201, made.text[:300]
    read = await client.get(f"/v1/tags/{made.json()['id']}")
    assert (made.json()["colour"], read.json()["colour"]) == (text, text)


@pytest.mark.parametrize("text", ["a\\u0000b", "\\u0000", "\\ud800", "\\udfff x", "\\udc00\\ud800"])
@pytest.mark.parametrize("place", ["value", "key", "deep"])
async def test_i2_what_cannot_be_stored_is_refused_with_its_place(client, text, place):
    """I-2: NUL and half surrogate pairs, as a value, as a key, and deep inside; never a 500."""
    body = {
        "value": f'{{"name": "{text}"}}',
        "key": f'{{"name": "x", "{text}": 1}}',
        "deep": f'{{"name": "x", "colour": [[{{"a/b": "{text}"}}]]}}',
    }[place]
    answer = await client.post("/v1/tags", content=body.encode())
    assert answer.status_code == 422
    pointer = {"value": "/name", "deep": "/colour/0/0/a~1b"}.get(place)
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert pointers == [pointer] if pointer else len(pointers) == 1


@pytest.mark.parametrize("where", ["/v1/tags?colour=a%00b", "/v1/tags/%00", "/v1/tags?cursor=%00"])
async def test_i2_nul_in_the_address(client, where):
    """I-2: also in the path and the query."""
    assert (await client.get(where)).status_code in (400, 404)


@pytest.mark.parametrize("where", ["/v1/tags?colour=%ed%a0%80", "/v1/tags?colour=%ff", "/v1/tags?colour=%F0%9F%94%A7"])
async def test_i2_strange_bytes_in_the_address(client, where):
    """I-2: read as best one can, never a 500."""
    assert (await client.get(where)).json()["data"] == []


MEGABYTE = 2**20
NONSENSE = {
    "deep lists": (b"[" * 10_000, 400),
    "deep lists, closed": (b"[" * 10_000 + b"]" * 10_000, 400),
    "deep objects": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, 400),
    "a little too deep": (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), 400),
    "duplicate keys": (b'{"name": "a", "name": "b"}', 400),
    "duplicate keys, escaped": (b'{"name": "a", "n\\u0061me": "b"}', 400),
    "NaN": (b'{"name": "a", "amount": NaN}', 400),
    "Infinity": (b'{"name": "a", "amount": -Infinity}', 400),
    "1e400": (b'{"name": "a", "amount": 1e400}', 422),
    "2**63": (b'{"name": "a", "amount": 9223372036854775808}', 422),
    "-2**63 - 1": (b'{"name": "a", "amount": -9223372036854775809}', 422),
    "a number of a million digits": (b'{"name": "a", "amount": ' + b"9" * 1_000_000 + b"}", 400),
    "not UTF-8": (b'{"name": "\xff"}', 400),
    "half a body": (b'{"name": "a"', 400),
    "nothing": (b"", 422),
    "null": (b"null", 422),
    "a list": (b"[]", 422),
    "a word": (b"name", 400),
    "two values": (b"{} {}", 400),
    "many values": (b"[" + b"0," * 4 * MEGABYTE + b"0]", 413),
    "many empty lists": (b"[" + b"[]," * 3 * MEGABYTE + b"[]]", 413),
    "many faults": (b'{"name": [' + b'"\\u0000",' * 40_000 + b'""]}', 422),
    "many unknown fields": (b"{" + b",".join(b'"k%d": 1' % n for n in range(30_000)) + b"}", 422),
    "one long key": (b'{"name": "a", "' + b"k" * MEGABYTE + b'": 1}', 422),
    "nine megabytes of text": (b'{"name": "' + b"x" * 9 * MEGABYTE + b'"}', 422),
    "nine megabytes of escapes": (b'{"name": "' + b"\\u00e9" * (MEGABYTE * 3 // 2) + b'"}', 422),
    "fifty megabytes": (b'{"name": "' + b"x" * 50 * MEGABYTE + b'"}', 413),
}


@pytest.mark.parametrize(("body", "status"), NONSENSE.values(), ids=NONSENSE)
async def test_i3_nonsense_is_refused_quickly(client, body, status):
    """I-3: 400, 413 or 422 within a second of processor time, in an answer that is short itself."""
    began = time.process_time()
    answer = await client.post("/v1/tags", content=body)
    assert time.process_time() - began < 1
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 20_000
    assert answer.json()["requestId"]


@pytest.mark.parametrize("name", ["many values", "many empty lists", "many faults", "nine megabytes of escapes"])
def test_i3_memory_stays_bounded(name):
    """I-3: reading costs a small multiple of the body."""
    body, _ = NONSENSE[name]
    tracemalloc.start()
    with pytest.raises(Refusal):
        raise_on(parse(body))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 * MEGABYTE


def raise_on(value):
    """What the reader lets pass the model refuses."""
    raise Invalid(str(type(value)))


async def test_i3_a_body_without_a_length_is_cut_off(client):
    """I-3: 50 MB in chunks, of which no more than the limit is read."""
    sent = 0

    async def chunks():
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b" " * MEGABYTE

    assert (await client.post("/v1/tags", content=chunks())).status_code == 413


@pytest.mark.parametrize(
    "kind", ["application/json", "application/merge-patch+json", "Application/JSON; charset=utf-8"]
)
async def test_json_under_its_names_is_read(client, kind):
    answer = await client.post("/v1/tags", content=b'{"name": "a"}', headers={"Content-Type": kind})
    assert answer.status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_other_kinds_of_body_are_refused_by_name(client, kind):
    answer = await client.post("/v1/tags", content=b'{"name": "a"}', headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/unsupported")


async def test_every_wrong_field_is_named_at_once(client):
    body = {"nam": "x", "colour": 3, "madeAt": "2026-03-01T08:00:00", "amount": "1.23456", "name": ""}
    answer = await client.post("/v1/tags", json=body)
    assert answer.status_code == 422
    faults = {fault["pointer"]: fault["code"] for fault in answer.json()["errors"]}
    assert faults.keys() == {"/nam", "/colour", "/madeAt", "/amount", "/name"}
    assert faults["/nam"] == "unknown_field"
    assert "3" not in [fault["message"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize(
    "when", ["0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "9e99", "soon"]
)
async def test_i10_impossible_moments_are_refused(client, when):
    """I-10: year 0, year 10000, and what is no moment."""
    answer = await client.post("/v1/tags", json={"name": "a", "madeAt": when})
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/madeAt"]


texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(-1e18, 1e18) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_ordinary_json_is_read_as_it_is(value):
    assert parse(json.dumps(value).encode()) == value
    assert parse(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=60) | st.text('[]{},:"\\u0d8e1-+.Nn ', max_size=40).map(str.encode))
@settings(max_examples=400)
def test_anything_else_is_refused_in_words(body):
    try:
        json.dumps(parse(body)).encode()
    except (Malformed, Invalid, TooLarge) as refusal:
        json.dumps([refusal.detail, [fault.pointer for fault in refusal.faults]], ensure_ascii=False).encode()
