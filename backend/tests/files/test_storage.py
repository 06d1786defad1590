"""The contract of a store, kept alike by the embedded one and by S3; and addresses of either kind."""

import hashlib
import resource
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from fettle.kit.clock import system_clock
from fettle.modules.files.storage import keys
from fettle.modules.files.storage.contract import StorageAway
from makers.samples import picture


@pytest.fixture
async def store(place):
    """The store itself."""
    place.desk.drafts.mkdir(parents=True, exist_ok=True)
    return place.desk.storage


def draft_of(place, content: bytes):
    """A file to be stored."""
    draft = place.desk.drafts / uuid4().hex
    draft.write_bytes(content)
    return draft


async def collected(chunks) -> bytes:
    """All of them."""
    return b"".join([chunk async for chunk in chunks])


async def test_what_is_put_is_there(place, store, tmp_path):
    """Put, found, read in parts, fetched, replaced, removed; the draft is gone."""
    key, content = keys.new(uuid4(), keys.KEPT), bytes(range(256)) * 3000
    assert await store.find(key) is None
    assert not await store.fetch(key, tmp_path / "none", most=10)
    draft = draft_of(place, content)
    await store.put(key, draft, media_type="image/jpeg")
    assert not draft.exists()
    found = await store.find(key)
    assert (found.key, found.size) == (key, len(content))
    assert abs(found.written_at - system_clock()) < timedelta(minutes=5)
    assert await collected(store.read(key, 0, len(content) - 1)) == content
    assert await collected(store.read(key, 1000, 1009)) == content[1000:1010]
    assert await store.fetch(key, tmp_path / "copy", most=len(content))
    assert (tmp_path / "copy").read_bytes() == content
    # Of what is larger than it may be, no more is fetched than shows it.
    await store.fetch(key, tmp_path / "cut", most=10)
    assert 10 < (tmp_path / "cut").stat().st_size <= 11
    await store.put(key, draft_of(place, b"other"), media_type="image/jpeg")
    assert await collected(store.read(key, 0, 4)) == b"other"
    await store.remove([key, keys.new(uuid4(), keys.KEPT)])
    assert await store.find(key) is None


async def test_objects_are_listed_in_order(place, store):
    """By prefix and after a key, the small pictures behind their originals."""
    tenant, other = uuid4(), uuid4()
    made = [keys.new(tenant, area) for area in (keys.KEPT, keys.INCOMING, keys.HELD, keys.KEPT)]
    made += [keys.small(made[0], size) for size in keys.SIZES]
    for key in [*made, keys.new(other, keys.KEPT)]:
        await store.put(key, draft_of(place, b"x"), media_type="image/jpeg")
    listed = [each.key for each in await store.page(keys.prefix(tenant), "")]
    assert listed == sorted(made)
    assert [each.key for each in await store.page(keys.prefix(tenant), listed[2])] == listed[3:]
    assert [each.key for each in await store.page(keys.prefix(tenant, keys.HELD), "")] == [made[2]]
    assert await store.page(keys.prefix(uuid4()), "") == []


async def test_the_doctor_can_ask(store):
    """Writing, reading and removing works."""
    await store.check()


async def test_memory_stays_flat_however_large_a_file_is(place, outside):
    """96 MB up, looked at, and down again: the process grows by a fraction of it."""
    album = await place.album()
    size = 96 * 1024 * 1024
    block = b"reading;12.5\n" * 20_000
    digest = hashlib.sha256()

    async def body():
        left = size
        while left > 0:
            piece = block[:left]
            digest.update(piece)
            left -= len(piece)
            yield piece

    made = await album.person.post(
        "/files", {**album.body(b"", "log.txt", "text/plain"), "sizeBytes": size, "role": "document"}
    )
    ticket = made.json()["upload"]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    headers = {**ticket["headers"], "Content-Length": str(size)}
    sent = await album.fetch(ticket["url"], "PUT", content=body(), headers=headers)
    assert sent.status_code == 200, sent.text
    assert (await album.complete(made.json()["file"]["id"])).json()["state"] == "checking"
    await place.drain(album.tenant)
    stored = await album.shown(made.json()["file"]["id"])
    assert (stored["state"], stored["sha256"]) == ("stored", digest.hexdigest())
    read = hashlib.sha256()
    async for chunk in place.desk.storage.read(await album.key_of(stored["id"]), 0, size - 1):
        read.update(chunk)
    assert read.hexdigest() == stored["sha256"]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < size / 2, grown


async def test_a_store_that_is_away_changes_nothing(refitted, s3_settings):
    """S3 that does not answer: 503, nothing is lost, and the upload is completed once it is back."""
    with refitted(**s3_settings | {"s3_key": "nobody", "s3_secret": "wrong-secret"}) as broken:
        album = await broken.album()
        content = picture()
        made = await album.announce(content)
        assert (await album.send(made["upload"], content)).status_code == 403
        away = await album.complete(made["file"]["id"])
        assert (away.status_code, away.json()["type"]) == (503, "/problems/storage-away")
        assert "wrong-secret" not in away.text
        assert (await album.shown(made["file"]["id"]))["state"] == "awaiting"
        with pytest.raises(StorageAway):
            await broken.desk.storage.check()


async def test_everything_may_pass_through_the_program(refitted, s3_settings):
    """Where browsers cannot reach the S3: uploads and downloads by addresses of this program's own."""
    with refitted(**s3_settings, s3_direct_uploads=False) as place:
        album = await place.album()
        content = picture()
        made = await album.announce(content)
        assert made["upload"]["url"].startswith("/objects/")
        photo = await album.photo(content)
        assert (await album.fetch(photo["contentUrl"])).content == content


async def test_downloads_may_go_to_s3_itself(refitted, s3_settings, outside):
    """By setting: a signed address of S3, which gives an attachment of no type that a browser shows."""
    with refitted(**s3_settings, s3_direct_downloads=True) as place:
        album = await place.album()
        content = b"<!doctype html><script>alert(1)</script>"
        made = (await album.upload(content, 'a"b.html', "text/html")).json()
        url = made["contentUrl"]
        assert url.startswith(s3_settings["s3_endpoint"])
        fetched = await outside.get(url)
        assert fetched.content == content
        assert fetched.headers["content-type"] == "application/octet-stream"
        assert fetched.headers["content-disposition"].startswith("attachment;")
        for changed in (url.replace("attachment", "inline"), url.replace("octet-stream", "html"), url[:-4] + "0000"):
            assert (await outside.get(changed)).status_code in (400, 403)


async def test_files_may_have_an_origin_of_their_own(refitted):
    """U-3: with FETTLE_FILES_URL every address is there, and nowhere else is a file shown."""
    with refitted(files_url="https://files.example.test") as place:
        album = await place.album()
        content = picture()
        made = await album.announce(content)
        assert made["upload"]["url"].startswith("https://files.example.test/objects/")
        transport = httpx.ASGITransport(app=place.world.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport) as client:
            ticket = made["upload"]
            sent = await client.put(ticket["url"], content=content, headers=ticket["headers"])
            assert sent.status_code == 200
            stored = (await album.complete(made["file"]["id"])).json()
            fetched = await client.get(stored["contentUrl"])
            assert (fetched.status_code, fetched.content) == (200, content)
            here = stored["contentUrl"].replace("https://files.example.test", "https://app.example.test")
            assert (await client.get(here)).status_code == 404


def test_keys_hold_nothing_of_a_client():
    """T-21: the tenant, an area and 160 random bits."""
    tenant = UUID(int=7)
    made = {keys.new(tenant, keys.INCOMING) for _ in range(1000)}
    assert len(made) == 1000
    assert all(keys.is_key(key) and key.startswith(f"{tenant.hex}/in/") for key in made)
    for wrong in ("../x", f"{tenant.hex}/in/../x", f"{tenant.hex}/other/{'0' * 40}", f"{tenant.hex}/in/{'0' * 40}-64"):
        assert not keys.is_key(wrong)


def test_where_browsers_are_sent_for_files(refitted, s3_settings):
    """What a page has to be allowed: the files' own origin, and an S3 that is spoken to directly, by both its names."""

    def origins(**given):
        with refitted(**given) as place:
            return place.desk.origins

    server = s3_settings["s3_endpoint"]
    bucket = server.replace("://", f"://{s3_settings['s3_bucket']}.")
    assert origins() == set()
    assert origins(public_url="https://fettle.example.test/") == {"https://fettle.example.test"}
    assert origins(public_url="https://x.test", files_url="https://files.test:8443") == {"https://files.test:8443"}
    assert origins(**s3_settings) == {server, bucket}
    assert origins(**s3_settings, s3_direct_uploads=False) == set()
