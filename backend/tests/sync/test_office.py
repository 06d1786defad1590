"""Whatever the office does, in any order: a phone that hears of it bit by bit holds what a new one is given at once."""

import random
from typing import Any
from uuid import UUID

import pytest

from sync.crew import Crew, make_crew
from sync.phoning import Phones
from work_orders.steps import asset, thing

STEPS = 80
POSSIBLE = {200, 201, 204, 404, 409, 412, 422}
VERBS = ("approve", "start", "hold", "resume", "complete", "close", "cancel", "restore")


class Office:
    """Somebody who may do everything, and does anything."""

    def __init__(self, crew: Crew, chance: random.Random) -> None:
        self.crew = crew
        self.boss = crew.boss
        self.chance = chance
        self.ids: dict[str, list[str]] = {}
        self.done: dict[str, int] = {}

    def any(self, kind: str, *others: str | None) -> Any:
        """One of the records of a kind, or of the others given."""
        return self.chance.choice([*self.ids.get(kind, []), *others])

    async def send(self, method: str, path: str, body: Any = None, *, version: int | None = None) -> Any:
        """A request that may be impossible just now."""
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        answer = await self.boss.send(method, path, json=body, headers=headers)
        assert answer.status_code in POSSIBLE, (method, path, answer.status_code, answer.text)
        key = f"{method} {answer.status_code < 300}"
        self.done[key] = self.done.get(key, 0) + 1
        return answer.json() if answer.status_code < 300 and answer.content else {}

    async def make(self, kind: str, path: str, body: Any) -> None:
        """Create something and know it from then on."""
        made = await self.send("POST", path, body)
        if "id" in made:
            self.ids.setdefault(kind, []).append(made["id"])

    async def change(self, path: str, body: Any, *, method: str = "PATCH", at: str = "") -> None:
        """Change, or delete, something as it is now; `at` says where to see it, if not where it is changed."""
        seen = await self.send("GET", at or path)
        if seen:
            await self.send(method, path, body, version=seen["version"])

    async def step(self) -> None:
        """Anything."""
        doing = (self.work, self.work, self.edit, self.edit, self.assign, self.assign, self.move, self.move)
        await self.chance.choice((*doing, self.tasks, self.logs, self.talk, self.things, self.people, self.codes))()

    async def work(self) -> None:
        """New work, or a request of Ann's."""
        body = {
            "title": f"Work {self.chance.random()}",
            "siteId": self.any("sites", None),
            "assigneeId": self.any("staff", None, None),
            "crewId": self.any("crews", None, None),
            "assetIds": self.chance.sample(self.ids["assets"], self.chance.randrange(3)),
            "tasks": [{"title": "A"}] * self.chance.randrange(3),
            "approve": self.chance.random() < 0.8,
        }
        await self.make("work", "/work-orders", body)
        asked = await self.crew.ann.post("/work-requests", {"title": "Bench", "siteId": self.any("sites", None)})
        if asked.status_code == 201:
            verb = self.chance.choice(("approve", "decline"))
            await self.send("POST", f"/work-requests/{asked.json()['id']}/{verb}", {"note": "So be it"})

    async def edit(self) -> None:
        """Something about work, or its end."""
        path = f"/work-orders/{self.any('work')}"
        if self.chance.random() < 0.15:
            await self.change(path, None, method="DELETE")
        elif self.chance.random() < 0.3:
            assets = self.chance.sample(self.ids["assets"], self.chance.randrange(3))
            await self.change(f"{path}/assets", {"assetIds": assets}, method="PUT", at=path)
        else:
            title, priority = f"T{self.chance.random()}", self.chance.choice(("low", "urgent"))
            await self.change(path, {"title": title, "priority": priority, "dueAt": "2030-01-01T00:00:00Z"})

    async def assign(self) -> None:
        """Work to somebody else, or elsewhere."""
        path = f"/work-orders/{self.any('work')}"
        given = {"assigneeId": self.any("staff", None), "crewId": self.any("crews", None)}
        await self.change(path, self.chance.choice((given, {"siteId": self.any("sites", None)})))

    async def move(self) -> None:
        """Work goes on."""
        path = f"/work-orders/{self.any('work')}/{self.chance.choice(VERBS)}"
        await self.send("POST", path, {"note": "So be it"} if "hold" in path or "cancel" in path else {})

    async def tasks(self) -> None:
        """Tasks of work: another one, one less, an answer."""
        path = f"/work-orders/{self.any('work')}"
        await self.send("POST", f"{path}/tasks", {"title": f"Task {self.chance.random()}"})
        tasks = (await self.send("GET", path)).get("tasks", [])
        if tasks:
            task = self.chance.choice(tasks)
            where = f"{path}/tasks/{task['id']}"
            if self.chance.random() < 0.3:
                await self.send("DELETE", where, version=task["version"])
            await self.send("POST", f"{where}/answer", {"status": "done", "result": "fine"})

    async def logs(self) -> None:
        """An entry in the log, and perhaps its reversal."""
        line = {"kind": "labour", "staffId": self.crew.staff["ann"], "quantity": "1.5"}
        path = f"/work-orders/{self.any('work')}/log-entries"
        made = await self.send("POST", path, {"performedOn": "2026-02-03", "lines": [line, line]})
        if "id" in made and self.chance.random() < 0.5:
            await self.send("POST", f"/log-entries/{made['id']}/reverse", {"reason": "Wrong"})

    async def talk(self) -> None:
        """A comment, another word, or none."""
        made = await self.send("POST", f"/work-orders/{self.any('work')}/comments", {"body": "Words"})
        if made and self.chance.random() < 0.7:
            made = await self.send("PATCH", f"/comments/{made['id']}", {"body": "Others"}, version=made["version"])
            if made and self.chance.random() < 0.5:
                await self.send("DELETE", f"/comments/{made['id']}", version=made["version"])

    async def things(self) -> None:
        """Assets, meters, readings, places."""
        chosen = self.any("assets")
        await self.make("meters", f"/assets/{chosen}/meters", {"name": "Hours", "unit": "h", "kind": "gauge"})
        if self.ids.get("meters"):
            reading = {"value": str(self.chance.randrange(100)), "readAt": "2026-11-01T00:00:00Z"}
            await self.send("POST", f"/meters/{self.any('meters')}/readings", reading)
        await self.change(f"/assets/{chosen}", {"name": f"Asset {self.chance.random()}"})
        await self.send("POST", f"/assets/{self.any('assets')}/move", {"siteId": self.any("sites", None)})
        await self.make("sites", "/sites", {"name": f"Site {self.chance.random()}"})
        await self.make("locations", "/locations", {"name": "Hall", "siteId": self.any("sites"), "kind": "building"})
        kind = self.chance.choice(("sites", "locations", "assets", "meters"))
        if self.ids.get(kind) and self.any(kind) not in self.spared:
            path = f"/{kind}/{self.any(kind)}"
            await self.change(path, None, method="DELETE") if self.chance.random() < 0.3 else None
            await self.send("POST", f"{path}/restore") if self.chance.random() < 0.3 else None

    async def people(self) -> None:
        """Staff and crews, and who is in which."""
        await self.make("staff", "/staff", {"name": f"Staff {self.chance.random()}"})
        await self.make("crews", "/crews", {"name": f"Crew {self.chance.random()}"})
        await self.change(f"/staff/{self.any('staff')}", {"trade": f"T{self.chance.random()}"})
        if self.ids.get("crews"):
            members = self.chance.sample(list(self.crew.staff.values()), self.chance.randrange(3))
            path = f"/crews/{self.any('crews')}"
            await self.change(path, {"memberIds": members})
            await self.change(path, None, method="DELETE") if self.chance.random() < 0.2 else None

    async def codes(self) -> None:
        """Reference data."""
        kind = self.chance.choice(("gl-codes", "task-codes", "failure-codes", "reasons"))
        more = {"failure-codes": {"kind": "problem"}, "reasons": {"kind": "hold"}}.get(kind, {})
        code = {"code": f"C{self.chance.randrange(10**6)}", "name": "Code", **more}
        await self.make(kind, f"/{kind}", code)
        if self.ids.get(kind):
            path = f"/{kind}/{self.any(kind)}"
            await self.change(path, {"name": f"N{self.chance.random()}"})
            await self.change(path, None, method="DELETE") if self.chance.random() < 0.3 else None

    @property
    def spared(self) -> set[str]:
        """What has to stay for the others to go on."""
        return {self.crew.site, self.crew.pump}


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_the_office_does(
    world: Any, phones: Phones, base: str, database: Any, drain: Any, seed: int
) -> None:
    """Phones of a technician, of one who sees a single site, and of the office itself, which pull now and then."""
    crew = await make_crew(world, phones, base, database.superuser)
    chance = random.Random(seed)
    office = Office(crew, chance)
    office.ids["sites"] = [crew.site, await thing(crew.boss, "/sites", name="Other park")]
    office.ids["staff"] = list(crew.staff.values())
    office.ids["assets"] = [crew.pump, await asset(crew.boss, "Mower", siteId=office.ids["sites"][1])]
    fay = await crew.tenant.person("technician", sites=[UUID(crew.site)], name="Fay")
    crew.staff["fay"] = await thing(crew.boss, "/staff", name="Fay", userId=str(fay.user_id))
    office.ids["staff"].append(crew.staff["fay"])
    held = [await crew.phone(person) for person in (crew.ann, fay, crew.boss)]
    await office.work()
    for number in range(STEPS):
        await office.step()
        if chance.random() < 0.3:
            await chance.choice(held).sync()
        if number % 40 == 39:
            await drain(crew.tenant)
            await crew.equal()
    assert office.done["PATCH True"] > 10
    assert office.done["POST True"] > STEPS / 2
    assert office.done["DELETE True"] > 0
