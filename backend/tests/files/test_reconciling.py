"""The nightly look: whatever was torn apart is found, put right, and found no more (U-10)."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from fettle.kit.clock import system_clock
from fettle.modules.files import public as files
from fettle.modules.files.storage import keys
from makers.samples import EICAR, picture

NOTHING = files.Report()


def later(**apart: float):
    """A moment to come."""
    return system_clock() + timedelta(**apart)


async def orphan(album, area: str = keys.KEPT) -> str:
    """An object that no row knows."""
    key = keys.new(album.tenant.id, area)
    place = album.place
    place.desk.drafts.mkdir(parents=True, exist_ok=True)
    draft = place.desk.drafts / key.rpartition("/")[2]
    draft.write_bytes(b"left behind")
    await place.desk.storage.put(key, draft, media_type="image/jpeg")
    return key


async def test_u10_where_all_is_well_nothing_is_found(place):
    """U-10: a photo with its small pictures, a shared one, one in the bin, one in quarantine: nothing is amiss."""
    album = await place.album()
    photo = await album.photo()
    await album.upload(EICAR, "a.txt", "text/plain")
    order = (await album.person.post("/work-orders", {"title": "Job"})).json()["id"]
    async with album.tenant.call() as call:
        await files.carry(call, "work_order", UUID(album.subject_id), "work_order", UUID(order))
    await place.drain(album.tenant)
    version = (await album.shown(photo["id"]))["version"]
    await album.person.delete(f"/files/{photo['id']}", version=version)
    before = await album.objects()
    for repair in (False, True):
        assert await album.reconcile(repair=repair, now=later(days=2)) == NOTHING
    assert await album.objects() == before


async def test_u10_objects_without_a_row_go(place):
    """U-10: what was stored by a process that died before its commit; only after a day, it may be on its way."""
    album = await place.album()
    photo = await album.photo()
    loose = [await orphan(album), await orphan(album, keys.INCOMING), await orphan(album, keys.HELD)]
    staged = await files.stage(
        place.desk, album.tenant.id, name="a.jpg", media_type="image/jpeg", content=picture(orientation=3)
    )
    assert await album.reconcile(repair=True) == NOTHING
    found = await album.reconcile(repair=False, now=later(days=2))
    assert found.objects_without_row == 4
    assert set(await album.objects()) > {*loose, staged.object_key}
    assert (await album.reconcile(repair=True, now=later(days=2))).objects_without_row == 4
    assert await album.reconcile(repair=True, now=later(days=2)) == NOTHING
    assert {key.partition("-")[0] for key in await album.objects()} == {await album.key_of(photo["id"])}


async def test_u10_rows_without_an_object_say_so(place):
    """U-10: lost bytes are told of, the row is refused, the room is free again; its neighbours are untouched."""
    album = await place.album()
    photos = [await album.photo(picture(orientation=n)) for n in (1, 3, 6)]
    lost = photos[1]
    await place.desk.storage.remove([await album.key_of(lost["id"])])
    assert (await album.fetch(lost["contentUrl"])).status_code == 404
    assert (await album.reconcile(repair=False)).rows_without_object == 1
    assert (await album.reconcile(repair=True)).rows_without_object == 1
    assert await album.reconcile(repair=True) == NOTHING
    states = {each["id"]: each["state"] for each in await album.listed()}
    assert states == {photos[0]["id"]: "stored", lost["id"]: "refused", photos[2]["id"]: "stored"}
    assert (await album.events())[-1][0] == "file.refused"
    usage = (await album.person.get("/files/usage")).json()
    assert usage["bytes"] == photos[0]["sizeBytes"] + photos[2]["sizeBytes"]


async def test_u10_uploads_that_never_came_are_given_up(place):
    """U-10: announced and never sent, or sent and never confirmed: refused after a day, with the room they took."""
    album = await place.album()
    await album.announce(picture())
    sent = await album.announce(picture(orientation=3))
    await album.send(sent["upload"], picture(orientation=3))
    assert await album.reconcile(repair=True) == NOTHING
    found = await album.reconcile(repair=True, now=later(days=2))
    assert found.uploads_given_up == 2
    assert await album.reconcile(repair=True, now=later(days=2)) == NOTHING
    assert {each["state"] for each in await album.listed()} == {"refused"}
    assert await album.objects() == {}
    assert (await album.person.get("/files/usage")).json()["bytes"] == 0


async def test_u10_a_check_that_somebody_left_open_is_made(place):
    """U-10: killed between the upload and the end of the look, a file is looked at by the job that came with it."""
    album = await place.album()
    content = picture()
    made = await album.announce(content)
    await album.send(made["upload"], content)
    examine = place.desk.examine

    async def dies(*_: object):
        raise asyncio.CancelledError

    place.desk.examine = dies
    try:
        with pytest.raises((asyncio.CancelledError, Exception)):
            response = await album.complete(made["file"]["id"])
            response.raise_for_status()
    finally:
        place.desk.examine = examine
    assert (await album.shown(made["file"]["id"]))["state"] == "checking"
    assert (await album.reconcile(repair=False, now=later(hours=1))).checks_left_open == 1
    await place.drain(album.tenant, now=later(minutes=10))
    assert (await album.shown(made["file"]["id"]))["state"] == "stored"
    assert await album.reconcile(repair=True, now=later(minutes=20)) == NOTHING


async def test_u10_the_night_makes_what_no_job_made(here):
    """U-10: checks and small pictures whose jobs are lost are made by the nightly look itself."""
    album = await here.album()
    photo = await album.photo()
    async with album.tenant.call() as call:
        await call.keep("UPDATE files SET state = 'checking', preview = 'none' WHERE id = %s", [photo["id"]])
        # As it was before the check: the bytes still lie where they were uploaded.
    found = await album.reconcile(repair=True, now=later(hours=2))
    assert (found.checks_left_open, found.pictures_left_open) == (1, 0)
    found = await album.reconcile(repair=True, now=later(hours=4))
    assert (found.checks_left_open, found.pictures_left_open) == (0, 1)
    assert (await album.shown(photo["id"]))["preview"] == "made"


async def test_u10_the_bin_is_emptied_after_a_month(place):
    """U-10: deleted, refused and quarantined files go for good after thirty days; the others stay."""
    album = await place.album()
    kept, gone = await album.photo(), await album.photo(picture(orientation=3))
    await album.upload(EICAR, "a.txt", "text/plain")
    await album.upload(b"<html>", "b.jpg")
    await album.person.delete(f"/files/{gone['id']}", version=gone["version"])
    assert (await album.reconcile(repair=True, now=later(days=29))).deleted_for_good == 0
    assert (await album.reconcile(repair=True, now=later(days=31))).deleted_for_good == 3
    assert [each["id"] for each in await album.listed()] == [kept["id"]]
    assert {key.partition("-")[0] for key in await album.objects()} == {await album.key_of(kept["id"])}
    assert (await album.person.get("/files/usage")).json()["bytes"] == kept["sizeBytes"]


async def test_u10_files_go_with_a_record_that_is_gone_for_good(here, database):
    """U-10: a record in the bin keeps its files; one without a row leaves none behind."""
    import psycopg

    album = await here.album()
    order = (await album.person.post("/work-orders", {"title": "Job"})).json()
    doomed = album.of("work_order", order["id"])
    await doomed.photo()
    await album.person.delete(f"/work-orders/{order['id']}", version=order["version"])
    assert (await album.reconcile(repair=True, now=later(days=2))).subjects_gone == 0
    with psycopg.connect(database.superuser) as conn:
        conn.execute("SET session_replication_role = replica")
        conn.execute("DELETE FROM work_orders WHERE id = %s", [order["id"]])
    assert (await album.reconcile(repair=True, now=later(days=2))).subjects_gone == 1
    assert await album.objects() == {}
    assert (await album.person.get("/files/usage")).json()["bytes"] == 0


async def test_u10_books_that_are_off_are_set_right(here):
    """U-10: what a tenant keeps is counted anew."""
    album = await here.album()
    photo = await album.photo()
    async with album.tenant.call() as call:
        await call.keep("UPDATE file_books SET bytes = bytes + 1000")
    assert (await album.reconcile(repair=False)).books_off == 1000
    assert (await album.reconcile(repair=True)).books_off == 1000
    assert await album.reconcile(repair=True) == NOTHING
    assert (await album.person.get("/files/usage")).json()["bytes"] == photo["sizeBytes"]


async def test_u10_many_objects_are_compared_page_by_page(here, monkeypatch):
    """U-10: pages that end in the middle of a photo and its small pictures tear nothing apart."""
    from fettle.modules.files.storage import embedded

    album = await here.album()
    photos = [await album.photo(picture(orientation=n)) for n in (1, 2, 3)]
    await here.drain(album.tenant)
    loose = await orphan(album)
    await here.desk.storage.remove([await album.key_of(photos[1]["id"])])
    for size in (1, 2, 4, 5):
        monkeypatch.setattr(embedded, "PAGE", size)
        found = await album.reconcile(repair=False, now=later(days=2))
        assert (found.objects_without_row, found.rows_without_object) == (1, 1)
    await album.reconcile(repair=True, now=later(days=2))
    # The small pictures of the lost one went with it.
    assert await album.reconcile(repair=True, now=later(days=2)) == NOTHING
    assert loose not in await album.objects()
    assert len(await album.objects()) == 6


async def test_the_nightly_job_puts_right_what_is_amiss(place):
    """The worker does all this by itself, for every tenant, every night."""
    album = await place.album()
    await album.announce(picture())
    await place.drain(album.tenant, now=later(days=3))
    assert [each["state"] for each in await album.listed()] == ["refused"]


KILLED = """
import asyncio, os, sys
from fettle.modules.files.storage.embedded import EmbeddedStorage
from pathlib import Path

async def main(root, draft, key):
    print("go", flush=True)
    while True:
        Path(draft).write_bytes(os.urandom(3_000_000))
        await EmbeddedStorage(Path(root)).put(key, Path(draft), media_type="image/jpeg")

asyncio.run(main(*sys.argv[1:]))
"""


async def test_u10_an_object_is_whole_or_not_there(tmp_path):
    """U-10: killed at any moment while it writes, the embedded store has an object whole or not at all."""
    from fettle.modules.files.storage.embedded import EmbeddedStorage

    key = keys.new(UUID(int=1), keys.KEPT)
    store = EmbeddedStorage(tmp_path / "objects")
    (tmp_path / "objects" / "drafts").mkdir(parents=True)
    draft = tmp_path / "objects" / "drafts" / "draft"
    for round_ in range(6):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            KILLED,
            str(tmp_path / "objects"),
            str(draft),
            key,
            stdout=asyncio.subprocess.PIPE,
        )
        await process.stdout.readline()
        deadline = asyncio.get_running_loop().time() + 20
        while await store.find(key) is None:
            assert asyncio.get_running_loop().time() < deadline
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.003 * round_)
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        assert (await store.find(key)).size == 3_000_000
        await store.remove([key])


def test_a_report_says_whether_all_is_well():
    """Any one thing amiss is enough."""
    assert NOTHING.whole
    for name in files.Report.__struct_fields__:
        assert not msgspec.structs.replace(NOTHING, **{name: 1}).whole
