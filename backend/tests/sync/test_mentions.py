"""Speaking to somebody on a phone: they are told exactly as if it had been said in the office."""

from typing import Any
from uuid import uuid4

import pytest

from sync.pushing import Field, make_field, new
from work_orders.steps import ok


@pytest.fixture
async def field(world: Any) -> Field:
    """A tenant of its own, whose notifications are those of the test."""
    return await make_field(world)


async def told(person: Any) -> list[tuple[str, str, str]]:
    """Kind, subject and words of everything that somebody was told, oldest first."""
    rows = (await ok(person.get("/notifications", limit=100)))["data"]
    return [(each["kind"], each["title"], each["body"]) for each in reversed(rows)]


def quoted(comment: dict[str, Any]) -> dict[str, Any]:
    """What of a comment does not depend on how it came."""
    return {name: comment[name] for name in ("body", "mentions", "parentId", "public", "createdBy")}


async def test_a_mention_from_a_phone_is_told_as_one_from_the_office(field: Field, drain: Any) -> None:
    """The same words by HTTP and by a push: the same comment, the same notifications for the same people."""
    work = await field.work()
    words = f"@Ben, is the <b>valve</b> shut? {uuid4().hex[:6]}"
    by_http = {"body": words, "mentions": [str(field.ben.user_id)]}
    await ok(field.ann.post(f"/work-orders/{work}/comments", by_http), 201)
    await drain(field.tenant)
    ben, boss = await told(field.ben), await told(field.boss)
    assert [kind for kind, _, _ in ben] == ["mentioned"]
    phone = await field.phone()
    mentions = f'["{field.ben.user_id}"]'
    assert await phone.push("comments", new(work_order_id=work, body=words, mentions=mentions, public=False)) == []
    await drain(field.tenant)
    assert await told(field.ben) == ben * 2
    assert await told(field.boss) == [*boss, boss[-1]]
    first, second = (await ok(field.boss.get(f"/work-orders/{work}/comments")))["data"]
    assert quoted(first) == quoted(second)


async def test_an_answer_from_a_phone_is_told_to_whom_it_answers(field: Field, drain: Any) -> None:
    """Comment and answer may come in one push; whoever is answered hears of it, though it is not their work."""
    work = await field.work()
    asked = await ok(field.ben.post(f"/work-orders/{work}/comments", {"body": "Which valve?"}), 201)
    phone = await field.phone()
    answer = new(work_order_id=work, body="The red one", parent_id=asked["id"], mentions="[]", public=False)
    assert await phone.push("comments", answer) == []
    await drain(field.tenant)
    assert [(kind, body) for kind, _, body in await told(field.ben)] == [("commented", "The red one")]


async def test_one_who_cannot_be_mentioned_does_not_silence_the_others(field: Field, drain: Any) -> None:
    """Somebody who cannot see it is left out and the writer is told so; who can see it hears of it."""
    work = await field.work()
    stranger = str(uuid4())
    phone = await field.phone()
    comment = new(work_order_id=work, body="@Ben", mentions=f'["{stranger}", "{field.ben.user_id}"]', public=False)
    [rejected] = await phone.push("comments", comment)
    assert (rejected["column"], rejected["reason"]) == ("mentions", "invalid")
    await drain(field.tenant)
    assert [kind for kind, _, _ in await told(field.ben)] == ["mentioned"]
    [said] = (await ok(field.boss.get(f"/work-orders/{work}/comments")))["data"]
    assert said["mentions"] == [str(field.ben.user_id)]
