"""Uploads as attackers make them (U-1 … U-9, T-21); on either kind of store."""

import asyncio
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from fettle.kit.clock import system_clock
from makers.samples import DOCX, EICAR, XMP, archive, document, pdf, picture, png_of

HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def problem(response) -> tuple[int, str]:
    """Status and name of a refusal."""
    return response.status_code, response.json()["type"].removeprefix("/problems/")


@pytest.mark.parametrize("content", [HTML, SVG, b"MZ\x90\x00" + bytes(500), picture() + archive({"a": b"b"})])
async def test_u1_no_photo_but_called_so(place, content):
    """U-1: refused after the look at its content; the uploader is told, nothing is kept, nothing is shown."""
    album = await place.album("technician")
    refused = await album.upload(content)
    assert problem(refused) == (422, "file-refused")
    (kept,) = await album.listed()
    assert (kept["state"], kept["contentUrl"]) == ("refused", None)
    assert kept["reason"] == refused.json()["detail"]
    assert (await album.person.get(f"/files/{kept['id']}/content")).status_code == 409
    assert await album.objects() == {}
    assert (await album.person.get("/files/usage")).json()["bytes"] == 0
    assert (await album.events())[-1][0] == "file.refused"


async def test_u2_bombs_are_refused(place):
    """U-2: pixels, archives, documents; before anything is decoded or unpacked."""
    album = await place.album()
    for content, name, media_type, kind in (
        (png_of(25_000, 25_000), "a.png", "image/png", "too-many-pixels"),
        (archive({"a": bytes(30_000_000)}), "a.zip", "application/zip", "file-refused"),
        (archive({"a.zip": archive({"b": b"c"})}), "a.zip", "application/zip", "file-refused"),
        (archive({}, links={"a": "/etc/passwd"}), "a.zip", "application/zip", "file-refused"),
        (document(word__huge=bytes(30_000_000)), "a.docx", DOCX, "file-refused"),
    ):
        assert problem(await album.upload(content, name, media_type)) == (422, kind)
    assert await album.objects() == {}


async def test_u2_what_cannot_be_drawn_costs_its_preview_only(place):
    """U-2: a picture whose header is good and whose pixels are not stays a file without small pictures."""
    album = await place.album()
    whole = picture(size=(600, 400))
    photo = await album.photo(whole[:700] + bytes(len(whole) - 700))
    await place.drain(album.tenant)
    assert (await album.shown(photo["id"]))["preview"] in ("failed", "made")


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (HTML, "page.html", "text/html"),
        (SVG, "plan.svg", "image/svg+xml"),
        (pdf(b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n"), "plan.pdf", "application/pdf"),
        (picture(), "photo.jpg", "image/jpeg"),
    ],
)
async def test_u3_originals_are_locked_up(place, content, name, media_type):
    """U-3: whatever a file is, the browser saves it, guesses nothing, and would run nothing."""
    album = await place.album()
    response = await album.upload(content, name, media_type)
    fetched = await album.fetch(response.json()["contentUrl"])
    assert fetched.content == content
    headers = fetched.headers
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["cross-origin-resource-policy"] == "same-site"
    assert headers["cache-control"] == "private, max-age=300"
    assert "set-cookie" not in headers
    assert "content-encoding" not in headers


async def test_u3_previews_of_ours_may_be_shown(place):
    """U-3: only what was drawn anew here is shown inside of a page, and it is as locked up."""
    album = await place.album()
    photo = await album.photo(picture(size=(400, 300)))
    await place.drain(album.tenant)
    fetched = await album.fetch((await album.shown(photo["id"]))["thumbnailUrl"])
    assert fetched.headers["content-disposition"].startswith("inline;")
    assert fetched.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert fetched.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/cron.d/x.jpg", "x.jpg"),
        ("a\r\nSet-Cookie: session=1\r\n\r\n.jpg", "a Set-Cookie: session=1 .jpg"),
        ("x" * 490 + ".jpg", "x" * 196 + ".jpg"),
        ("Fuß \u202egpj.水.jpg", "Fuß gpj.水.jpg"),
        ('";alert(1)//.jpg', ".jpg"),
    ],
)
async def test_u4_names_break_nothing(place, name, shown):
    """U-4: the stored name is made here, the displayed one is cleaned and escaped."""
    album = await place.album()
    photo = await album.photo(picture(), name=name)
    assert photo["name"] == shown.lstrip(". ") or photo["name"] == shown.strip(". ")
    fetched = await album.fetch(photo["contentUrl"])
    assert fetched.status_code == 200
    assert "\n" not in fetched.headers["content-disposition"]
    assert "set-cookie" not in fetched.headers
    (key,) = await album.objects()
    assert set(key) <= set("0123456789abcdef/kept")


async def test_u5_only_what_was_announced_is_taken(place):
    """U-5: another size, another type, another key, another method: the address takes none of them."""
    album = await place.album()
    content = picture()
    ticket = (await album.announce(content))["upload"]
    for given, headers in (
        (content + b"more", {}),
        (content[:-1], {}),
        (content, {"Content-Type": "text/html"}),
        (content, {"Content-Type": "image/png"}),
    ):
        refused = await album.send(ticket, given, **headers)
        assert refused.status_code in (400, 403, 413, 415), (headers, refused.status_code)
    moved = ticket["url"].replace("/in/", "/kept/")
    assert moved != ticket["url"]
    assert (await album.fetch(moved, "PUT", content=content, headers=ticket["headers"])).status_code in (400, 403)
    assert (await album.fetch(ticket["url"])).status_code in (400, 403, 404)
    assert await album.objects() == {}


async def test_u5_a_swap_after_the_look_changes_nothing(place):
    """U-5: the address still takes bytes after completion, but nobody will ever read them."""
    album = await place.album()
    content = picture()
    made = await album.announce(content)
    await album.send(made["upload"], content)
    stored = (await album.complete(made["file"]["id"])).json()
    swapped = HTML + bytes(len(content) - len(HTML))
    await album.send(made["upload"], swapped)
    assert (await album.fetch(stored["contentUrl"])).content == content
    assert (await album.complete(made["file"]["id"])).status_code == 409
    later = system_clock() + timedelta(days=3)
    await album.reconcile(repair=True, now=later)
    assert {key.partition("-")[0] for key in await album.objects()} == {await album.key_of(stored["id"])}


async def test_u5_a_swap_during_the_look_changes_nothing(place):
    """U-5: what is kept is the copy that was looked at, whatever becomes of the upload meanwhile."""
    album = await place.album()
    content = picture()
    made = await album.announce(content)
    await album.send(made["upload"], content)
    scanner = place.desk.scanner

    class Swapping:
        async def scan(self, path):
            await album.send(made["upload"], HTML + bytes(len(content) - len(HTML)))
            return await scanner.scan(path)

    place.desk.scanner = Swapping()
    try:
        stored = (await album.complete(made["file"]["id"])).json()
    finally:
        place.desk.scanner = scanner
    assert stored["state"] == "stored"
    assert (await album.fetch(stored["contentUrl"])).content == content


async def test_u6_confirming_what_was_never_issued(place):
    """U-6: an unknown id and one of another tenant are not found; twice and too late is a conflict; another's too."""
    album, other = await place.album(), await place.album()
    content = picture()
    made = await album.announce(content)
    await album.send(made["upload"], content)
    unknown = await album.complete("0197a1b2-0000-7000-8000-000000000001")
    foreign = await other.complete(made["file"]["id"])
    assert problem(unknown) == problem(foreign) == (404, "not-found")
    colleague = album.by(await album.tenant.person("technician"))
    assert (await colleague.complete(made["file"]["id"])).status_code == 403
    query = "UPDATE files SET expires_at = now() - interval '1 minute' WHERE id = %s"
    async with album.tenant.call() as call:
        await call.keep(query, [made["file"]["id"]])
    assert problem(await album.complete(made["file"]["id"])) == (409, "upload-expired")
    await album.person.post(f"/files/{made['file']['id']}/upload")
    assert (await album.complete(made["file"]["id"])).status_code == 200
    assert problem(await album.complete(made["file"]["id"])) == (409, "not-awaiting")


async def test_u6_an_address_of_yesterday_is_void(place, outside):
    """U-6: signed addresses end, and cannot be made to last longer by whoever has one."""
    album = await place.album()
    url = (await album.photo())["contentUrl"]
    parts = urlsplit(url)
    given = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    clock = place.desk.clock
    place.desk.clock = lambda: clock() + timedelta(hours=1)
    try:
        assert (await album.fetch(url)).status_code == 403
        longer = {**given, "expires": str(int(given["expires"]) + 7200)}
        assert (await album.fetch(f"{parts.path}?{urlencode(longer)}")).status_code == 403
    finally:
        place.desk.clock = clock
    for name, value in (("inline", "1"), ("type", "text/html"), ("name", "x.html"), ("signature", "0" * 64)):
        changed = {**given, name: value}
        assert (await album.fetch(f"{parts.path}?{urlencode(changed)}")).status_code == 403, name
    without = {name: value for name, value in given.items() if name != "signature"}
    assert (await album.fetch(f"{parts.path}?{urlencode(without)}")).status_code == 403


async def test_u7_what_is_harmful_is_locked_away(place):
    """U-7: quarantined and kept apart, not to be downloaded; the uploader is told; the feed has the event."""
    album = await place.album("technician")
    refused = await album.upload(EICAR, "test.txt", "text/plain")
    assert problem(refused) == (422, "file-quarantined")
    assert "Eicar" in refused.json()["detail"]
    (file,) = await album.listed()
    assert (file["state"], file["contentUrl"], file["reason"]) == ("quarantined", None, "Eicar-Test-Signature")
    assert problem(await album.person.get(f"/files/{file['id']}/content")) == (409, "not-stored")
    (key,) = await album.objects()
    assert "/held/" in key
    told = dict(await album.events())
    assert told["file.quarantined"]["state"] == "quarantined"
    # Not even an address that was rightly signed leads to it.
    from fettle.modules.files.storage.signing import Terms

    expires = int(system_clock().timestamp()) + 300
    url = place.desk.signer.address(Terms(method="GET", key=key, expires=expires))
    assert (await album.fetch(url)).status_code == 404
    colleague = album.by(await album.tenant.person("technician"))
    assert await colleague.listed() == []
    assert (await colleague.person.get(f"/files/{file['id']}")).status_code == 404


async def test_u8_the_place_is_kept_only_if_the_tenant_says_so(place):
    """U-8: by default nobody learns where a photo was taken; by setting it is kept, but never in small pictures."""
    album = await place.album()
    content = picture(position=(42.335278, -71.058889), taken="2026:07:01 10:20:30+02:00", xmp=XMP, size=(800, 600))
    photo = await album.photo(content)
    assert (photo["latitude"], photo["longitude"]) == (None, None)
    assert photo["takenAt"] == "2026-07-01T08:20:30Z"
    fetched = (await album.fetch(photo["contentUrl"])).content
    assert len(fetched) == len(content)
    assert fetched != content
    assert b"42,20.1N" not in fetched
    settings = {"settings": {"keepPhotoPosition": True}}
    assert (await album.person.patch("/tenant", settings, version=1)).status_code == 200
    kept = await album.photo(content)
    assert (float(kept["latitude"]), float(kept["longitude"])) == (42.335278, -71.058889)
    assert (await album.fetch(kept["contentUrl"])).content == content
    await place.drain(album.tenant)
    for url in ("thumbnailUrl", "previewUrl"):
        small = (await album.fetch((await album.shown(kept["id"]))[url])).content
        assert b"Exif" not in small
        assert b"GPS" not in small


async def test_u9_exactly_as_many_as_there_is_room_for(place):
    """U-9: twelve uploads at once where there is room for five: five are taken, seven are told why not."""
    from fettle.modules.files import public as files

    album = await place.album()
    content = picture()
    async with album.tenant.call() as call:
        await files.agree_on_quota(call, 5 * len(content))
    body = album.body(content, "a.jpg", "image/jpeg")
    answers = await asyncio.gather(*(album.person.post("/files", body) for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [409] * 7
    assert {problem(answer)[1] for answer in answers if answer.status_code == 409} == {"quota-reached"}
    taken = [answer.json() for answer in answers if answer.status_code == 201]
    for made in taken:
        await album.send(made["upload"], content)
    done = await asyncio.gather(*(album.complete(made["file"]["id"]) for made in taken))
    assert [answer.status_code for answer in done] == [200] * 5
    assert (await album.person.get("/files/usage")).json()["bytes"] == 5 * len(content)
    assert problem(await album.person.post("/files", body)) == (409, "quota-reached")
    first = taken[0]["file"]["id"]
    version = (await album.shown(first))["version"]
    assert (await album.person.delete(f"/files/{first}", version=version)).status_code == 204
    assert problem(await album.person.post("/files", body)) == (409, "quota-reached")
    assert (await album.person.post(f"/files/{first}/purge")).status_code == 204
    assert (await album.person.post("/files", body)).status_code == 201


async def test_u9_two_completions_at_once_keep_one(place):
    """U-9: the same upload confirmed ten times at the same moment is one file with one object."""
    album = await place.album()
    content = picture()
    made = await album.announce(content)
    await album.send(made["upload"], content)
    answers = await asyncio.gather(*(album.complete(made["file"]["id"]) for _ in range(10)))
    assert sorted({answer.status_code for answer in answers}) in ([200], [200, 409])
    assert len(await album.listed()) == 1
    assert list(await album.objects()) == [await album.key_of(made["file"]["id"])]


async def test_t21_nothing_of_another_tenant_is_found(place):
    """T-21: file, content, small picture, drawing, renewal of another tenant: as if there were none."""
    mine, theirs = await place.album(), await place.album()
    photo = await theirs.photo()
    await place.drain(theirs.tenant)
    for path in ("", "/content", "/content?size=320", "/drawings"):
        assert (await mine.person.client.get(f"/v1/files/{photo['id']}{path}")).status_code == 404
    for verb in ("upload", "complete", "restore", "purge"):
        assert (await mine.person.post(f"/files/{photo['id']}/{verb}")).status_code == 404
    assert (await mine.person.patch(f"/files/{photo['id']}", {"caption": "x"}, version=1)).status_code == 404
    assert (await mine.person.delete(f"/files/{photo['id']}", version=1)).status_code == 404
    assert (await mine.person.put(f"/files/{photo['id']}/drawing", {"shapes": []})).status_code == 404
    assert await mine.of("work_order", theirs.subject_id).listed() == []
    counted = await mine.person.get("/files/counts", subject="work_order", subjectId=theirs.subject_id)
    assert counted.json() == []
    refused = await mine.person.post("/files", theirs.body(picture(), "a.jpg", "image/jpeg"))
    nowhere = await mine.person.post(
        "/files", {**theirs.body(picture(), "a.jpg", "image/jpeg"), "subjectId": "0197a1b2-0000-7000-8000-000000000001"}
    )
    assert refused.status_code == nowhere.status_code == 422
    assert refused.json()["errors"] == nowhere.json()["errors"]


async def test_t21_keys_tell_nothing_and_cannot_be_guessed(place):
    """T-21: a key holds the tenant and 160 random bits, no word of a client; without a signature it opens nothing."""
    album = await place.album()
    await album.photo(picture(), name="secret-plan.jpg", caption="topsecret")
    (key,) = await album.objects()
    tenant, area, name = key.split("/")
    assert (tenant, area, len(name)) == (album.tenant.id.hex, "kept", 40)
    for guess in (f"/objects/{key}", f"/objects/{tenant}/", f"/objects/{tenant}/kept/{'0' * 40}"):
        assert (await album.fetch(guess)).status_code in (403, 404)
    for path in ("/objects/../secret", "/objects/%2e%2e/secret", f"/objects/{tenant}/kept/../../../secret"):
        assert (await album.fetch(path)).status_code in (403, 404)
