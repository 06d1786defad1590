"""The page behind a QR code, and the status page: as somebody outside meets them."""

import asyncio
import re
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager

from fettle.config import Settings
from fettle.db import engine
from fettle.main import compose
from fettle.modules.portal.wire.style import contrast, letters_on
from makers.samples import picture
from portal.conftest import Visitor, furnished, mark_of

SMALLEST = 15 * 1024


async def opened(visitor: Visitor, place: dict[str, Any], **headers: str) -> str:
    """The page of a place."""
    page = await visitor.get(f"/r/{place['code']}", **headers)
    assert page.status_code == 200, page.text
    return page.text


async def reported(visitor: Visitor, place: dict[str, Any], **fields: str) -> str:
    """The path of the status of a report made at a place."""
    sent = await visitor.send(f"/r/{place['code']}", await opened(visitor, place), {"text": "It leaks.", **fields})
    assert sent.status_code == 303, sent.text
    return sent.headers["location"].partition("?")[0]


async def test_a_problem_is_reported_with_one_field(house, visitor):
    """The thinnest path: scan, say what is wrong, see its number and what becomes of it."""
    place = await house.place()
    page = await opened(visitor, place)
    sent = await visitor.send(f"/r/{place['code']}", page, {"text": "It leaks. A lot of water."})
    status = await visitor.get(sent.headers["location"])
    assert status.status_code == 200
    assert all(words in status.text for words in ("Report no. 1", "Received", "has arrived"))
    [request] = await house.requests()
    assert (request["title"], request["source"]) == ("It leaks.", "portal")
    assert (request["siteId"], request["assetId"]) == (house.ids["site"], house.ids["asset"])


async def test_photos_name_and_address_come_along(house, visitor):
    """A report with a photo: it hangs on the request, and the person is known to staff only."""
    place = await house.place()
    page = await opened(visitor, place)
    photo = {"photos": ("IMG 1.jpg", picture(), "image/jpeg")}
    fields = {"text": "Bench broken", "name": "Ana", "email": "Ana@Example.org"}
    sent = await visitor.send(f"/r/{place['code']}", page, fields, files=photo)
    assert sent.status_code == 303, sent.text
    [request] = await house.requests()
    detail = (await house.admin.get(f"/work-requests/{request['id']}")).json()
    assert (detail["requesterName"], detail["requesterEmail"]) == ("Ana", "ana@example.org")
    files = await house.admin.get("/files", subject="work_request", subjectId=request["id"])
    assert len(files.json()["data"]) == 1
    status = await visitor.get(sent.headers["location"])
    assert "1 photo(s) sent" in status.text
    assert "ana@example.org" not in status.text


async def test_u1_what_is_no_picture_is_refused_and_the_text_kept(house, visitor):
    """U-1: HTML called .jpg; the page comes again with what was typed."""
    place = await house.place()
    page = await opened(visitor, place)
    fake = {"photos": ("x.jpg", b"<script>alert(1)</script>", "image/jpeg")}
    sent = await visitor.send(f"/r/{place['code']}", page, {"text": "Please keep me"}, files=fake)
    assert sent.status_code == 422
    assert "Please keep me" in sent.text
    assert "not a picture" in sent.text
    assert await house.requests() == []


async def test_the_same_form_sent_twice_makes_one_request(house, visitor):
    """I-8: a nervous thumb, also twice at once: one request, and both see its status."""
    place = await house.place()
    page = await opened(visitor, place)
    marks = {"mark": visitor.aged(mark_of(page), f"/r/{place['code']}"), "text": "Once", "lang": "en"}
    answers = await asyncio.gather(*(visitor.client.post(f"/r/{place['code']}", data=marks) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {303}
    assert len(await house.requests()) == 1
    for answer in answers:
        assert "Report no. 1" in (await visitor.get(answer.headers["location"])).text


@pytest.mark.parametrize(
    "spoil", [{"website": "http://spam"}, {"mark": ""}, {"mark": "AAAA"}, {"mark": "é\x00"}, {"mark": "x" * 5000}]
)
async def test_a17_machines_and_forged_forms_are_refused(house, visitor, spoil):
    """A-17: a filled honeypot, a mark from elsewhere or none; a person keeps what they typed and can send again."""
    place = await house.place()
    page = await opened(visitor, place)
    refused = await visitor.send(f"/r/{place['code']}", page, {"text": "Keep this", **spoil})
    assert refused.status_code == 422
    assert "Keep this" in refused.text
    assert await house.requests() == []
    again = await visitor.send(f"/r/{place['code']}", refused.text, {"text": "Keep this"})
    assert again.status_code == 303


async def test_a_form_of_another_place_or_too_quick_is_refused(house, visitor):
    """A-17: the mark belongs to its place; nobody fills a form in within a second."""
    place, other = await house.place(), await house.place(siteId=house.ids["site"])
    page = await opened(visitor, place)
    quick = await visitor.client.post(f"/r/{place['code']}", data={"mark": mark_of(page), "text": "Quick"})
    assert quick.status_code == 422
    stolen = visitor.aged(mark_of(page), f"/r/{place['code']}")
    elsewhere = await visitor.client.post(f"/r/{other['code']}", data={"mark": stolen, "text": "Elsewhere"})
    assert elsewhere.status_code == 422
    assert await house.requests() == []


async def test_pages_are_small_strict_and_without_script(house, visitor):
    """One small file, nothing of third parties, nothing that runs; each style is allowed by its hash alone."""
    place = await house.place(assetId=house.ids["asset"], page={"askPhone": "required", "greeting": "Hello"})
    pages = [await visitor.get(f"/r/{place['code']}"), await visitor.get(await reported(visitor, place, phone="1"))]
    link = await house.admin.post(f"/work-orders/{(await house.order())['id']}/contractor-links", {"name": "Aqua"})
    pages.append(await visitor.get("/c/" + link.json()["url"].rpartition("/")[2]))
    pages.append(await visitor.get("/r/nothinghere"))
    for page in pages:
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert len(page.content) < SMALLEST
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["cache-control"] == "private, no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert not re.search(r"<script|javascript:|\son\w+=|<img|<iframe|src=", page.text)
        assert "set-cookie" not in page.headers


class Fields(HTMLParser):
    """Which fields a page has, and which of them are labelled; which ids stand twice."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: set[str] = set()
        self.labelled: set[str] = set()
        self.described: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "checkbox"):
            self.fields.add(str(given.get("id")))
        if tag == "label" and "for" in given:
            self.labelled.add(str(given["for"]))
        self.described |= set((given.get("aria-describedby") or "").split())


async def test_every_field_has_its_label_and_its_fault_is_announced(house, visitor):
    """WCAG: labels, descriptions that exist, ids that are unique, a language, an alert."""
    place = await house.place(assetId=house.ids["asset"], page={"askEmail": "required", "askPhone": "optional"})
    bad = await visitor.send(f"/r/{place['code']}", await opened(visitor, place), {"text": "", "email": "no"})
    status = await visitor.get(await reported(visitor, place, email="a@example.org"))
    link = await house.admin.post(f"/work-orders/{(await house.order())['id']}/contractor-links", {"name": "Aqua"})
    job = await visitor.get("/c/" + link.json()["url"].rpartition("/")[2])
    for page in (bad, status, job):
        fields = Fields()
        fields.feed(page.text)
        assert fields.fields - fields.labelled == set()
        assert fields.described - set(fields.ids) == set()
        assert len(fields.ids) == len(set(fields.ids))
        assert '<html lang="en">' in page.text
    assert 'role="alert"' in bad.text
    assert 'aria-invalid="true"' in bad.text


@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#2e7d32", "#ff0000", "#777777", "#1f5f8b"])
def test_letters_on_any_colour_can_be_read(colour):
    """WCAG 1.4.3: whatever colour a tenant chooses, the letters on it reach 4.5 to 1."""
    assert contrast(colour, letters_on(colour)) >= 4.5


async def test_spanish_by_browser_and_by_choice(house, visitor):
    """The language of the phone, and a link to the other one."""
    place = await house.place()
    assert "¿Qué ocurre?" in await opened(visitor, place, Accept_Language="es-MX,es;q=0.9,en;q=0.5")
    assert "What is wrong?" in await opened(visitor, place, Accept_Language="fr;q=0.9,xx;q=nonsense,,")
    chosen = await visitor.get(f"/r/{place['code']}?lang=es&fbclid=xyz", Accept_Language="en")
    assert "¿Qué ocurre?" in chosen.text
    status = await reported(visitor, place, lang="es")
    assert "Recibido" in (await visitor.get(status)).text


async def test_who_works_here_is_led_to_the_app_where_there_is_one(house, visitor, world, monkeypatch, tmp_path):
    """The printed code serves both: the page for people outside, and from there the place in the app."""
    place = await house.place()
    monkeypatch.setattr(world.settings, "field_dir", tmp_path)
    assert "/field/" not in await opened(visitor, place)
    (tmp_path / "index.html").write_text("<!doctype html>")
    assert f'<a href="/field/r/{place["code"]}">Do you work here?' in await opened(visitor, place)


async def test_i4_whatever_is_written_is_shown_as_text(house, visitor):
    """I-4: markup in every field of a place, a report, a comment and a tenant's words never becomes markup."""
    evil = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;{{7*7}}"
    place = await house.place(assetId=house.ids["asset"], page={"title": evil, "greeting": evil})
    page = await opened(visitor, place)
    status = await reported(visitor, place, text=evil, name=evil)
    await visitor.send(f"{status}/comment", (await visitor.get(status)).text, {"text": evil})
    shown = (await visitor.get(status)).text
    for text in (page, shown):
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "text", ["a\x00b", "\ud83d\ude00 emoji".encode("utf-16", "surrogatepass").decode("utf-16"), "\u202eabc", "e\u0301"]
)
async def test_i2_odd_letters_are_stored_or_left_out(house, visitor, text):
    """I-2: NUL is left out; emoji, direction marks and combining letters come back as they were."""
    place = await house.place()
    await reported(visitor, place, text=text)
    assert (await house.requests())[0]["title"] == text.replace("\x00", "")


async def test_i2_a_novel_is_refused_and_answered(house, visitor):
    """I-2: a megabyte of text is too long, said on the page."""
    place = await house.place()
    sent = await visitor.send(f"/r/{place['code']}", await opened(visitor, place), {"text": "x" * 1_000_000})
    assert sent.status_code == 422
    assert "too long" in sent.text


@pytest.mark.parametrize("body", [b"", b"--x\r\nnonsense", b"\xff\xfe\x00"])
async def test_unreadable_forms_get_a_friendly_page(house, visitor, body):
    """A broken form is no fault of ours, and answered in words."""
    place = await house.place()
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json", ""):
        answer = await visitor.client.post(f"/r/{place['code']}", content=body, headers={"Content-Type": kind})
        assert 400 <= answer.status_code < 500, (kind, answer.status_code)
        assert answer.headers["content-type"].startswith("text/html")


async def test_known_problems_are_shown_without_anything_private(house, visitor):
    """Nobody reports twice: what is under way is shown by its title, what others wrote never."""
    place = await house.place(assetId=house.ids["asset"], page={"showOpen": True})
    await house.order(
        title="Fountain leaks", kind="corrective", description="call Bob 555-1234", estimatedCost="54321.98"
    )
    await reported(visitor, place, text="My neighbour did it", name="Ana")
    page = await opened(visitor, place)
    assert "Fountain leaks" in page
    assert "One more report" in page
    assert not any(word in page for word in ("555-1234", "neighbour", "Ana", "54321", "54,321"))
    assert "Fountain leaks" not in await opened(visitor, await house.place())


async def test_the_status_is_told_in_words_and_nothing_internal(house, visitor):
    """From received to done; staff's names, notes and private comments stay inside."""
    place = await house.place()
    status = await reported(visitor, place)
    [request] = await house.requests()
    admin = house.admin
    path = f"/work-requests/{request['id']}"
    await admin.post(f"{path}/comments", {"body": "Internal secret"})
    await admin.post(f"{path}/comments", {"body": "We are coming.", "public": True})
    order = (await admin.post(f"{path}/approve", {"note": "budget secret"})).json()
    await admin.post(f"/work-orders/{order['id']}/comments", {"body": "Parts ordered", "public": True})
    page = (await visitor.get(status)).text
    assert all(words in page for words in ("Accepted", "We are coming.", "Parts ordered"))
    assert not any(words in page for words in ("secret", "Admin", admin.email))
    await admin.post(f"/work-orders/{order['id']}/approve")
    for verb, words in (("start", "Being worked on"), ("complete", "Done")):
        await admin.post(f"/work-orders/{order['id']}/{verb}")
        assert words in (await visitor.get(status)).text
    await admin.patch("/portal/settings", {"staffNames": True}, version=0)
    assert "Admin" in (await visitor.get(status)).text


async def test_a_declined_report_says_why_and_a_duplicate_follows_the_other(house, visitor):
    """Every requester hears the outcome, also of a report that was merged."""
    place = await house.place()
    first, second = await reported(visitor, place), await reported(visitor, place)
    newer, older = await house.requests()
    await house.admin.post(f"/work-requests/{newer['id']}/duplicate-of", {"requestId": older["id"]})
    await house.admin.post(f"/work-requests/{older['id']}/approve", {})
    assert "Accepted" in (await visitor.get(second)).text
    assert "Accepted" in (await visitor.get(first)).text
    third = await reported(visitor, place)
    await house.admin.post(f"/work-requests/{(await house.requests())[0]['id']}/decline", {"note": "Not our bench"})
    page = (await visitor.get(third)).text
    assert "Not taken on" in page
    assert "Not our bench" in page


async def test_more_is_said_and_an_address_left(house, visitor):
    """A comment, a photo and an e-mail address by the status link, once each."""
    status = await reported(visitor, await house.place())
    page = (await visitor.get(status)).text
    more = {"text": "Worse now", "mark": visitor.aged(mark_of(page), status)}
    sent = await visitor.send(f"{status}/comment", page, more, files={"photos": ("p.jpg", picture(), "image/jpeg")})
    assert sent.status_code == 303, sent.text
    again = await visitor.send(f"{status}/comment", page, more)
    assert again.status_code == 303
    bad = await visitor.send(f"{status}/email", page, {"email": "nonsense"})
    assert bad.status_code == 422
    assert (await visitor.send(f"{status}/email", page, {"email": "ana@example.org"})).status_code == 303
    shown = (await visitor.get(status)).text
    assert shown.count("Worse now") == 1
    assert "You will hear of it" in shown
    [request] = await house.requests()
    detail = (await house.admin.get(f"/work-requests/{request['id']}")).json()
    assert detail["requesterEmail"] == "ana@example.org"
    comments = (await house.admin.get(f"/work-requests/{request['id']}/comments")).json()["data"]
    assert [(c["body"], c["public"], c["createdBy"]) for c in comments] == [("Worse now", True, None)]


async def test_t14_what_is_closed_replaced_or_unknown_looks_the_same(house, visitor, world):
    """T-14: unknown, closed, replaced, withdrawn, of a suspended tenant: one and the same page, to the byte."""
    closed, replaced, withdrawn, deleted = [await house.place() for _ in range(4)]
    admin = house.admin
    await admin.patch(f"/portal/places/{closed['id']}", {"open": False}, version=1)
    new = (await admin.post(f"/portal/places/{replaced['id']}/replace-code")).json()
    await admin.delete(f"/portal/places/{withdrawn['id']}", version=1)
    asset = (await admin.get(f"/assets/{house.ids['asset']}")).json()
    other = await furnished(await world.tenant())
    ended = await other.place()
    status = await reported(visitor, ended)
    await other.admin.post("/tenant/deletion", {"slug": other.tenant.slug})
    codes = ["zzzzzzzzzz", "x", closed["code"], replaced["code"], withdrawn["code"], ended["code"], "%00", "a" * 3000]
    pages = {(await visitor.get(f"/r/{code}")).content for code in codes}
    pages |= {(await visitor.get(path)).content for path in (status, f"/r/status/{'a' * 32}", f"/c/{'a' * 32}")}
    assert len(pages) == 1, [page[-600:] for page in pages]
    assert (await visitor.get(f"/r/{new['code']}")).status_code == 200
    json = [await visitor.get(f"/v1/portal/pages/{code}") for code in codes[:6]]
    assert {answer.status_code for answer in json} == {404}
    assert (await admin.delete(f"/assets/{asset['id']}", version=asset["version"])).status_code == 204
    assert (await visitor.get(f"/r/{deleted['code']}")).status_code == 404


async def test_a16_too_many_reports_are_put_off_and_kept(settings, database, world, house):
    """A-16, L-2: beyond the limit of the address a friendly page says when, with what was typed; JSON says 429."""
    strict = Settings(**{**settings.model_dump(), "portal_rate_per_minute": 2, "secret": settings.secret_bytes.hex()})
    strict.__dict__["secret_bytes"] = settings.secret_bytes
    place = await house.place()
    async with LifespanManager(compose(strict, engine.make_door(strict, database.app)), startup_timeout=30) as manager:
        transport = httpx.ASGITransport(app=manager.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://fettle.test") as client:
            visitor = Visitor(client, world)
            for _ in range(2):
                await reported(visitor, place)
            page = await opened(visitor, place)
            refused = await visitor.send(f"/r/{place['code']}", page, {"text": "Do not lose this"})
            assert refused.status_code == 429
            assert "Do not lose this" in refused.text
            asked = await client.post(f"/v1/portal/pages/{place['code']}/requests", json={"text": "More"})
            assert asked.status_code == 429
            assert int(asked.headers["retry-after"]) > 0
    assert len(await house.requests()) == 2


async def test_apps_do_the_same_without_pages(house, visitor):
    """The JSON twins: page, report (once per Idempotency-Key), status, comment, photos, address."""
    code = (await house.admin.post("/task-codes", {"code": "LIT", "name": "Litter"})).json()
    place = await house.place(siteId=house.ids["site"], page={"taskCodeIds": [code["id"]], "askName": "no"})
    client = visitor.client
    page = (await client.get(f"/v1/portal/pages/{place['code'].upper()}")).json()
    assert page["categories"] == [{"id": code["id"], "name": "Litter"}]
    assert page["askName"] == "no"
    path = f"/v1/portal/pages/{place['code']}/requests"
    body = {"text": "Full bin", "categoryId": code["id"], "name": "not asked for"}
    answers = [await client.post(path, json=body, headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(await house.requests()) == 1
    made = answers[0].json()
    assert made["statusUrl"].endswith(f"/r/status/{made['statusToken']}")
    follow = f"/v1/portal/status/{made['statusToken']}"
    assert (await client.post(f"{follow}/comments", json={"text": "Still full"})).status_code == 204
    photo = {"photo": ("x.jpg", picture(), "image/jpeg")}
    assert (await client.post(f"{follow}/photos", files=photo)).status_code == 204
    assert (await client.put(f"{follow}/email", json={"email": "a@example.org"})).status_code == 204
    status = (await client.get(follow)).json()
    assert (status["state"], status["photos"], len(status["comments"])) == ("received", 1, 1)
    assert "[Litter]" in status["description"]
    [request] = await house.requests()
    detail = (await house.admin.get(f"/work-requests/{request['id']}")).json()
    assert detail["requesterName"] is None
    refused = await client.post(path, json={"text": "x", "categoryId": house.ids["asset"]})
    assert refused.json()["errors"][0]["pointer"] == "/categoryId"
    assert (await client.post(path, json={"text": "x", "surprise": 1})).status_code == 422


async def test_places_of_a_whole_site_and_how_they_are_used(house, visitor):
    """Staff open a place for every asset of a site at once, see what is used, and print what they need."""
    for number in range(3):
        await house.admin.post(
            "/assets", {"name": f"Bench {number}", "assetTypeId": house.ids["type"], "siteId": house.ids["site"]}
        )
    made = (await house.admin.post("/portal/places/bulk", {"siteId": house.ids["site"]})).json()
    assert made["opened"] == 4
    again = (await house.admin.post("/portal/places/bulk", {"siteId": house.ids["site"]})).json()
    assert again["opened"] == 0
    place = made["places"][0]
    await reported(visitor, place)
    use = (await house.admin.get("/portal/usage")).json()["data"]
    assert [(each["visits"], each["requests"]) for each in use if each["placeId"] == place["id"]] == [(1, 1)]
    unknown = await house.admin.post("/portal/places/bulk", {"siteId": "01900000-0000-7000-8000-000000000000"})
    assert unknown.json()["errors"][0]["pointer"] == "/siteId"


async def test_staff_of_another_site_see_no_places(house):
    """A person limited to one site sees, changes and prints the places of that site only."""
    other = (await house.admin.post("/sites", {"name": "Other"})).json()["id"]
    here, whole = await house.place(), await house.place(name="All of it")
    there = await house.place(siteId=other)
    limited = await house.tenant.person("supervisor", sites=[other])
    seen = {each["id"] for each in (await limited.get("/portal/places")).json()["data"]}
    assert seen == {there["id"]}
    for place in (here, whole):
        assert (await limited.get(f"/portal/places/{place['id']}")).status_code == 404
    assert (await limited.get("/portal/labels.pdf", placeId=here["id"])).status_code == 422


async def test_t14_another_tenants_place_is_unknown(house, world):
    """T-14: ids of B in paths and bodies are unknown to A."""
    other = await furnished(await world.tenant())
    place = await other.place()
    assert (await house.admin.get(f"/portal/places/{place['id']}")).status_code == 404
    refused = await house.admin.post("/portal/places", {"assetId": other.ids["asset"]})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/assetId"
