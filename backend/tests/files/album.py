"""Somebody who attaches files, as a browser or a phone does it."""

from typing import Any
from uuid import UUID

import httpx

from fettle.modules.files import public as files
from makers.samples import picture
from makers.world import Person, Tenancy


class Album:
    """A person with a work order to attach files to."""

    def __init__(self, place: Any, tenant: Tenancy, person: Person, subject: str, subject_id: str) -> None:
        self.place = place
        self.tenant = tenant
        self.person = person
        self.subject = subject
        self.subject_id = subject_id

    @classmethod
    async def opened(cls, place: Any, tenant: Tenancy, role: str) -> "Album":
        """An album of a new work order in `tenant`."""
        admin = await tenant.person("admin" if role not in ("owner", "editor", "viewer") else "owner")
        order = (await admin.post("/work-orders", {"title": "Mend the pump", "approve": True})).json()
        person = admin if role == admin.role else await tenant.person(role)
        return cls(place, tenant, person, "work_order", order["id"])

    def of(self, subject: str, subject_id: str, person: Person | None = None) -> "Album":
        """The album of another record, or of another person."""
        return Album(self.place, self.tenant, person or self.person, subject, subject_id)

    def by(self, person: Person) -> "Album":
        """The same album in other hands."""
        return self.of(self.subject, self.subject_id, person)

    def body(self, content: bytes, name: str, media_type: str, **more: Any) -> dict[str, Any]:
        """What announces a file."""
        given = {"subject": self.subject, "subjectId": self.subject_id, "name": name, "mediaType": media_type}
        return {**given, "sizeBytes": len(content), **more}

    async def announce(self, content: bytes, name: str = "a.jpg", media_type: str = "image/jpeg", **more: Any) -> Any:
        """Announce a file: the answer, with file and upload."""
        response = await self.person.post("/files", self.body(content, name, media_type, **more))
        assert response.status_code == 201, response.text
        return response.json()

    async def send(self, ticket: dict[str, Any], content: bytes, **headers: str) -> httpx.Response:
        """PUT bytes to where they are taken."""
        return await self.fetch(ticket["url"], "PUT", content=content, headers={**ticket["headers"], **headers})

    async def fetch(self, url: str, method: str = "GET", **options: Any) -> httpx.Response:
        """Ask for an address that needs no token: of this installation, or of the S3 itself."""
        if url.startswith("/"):
            transport = httpx.ASGITransport(app=self.place.world.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://fettle.test", timeout=60) as client:
                return await client.request(method, url, **options)
        async with httpx.AsyncClient(timeout=60) as client:
            return await client.request(method, url, **options)

    async def complete(self, file_id: str) -> httpx.Response:
        """Say that the bytes were sent."""
        return await self.person.post(f"/files/{file_id}/complete")

    async def upload(
        self, content: bytes, name: str = "a.jpg", media_type: str = "image/jpeg", **more: Any
    ) -> httpx.Response:
        """Announce, send and complete; the answer to the last."""
        made = await self.announce(content, name, media_type, **more)
        sent = await self.send(made["upload"], content)
        assert sent.status_code == 200, sent.text
        return await self.complete(made["file"]["id"])

    async def photo(self, content: bytes | None = None, **more: Any) -> dict[str, Any]:
        """A stored photo."""
        response = await self.upload(content or picture(), **more)
        assert response.status_code == 200, response.text
        assert response.json()["state"] == "stored"
        made: dict[str, Any] = response.json()
        return made

    async def shown(self, file_id: str) -> dict[str, Any]:
        """The file as GET shows it."""
        response = await self.person.get(f"/files/{file_id}")
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    async def listed(self, **params: Any) -> list[dict[str, Any]]:
        """The files of the record."""
        response = await self.person.get("/files", subject=self.subject, subjectId=self.subject_id, **params)
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()["data"]
        return found

    async def events(self) -> list[tuple[str, dict[str, Any]]]:
        """What the feed tells of files, in order: type and what held after."""
        query = "SELECT type, after FROM events WHERE tenant_id = app.tenant_id() AND type LIKE %s ORDER BY seq, ord"
        async with self.tenant.call() as call:
            return list(await call.all(tuple, query, ["file%"]))

    async def objects(self) -> dict[str, int]:
        """The objects of the tenant, by key."""
        found, after = {}, ""
        while page := await self.place.desk.storage.page(f"{self.tenant.id.hex}/", after):
            found |= {each.key: each.size for each in page}
            after = page[-1].key
        return found

    async def reconcile(self, *, repair: bool, now: Any = None) -> files.Report:
        """The nightly look, by another clock if given."""

        def opened() -> Any:
            return self.tenant.call() if now is None else self.tenant.call_at(now)

        return await files.reconcile(opened, self.place.desk, self.tenant.id, repair=repair)

    async def key_of(self, file_id: str) -> str:
        """Where the bytes of a file lie."""
        async with self.tenant.call() as call:
            return str(await call.value("SELECT object_key FROM files WHERE id = %s", [UUID(file_id)]))
