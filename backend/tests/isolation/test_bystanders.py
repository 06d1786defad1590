"""Whatever tenants do, and however they take turns, nothing changes in those who are not doing anything."""

from random import Random
from typing import Any
from uuid import uuid4

import pytest

from makers.bodies import full
from makers.document import Operation, known_to_strangers, operations
from makers.furnished import Furnished, first_id, furnish
from makers.snapshots import Snapshots

# Done by somebody of their own at the end: they end the session or the tenant of whoever asks.
ENDING = ("signOut", "signOutEverywhere", "deleteTenant", "restoreTenant", "endSession")


@pytest.fixture(scope="module")
async def three(world) -> list[Furnished]:
    """Three furnished tenants of the case's own."""
    made = [await furnish(await world.tenant()) for _ in range(3)]
    for furnished in made:
        furnished.ids["session_id"] = await first_id(furnished.admin, "/auth/sessions")
        other = (await furnished.admin.post("/work-requests", {"title": "Another"})).json()
        furnished.ids["other_request_id"] = other["id"]
    return made


@pytest.fixture(scope="module")
def snapshots(database) -> Any:
    """Takes hashes."""
    taken = Snapshots(database.superuser)
    yield taken
    taken.close()


async def write(operation: Operation, who: Furnished, whose: Furnished, dice: Random) -> int:
    """Send a writing request of `who` with ids of `whose` in path and body; the status."""
    known = whose.ids if whose is who else known_to_strangers(whose.ids)
    ids = known if dice.random() < 0.8 else {**who.ids, **dict(dice.sample(sorted(known.items()), 10))}
    headers = {"If-Match": '"1"'}
    if operation.method in ("PATCH", "DELETE"):
        found = await who.admin.client.get(operation.filled(ids))
        headers["If-Match"] = found.headers.get("etag", '"1"') if found.status_code == 200 else '"1"'
    if operation.method == "POST" and dice.random() < 0.3:
        headers["Idempotency-Key"] = dice.choice(["same", uuid4().hex])
    options: dict[str, Any] = {"json": full(operation, ids)} if operation.body_schema() else {}
    if operation.id == "uploadImport":
        options = {
            "content": b"Id,Title,Cost,Date\n7,Mend,1.50,2026-01-02\n",
            "params": {"mappingId": ids["mapping_id"]},
        }
        headers["Content-Type"] = "text/csv"
    return (await operation.ask(who.admin.client, ids, headers=headers, **options)).status_code


async def test_t25_untouched_tenants_never_change(three, snapshots, document):
    """T-25: every writing endpoint by three tenants in random turns, ids of all mixed; the rest stands still."""
    dice = Random(25)
    writing = [o for o in operations(document) if o.method != "GET" and o.id not in ENDING]
    turns = [(operation, n) for operation in writing for n in range(3)]
    dice.shuffle(turns)
    done, broken = set(), []
    while turns:
        actor = turns[-1][1]
        others = [furnished for n, furnished in enumerate(three) if n != actor]
        before = [snapshots.of(each.tenant.id, [each.admin.user_id]) for each in others]
        run = [turn for turn in turns[-12:] if turn[1] == actor]
        for operation, _ in run:
            turns.remove((operation, actor))
            whose = three[actor] if dice.random() < 0.6 else dice.choice(others)
            status = await write(operation, three[actor], whose, dice)
            done |= {operation.id} if status < 300 else set()
            broken += [(operation.id, status)] if status >= 500 else []
        after = [snapshots.of(each.tenant.id, [each.admin.user_id]) for each in others]
        assert after == before, [operation.id for operation, _ in run]
    assert broken == []
    # Requests that all fail would prove nothing.
    assert len(done) > len(writing) / 3


async def test_t25_the_end_of_a_tenant_touches_no_other(world, snapshots):
    """T-25: deleting a tenant, taking that back, signing out everywhere: the neighbour stands still."""
    one, other = await furnish(await world.tenant()), await furnish(await world.tenant())
    before = snapshots.of(other.tenant.id, [other.admin.user_id])
    somebody = await one.tenant.person("admin")
    answers = [
        await one.admin.post("/tenant/deletion", {"slug": other.tenant.slug}),
        await one.admin.post("/tenant/deletion", {"slug": one.tenant.slug}),
        await one.admin.delete("/tenant/deletion"),
        await somebody.post("/auth/sign-out-everywhere"),
        await one.admin.post("/auth/sign-out"),
    ]
    assert [answer.status_code for answer in answers] == [422, 200, 200, 204, 204]
    assert snapshots.of(other.tenant.id, [other.admin.user_id]) == before
    assert (await other.admin.get("/tenant")).status_code == 200


async def test_t25_the_hash_sees_every_table(two_furnished, snapshots):
    """A snapshot that overlooks a change would prove nothing."""
    furnished = two_furnished[0]
    before = snapshots.of(furnished.tenant.id)
    assert len(snapshots.tables) > 45
    await furnished.admin.post("/tags", {"name": uuid4().hex})
    assert snapshots.of(furnished.tenant.id) != before
