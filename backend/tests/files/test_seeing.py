"""Who sees a file: whoever sees what it is attached to, and nobody else."""

from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest

from files.album import Album
from makers.furnished import furnish, made_of
from makers.samples import picture

SUBJECTS = {
    "work_order": "work_order_id",
    "work_request": "work_request_id",
    "asset": "asset_id",
    "site": "site_id",
    "location": "location_id",
    "comment": "comment_id",
    "log_entry": "log_entry_id",
    "work_order_task": "task_id",
    "work_order_template": "template_id",
}


@pytest.fixture(scope="module")
async def house(refitted: Any) -> AsyncIterator[Any]:
    """A tenant with one of everything at one site, and an album for each of it."""
    with refitted() as here:
        furnished = await furnish(await here.world.tenant())
        made = {
            subject: Album(here, furnished.tenant, furnished.admin, subject, furnished.ids[name])
            for subject, name in SUBJECTS.items()
        }
        yield furnished, made


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_files_of_every_kind_of_record(house, subject):
    """Attached, listed, counted, and told in the history of its record."""
    _, albums = house
    album = albums[subject]
    photo = await album.photo()
    assert photo["id"] in [each["id"] for each in await album.listed()]
    counted = await album.person.get("/files/counts", subject=subject, subjectId=album.subject_id)
    assert counted.json() == [{"subjectId": album.subject_id, "count": len(await album.listed())}]


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_a_site_out_of_reach_hides_its_files(house, subject):
    """A person of another site finds no file, by id, list or count, and cannot attach one; one of the site does."""
    furnished, albums = house
    album = albums[subject]
    photo = await album.photo()
    other = made_of(await furnished.admin.post("/sites", {"name": f"Elsewhere of {subject} {photo['id']}"}))["id"]
    away = album.by(await furnished.tenant.person("supervisor", sites=[other]))
    here = album.by(await furnished.tenant.person("supervisor", sites=[furnished.ids["site_id"]]))
    assert (await here.person.get(f"/files/{photo['id']}")).status_code == 200
    assert photo["id"] in [each["id"] for each in await here.listed()]
    if subject == "work_order_template":
        return  # templates belong to no site
    assert (await away.person.get(f"/files/{photo['id']}")).status_code == 404
    assert (await away.person.get(f"/files/{photo['id']}/content")).status_code == 404
    assert await away.listed() == []
    refused = await away.person.post("/files", away.body(picture(), "a.jpg", "image/jpeg"))
    assert refused.json()["errors"][0]["pointer"] == "/subjectId"
    # The database itself hides it, whatever the program asks.
    async with furnished.tenant.call(permissions=frozenset({"*"}), site_scope=frozenset({other})) as call:
        assert await call.all(tuple, "SELECT id FROM files WHERE id = %s", [photo["id"]]) == []


async def test_requesters_see_the_files_of_their_own_requests_only(here):
    """Without `requests:read` the files of others' requests are as hidden as the requests."""
    tenant = await here.world.tenant()
    mine, other = await tenant.person("requester"), await tenant.person("requester")
    request = made_of(await mine.post("/work-requests", {"title": "It drips"}))
    album = Album(here, tenant, mine, "work_request", request["id"])
    photo = await album.photo()
    assert [each["id"] for each in await album.listed()] == [photo["id"]]
    stranger = album.by(other)
    assert await stranger.listed() == []
    assert (await other.get(f"/files/{photo['id']}")).status_code == 404
    refused = await other.post("/files", stranger.body(picture(), "a.jpg", "image/jpeg"))
    assert refused.status_code == 422
    technician = album.by(await tenant.person("technician"))
    assert [each["id"] for each in await technician.listed()] == [photo["id"]]
    said = made_of(await mine.post(f"/work-requests/{request['id']}/comments", {"body": "Since Monday"}))
    comment = album.of("comment", said["id"])
    told = await comment.photo()
    assert (await other.get(f"/files/{told['id']}")).status_code == 404
    assert (await technician.person.get(f"/files/{told['id']}")).status_code == 200


async def test_the_permission_of_the_record_is_needed_besides(here):
    """Files of assets need `assets:read`, those of logs `logs:read`: `files:read` alone shows nothing."""
    furnished = await furnish(await here.world.tenant())
    role = {"code": "filer", "name": "Filer", "permissions": ["tenant:read", "files:read", "assets:read"]}
    made_of(await furnished.admin.post("/roles", role))
    filer = await furnished.tenant.person("filer")
    for subject, visible in (("asset", True), ("site", True), ("log_entry", False), ("work_order", False)):
        album = Album(here, furnished.tenant, furnished.admin, subject, furnished.ids[SUBJECTS[subject]])
        photo = await album.photo()
        shown = await filer.get(f"/files/{photo['id']}")
        assert shown.status_code == (200 if visible else 404), subject
        assert bool(await album.by(filer).listed()) == visible
    assert (await filer.post("/files", album.body(picture(), "a.jpg", "image/jpeg"))).status_code == 403


async def test_files_follow_a_record_into_the_bin_and_back(here):
    """A deleted work order hides its files; restored, it brings them back."""
    album = await here.album()
    album = album.of("work_order", made_of(await album.person.post("/work-orders", {"title": "Job"}))["id"])
    photo = await album.photo()
    version = (await album.person.get(f"/work-orders/{album.subject_id}")).json()["version"]
    gone = await album.person.delete(f"/work-orders/{album.subject_id}", version=version)
    assert gone.status_code == 204, gone.text
    assert (await album.person.get(f"/files/{photo['id']}")).status_code == 404
    assert await album.listed() == []
    assert (await album.person.post(f"/work-orders/{album.subject_id}/restore")).status_code == 200
    assert [each["id"] for each in await album.listed()] == [photo["id"]]


async def test_the_files_of_many_records_at_once(here):
    """A board asks once for all its cards; what the caller does not see is left out."""
    album = await here.album()
    orders = [made_of(await album.person.post("/work-orders", {"title": f"Job {n}"}))["id"] for n in range(3)]
    photos = [(await album.of("work_order", order).photo())["id"] for order in orders[:2]]
    foreign = (await here.album()).subject_id
    asked = {"subject": "work_order", "subjectId": [*orders, foreign]}
    rows = (await album.person.get("/files", **asked)).json()["data"]
    assert {row["id"] for row in rows} == set(photos)
    counted = (await album.person.get("/files/counts", **asked)).json()
    assert {row["subjectId"]: row["count"] for row in counted} == dict.fromkeys(orders[:2], 1)
    assert (await album.person.get("/files", subject="work_order")).status_code == 422
    too_many = {"subject": "work_order", "subjectId": [album.subject_id] * 101}
    assert (await album.person.get("/files", **too_many)).status_code == 422


def test_a_record_of_a_kind_that_nobody_owns_takes_no_file(database):
    """A subject is one as soon as its owner's migration brings its function, and never before."""
    with psycopg.connect(database.app) as conn:
        conn.execute("SELECT set_config('app.site_scope', '*', true)")
        for subject in ("nonsense", "tenant", "x(uuid); DROP TABLE files; --"):
            asked = "SELECT count(*) FROM app.file_subject(%s, gen_random_uuid())"
            assert conn.execute(asked, [subject]).fetchone() == (0,)
