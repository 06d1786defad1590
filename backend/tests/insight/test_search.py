"""One box for everything: each kind under its own permission, the beginnings of words, one round trip."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.db.together import Together
from fettle.kit.found import words_of
from work_orders.steps import asked, asset, made, ok, refused, thing

ONCE = {"kind": "one_time", "on": "2199-12-31"}
KINDS = ["work_order", "work_request", "asset", "site", "location", "plan", "staff", "person"]


@pytest.fixture(scope="module")
async def town(world: Any) -> Any:
    """One of everything that is called after mowing, and one of everything that is not."""
    tenant = await world.tenant()
    boss = await tenant.person("admin", name="Boss")
    north = await thing(boss, "/sites", name="Mowing Green", code="MG", address="1 Park Lane")
    south = await thing(boss, "/sites", name="South Yard")
    for site, word in ((north, "Mowing"), (south, "Digging")):
        await made(boss, f"{word} the lawn", siteId=site)
        await asked(boss, f"{word} is loud", siteId=site)
        await asset(boss, f"{word} machine", siteId=site, number=f"{word[0]}-1")
        await thing(boss, "/locations", name=f"{word} shed", siteId=site)
        await thing(boss, "/maintenance-plans", name=f"{word} weekly", triggers=[ONCE], siteId=site)
        await thing(boss, "/staff", name=f"Max {word}-Jones", trade="gardener", number=f"{word[0]}9")
        await tenant.person("technician", name=f"Eva {word}")
    return {"tenant": tenant, "boss": boss, "north": north, "south": south}


async def found(person: Any, q: str, **params: Any) -> list[tuple[str, str]]:
    return [(hit["type"], hit["title"]) for hit in await ok(person.get("/search", q=q, **params))]


EVERYTHING = [
    ("work_order", "Mowing the lawn"),
    ("work_request", "Mowing is loud"),
    ("asset", "Mowing machine"),
    ("site", "Mowing Green"),
    ("location", "Mowing shed"),
    ("plan", "Mowing weekly"),
    ("staff", "Max Mowing-Jones"),
    ("person", "Eva Mowing"),
]


@pytest.mark.parametrize("typed", ["mow", "MOW", "mówing", " mow ", "mowing"])
async def test_the_beginning_of_a_word_finds_every_kind(town: Any, typed: str) -> None:
    assert await found(town["boss"], typed) == EVERYTHING


async def test_hits_say_what_a_box_shows(town: Any) -> None:
    hits = {hit["type"]: hit for hit in await ok(town["boss"].get("/search", q="mow"))}
    shown = {kind: (hit["subtitle"], hit["number"], hit["status"]) for kind, hit in hits.items()}
    email = hits["person"]["subtitle"]
    assert shown == {
        "work_order": ("Mowing Green", "WO-1", "new"),
        "work_request": ("Mowing Green", "WR-1", "new"),
        "asset": ("Mowing Green", "M-1", "in_service"),
        "site": ("1 Park Lane", "MG", None),
        "location": ("Mowing Green", None, None),
        "plan": ("Mowing Green", None, "live"),
        "staff": ("gardener", "M9", "active"),
        "person": (email, None, None),
    }
    assert email.endswith("@example.test")
    for kind, path in (("work_order", "work-orders"), ("asset", "assets"), ("person", "people"), ("staff", "staff")):
        await ok(town["boss"].get(f"/{path}/{hits[kind]['id']}"))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("WO-2", [("work_order", "Digging the lawn")]),
        ("wr 2", [("work_request", "Digging is loud")]),
        ("2", [("work_order", "Digging the lawn"), ("work_request", "Digging is loud")]),
        ("mow lawn", [("work_order", "Mowing the lawn")]),
        ("dig sh", [("location", "Digging shed")]),
        ("max jon", [("staff", "Max Digging-Jones"), ("staff", "Max Mowing-Jones")]),
        ("owing", []),
        ("%", []),
        ("--", []),
        ("' OR ''='", []),
        ("zebra", []),
    ],
)
async def test_every_word_must_begin_a_word(town: Any, typed: str, wanted: Any) -> None:
    assert await found(town["boss"], typed) == wanted


async def test_at_most_so_many_of_each_kind_the_closest_first(world: Any) -> None:
    boss = await (await world.tenant()).person("admin")
    for name in ("Old oak", "Oak avenue", "Oak", "Big oak", "An oak", "The oak", "Zoo oak"):
        await thing(boss, "/sites", name=name)
    assert [title for _, title in await found(boss, "oak")] == ["Oak", "Oak avenue", "An oak", "Big oak", "Old oak"]
    assert len(await found(boss, "oak", limit=20)) == 7
    assert len(await found(boss, "oak", limit=1)) == 1


async def test_each_kind_needs_its_own_permission(town: Any) -> None:
    needed = {
        "work_orders:read": {"work_order"},
        "requests:read": {"work_request"},
        "assets:read": {"asset", "site", "location"},
        "plans:read": {"plan"},
        "staff:read": {"staff"},
        "people:read": {"person"},
    }
    for permission, kinds in needed.items():
        code = permission.replace(":", "-")
        body = {"code": code, "name": code, "permissions": ["tenant:read", permission]}
        await ok(town["boss"].post("/roles", body), 201)
        assert {kind for kind, _ in await found(await town["tenant"].person(code), "mow")} == kinds, permission
    assert set().union(*needed.values()) == set(KINDS)


async def test_who_only_asks_finds_their_own_requests(town: Any) -> None:
    asker = await town["tenant"].person("requester", name="Zed")
    assert await found(asker, "mow") == []
    await asked(asker, "Mowing wanted")
    assert await found(asker, "mow") == [("work_request", "Mowing wanted")]


async def test_people_limited_to_a_site_find_what_is_there(town: Any) -> None:
    limited = await town["tenant"].person("supervisor", sites=[UUID(town["south"])], name="Sue")
    assert {kind for kind, _ in await found(limited, "mow")} <= {"staff", "person"}
    assert {kind for kind, _ in await found(limited, "dig")} >= {"work_order", "asset", "location", "plan"}
    assert ("site", "South Yard") in await found(limited, "south")
    assert await found(limited, "WO-1") == []


async def test_t15_nothing_of_another_tenant(town: Any, world: Any) -> None:
    stranger = await (await world.tenant()).person("admin", name="Else")
    for typed in ("mow", "WO-1", "M-1", "example"):
        assert [hit for hit in await found(stranger, typed) if hit[1] != "Else"] == []


async def test_what_was_deleted_is_not_found(world: Any) -> None:
    boss = await (await world.tenant()).person("admin")
    work = await made(boss, "Felling")
    await thing(boss, "/sites", name="Felling")
    assert len(await found(boss, "fell")) == 2
    await ok(boss.delete(f"/work-orders/{work['id']}", version=work["version"]), 204)
    assert await found(boss, "fell") == [("site", "Felling")]


async def test_it_is_one_round_trip(town: Any, statements: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trips = []
    answer = Together._answer

    async def counting(self: Together) -> None:
        trips.append(1)
        await answer(self)

    monkeypatch.setattr(Together, "_answer", counting)
    async with statements() as counted:
        await ok(town["boss"].get("/search", q="mow"))
    assert counted.reads == len(KINDS), counted.texts
    assert len(trips) == 1


@pytest.mark.parametrize(
    "params", [{}, {"q": ""}, {"q": "x" * 201}, {"q": "x", "limit": 0}, {"q": "x", "limit": 21}, {"q": "x", "of": "y"}]
)
async def test_what_cannot_be_asked(town: Any, params: Any) -> None:
    await refused(town["boss"].get("/search", **params), 422)


@given(st.text(max_size=200))
def test_words_hold_something_to_look_for(typed: str) -> None:
    words = words_of(typed)
    assert len(words) == len(set(words)) <= 12
    assert all(any(character.isalnum() for character in word) for word in words)
