"""Lists: limits (I-7), cursors (I-6), parameters nobody knows."""

import pytest


async def filled(probe, count=5, **fields):
    """A client whose tenant has some tags."""
    client = await probe.member(**fields)
    for number in range(count):
        await client.post("/v1/tags", json={"name": str(number), "colour": "red" if number % 2 else "blue"})
    return client


async def walk(client, **params):
    """The names on each page."""
    pages, cursor = [], None
    while True:
        answer = await client.get("/v1/tags", params={**params, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        pages.append([tag["name"] for tag in page["data"]])
        cursor = page["nextCursor"]
        assert page["hasMore"] == (cursor is not None)
        if cursor is None:
            return pages


async def test_pages_follow_each_other(probe):
    client = await filled(probe)
    assert await walk(client) == [["0", "1", "2", "3", "4"]]
    assert await walk(client, limit=2) == [["0", "1"], ["2", "3"], ["4"]]
    assert await walk(client, limit=5) == [["0", "1", "2", "3", "4"]]
    assert await walk(client, limit=1, colour="red") == [["1"], ["3"]]
    assert await walk(client, limit=4, colour=["red", "blue"]) == [["0", "1", "2", "3"], ["4"]]
    assert await walk(await probe.member()) == [[]]


async def test_i6_a_list_that_changes_shows_nothing_twice_and_skips_nothing(probe):
    """I-6: while rows are added, removed and changed between the pages."""
    client = await filled(probe)
    first = (await client.get("/v1/tags", params={"limit": 2})).json()
    await client.post("/v1/tags", json={"name": "new"})
    changed = first["data"][0]
    await client.patch(f"/v1/tags/{changed['id']}", json={"name": "renamed"}, headers={"If-Match": '"1"'})
    rest = (await client.get("/v1/tags", params={"limit": 50, "cursor": first["nextCursor"]})).json()
    assert [tag["name"] for tag in rest["data"]] == ["2", "3", "4", "new"]


async def test_i6_a_cursor_belongs_to_one_list_of_one_person(probe):
    """I-6: other tenant, other person, other filter, edited and truncated: 400, and the parameter is named."""
    tenant_id = await probe.tenant()
    client = await filled(probe, tenant_id=tenant_id)
    cursor = (await client.get("/v1/tags", params={"limit": 1})).json()["nextCursor"]
    assert (await client.get("/v1/tags", params={"limit": 3, "cursor": cursor})).status_code == 200
    wrong = [
        (await probe.member(tenant_id), {"cursor": cursor}),
        (await probe.member(), {"cursor": cursor}),
        (client, {"cursor": cursor, "colour": "red"}),
        (client, {"cursor": cursor[:-1]}),
        (client, {"cursor": cursor[:-2] + ("A" if cursor[-2] != "A" else "B") + cursor[-1]}),
        (client, {"cursor": ""}),
        (client, {"cursor": "é"}),
    ]
    for asker, params in wrong:
        answer = await asker.get("/v1/tags", params={"limit": 1, **params})
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-cursor"), params
        assert [fault["pointer"] for fault in answer.json()["errors"]] == ["?cursor"]
    assert (await client.get("/v1/tags", params={"cursor": "A" * 3000})).status_code == 422


@pytest.mark.parametrize(
    "limit", ["0", "-1", "201", "1000000000", "1e9", "x", "", "1.5", "99999999999999999999", "\u0661"]
)
async def test_i7_an_impossible_limit_is_refused(probe, limit):
    """I-7: with the parameter's name."""
    answer = await (await probe.member()).get("/v1/tags", params={"limit": limit})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["?limit"]


@pytest.mark.parametrize(
    "query", ["offset=10", "Limit=5", "colours=red", "limit=5&x=1", "colour[]=red", "x" * 500 + "=1"]
)
async def test_i7_a_parameter_nobody_knows_is_refused(probe, query):
    """I-7: so that a misspelt filter is noticed; offset is one of them."""
    answer = await (await probe.member()).get(f"/v1/tags?{query}")
    assert answer.status_code == 422
    assert [fault["code"] for fault in answer.json()["errors"]] == ["unknown_parameter"]
    assert len(answer.content) < 2000


async def test_i4_filters_are_taken_literally(probe):
    """I-4: what looks like SQL, LIKE or a regular expression is a text like any other."""
    client = await filled(probe)
    for text in ("red' OR '1'='1", "re%", "r_d", "r.d", "red; DROP TABLE tags", "$1", "%s", "{}", "\\", "NULL"):
        assert await walk(client, colour=text) == [[]]
