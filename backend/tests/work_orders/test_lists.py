"""Lists of work orders: filters, orders, pages, counts, search."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.work_orders.rules.search import MOST_WORDS, parse
from work_orders.steps import asset, listed, made, moved, ok, refused, thing

PAST, SOON = "2026-01-05T08:00:00Z", (datetime.now(UTC) + timedelta(days=30)).isoformat()
INJECTIONS = [
    "' OR 1=1 --",
    '"; DROP TABLE work_orders; --',
    "%",
    "_",
    "\\",
    "a & b | !c",
    "pump:*",
    "(pump",
    "<->",
    "'''",
    "pump' & 'x",
    ":*",
    "!pump",
    "pump <2> leaks",
    "*",
    "$1",
    "%s %(q)s {query}",
    "\u202epump",
    "🙂",
    "#' OR ''='",
    "#%",
    "WO-999999999999999",
    "WO-99999999999999999999999",
    ".*(a+)+$",
]


@pytest.fixture(scope="module")
async def park(world: Any) -> Any:
    """A tenant with a handful of work orders that differ in everything that can be filtered."""
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    worker = await tenant.person("technician", name="Wim")
    staff = await thing(boss, "/staff", name="Wim", userId=str(worker.user_id))
    other = await thing(boss, "/staff", name="Zoe")
    crew = await thing(boss, "/crews", name="Green", memberIds=[staff])
    site = await thing(boss, "/sites", name="Park")
    digger = await asset(boss, "Digger", siteId=site)
    kind = (await ok(boss.get(f"/assets/{digger}")))["assetTypeId"]
    tag = await thing(boss, "/tags", name="Naß")
    oil = await thing(boss, "/task-codes", code="OIL", name="Change oil")
    await thing(boss, "/custom-fields", entity="work_order", key="floor", label="Floor", type="text", filterable=True)
    specs: list[dict[str, Any]] = [
        {"title": "Bucket cylinder leaking", "priority": "urgent", "siteId": site, "dueAt": PAST, "assetIds": [digger]},
        {"title": "Paint the Café", "kind": "preventive", "assigneeId": staff, "dueAt": SOON, "reference": "SAP-7731"},
        {"title": "Tree fell", "crewId": crew, "tagIds": [tag], "approve": True},
        {"title": "Pump-house door", "assigneeId": other, "tasks": [{"taskCodeId": oil}], "description": "It leaks."},
        {"title": "Mow", "custom": {"floor": "3"}, "priority": "low", "dueAt": "2026-01-06T08:00:00Z"},
    ]
    made_ = [await made(boss, **spec) for spec in specs]
    await moved(boss, await moved(boss, made_[4], "approve", "start"), "complete")
    ids = {"staff": staff, "other": other, "crew": crew, "site": site, "digger": digger, "kind": kind, "tag": tag}
    return {"tenant": tenant, "boss": boss, "worker": worker, "made": made_, **ids, "oil": oil}


async def titles(person: Any, **params: Any) -> list[str]:
    return [row["title"].split()[0] for row in await listed(person, **params)]


async def test_filters_narrow_and_their_values_are_alternatives(park: Any) -> None:
    boss = park["boss"]
    expected: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["Mow", "Pump-house", "Tree", "Paint", "Bucket"]),
        ({"status": ["approved", "complete"]}, ["Mow", "Tree"]),
        ({"priority": ["urgent"]}, ["Bucket"]),
        ({"kind": ["preventive"]}, ["Paint"]),
        ({"assigneeId": [park["staff"], park["other"]]}, ["Pump-house", "Paint"]),
        ({"assigneeId": "none", "status": ["new"]}, ["Bucket"]),
        ({"assigneeId": ["none", park["other"]], "status": ["new"]}, ["Pump-house", "Bucket"]),
        ({"assigneeId": "me"}, []),
        ({"crewId": [park["crew"]]}, ["Tree"]),
        ({"crewId": "mine"}, []),
        ({"siteId": [park["site"]]}, ["Bucket"]),
        ({"assetId": [park["digger"]]}, ["Bucket"]),
        ({"assetTypeId": [park["kind"]]}, ["Bucket"]),
        ({"tagId": [park["tag"]]}, ["Tree"]),
        ({"taskCodeId": [park["oil"]]}, ["Pump-house"]),
        ({"dueFrom": "2026-01-06T00:00:00Z"}, ["Mow", "Paint"]),
        ({"dueTo": "2026-01-06T00:00:00Z"}, ["Bucket"]),
        ({"createdFrom": "2026-01-06T00:00:00Z", "createdTo": "2026-01-07T00:00:00Z"}, []),
        ({"overdue": "true"}, ["Bucket"]),
        ({"custom": "floor:3"}, ["Mow"]),
        ({"custom": ["floor:3", "floor:4"]}, []),
    ]
    for params, wanted in expected:
        assert await titles(boss, **params) == wanted, params
    assert await titles(park["worker"], assigneeId="me") == ["Paint"]
    assert await titles(park["worker"], crewId="mine") == ["Tree"]


async def test_rows_carry_the_names_that_a_screen_shows(park: Any) -> None:
    rows = {row["title"].split()[0]: row for row in await listed(park["boss"])}
    assert (rows["Bucket"]["siteName"], rows["Bucket"]["assetName"], rows["Bucket"]["assetCount"]) == (
        "Park",
        "Digger",
        1,
    )
    assert (rows["Bucket"]["overdue"], rows["Mow"]["overdue"], rows["Paint"]["overdue"]) == (True, False, False)
    assert (rows["Paint"]["assigneeName"], rows["Tree"]["crewName"], rows["Tree"]["assetCount"]) == ("Wim", "Green", 0)


async def test_orders(park: Any) -> None:
    boss = park["boss"]
    expected = {
        "createdAt": ["Bucket", "Paint", "Tree", "Pump-house", "Mow"],
        "dueAt": ["Bucket", "Mow", "Paint", "Tree", "Pump-house"],
        "-dueAt": ["Paint", "Mow", "Bucket", "Pump-house", "Tree"],
        "-priority": ["Bucket", "Pump-house", "Tree", "Paint", "Mow"],
        "priority": ["Mow", "Paint", "Tree", "Pump-house", "Bucket"],
        "number": ["Bucket", "Paint", "Tree", "Pump-house", "Mow"],
        "-number": ["Mow", "Pump-house", "Tree", "Paint", "Bucket"],
        "status": ["Tree", "Mow", "Bucket", "Paint", "Pump-house"],
        "-status": ["Pump-house", "Paint", "Bucket", "Mow", "Tree"],
    }
    for sort, wanted in expected.items():
        assert await titles(boss, sort=sort) == wanted, sort
        paged, cursor = [], None
        while cursor is not None or not paged:
            page = await ok(boss.get("/work-orders", sort=sort, limit=1, **({"cursor": cursor} if cursor else {})))
            paged += [row["title"].split()[0] for row in page["data"]]
            cursor = page["nextCursor"]
        assert paged == wanted, sort
    await refused(boss.get("/work-orders", sort="cost"), 422)


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("leak", {"Bucket", "Pump-house"}),
        ("LEAKS", {"Bucket", "Pump-house"}),
        ("buck cyl", {"Bucket"}),
        ("cafe", {"Paint"}),
        ("CAFÉ paint", {"Paint"}),
        ("house", {"Pump-house"}),
        ("SAP-7731", {"Paint"}),
        ("7731", {"Paint"}),
        ("WO-3", {"Tree"}),
        ("wo3", {"Tree"}),
        ("#naß", {"Tree"}),
        ("#NAß tree", {"Tree"}),
        ("#naß bucket", set()),
        ("the", {"Paint"}),
        ("zebra", set()),
    ],
)
async def test_search_finds_stems_beginnings_numbers_and_tags(park: Any, q: str, wanted: set[str]) -> None:
    assert set(await titles(park["boss"], q=q)) == wanted


async def test_search_puts_titles_before_descriptions_and_numbers_first(park: Any) -> None:
    assert await titles(park["boss"], q="leak") == ["Bucket", "Pump-house"]
    first = await ok(park["boss"].get("/work-orders", q="leak", limit=1))
    rest = await ok(park["boss"].get("/work-orders", q="leak", limit=1, cursor=first["nextCursor"]))
    assert [row["title"].split()[0] for row in first["data"] + rest["data"]] == ["Bucket", "Pump-house"]
    assert rest["nextCursor"] is None
    assert (await titles(park["boss"], q="1"))[0] == "Bucket"
    assert await titles(park["boss"], q="leak", sort="createdAt") == ["Bucket", "Pump-house"]
    assert await titles(park["boss"], q="leak", priority=["medium"]) == ["Pump-house"]


@pytest.mark.parametrize("typed", INJECTIONS)
async def test_i4_what_is_typed_is_never_an_operator(park: Any, typed: str) -> None:
    boss = park["boss"]
    assert len(await titles(boss)) == 5
    found = await boss.get("/work-orders", q=typed)
    assert found.status_code == 200, found.text
    counted = await ok(boss.get("/work-orders/counts", q=typed))
    assert counted["total"] == len(found.json()["data"])
    for params in ({"custom": f"{typed}:{typed}"}, {"custom": f"floor:{typed}"}):
        answer = await boss.get("/work-orders", **params)
        assert answer.status_code in (200, 422)
        assert answer.status_code == 422 or answer.json()["data"] == []
    for name in ("sort", "status", "siteId", "assigneeId", "crewId", "cursor", "dueFrom"):
        assert (await boss.get("/work-orders", **{name: typed})).status_code in (400, 422), name


async def test_i4_nothing_searchable_finds_nothing(park: Any) -> None:
    for typed in ("%", "''", "& | !", "--"):
        assert await titles(park["boss"], q=typed) == []


@given(st.text(max_size=300))
def test_i4_parsed_words_hold_letters_marks_and_digits_alone(typed: str) -> None:
    search = parse(typed)
    assert len(search.words) <= MOST_WORDS
    assert not any(sign in word for word in search.words for sign in " &|!:*()<>'\"\\%_")


async def test_counts_follow_the_filters(park: Any) -> None:
    counted = await ok(park["boss"].get("/work-orders/counts"))
    assert counted["total"] == 5
    assert {status: n for status, n in counted["byStatus"].items() if n} == {"new": 3, "approved": 1, "complete": 1}
    assert (await ok(park["boss"].get("/work-orders/counts", q="leak")))["byStatus"]["new"] == 2
    assert (await ok(park["boss"].get("/work-orders/counts", siteId=park["site"])))["total"] == 1


@pytest.mark.parametrize("limit", ["0", "-1", "1000000000", "x"])
async def test_i7_limits_outside_of_the_range_are_refused(park: Any, limit: str) -> None:
    await refused(park["boss"].get("/work-orders", limit=limit), 422)
    await refused(park["boss"].get("/work-orders", offset="10"), 422)


@pytest.mark.parametrize(
    "params",
    [
        {"assigneeId": "him"},
        {"crewId": "yours"},
        {"custom": "floor"},
        {"custom": ":x"},
        {"dueFrom": "2026-01-01T00:00:00"},
        {"q": "x" * 201},
    ],
)
async def test_filters_that_mean_nothing_are_named(park: Any, params: Any) -> None:
    problem = await refused(park["boss"].get("/work-orders", **params), 422)
    assert problem["errors"][0]["pointer"] == f"?{next(iter(params))}"


async def test_i6_a_cursor_serves_only_the_list_and_person_it_was_made_for(world: Any, park: Any) -> None:
    """I-6 and the cursor part of T-15."""
    boss = park["boss"]
    page = await ok(boss.get("/work-orders", limit=2))
    cursor = page["nextCursor"]
    other = await (await world.tenant()).person("admin")
    for spoilt in (cursor[:-2], cursor + "AA", cursor[::-1], cursor.swapcase(), "", "x"):
        await refused(boss.get("/work-orders", limit=2, cursor=spoilt), 400)
    await refused(other.get("/work-orders", limit=2, cursor=cursor), 400)
    await refused(park["worker"].get("/work-orders", limit=2, cursor=cursor), 400)
    await refused(boss.get("/work-orders", limit=2, cursor=cursor, status="new"), 400)
    await refused(boss.get("/work-orders", limit=2, cursor=cursor, sort="number"), 400)
    await refused(boss.get("/work-requests", limit=2, cursor=cursor), 400)
    again = await ok(boss.get("/work-orders", limit=2, cursor=cursor))
    assert {row["id"] for row in again["data"]}.isdisjoint({row["id"] for row in page["data"]})


async def test_i6_pages_neither_skip_nor_repeat_while_others_write(world: Any) -> None:
    boss = await (await world.tenant()).person("admin")
    before = [(await made(boss, f"Job {n}"))["id"] for n in range(12)]
    seen: list[str] = []
    cursor: str | None = None
    for turn in range(10):
        page = await ok(boss.get("/work-orders", limit=3, **({"cursor": cursor} if cursor else {})))
        seen += [row["id"] for row in page["data"]]
        cursor = page["nextCursor"]
        if cursor is None:
            break
        await made(boss, f"New {turn}")
        await ok(boss.patch(f"/work-orders/{seen[-1]}", {"title": "Renamed"}, version=1))
        if turn == 0:
            await ok(boss.delete(f"/work-orders/{before[0]}", version=1), 204)
    assert seen == before[:0:-1]


async def test_t15_ids_of_others_filter_nothing_into_view(world: Any, park: Any) -> None:
    other = await (await world.tenant()).person("admin")
    await made(other)
    for name, key in (
        ("siteId", "site"),
        ("assetId", "digger"),
        ("assetTypeId", "kind"),
        ("tagId", "tag"),
        ("taskCodeId", "oil"),
        ("assigneeId", "staff"),
        ("crewId", "crew"),
    ):
        assert await titles(other, **{name: park[key]}) == []
        assert await titles(other, **{name: str(uuid4())}) == []
    assert await titles(other, q="leak") == ["Pump"]
    assert await titles(other, q="bucket") == []
    assert (await ok(other.get("/work-orders/counts", q="leak")))["total"] == 1
    assert await titles(other, q="#naß") == []


async def test_people_limited_to_a_site_list_search_and_count_that_site(park: Any) -> None:
    limited = await park["tenant"].person("technician", sites=[UUID(park["site"])])
    assert await titles(limited) == ["Bucket"]
    assert await titles(limited, q="leak") == ["Bucket"]
    assert await titles(limited, q="WO-3") == []
    assert (await ok(limited.get("/work-orders/counts")))["total"] == 1


async def test_a_list_costs_one_query_whatever_its_length(park: Any, statements: Any) -> None:
    for params in (
        {},
        {"limit": 2},
        {"q": "leak"},
        {"sort": "dueAt"},
        {"assetTypeId": park["kind"], "tagId": park["tag"]},
    ):
        async with statements() as counted:
            await ok(park["boss"].get("/work-orders", **params))
        assert counted.reads == 1, counted.texts
    for path, number in (
        ("/work-orders/counts", 1),
        ("/work-requests", 1),
        (f"/work-orders/{park['made'][0]['id']}", 2),
    ):
        async with statements() as counted:
            await ok(park["boss"].get(path))
        assert counted.reads == number, counted.texts


async def test_newest_first_is_by_creation(park: Any) -> None:
    rows = await listed(park["boss"])
    assert all(one["createdAt"] >= two["createdAt"] for one, two in pairwise(rows))


async def test_a_filter_of_the_wrong_kind_is_named(park: Any) -> None:
    for name in ("siteId", "assetTypeId", "createdFrom", "overdue", "priority"):
        problem = await refused(park["boss"].get("/work-orders", **{name: "?"}), 422)
        assert [error["pointer"] for error in problem["errors"]] == [f"?{name}"]
