"""A file is announced, sent, looked at, and shown; on either kind of store."""

import hashlib
import io

import pytest
from PIL import Image

from makers.samples import DOCX, document, noise, pdf, picture


async def test_a_photo_from_phone_to_screen(place):
    """Announced, sent to a signed address, completed, and fetched again, the same to the bit."""
    album = await place.album("technician")
    content = picture()
    made = await album.announce(content, "Pump before.JPG", role="before", caption="It drips")
    assert made["file"]["state"] == "awaiting"
    assert made["upload"]["method"] == "PUT"
    assert (await album.send(made["upload"], content)).status_code == 200
    stored = (await album.complete(made["file"]["id"])).json()
    assert (stored["state"], stored["mediaType"], stored["sizeBytes"]) == ("stored", "image/jpeg", len(content))
    assert (stored["width"], stored["height"]) == (64, 48)
    assert stored["sha256"] == hashlib.sha256(content).hexdigest()
    sent_on = await album.person.get(f"/files/{stored['id']}/content")
    assert sent_on.status_code == 303
    fetched = await album.fetch(sent_on.headers["location"])
    assert (fetched.status_code, fetched.content) == (200, content)
    assert fetched.headers["content-type"] == "image/jpeg"
    assert [each["id"] for each in await album.listed()] == [stored["id"]]
    told = dict(await album.events())
    assert list(told) == ["file.announced", "file.uploaded", "file.attached"]
    assert told["file.announced"] | {"caption": "It drips", "role": "before"} == told["file.announced"]
    assert (
        told["file.attached"].items() >= {"subject": "work_order", "name": "Pump before.JPG", "state": "stored"}.items()
    )
    assert told["file.attached"]["created_by"] == str(album.person.user_id)
    # Of the upload nothing is left but the one object.
    assert list(await album.objects()) == [await album.key_of(stored["id"])]


async def test_small_pictures_are_made_in_the_background(place):
    """320 and 1600 pixels, upright, as WebP; the whole picture stays as it was."""
    album = await place.album()
    photo = await album.photo(picture(size=(2000, 1000), orientation=6))
    assert (photo["preview"], photo["width"], photo["height"]) == ("waiting", 1000, 2000)
    assert photo["thumbnailUrl"] is None
    assert (await album.person.get(f"/files/{photo['id']}/content", size=320)).status_code == 409
    await place.drain(album.tenant)
    shown = await album.shown(photo["id"])
    assert shown["preview"] == "made"
    for url, longest in ((shown["thumbnailUrl"], 320), (shown["previewUrl"], 1600)):
        fetched = await album.fetch(url)
        assert fetched.headers["content-type"] == "image/webp"
        image = Image.open(io.BytesIO(fetched.content))
        assert image.size == (longest // 2, longest)
        # Turned upright: what was the left half is above.
        assert image.convert("RGB").getpixel((longest // 4, longest // 8))[0] > 200
    sent_on = await album.person.get(f"/files/{photo['id']}/content", size=320)
    assert (sent_on.status_code, sent_on.headers["location"]) == (303, shown["thumbnailUrl"])


@pytest.mark.parametrize(
    ("content", "name", "media_type", "role"),
    [
        (pdf(), "Manual.pdf", "application/pdf", "manual"),
        (document(), "Contract.docx", DOCX, "document"),
        (b"1 seal, 9.50\n", "Receipt.txt", "text/plain; charset=utf-8", "receipt"),
        (picture("PNG"), "detail.png", "image/png", "detail"),
    ],
)
async def test_documents_receipts_and_manuals(place, content, name, media_type, role):
    """Every role; whatever is no picture has no small ones."""
    album = await place.album()
    response = await album.upload(content, name, media_type, role=role)
    assert response.status_code == 200, response.text
    stored = response.json()
    assert (stored["role"], stored["name"]) == (role, name)
    assert stored["preview"] == ("waiting" if "image" in media_type else "none")
    assert (await album.fetch(stored["contentUrl"])).content == content
    assert [each["id"] for each in await album.listed(role=role)] == [stored["id"]]
    assert await album.listed(role="after") == []


async def test_a_lost_answer_costs_nothing(place):
    """An upload is sent twice, its address is renewed, its completion is repeated: one file."""
    album = await place.album("technician")
    content = picture()
    made = await album.announce(content)
    assert (await album.complete(made["file"]["id"])).json()["type"] == "/problems/not-uploaded"
    assert (await album.send(made["upload"], content)).status_code == 200
    again = (await album.person.post(f"/files/{made['file']['id']}/upload")).json()
    assert (await album.send(again["upload"], content)).status_code == 200
    assert (await album.complete(made["file"]["id"])).status_code == 200
    repeated = await album.complete(made["file"]["id"])
    assert (repeated.status_code, repeated.json()["type"]) == (409, "/problems/not-awaiting")
    assert len(await album.listed()) == 1


async def test_a_device_chooses_the_id_and_states_the_digest(place):
    """What was announced offline keeps its id; other bytes than those that were meant are refused."""
    album = await place.album()
    content, other = picture(), picture(orientation=3)
    chosen = "0197a1b2-0000-7000-8000-00000000abcd"
    digest = hashlib.sha256(content).hexdigest()
    first = await album.photo(content, id=chosen, sha256=digest)
    assert first["id"] == chosen
    taken = await album.person.post("/files", album.body(content, "a.jpg", "image/jpeg", id=chosen))
    assert (taken.status_code, taken.json()["errors"][0]["pointer"]) == (409, "/id")
    padded = other + bytes(max(0, len(content) - len(other)))
    refused = await album.upload(padded, sha256=digest)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "other_digest")


async def test_a_part_of_a_file(place):
    """Range requests: from, until, the last bytes, none such; and the whole when it has changed meanwhile."""
    album = await place.album()
    content = noise((300, 200))
    url = (await album.photo(content))["contentUrl"]
    size = len(content)
    for asked, first, last in (("0-9", 0, 9), (f"{size - 5}-", size - 5, size - 1), ("-7", size - 7, size - 1)):
        part = await album.fetch(url, headers={"Range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, content[first : last + 1])
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert int(part.headers["content-length"]) == last - first + 1
    beyond = await album.fetch(url, headers={"Range": f"bytes={size}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{size}"
    tag = (await album.fetch(url, "HEAD")).headers["etag"]
    assert (await album.fetch(url, headers={"Range": "bytes=0-9", "If-Range": tag})).status_code == 206
    assert (await album.fetch(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'})).content == content
    assert (await album.fetch(url, headers={"Range": "bytes=oops"})).status_code == 200


async def test_a_large_file_is_looked_at_by_a_job(place, monkeypatch):
    """Nobody waits for a large file: it is answered as being checked, and a job settles it."""
    from fettle.modules.files.actions import checking

    monkeypatch.setattr(checking, "AT_ONCE_BYTES", 100)
    album = await place.album()
    response = await album.upload(picture())
    assert (response.status_code, response.json()["state"]) == (200, "checking")
    assert response.json()["contentUrl"] is None
    await place.drain(album.tenant)
    assert (await album.shown(response.json()["id"]))["state"] == "stored"


async def test_how_much_is_kept(place):
    """What was announced counts, what was refused does not; the edition decides how much there may be."""
    album = await place.album()
    content = picture()
    await album.photo(content)
    assert (await album.upload(b"<html>" + content, "b.jpg")).status_code == 422
    usage = (await album.person.get("/files/usage")).json()
    assert usage["bytes"] == len(content)
    assert usage["quotaBytes"] == place.settings.file_quota_bytes
    home = await place.album("owner", edition="household")
    at_home = (await home.person.get("/files/usage")).json()
    assert at_home["quotaBytes"] == place.settings.household_file_quota_bytes
    assert at_home["largestBytes"] < usage["largestBytes"]
    too_large = home.body(content, "a.jpg", "image/jpeg") | {"sizeBytes": at_home["largestBytes"] + 1}
    refused = await home.person.post("/files", too_large)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (413, "/sizeBytes")


async def test_what_cannot_be_announced(place):
    """Each field's fault is named; nothing is kept of it."""
    album = await place.album()
    good = album.body(picture(), "a.jpg", "image/jpeg")
    for change, pointer in (
        ({"mediaType": "application/x-msdownload"}, "/mediaType"),
        ({"name": "a.exe"}, "/name"),
        ({"sizeBytes": 0}, "/sizeBytes"),
        ({"subject": "tenant"}, "/subject"),
        ({"subjectId": "0197a1b2-0000-7000-8000-00000000abcd"}, "/subjectId"),
        ({"role": "selfie"}, "/role"),
        ({"objectKey": "somebody/else"}, "/objectKey"),
        ({"sha256": "short"}, "/sha256"),
    ):
        refused = await album.person.post("/files", {**good, **change})
        assert refused.status_code == 422, (change, refused.text)
        assert refused.json()["errors"][0]["pointer"] == pointer
    assert (await album.person.get("/files/usage")).json()["bytes"] == 0
