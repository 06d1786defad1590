"""Phones to test sync with: each is a database of the unmodified WatermelonDB client, all in one process of Node.js."""

import asyncio
import itertools
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("phones")
LINE = 256 * 1024 * 1024
"""What a phone holds comes in one line."""


def node() -> str:
    """The Node.js of the machine, or the one that `make` has put into the repository."""
    own = Path(__file__).parents[3] / ".tools" / "bin"
    found = shutil.which("node", path=f"{own}{os.pathsep}{os.environ['PATH']}")
    assert found is not None, "Node.js is missing: `make test` brings it"
    assert (FOLDER / "node_modules").exists(), "WatermelonDB is missing: `make test` installs it"
    return found


class Failed(Exception):
    """What went wrong on a phone: `status` of an answer that refused, `passed` bytes of a connection that was cut."""

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__(said.get("stack") or said["message"])
        self.name: str = said["name"]
        self.status: int | None = said.get("status")
        self.passed: dict[str, Any] | None = said.get("passed")
        self.problem: str = said["message"]


class Phones:
    """The process that all phones live in."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._numbers = itertools.count()
        self._reader: asyncio.Task[None] | None = None
        self.declared: dict[str, Any] = {}

    async def start(self) -> None:
        """Start the process."""
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            node(), "phones.mjs", cwd=FOLDER, stdin=pipe, stdout=pipe, limit=LINE
        )
        self._reader = asyncio.create_task(self._read())

    async def stop(self) -> None:
        """End the process."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._reader is not None
        self._process.stdin.close()
        await asyncio.wait_for(self._process.wait(), 30)
        await self._reader

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            answer = json.loads(line)
            waiting = self._waiting.pop(answer["number"])
            if waiting.cancelled():
                continue
            if "failed" in answer:
                waiting.set_exception(Failed(answer["failed"]))
            else:
                waiting.set_result(answer["done"])
        for waiting in self._waiting.values():
            waiting.set_exception(ConnectionError("the process of the phones has ended"))

    async def do(self, device: str, command: str, **given: Any) -> Any:
        """Have a phone do something."""
        assert self._process is not None
        assert self._process.stdin is not None
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"number": number, "device": device, "do": command, **given}, default=str)
        self._process.stdin.write(line.encode() + b"\n")
        return await self._waiting[number]

    async def phone(
        self,
        person: Any,
        base: str,
        *,
        clock_ms: int = 0,
        version: int | None = None,
        declared: dict[str, Any] | None = None,
        gzip: bool = False,
    ) -> "Phone":
        """A new phone of somebody, on which nothing is yet."""
        made = Phone(self, f"phone-{next(self._numbers)}", person)
        declared = declared or self.declared
        await self.do(
            made.name,
            "open",
            declared=declared,
            version=version or declared["version"],
            token=token(person),
            base=base,
            clock=clock_ms,
            gzip=gzip,
        )
        return made


class Phone:
    """A phone of somebody."""

    def __init__(self, phones: Phones, name: str, person: Any) -> None:
        self.phones = phones
        self.name = name
        self.person = person

    async def do(self, command: str, **given: Any) -> Any:
        """Have it do something."""
        return await self.phones.do(self.name, command, **given)

    async def close(self) -> None:
        """Throw it away."""
        await self.do("close")

    async def create(self, table: str, **columns: Any) -> str:
        """A new record; its id is made on the phone, or given as `id`."""
        return (await self.write(("create", table, columns.pop("id", None), columns)))[0]

    async def update(self, table: str, id: str, **columns: Any) -> None:
        """Change columns of a record."""
        await self.write(("update", table, id, columns))

    async def delete(self, table: str, id: str) -> None:
        """Delete a record."""
        await self.write(("delete", table, id, {}))

    async def write(self, *steps: tuple[str, str, Any, dict[str, Any]]) -> list[str]:
        """Several at once, in one transaction: (verb, table, id, columns). Their ids."""
        given = [{verb: table, "id": id, "columns": columns} for verb, table, id, columns in steps]
        made: list[str] = await self.do("write", steps=given)
        return made

    async def sync(self, *faults: dict[str, Any]) -> dict[str, Any]:
        """Synchronize as the app does. What the client complains about counts as a fault of the server."""
        said: dict[str, Any] = await self.do("sync", faults=faults)
        assert said["complaints"] == [], said
        return said

    @asynccontextmanager
    async def about_to_push(self) -> AsyncIterator[None]:
        """It has pulled and is about to push: what is done in here happens in between."""
        syncing = asyncio.create_task(self.sync({"on": "push", "wait": True}))
        # It has to be told to synchronize before it is asked how far it is.
        await asyncio.sleep(0)
        await self.do("reached")
        yield
        await self.do("release")
        await syncing

    async def fails(self, *faults: dict[str, Any]) -> Failed:
        """Synchronize, which has to fail."""
        try:
            said = await self.sync(*faults)
        except Failed as failure:
            return failure
        raise AssertionError(f"this had to fail: {said}")

    async def settle(self, *, within: int = 6) -> None:
        """Synchronize until there is nothing to send and nothing has happened since, which has to come soon."""
        stood = None
        for _ in range(within):
            said = await self.sync()
            if not said["sent"] and said["timestamp"] == stood:
                assert await self.unsent() is False
                return
            stood = said["timestamp"]
        raise AssertionError(f"this never ends: {said}")

    async def unsent(self) -> bool:
        """Whether something has not been sent."""
        return bool(await self.do("unsent"))

    async def all(self, table: str) -> dict[str, dict[str, Any]]:
        """What it holds of a table, by id."""
        return {raw["id"]: raw for raw in (await self.dump(table))[table]}

    async def get(self, table: str, id: str) -> dict[str, Any] | None:
        """One record, with what is not sent of it in `_status` and `_changed`; None where there is none."""
        found: dict[str, Any] | None = await self.do("get", table=table, id=id)
        return found

    async def dump(self, *tables: str) -> dict[str, list[dict[str, Any]]]:
        """Everything it holds, or these tables of it."""
        found: dict[str, list[dict[str, Any]]] = await self.do("dump", **({"tables": tables} if tables else {}))
        return found

    async def conflicts(self) -> list[dict[str, Any]]:
        """What it has been told was not taken as it was sent, with the values read."""
        rows = (await self.dump("sync_conflicts"))["sync_conflicts"]
        return [
            {**row, **{name: row[name] and json.loads(row[name]) for name in ("client_value", "server_value")}}
            for row in rows
        ]

    async def pulled_at(self) -> int | None:
        """Where it stands."""
        stands: int | None = await self.do("pulledAt")
        return stands

    async def set(self, **given: Any) -> None:
        """Another `token`, `base`, `clock` or `pulledAt`."""
        await self.do("set", **given)

    async def restart(self, **given: Any) -> None:
        """End the app and start it anew, perhaps with another `version` or `declared` schema."""
        await self.do("restart", **given)


def token(person: Any) -> str:
    """The access token of somebody."""
    return str(person.client.headers["Authorization"]).removeprefix("Bearer ")


def differing(one: dict[str, list[dict[str, Any]]], other: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """In what two dumps differ, by table: what is only on the one, only on the other, and otherwise on both."""
    found: dict[str, Any] = {}
    for table in one.keys() | other.keys():
        here, there = ({row["id"]: row for row in dump.get(table, [])} for dump in (one, other))
        changed = {
            id: {name: (here[id].get(name), value) for name, value in there[id].items() if here[id].get(name) != value}
            for id in here.keys() & there.keys()
            if here[id] != there[id]
        }
        apart = [here[id] for id in here.keys() - there.keys()], [there[id] for id in there.keys() - here.keys()]
        if changed or apart != ([], []):
            found[table] = {"only here": apart[0], "only there": apart[1], "otherwise": changed}
    return found


def lost(on: str, **more: Any) -> dict[str, Any]:
    """The answer does not reach the phone."""
    return {"on": on, "lose": True, **more}


def cut(on: str, side: str, after: int, **more: Any) -> dict[str, Any]:
    """The connection breaks off after so many bytes of what is sent (`up`) or answered (`down`)."""
    return {"on": on, "side": side, "after": after, **more}
