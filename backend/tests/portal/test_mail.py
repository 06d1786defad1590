"""Requests by e-mail: whatever arrives, something sensible comes of it, and nothing is trusted."""

import asyncio
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fettle.kit.refusals import Refusal
from fettle.modules.portal.rules import mail as rules
from makers.samples import picture
from portal.conftest import House, Visitor

FROM = "Ana García <ana@example.org>"


def message(text: str = "It leaks.", **headers: str) -> EmailMessage:
    """A message as somebody writes it."""
    made = EmailMessage()
    named = {"From": FROM, "To": "requests@city.example", "Subject": "Broken pipe", **headers}
    for name, value in named.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


class Post:
    """The mail provider of a tenant, and the mails that leave."""

    def __init__(self, house: House, visitor: Visitor, secret: str, working: Any) -> None:
        self.house = house
        self.visitor = visitor
        self.secret = secret
        self.working = working
        self.sent: list[tuple[str, str, dict[str, str]]] = []
        self.domain = "city.example"

    async def bring(self, raw: bytes | EmailMessage) -> int:
        """Hand a message over."""
        content = raw if isinstance(raw, bytes) else raw.as_bytes()
        headers = {"Content-Type": "message/rfc822"}
        path = f"/v1/portal/inbound-email/{self.secret}"
        return (await self.visitor.client.post(path, content=content, headers=headers)).status_code

    async def send(
        self, to: str, subject: str, text: str, html: str | None = None, *, headers: dict[str, str] | None = None
    ) -> None:
        """Take a mail that leaves."""
        self.sent.append((to, text, headers or {}))

    async def answered(self) -> tuple[str, str, dict[str, str]]:
        """The last answer, once background work is done."""
        former, self.working.services["mailer"] = self.working.services["mailer"], self
        try:
            await self.working.drain(self.house.tenant)
        finally:
            self.working.services["mailer"] = former
        return next(each for each in reversed(self.sent) if "Reply-To" in each[2])

    async def messages(self) -> list[dict[str, Any]]:
        """What came in, newest first."""
        found: list[dict[str, Any]] = (await self.house.admin.get("/portal/messages")).json()["data"]
        return found


@pytest.fixture
async def post(house, visitor, working) -> Post:
    """A tenant that takes requests by mail."""
    await house.admin.patch("/portal/settings", {"emailAddress": "requests@city.example"}, version=0)
    secret = (await house.admin.post("/portal/settings/email-secret")).json()["secret"]
    return Post(house, visitor, secret, working)


async def test_a_message_becomes_a_request_and_is_answered(post, house):
    """Text, sender, photo; a number and a status link come back, with a thread to go on."""
    made = message("It leaks.\n\n-- \nAna\nSent from my phone", Message_ID="<one@example.org>")
    made.add_attachment(picture(), maintype="image", subtype="jpeg", filename="../../leak.jpg")
    assert await post.bring(made) == 202
    [request] = await house.requests()
    detail = (await house.admin.get(f"/work-requests/{request['id']}")).json()
    assert (detail["title"], detail["description"], detail["source"]) == ("Broken pipe", "It leaks.", "email")
    assert (detail["requesterName"], detail["requesterEmail"]) == ("Ana García", "ana@example.org")
    files = (await house.admin.get("/files", subject="work_request", subjectId=request["id"])).json()["data"]
    assert len(files) == 1
    assert ".." not in files[0]["name"]
    to, text, headers = await post.answered()
    assert to == "ana@example.org"
    assert "1" in text
    token = text.split("/r/status/")[1].split()[0]
    assert (await post.visitor.get(f"/r/status/{token}")).status_code == 200
    assert headers["In-Reply-To"] == "<one@example.org>"
    assert headers["Reply-To"] == f"requests+{token}@city.example"
    assert headers["Auto-Submitted"] == "auto-replied"
    [kept] = await post.messages()
    whole = (await house.admin.get(f"/portal/messages/{kept['id']}")).json()
    assert "Sent from my phone" in whole["body"]


@pytest.mark.parametrize("way", ["To", "Delivered_To", "Subject", "In_Reply_To", "References"])
async def test_a_reply_goes_on_with_its_request(post, house, way):
    """The token in an address, the subject or the references makes it a comment, without what it quotes."""
    await post.bring(message())
    _, text, headers = await post.answered()
    token = text.split("/r/status/")[1].split()[0]
    where = {
        "To": headers["Reply-To"],
        "Delivered_To": headers["Reply-To"].upper(),
        "Subject": f"Re: Broken pipe [{token}]",
        "In_Reply_To": headers["Message-ID"],
        "References": f"<a@b> {headers['Message-ID']}",
    }[way]
    reply = "Worse now\n\nOn Mon, 1 Jan 2026 at 10:00, City <x@city.example>\nwrote:\n> We have it\n> thanks"
    await post.bring(message(reply, **{way: where, "From": "bob@example.org"}))
    [request] = await house.requests()
    comments = (await house.admin.get(f"/work-requests/{request['id']}/comments")).json()["data"]
    assert [(each["body"], each["authorName"]) for each in comments] == [("Worse now", "bob@example.org")]


async def test_a_code_in_address_or_subject_names_the_place(post, house):
    """requests+code@… or the code in the subject: the request stands at the asset; a closed place names nothing."""
    place, closed = await house.place(), await house.place(siteId=house.ids["site"])
    await house.admin.patch(f"/portal/places/{closed['id']}", {"open": False}, version=1)
    await post.bring(message(To=f"Requests <REQUESTS+{place['code'].upper()}@city.example>"))
    await post.bring(message(Subject=f"Leak at {place['code']}"))
    await post.bring(message(To=f"requests+{closed['code']}@city.example"))
    assert [each["assetId"] for each in await house.requests()] == [None, house.ids["asset"], house.ids["asset"]]
    assert (await house.requests())[0]["siteId"] is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@example.org"},
        {"From": "no-reply@example.org"},
        {"X_Autoreply": "yes"},
        {"From": "nobody"},
    ],
)
async def test_machines_are_neither_heard_nor_answered(post, house, headers):
    """Bounces, absences and lists make no request and no answer, so that no two machines talk for ever."""
    assert await post.bring(message(**headers)) == 202
    assert await house.requests() == []
    assert [each["status"] for each in await post.messages()] == ["ignored"]


async def test_our_own_message_coming_back_is_ignored(post, house):
    """A loop ends at its first turn, also where somebody took the marks of a machine off."""
    await post.bring(message())
    _, _, headers = await post.answered()
    await post.bring(message(Message_ID=headers["Message-ID"]))
    assert len(await house.requests()) == 1


async def test_a_message_brought_twice_is_taken_once(post, house):
    """Idempotent by Message-ID, also four at once; without one by its bytes."""
    for headers in ({"Message_ID": "<same@example.org>"}, {}):
        raw = message(**headers)
        await asyncio.gather(*(post.bring(raw) for _ in range(4)))
    assert len(await house.requests()) == 2


async def test_a_sender_is_never_taken_for_a_member(post, house):
    """From proves nothing: a member's address makes a request of nobody, and opens nothing."""
    await post.bring(message(From=f"Boss <{house.admin.email}>"))
    [request] = await house.requests()
    detail = (await house.admin.get(f"/work-requests/{request['id']}")).json()
    assert (detail["requestedById"], detail["createdBy"], detail["source"]) == (None, None, "email")


async def test_nobody_is_flooded_in_the_name_of_another(post, house):
    """Beyond twenty messages of one sender an hour the rest waits in quarantine, unanswered."""
    for number in range(rules.MOST_AN_HOUR + 2):
        await post.bring(message(Subject=f"No. {number}"))
    assert len(await house.requests()) == rules.MOST_AN_HOUR
    assert [each["status"] for each in await post.messages()][:2] == ["quarantined"] * 2


ODD = [
    b"",
    b"\x00" * 100,
    b"nonsense without headers",
    b"From: a@b.example\nContent-Type: text/plain; charset=x-none\n\n\xff\xfe caf\xe9",
    b"From: a@b.example\nSubject: =?utf-8?b?!!!?= =?x?q?a?=\nContent-Type: text/html\n\n<p>Hi<br>there",
    b"From: a@b.example\nSubject: NUL\x00here\n\nbody\x00text",
    b'From: "<>" <"a b"@[1.2.3.4]>\nTo: ;;;,,,<<<\nContent-Type: multipart/mixed; boundary=\n\n--\n--',
    b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 500,
    b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n####not base64####",
    b"From: a@b.example\nMessage-ID: <" + b"x" * 5000 + b">\nSubject: " + b"y" * 5000 + b"\n\n\xed\xa0\x80",
    b"From: a@b.example\nContent-Type: message/rfc822\n\n" * 300,
    b"From: a@b.example\nDate: never\nContent-Type: text/plain; name*0*=utf-8''%FF; name*1=x\n\nhello",
]


@pytest.mark.parametrize("raw", ODD, ids=range(len(ODD)))
async def test_i2_odd_messages_are_taken_or_shown_never_a_fault(post, house, raw):
    """I-2: rubbish of every kind answers 202; it is a request, ignored, or in quarantine, and the next one passes."""
    assert await post.bring(raw) == 202
    assert await post.bring(message(Message_ID="<after@example.org>")) == 202
    statuses = [each["status"] for each in await post.messages()]
    assert len(statuses) == 2
    assert statuses[0] == "request"


async def test_quarantine_is_seen_retried_and_dismissed(post, house, drain):
    """A message that cannot be read waits for staff; letting it go deletes its bytes."""
    await post.bring(b"nonsense")
    [kept] = await post.messages()
    assert kept["status"] == "quarantined"
    path = f"/portal/messages/{kept['id']}"
    assert (await house.admin.post(f"{path}/retry")).status_code == 202
    await drain(house.tenant)
    assert (await house.admin.get(path)).json()["status"] == "quarantined"
    assert (await house.admin.post(f"{path}/dismiss")).json()["status"] == "dismissed"
    assert (await house.admin.post(f"{path}/dismiss")).status_code == 409


async def test_providers_forms_are_understood_and_secrets_end(post, house):
    """The field `email` or `body-mime` of a form; a secret that was replaced or withdrawn opens nothing."""
    raw, path = message().as_bytes(), f"/v1/portal/inbound-email/{post.secret}"
    client = post.visitor.client
    assert (await client.post(path, files={"email": ("m.eml", raw, "message/rfc822")})).status_code == 202
    assert (await client.post(path, data={"body-mime": message(Subject="Two").as_string()})).status_code == 202
    assert (await client.post(path, data={"other": "x"})).status_code == 400
    assert len(await house.requests()) == 2
    await house.admin.post("/portal/settings/email-secret")
    assert await post.bring(message()) == 404
    assert (await client.post(f"/v1/portal/inbound-email/{'a' * 32}", content=b"x")).status_code == 404


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(["", "text/html", "multipart/mixed; boundary=b", "message/rfc822"]))
def test_reading_answers_or_refuses(body, kind):
    """Whatever the bytes: a letter that can be stored, or a refusal."""
    raw = b"From: a@b.example\r\nSubject: " + body[:40].replace(b"\n", b"") + b"\r\nContent-Type: " + kind.encode()
    for given_bytes in (raw + b"\r\n\r\n" + body, body):
        try:
            letter = rules.read(given_bytes)
        except Refusal:
            continue
        for text in (letter.subject, letter.text, letter.whole, letter.message_id, letter.sender or ""):
            assert "\x00" not in text
            text.encode()
        assert len(letter.text) <= 10_000


@pytest.mark.parametrize(
    ("whole", "left"),
    [
        ("Yes\n> no", "Yes"),
        ("Sí\n\nEl lun, 1 ene 2026 a las 10:00, X <x@y.z> escribió:\n> hola", "Sí"),
        ("Thanks\n-----Original Message-----\nFrom: x", "Thanks"),
        ("Done\n________________________________\nFrom: x", "Done"),
        ("> only quoted", "> only quoted"),
        ("Line\n-- \nsignature", "Line"),
    ],
)
def test_what_is_quoted_and_signed_is_left_out(whole, left):
    """The words of the usual programs; where nothing would be left, all of it stays."""
    assert rules.trimmed(whole) == left


def test_html_becomes_text_with_lines():
    """Scripts and styles are not read; blocks stand on lines of their own."""
    text = rules.text_of_html("<style>p{}</style><p>One&nbsp;&amp; two</p><div>Three<br>four</div><script>no</script>")
    assert [line for line in text.replace("\u00a0", " ").split("\n") if line] == ["One & two", "Three", "four"]
