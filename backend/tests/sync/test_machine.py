"""S-10: three phones, an office and a bad network, in any order that Hypothesis thinks of. In the end all phones hold
the same, and every hour that somebody wrote down is in the log once, or put aside for them to see."""

import asyncio
from collections.abc import Coroutine
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from makers.world import World
from sync.crew import Crew, make_crew
from sync.phoning import Failed, Phone, Phones, cut, lost

T = TypeVar("T")
PHONES = st.integers(0, 2)
SOME = st.integers(0, 50)
HOURS = st.sampled_from((0.1, 0.25, 0.3, 1.75, 8))
STATUSES = st.sampled_from(("in_progress", "on_hold", "approved", "complete"))
VERBS = st.sampled_from(("start", "hold", "resume", "complete", "close", "cancel"))
FAULTS = st.one_of(
    st.none(),
    st.sampled_from(("pull", "push")).map(lost),
    st.builds(cut, st.sampled_from(("pull", "push")), st.sampled_from(("up", "down")), st.integers(0, 4000)),
    st.just({"on": "push", "times": 2}),
)
NEW = {"priority": "medium", "kind": "corrective", "status": "new"}


class Field(RuleBasedStateMachine):
    """Ann with two phones, Ben with one, and the office."""

    world: World
    phones: Phones
    base: str
    conninfo: str
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.crew: Crew
        self.at_work: list[Phone] = []
        self.works: list[str] = []
        self.logged: dict[str, tuple[str, Decimal]] = {}
        self.said: dict[str, str] = {}
        self.taken_back: set[str] = set()
        self.readings: set[str] = set()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for something that the test's own loop does."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(120)

    @initialize()
    def begin(self) -> None:
        """A crew with two work orders that anybody may do, each with a task."""
        self.do(self._begin())

    async def _begin(self) -> None:
        self.crew = await make_crew(self.world, self.phones, self.base, self.conninfo)
        for title in ("Mend", "Paint"):
            work = await self.crew.work(title, to=None, tasks=[{"title": "Look"}])
            self.works.append(work["id"])
        for person in (self.crew.ann, self.crew.ann, self.crew.ben):
            self.at_work.append(await self.crew.phone(person))

    async def _carried(self, phone: Phone, number: int, table: str = "work_orders") -> str | None:
        """A record that the phone has."""
        found = sorted(await phone.all(table))
        return found[number % len(found)] if found else None

    @rule(phone=PHONES, which=SOME, hours=HOURS)
    def log(self, phone: int, which: int, hours: float) -> None:
        """Somebody writes hours down."""
        self.do(self._log(self.at_work[phone], which, hours))

    async def _log(self, phone: Phone, which: int, hours: float) -> None:
        if work := await self._carried(phone, which):
            entry, _ = await self.crew.log(phone, work, hours)
            self.logged[entry] = (work, Decimal(str(hours)))

    @rule(phone=PHONES, which=SOME, status=STATUSES)
    def move(self, phone: int, which: int, status: str) -> None:
        """Somebody begins, interrupts or finishes work."""
        self.do(self._move(self.at_work[phone], which, status))

    async def _move(self, phone: Phone, which: int, status: str) -> None:
        if work := await self._carried(phone, which):
            times = {"in_progress": {"started_at": {"now": 0}}, "complete": {"completed_at": {"now": 0}}}
            note = {"status_note": "Rain"} if status == "on_hold" else {}
            await phone.update("work_orders", work, status=status, **times.get(status, {}), **note)

    @rule(phone=PHONES, which=SOME, result=st.text("añ漢🚧", max_size=4))
    def answer(self, phone: int, which: int, result: str) -> None:
        """Somebody ticks a task off."""
        self.do(self._answer(self.at_work[phone], which, result))

    async def _answer(self, phone: Phone, which: int, result: str) -> None:
        if task := await self._carried(phone, which, "work_order_tasks"):
            await phone.update("work_order_tasks", task, status="done", result=result)

    @rule(phone=PHONES, which=SOME)
    def say(self, phone: int, which: int) -> None:
        """Somebody comments."""
        self.do(self._say(self.at_work[phone], which))

    async def _say(self, phone: Phone, which: int) -> None:
        if work := await self._carried(phone, which):
            comment = await phone.create("comments", work_order_id=work, body="Words", public=False)
            self.said[comment] = work

    @rule(phone=PHONES, which=SOME, edits=st.booleans())
    def take_back(self, phone: int, which: int, edits: bool) -> None:
        """Somebody edits or deletes what they have said."""
        self.do(self._take_back(self.at_work[phone], which, edits))

    async def _take_back(self, phone: Phone, which: int, edits: bool) -> None:
        comments = await phone.all("comments")
        own = sorted(id for id, each in comments.items() if each["created_by"] in (None, "", str(phone.person.user_id)))
        if not own:
            return
        if edits:
            await phone.update("comments", own[which % len(own)], body="Other words")
        else:
            await phone.delete("comments", own[which % len(own)])
            self.taken_back.add(own[which % len(own)])

    @rule(phone=PHONES)
    def read(self, phone: int) -> None:
        """Somebody reads the meter; what it shows goes up."""
        value = len(self.readings) + 1
        given = {"meter_id": self.crew.meter, "read_at": {"now": 0}, "value": value}
        self.readings.add(self.do(self.at_work[phone].create("meter_readings", **given)))

    @rule(phone=PHONES, tasks=st.integers(0, 2))
    def find(self, phone: int, tasks: int) -> None:
        """Somebody finds something to do."""
        self.do(self._find(self.at_work[phone], tasks))

    async def _find(self, phone: Phone, tasks: int) -> None:
        work = await phone.create("work_orders", title="Found", site_id=self.crew.site, **NEW)
        for n in range(tasks):
            task = {"title": f"Task {n}", "position": n + 1, "required": False, "status": "open"}
            await phone.create("work_order_tasks", work_order_id=work, **task)
        self.works.append(work)

    @rule(which=SOME, verb=VERBS)
    def decide(self, which: int, verb: str) -> None:
        """The office moves work on, if that is possible now."""
        path = f"/work-orders/{self.works[which % len(self.works)]}/{verb}"
        answer = self.do(self.crew.boss.post(path, {"note": "Office"} if verb != "start" else {}))
        assert answer.status_code in (200, 404, 409), answer.text

    @rule(which=SOME, to=st.sampled_from((None, "ann", "ben")))
    def assign(self, which: int, to: str | None) -> None:
        """The office gives work to somebody."""
        self.do(self._assign(self.works[which % len(self.works)], to))

    async def _assign(self, work: str, to: str | None) -> None:
        shown = await self.crew.boss.get(f"/work-orders/{work}")
        if shown.status_code == 200:
            version = shown.json()["version"]
            given = {"assigneeId": to and self.crew.staff[to], "title": f"Version {version}"}
            answer = await self.crew.boss.patch(f"/work-orders/{work}", given, version=version)
            assert answer.status_code in (200, 409), answer.text

    @rule(phone=PHONES, fault=FAULTS)
    def sync(self, phone: int, fault: dict[str, Any] | None) -> None:
        """A phone synchronizes, perhaps on a bad network."""
        self.do(self._sync(self.at_work[phone], fault))

    async def _sync(self, phone: Phone, fault: dict[str, Any] | None) -> None:
        try:
            await phone.sync(*([fault] if fault else []))
        except Failed as failure:
            # Only what the network did may fail.
            if fault is None or failure.name != "TypeError":
                raise

    def teardown(self) -> None:
        """Everybody comes back, and all is compared."""
        if self.at_work:
            self.do(self._end())

    async def _end(self) -> None:
        await self.crew.equal()
        told: dict[str, list[dict[str, Any]]] = {}
        for phone in self.at_work:
            for each in await phone.conflicts():
                told.setdefault(each["record_id"], []).append(each)
        kept = {}
        for work in self.works:
            for entry in await self.crew.logged(work):
                assert entry["id"] not in kept
                kept[entry["id"]] = (work, sum((Decimal(line["quantity"]) for line in entry["lines"]), Decimal(0)))
        aside = {id for id in self.logged if id in told and id not in kept}
        assert kept == {id: entry for id, entry in self.logged.items() if id not in aside}
        assert kept.keys() | aside == self.logged.keys()
        there = self.crew.counted("SELECT count(*) FROM meter_readings WHERE tenant_id = %s")
        assert there == len(self.readings)
        await self._nothing_is_unsaid(told)
        for phone in self.at_work:
            await phone.close()

    async def _nothing_is_unsaid(self, told: dict[str, list[dict[str, Any]]]) -> None:
        for comment in self.said.keys() - self.taken_back - told.keys():
            query = "SELECT count(*) FROM comments WHERE tenant_id = %s AND id = %s AND deleted_at IS NULL"
            assert self.crew.counted(query, comment) == 1


async def test_s10_three_phones_and_an_office(world: World, phones: Phones, base: str, database: Any) -> None:
    """S-10: the machine, in a thread of its own; what it does runs here."""
    Field.world, Field.phones, Field.base, Field.conninfo = world, phones, base, database.superuser
    Field.loop = asyncio.get_running_loop()
    # To make a failure small takes long; the steps that it prints are few enough.
    chosen = settings(
        max_examples=10,
        stateful_step_count=30,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Field, settings=chosen)
