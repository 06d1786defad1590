"""What is done with files once they are there: labels, pairs, drawings, the bin."""

from makers.samples import picture

LINE = {"kind": "arrow", "points": [[0.1, 0.2], [0.5, 0.5]], "colour": "#00aa00", "width": 0.01}
WORDS = {"kind": "text", "points": [[0.4, 0.4]], "text": "here"}


async def test_relabelling_a_file(here):
    """Name, role and caption; the extension must still fit; a stale version is refused."""
    album = await here.album()
    photo = await album.photo()
    address = f"/files/{photo['id']}"
    given = {"name": "Valve 3.jpeg", "role": "after", "caption": "Tight again"}
    changed = (await album.person.patch(address, given, version=photo["version"])).json()
    assert {name: changed[name] for name in given} == given
    assert (await album.person.patch(address, {"caption": None}, version=photo["version"])).status_code == 412
    assert (await album.person.patch(address, {"caption": None})).status_code == 428
    cleared = (await album.person.patch(address, {"caption": None}, version=changed["version"])).json()
    assert cleared["caption"] is None
    refused = await album.person.patch(address, {"name": "x.exe"}, version=cleared["version"])
    assert refused.json()["errors"][0]["pointer"] == "/name"
    for field in ("state", "sizeBytes", "objectKey", "subjectId", "mediaType"):
        refused = await album.person.patch(address, {field: "x"}, version=cleared["version"])
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "unknown_field")


async def test_before_and_after_belong_together(here):
    """A pair is one before and one after of the same record."""
    album = await here.album()
    before, after = await album.photo(role="before"), await album.photo(picture(orientation=3), role="after")
    elsewhere = await (await here.album()).photo(role="before")
    address = f"/files/{after['id']}"
    for wrong in (after["id"], elsewhere["id"], (await album.photo(role="after"))["id"]):
        refused = await album.person.patch(address, {"pairedWithId": wrong}, version=after["version"])
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/pairedWithId")
    paired = await album.person.patch(address, {"pairedWithId": before["id"]}, version=after["version"])
    assert paired.json()["pairedWithId"] == before["id"]
    await album.person.delete(f"/files/{before['id']}", version=before["version"])
    assert (await album.person.post(f"/files/{before['id']}/purge")).status_code == 204
    assert (await album.shown(after["id"]))["pairedWithId"] is None


async def test_one_changes_ones_own_and_moderators_anybodys(here):
    """A technician cannot touch the photo of a colleague; a supervisor can."""
    album = await here.album("technician")
    photo = await album.photo()
    address = f"/files/{photo['id']}"
    colleague, supervisor = await album.tenant.person("technician"), await album.tenant.person("supervisor")
    assert (await colleague.patch(address, {"caption": "x"}, version=photo["version"])).status_code == 403
    assert (await colleague.delete(address, version=photo["version"])).status_code == 403
    changed = (await supervisor.patch(address, {"caption": "x"}, version=photo["version"])).json()
    assert (await album.person.delete(address, version=changed["version"])).status_code == 204
    assert (await colleague.post(f"{address}/restore")).status_code == 403
    assert (await album.person.post(f"{address}/purge")).status_code == 403
    assert (await album.person.post(f"{address}/restore")).status_code == 200


async def test_the_bin(here):
    """Deleted, listed among the deleted, restored, deleted again and removed for good with its bytes."""
    album = await here.album()
    photo = await album.photo()
    address = f"/files/{photo['id']}"
    assert (await album.person.post(f"{address}/purge")).json()["type"] == "/problems/file-not-deleted"
    assert (await album.person.delete(address, version=photo["version"])).status_code == 204
    assert (await album.person.get(address)).status_code == 404
    assert await album.listed() == []
    (binned,) = await album.listed(deleted=True)
    assert (binned["id"], binned["contentUrl"]) == (photo["id"], None)
    restored = (await album.person.post(f"{address}/restore")).json()
    assert restored["deletedAt"] is None
    assert (await album.fetch(restored["contentUrl"])).status_code == 200
    await here.drain(album.tenant)
    assert len(await album.objects()) == 3
    assert (await album.person.put(f"{address}/drawing", {"shapes": [LINE]})).status_code == 200
    version = (await album.shown(photo["id"]))["version"]
    await album.person.delete(address, version=version)
    assert (await album.person.post(f"{address}/purge")).status_code == 204
    assert await album.objects() == {}
    assert (await album.person.get("/files/usage")).json()["bytes"] == 0
    assert await album.listed(deleted=True) == []
    assert (await album.events())[-1][0] == "file.purged"


async def test_drawing_over_a_photo(here):
    """Each drawing is a version of its own; the photo stays as it is."""
    album = await here.album("technician")
    content = picture()
    photo = await album.photo(content)
    address = f"/files/{photo['id']}/drawing"
    first = await album.person.put(address, {"shapes": [LINE]})
    assert (first.status_code, first.json()["number"]) == (200, 1)
    colleague = await album.tenant.person("technician")
    assert (await colleague.put(address, {"shapes": [LINE, WORDS]})).json()["number"] == 2
    assert (await album.person.put(address, {"shapes": []})).json()["number"] == 3
    versions = (await album.person.get(f"/files/{photo['id']}/drawings")).json()
    assert [each["number"] for each in versions] == [3, 2, 1]
    assert versions[2]["shapes"] == [{**LINE, "text": None}]
    assert (await album.fetch(photo["contentUrl"])).content == content
    for wrong in (
        {**LINE, "points": [[0.1, 0.2]]},
        {**LINE, "points": [[0.1, 1.2], [0.5, 0.5]]},
        {**LINE, "points": [[0.1], [0.5, 0.5]]},
        {**LINE, "kind": "spray"},
        {**LINE, "colour": "red"},
        {**LINE, "text": "here"},
        {**WORDS, "text": None},
    ):
        assert (await album.person.put(address, {"shapes": [wrong]})).status_code == 422, wrong
    assert (await album.person.put(address, {"shapes": [LINE] * 201})).status_code == 422
