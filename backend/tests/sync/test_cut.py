"""S-10: the connection breaks off at any byte of a pull or a push. The phone gets over it, and nothing is lost or
doubled."""

import random
from decimal import Decimal
from typing import Any

import pytest

from sync.crew import Crew
from sync.phoning import Failed, Phone, cut

NEVER = 10**9
SAMPLES = 15


async def something_new(crew: Crew, phone: Phone, work_order_id: str, number: int) -> None:
    """Something to send and something to fetch."""
    await crew.log(phone, work_order_id, 0.25)
    comment = {"work_order_id": work_order_id, "body": f"{number}", "public": False}
    await phone.create("comments", **comment)
    await crew.change(work_order_id, title=f"Changed {number}")


def places(size: int, chance: random.Random) -> list[int]:
    """Where to cut: at the first and last bytes, and anywhere."""
    edges = {0, 1, size - 2, size - 1}
    return sorted(edges | {chance.randrange(size) for _ in range(SAMPLES - len(edges))})


@pytest.mark.parametrize("on", ["pull", "push"])
@pytest.mark.parametrize("side", ["up", "down"])
async def test_s10_cut_anywhere(crew: Crew, on: str, side: str) -> None:
    """S-10: at the first bytes, the last ones and some in between, by an end of the connection or by a reset."""
    work = (await crew.work(tasks=[{"title": "Open it"}]))["id"]
    phone = await crew.phone()
    await something_new(crew, phone, work, 0)
    [whole] = (await phone.sync(cut(on, side, NEVER)))["passed"]
    assert whole["cut"] is False
    chance = random.Random(f"{on} {side}")
    failures = 0
    spots = places(whole[side], chance)
    for number, spot in enumerate(spots, 1):
        await something_new(crew, phone, work, number)
        passed: dict[str, Any] | None
        try:
            [passed] = (await phone.sync(cut(on, side, spot, reset=number % 2 == 0)))["passed"]
        except Failed as failure:
            passed, failures = failure.passed, failures + 1
        assert passed is not None
        await phone.settle()
        assert len(await crew.logged(work)) == number + 1
    # The last bytes may be the end of what was complete already.
    assert failures >= len(spots) - 3
    assert await crew.hours(work) == Decimal("0.25") * (len(spots) + 1)
    assert crew.counted("SELECT count(*) FROM comments WHERE tenant_id = %s") == len(spots) + 1
    assert await phone.conflicts() == []
    await crew.equal()
