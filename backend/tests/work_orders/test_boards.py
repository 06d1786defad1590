"""What boards and grouped tables read: the moves as data, counts in groups, places on the list, more filters."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from fettle.modules.work_orders.public import TRANSITIONS, WorkOrderStatus
from work_orders.steps import asked, listed, made, moved, ok, refused, thing

DAY = datetime(2026, 1, 9, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
async def board(world: Any) -> Any:
    """A tenant in New York with work in several hands, weeks and places."""
    tenant = await world.tenant(time_zone="America/New_York")
    boss = await tenant.person("admin")
    asker = await tenant.person("requester")
    zoe, adam = [await thing(boss, "/staff", name=name) for name in ("Zoe", "adam")]
    crew = await thing(boss, "/crews", name="Green")
    park = await thing(boss, "/sites", name="Park", latitude="42.3", longitude="-71.1")
    bare = await thing(boss, "/sites", name="Bare")
    barn = await thing(boss, "/locations", name="Barn", siteId=park)
    specs: list[dict[str, Any]] = [
        # 03:00 on Monday in UTC is Sunday evening in New York, a week earlier.
        {"title": "A", "priority": "urgent", "assigneeId": zoe, "siteId": park, "dueAt": "2026-01-12T03:00:00Z"},
        {"title": "B", "priority": "low", "assigneeId": zoe, "locationId": barn, "dueAt": "2026-01-12T12:00:00Z"},
        {"title": "C", "kind": "preventive", "assigneeId": adam, "siteId": bare, "dueAt": "2026-01-18T12:00:00Z"},
        {"title": "D", "crewId": crew, "latitude": "1", "longitude": "2", "scheduledStart": (DAY).isoformat()},
        {"title": "E", "siteId": park, "latitude": "3", "longitude": "4", "approve": True},
    ]
    works = {spec["title"]: await made(boss, **spec) for spec in specs}
    request = await asked(asker, "Swing", siteId=park)
    works["F"] = await ok(boss.post(f"/work-requests/{request['id']}/approve", {}), 201)
    ids = {"zoe": zoe, "adam": adam, "crew": crew, "park": park, "bare": bare, "barn": barn}
    return {"tenant": tenant, "boss": boss, "asker": asker, "works": works, **ids}


async def test_the_table_of_moves_is_that_of_the_rules(board: Any) -> None:
    moves = await ok(board["boss"].get("/work-orders/transitions"))
    told = [(move["fromStatus"], move["toStatus"], move["verb"], move["permission"]) for move in moves]
    assert told == [(m.from_status, m.to_status, m.verb, m.permission) for m in TRANSITIONS if m.from_status]
    needs = {(move["verb"], move["toStatus"]): move["needs"] for move in moves}
    assert needs["hold", "on_hold"] == ["reason"]
    assert needs["complete", "complete"] == ["tasks"]
    assert needs["skip", "skipped"] == ["occurrence", "reason"]
    assert (needs["resume", "in_progress"], needs["resume", "approved"]) == (["started"], ["not_started"])
    assert needs["approve", "approved"] == needs["cancel", "cancelled"] == []


async def test_the_table_foretells_what_each_work_order_allows(board: Any) -> None:
    """What a board works out for a card is what `allowedTransitions` then says, in every status."""
    boss = board["boss"]
    moves = await ok(boss.get("/work-orders/transitions"))

    def foretold(card: dict[str, Any]) -> list[dict[str, str]]:
        has = {
            "reason": True,
            "tasks": True,
            "occurrence": card["occurrenceId"] is not None,
            "started": card["startedAt"] is not None,
            "not_started": card["startedAt"] is None,
        }
        return [
            {"verb": move["verb"], "toStatus": move["toStatus"]}
            for move in moves
            if move["fromStatus"] == card["status"] and all(has[need] for need in move["needs"])
        ]

    work = await made(boss, "Walks")
    steps: list[tuple[str, dict[str, Any]]] = [
        ("approve", {}),
        ("hold", {"note": "rain"}),
        ("resume", {}),
        ("start", {}),
        ("hold", {"note": "rain"}),
        ("resume", {}),
        ("complete", {}),
        ("close", {}),
    ]
    for verb, body in [("", {}), *steps]:
        work = await moved(boss, work, verb, **body) if verb else work
        [card] = await listed(boss, id=work["id"])
        assert foretold(card) == work["allowedTransitions"], verb
    gone = await moved(boss, await made(boss, "Given up"), "cancel")
    assert gone["allowedTransitions"] == foretold((await listed(boss, id=gone["id"]))[0]) == []


async def test_moves_are_for_who_reads_work(board: Any) -> None:
    await refused(board["asker"].get("/work-orders/transitions"), 403)
    await ok((await board["tenant"].person("technician")).get("/work-orders/transitions"))


async def counted(person: Any, **params: Any) -> list[tuple[str | None, str | None, int]]:
    answer = await ok(person.get("/work-orders/counts", **params))
    return [(group["key"], group["name"], group["count"]) for group in answer["groups"]]


ONLY_NEW = {"status": ["new", "approved"], "createdTo": "2100-01-01T00:00:00Z"}


async def test_counts_in_groups_are_named_and_ordered(board: Any) -> None:
    boss, b = board["boss"], board
    assert await counted(boss, **ONLY_NEW) == []
    assert await counted(boss, **ONLY_NEW, by="assignee") == [
        (b["adam"], "adam", 1),
        (b["zoe"], "Zoe", 2),
        (None, None, 3),
    ]
    assert await counted(boss, **ONLY_NEW, by="crew") == [(b["crew"], "Green", 1), (None, None, 5)]
    assert await counted(boss, **ONLY_NEW, by="site") == [
        (b["bare"], "Bare", 1),
        (b["park"], "Park", 4),
        (None, None, 1),
    ]
    assert await counted(boss, **ONLY_NEW, by="priority") == [
        ("urgent", "urgent", 1),
        ("medium", "medium", 4),
        ("low", "low", 1),
    ]
    assert [key for key, _, _ in await counted(boss, **ONLY_NEW, by="status")] == ["new", "approved"]
    assert {key for key, _, _ in await counted(boss, **ONLY_NEW, by="kind")} >= {"corrective", "preventive"}
    assert await counted(boss, **ONLY_NEW, by="dueWeek") == [
        ("2026-01-05", "2026-01-05", 1),
        ("2026-01-12", "2026-01-12", 2),
        (None, None, 3),
    ]


@pytest.mark.parametrize("by", ["status", "priority", "kind", "assignee", "crew", "site", "dueWeek"])
@pytest.mark.parametrize("params", [{}, {"open": "true"}, {"q": "a"}, {"assigneeId": "none"}, {"q": "%"}])
async def test_groups_add_up_under_every_filter(board: Any, statements: Any, by: str, params: Any) -> None:
    async with statements() as counting:
        answer = await ok(board["boss"].get("/work-orders/counts", by=by, **params))
    assert counting.reads == 1, counting.texts
    plain = await ok(board["boss"].get("/work-orders/counts", **params))
    assert sum(group["count"] for group in answer["groups"]) == answer["total"] == plain["total"]
    assert answer["byStatus"] == plain["byStatus"]
    assert plain["groups"] == []


async def test_of_too_many_groups_the_largest_are_shown(world: Any, database: Any) -> None:
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    async with tenant.call() as call:
        from fettle.modules.work_orders import public as work_orders

        given = [
            work_orders.HistoricWorkOrder(
                id=uuid4(),
                title="x",
                status=WorkOrderStatus.NEW,
                reported_at=DAY,
                due_at=DAY + timedelta(weeks=n // 2 if n < 20 else n),
            )
            for n in range(230)
        ]
        await work_orders.create_many(call, given)
    answer = await ok(boss.get("/work-orders/counts", by="dueWeek"))
    assert (answer["total"], len(answer["groups"])) == (230, 200)
    assert [group["count"] for group in answer["groups"][:10]] == [2] * 10
    keys = [group["key"] for group in answer["groups"]]
    assert keys == sorted(keys)


async def test_groups_show_people_limited_to_a_site_that_site(board: Any) -> None:
    limited = await board["tenant"].person("technician", sites=[UUID(board["bare"])])
    assert await counted(limited, by="site") == [(board["bare"], "Bare", 1)]
    assert await counted(limited, by="assignee") == [(board["adam"], "adam", 1)]


async def test_t15_groups_of_another_tenant_are_empty(world: Any, board: Any) -> None:
    other = await (await world.tenant()).person("admin")
    for name in ("id", "locationId", "planId", "requestedById", "siteId"):
        known = {"id": board["works"]["A"]["id"], "locationId": board["barn"], "siteId": board["park"]}
        value = known.get(name, str(board["asker"].user_id))
        assert await listed(other, **{name: value}) == []
        assert await counted(other, by="site", **{name: value}) == []
    await refused(other.get("/work-orders/counts", by="title"), 422)


async def test_rows_carry_where_the_work_is(board: Any) -> None:
    rows = {row["title"]: row for row in await listed(board["boss"])}

    def place(title: str) -> tuple[Any, ...]:
        row = rows[title]
        return row["locationId"], row["locationName"], row["latitude"], row["longitude"]

    assert place("A") == (None, None, "42.300000", "-71.100000")
    assert place("B") == (board["barn"], "Barn", "42.300000", "-71.100000")
    assert place("C") == (None, None, None, None)
    assert place("D") == (None, None, "1.000000", "2.000000")
    assert place("E") == (None, None, "3.000000", "4.000000")
    assert (rows["A"]["planId"], rows["A"]["occurrenceId"]) == (None, None)


async def test_half_a_place_is_none(board: Any) -> None:
    """A latitude alone stays out: with the longitude of the site it would name a third place."""
    await made(board["boss"], "Half", siteId=board["park"], latitude="7", custom={})
    row = next(row for row in await listed(board["boss"]) if row["title"] == "Half")
    assert (row["latitude"], row["longitude"]) == ("42.300000", "-71.100000")
    await ok(board["boss"].delete(f"/work-orders/{row['id']}", version=row["version"]), 204)


async def titles(person: Any, **params: Any) -> list[str]:
    return sorted(row["title"] for row in await listed(person, **params) if len(row["title"]) == 1)


async def test_more_filters(board: Any) -> None:
    boss, works = board["boss"], board["works"]
    expected: list[tuple[dict[str, Any], list[str]]] = [
        ({"id": [works["A"]["id"], works["C"]["id"], str(uuid4())]}, ["A", "C"]),
        ({"id": [works["A"]["id"], works["C"]["id"]], "priority": "urgent"}, ["A"]),
        ({"locationId": board["barn"]}, ["B"]),
        ({"requestedById": str(board["asker"].user_id)}, []),
        ({"planId": str(uuid4())}, []),
        ({"open": "true", "siteId": board["bare"]}, ["C"]),
        ({"open": "false", "siteId": board["bare"]}, []),
        ({"scheduledFrom": DAY.isoformat().replace("+00:00", "Z")}, ["D"]),
        ({"scheduledTo": DAY.isoformat().replace("+00:00", "Z")}, []),
        ({"scheduledFrom": "2026-01-01T00:00:00Z", "scheduledTo": "2026-02-01T00:00:00Z"}, ["D"]),
    ]
    for params, wanted in expected:
        assert await titles(boss, **params) == wanted, params
    asked_for = await listed(boss, requestedById=str(board["asker"].user_id))
    assert [row["title"] for row in asked_for] == ["Swing"]
    await refused(boss.get("/work-orders", id=[str(uuid4())] * 201), 422)
    assert await listed(boss, id=[str(uuid4())] * 200) == []
    for name in ("id", "locationId", "planId", "requestedById", "scheduledFrom", "scheduledTo", "open"):
        problem = await refused(boss.get("/work-orders", **{name: "?"}), 422)
        assert problem["errors"][0]["pointer"].startswith(f"?{name}")


async def test_open_and_not_open_are_all_there_is(board: Any) -> None:
    numbers = [
        (await ok(board["boss"].get("/work-orders/counts", **params)))["total"]
        for params in ({"open": "true"}, {"open": "false"}, {})
    ]
    assert numbers[0] + numbers[1] == numbers[2]


async def walked(person: Any, sort: str) -> list[str]:
    seen, cursor = [], None
    while True:
        page = await ok(person.get("/work-orders", sort=sort, limit=2, **({"cursor": cursor} if cursor else {})))
        seen += [row["title"] for row in page["data"]]
        cursor = page["nextCursor"]
        if cursor is None:
            return seen


async def test_orders_by_change_and_by_schedule(world: Any) -> None:
    boss = await (await world.tenant()).person("admin")
    works = [
        await made(boss, title, **({"scheduledStart": (DAY + timedelta(days=n)).isoformat()} if n < 3 else {}))
        for title, n in (("two", 2), ("none", 9), ("one", 1), ("zero", 0), ("nothing", 9))
    ]
    await ok(boss.patch(f"/work-orders/{works[1]['id']}", {"description": "x"}, version=1))
    assert await walked(boss, "-updatedAt") == ["none", "nothing", "zero", "one", "two"]
    assert await walked(boss, "updatedAt") == ["two", "one", "zero", "nothing", "none"]
    assert await walked(boss, "scheduledStart") == ["zero", "one", "two", "none", "nothing"]
    assert await walked(boss, "-scheduledStart") == ["two", "one", "zero", "nothing", "none"]


async def test_requests_are_counted_as_they_are_listed(world: Any, statements: Any) -> None:
    tenant = await world.tenant()
    boss, asker, other = [await tenant.person(role) for role in ("admin", "requester", "requester")]
    site = await thing(boss, "/sites", name="Park")
    mine = [await asked(asker, title, siteId=site) for title in ("Swing", "Bench")]
    await asked(other, "Bench too")
    await ok(boss.post(f"/work-requests/{mine[0]['id']}/decline", {"note": "no"}))
    none = {"approved": 0, "duplicate": 0}
    async with statements() as counting:
        everything = await ok(boss.get("/work-requests/counts"))
    assert counting.reads == 1
    assert everything == {"total": 3, "byStatus": {"new": 2, "declined": 1, **none}}
    assert await ok(asker.get("/work-requests/counts")) == {"total": 2, "byStatus": {"new": 1, "declined": 1, **none}}
    assert (await ok(boss.get("/work-requests/counts", mine="true")))["total"] == 0
    for params in ({"status": "new"}, {"q": "bench"}, {"siteId": site}, {"source": "requester"}, {"deleted": "true"}):
        rows = (await ok(boss.get("/work-requests", **params)))["data"]
        assert (await ok(boss.get("/work-requests/counts", **params)))["total"] == len(rows), params
    stranger = await (await world.tenant()).person("admin")
    assert (await ok(stranger.get("/work-requests/counts", siteId=site)))["total"] == 0
    limited = await tenant.person("supervisor", sites=[UUID(site)])
    assert (await ok(limited.get("/work-requests/counts")))["total"] == 2
