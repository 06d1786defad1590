"""Files that come from elsewhere: carried along with a decision, or held by the product itself."""

import pytest

from fettle.kit.refusals import Invalid
from fettle.modules.files import public as files
from files.album import Album
from makers.furnished import made_of
from makers.samples import EICAR, picture


async def asked(place) -> Album:
    """The album of a request."""
    tenant = await place.world.tenant()
    admin = await tenant.person("admin")
    request = made_of(await admin.post("/work-requests", {"title": "It drips"}))
    return Album(place, tenant, admin, "work_request", request["id"])


async def test_approving_a_request_carries_its_photos_over(place):
    """The work order has the same photos, to the bit and without new bytes; those refused or deleted stay behind."""
    album = await asked(place)
    content = picture()
    photo = await album.photo(content, role="before", caption="Under the sink")
    gone = await album.photo(picture(orientation=3))
    await album.person.delete(f"/files/{gone['id']}", version=gone["version"])
    assert (await album.upload(b"<html>", "b.jpg")).status_code == 422
    used = (await album.person.get("/files/usage")).json()["bytes"]
    order = made_of(await album.person.post(f"/work-requests/{album.subject_id}/approve", {}))
    (carried,) = await album.of("work_order", order["id"]).listed()
    assert carried["id"] != photo["id"]
    assert {name: carried[name] for name in ("name", "role", "caption", "sha256", "createdBy")} == {
        name: photo[name] for name in ("name", "role", "caption", "sha256", "createdBy")
    }
    assert (await album.fetch(carried["contentUrl"])).content == content
    assert (await album.person.get("/files/usage")).json()["bytes"] == used
    # Small pictures are made once, for both.
    await place.drain(album.tenant)
    assert (await album.shown(carried["id"]))["preview"] == (await album.shown(photo["id"]))["preview"] == "made"
    # What one of them loses, the other keeps.
    photo = await album.shown(photo["id"])
    await album.person.delete(f"/files/{photo['id']}", version=photo["version"])
    assert (await album.person.post(f"/files/{photo['id']}/purge")).status_code == 204
    kept = await album.shown(carried["id"])
    assert (await album.fetch(kept["contentUrl"])).content == content
    assert (await album.fetch(kept["thumbnailUrl"])).status_code == 200


async def test_merging_requests_brings_their_photos_together(place):
    """The request that remains has the photos of its duplicate, and so has its work order, each once."""
    album = await asked(place)
    first = await album.photo(picture())
    other = made_of(await album.person.post("/work-requests", {"title": "It drips too"}))["id"]
    duplicate = album.of("work_request", other)
    second = await duplicate.photo(picture(orientation=3))
    merged = await album.person.post(f"/work-requests/{other}/duplicate-of", {"requestId": album.subject_id})
    assert merged.status_code == 200, merged.text
    assert {each["sha256"] for each in await album.listed()} == {first["sha256"], second["sha256"]}
    order = album.of(
        "work_order", made_of(await album.person.post(f"/work-requests/{album.subject_id}/approve", {}))["id"]
    )
    assert len(await order.listed()) == 2
    late = made_of(await album.person.post("/work-requests", {"title": "Water again"}))["id"]
    third = await album.of("work_request", late).photo(picture(orientation=6))
    await album.person.post(f"/work-requests/{late}/duplicate-of", {"requestId": album.subject_id})
    assert third["sha256"] in {each["sha256"] for each in await order.listed()}
    assert len(await order.listed()) == len(await album.listed()) == 3


async def test_carrying_twice_adds_nothing(place):
    """Whoever carries again finds everything there."""
    album = await asked(place)
    await album.photo()
    order = made_of(await album.person.post("/work-orders", {"title": "Job"}))["id"]
    for expected in (1, 0):
        async with album.tenant.call() as call:
            assert await files.carry(call, "work_request", album.subject_id, "work_order", order) == expected
    async with album.tenant.call() as call:
        assert await files.counts_of(call, "work_order", [order]) == {order_id(order): 1}


def order_id(text: str):
    """The id as the product has it."""
    from uuid import UUID

    return UUID(text)


async def test_bytes_that_the_product_holds_itself(place):
    """What a mail brought: checked and kept first, attached afterwards; its type told by its name where need be."""
    album = await asked(place)
    content = picture(position=(42.3, -71.0))
    given = {"name": "IMG_1.JPG", "media_type": "application/octet-stream", "content": content}
    staged = await files.stage(place.desk, album.tenant.id, **given)
    assert await album.listed() == []
    async with album.tenant.call() as call:
        made = await files.attach(call, staged, "work_request", order_id(album.subject_id), caption="By mail")
    assert (made.state, made.media_type, made.latitude) == ("stored", "image/jpeg", None)
    (shown,) = await album.listed()
    assert (shown["id"], shown["caption"], shown["createdBy"]) == (str(made.id), "By mail", None)
    assert (await album.fetch(shown["contentUrl"])).status_code == 200
    await place.drain(album.tenant)
    assert (await album.shown(shown["id"]))["preview"] == "made"
    assert (await album.person.get("/files/usage")).json()["bytes"] == made.size_bytes


async def test_bytes_of_the_product_are_checked_as_well(place):
    """Harmful, misleading and too much: refused before they reach a record."""
    album = await asked(place)

    async def stage(content, name, media_type):
        return await files.stage(place.desk, album.tenant.id, name=name, media_type=media_type, content=content)

    with pytest.raises(files.FileQuarantined):
        await stage(EICAR, "a.txt", "text/plain")
    with pytest.raises(files.FileRefused):
        await stage(b"<html>", "a.jpg", "image/jpeg")
    with pytest.raises(files.FileRefused):
        await stage(b"MZ", "a.exe", "application/octet-stream")
    staged = await stage(picture(), "a.jpg", "image/jpeg")
    nowhere = order_id("0197a1b2-0000-7000-8000-000000000001")
    with pytest.raises(Invalid):
        async with album.tenant.call() as call:
            await files.attach(call, staged, "work_request", nowhere)
    async with album.tenant.call() as call:
        await files.agree_on_quota(call, 1)
    with pytest.raises(files.QuotaReached):
        async with album.tenant.call() as call:
            await files.attach(call, staged, "work_request", order_id(album.subject_id))
    assert await album.listed() == []
