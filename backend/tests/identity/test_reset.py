"""Forgotten passwords: the mailed link, and that asking tells nothing (A-16)."""

import asyncio
import re
import statistics
import time
from email.message import EmailMessage
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture
from uuid_utils.compat import uuid7

from identity.conftest import Installation
from identity.mailbox import Mailbox

SAME = (202, b'{"detail":"If somebody has this address, a link to set a new password is on its way."}')
NEW = "quiet river stones"


@pytest.fixture
async def posted(install: Any, mailbox: Mailbox) -> Installation:
    made: Installation = await install(smtp_url=mailbox.url, sign_in_rate_per_minute=1000)
    return made


async def ask(home: Installation, email: str) -> tuple[int, bytes]:
    answer = await home.client().post("/v1/auth/password-reset", json={"email": email})
    return answer.status_code, answer.content


async def confirm(home: Installation, token: str, password: str = NEW) -> Any:
    body = {"token": token, "newPassword": password}
    return await home.client().post("/v1/auth/password-reset/confirm", json=body)


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def token_in(mail: EmailMessage) -> str:
    found = re.search(r"http://\S+/reset#token=(\S+)", text_of(mail))
    assert found is not None
    return found[1]


async def test_the_mailed_link_sets_a_new_password_and_ends_all_sessions(
    posted: Installation, mailbox: Mailbox
) -> None:
    member, given, http = await posted.signed_in()
    assert await ask(posted, member.email) == SAME
    mail = await mailbox.next()
    assert (mail["To"], mail["Auto-Submitted"]) == (member.email, "auto-generated")
    assert "Ann Example" in text_of(mail)
    assert (await confirm(posted, token_in(mail))).status_code == 204
    assert (await http.get("/v1/me")).status_code == 401
    refreshed = await posted.client().post("/v1/auth/refresh", json={"refreshToken": given["refreshToken"]})
    assert refreshed.status_code == 401
    assert (await posted.sign_in(member.email)).status_code == 401
    assert (await posted.sign_in(member.email, NEW)).status_code == 200


async def test_a_link_works_once_for_an_hour_and_survives_a_weak_password(
    posted: Installation, mailbox: Mailbox
) -> None:
    member = await posted.member()
    await ask(posted, member.email)
    await ask(posted, member.email)
    first, second = token_in(await mailbox.next()), token_in(await mailbox.next())
    weak = await confirm(posted, first, member.email)
    assert [fault["pointer"] for fault in weak.json()["errors"]] == ["/newPassword"]
    answers = await asyncio.gather(confirm(posted, first), confirm(posted, first))
    assert sorted(answer.status_code for answer in answers) == [204, 422]
    assert (await confirm(posted, second)).json()["type"] == "/problems/reset-expired"
    await ask(posted, member.email)
    third = token_in(await mailbox.next())
    posted.clock.move(minutes=61)
    assert (await confirm(posted, third)).status_code == 422
    assert (await confirm(posted, "made up")).status_code == 422


async def test_a16_asking_for_an_unknown_address_looks_the_same(posted: Installation, mailbox: Mailbox) -> None:
    member = await posted.member()

    async def seconds(email: str) -> float:
        started = time.perf_counter()
        assert await ask(posted, email) == SAME
        return time.perf_counter() - started

    known, unknown = [], []
    for _ in range(20):
        known.append(await seconds(member.email))
        await mailbox.next()  # the sending goes on behind the answer; it must not slow the next one down
        unknown.append(await seconds(f"{uuid7().hex}@example.test"))
    assert mailbox.empty()
    assert 0.3 < statistics.median(known) / statistics.median(unknown) < 3


async def test_a16_asking_is_throttled(home: Installation) -> None:
    email = f"{uuid7().hex}@example.test"
    assert [(await ask(home, email))[0] for _ in range(12)] == [202] * 10 + [429] * 2


async def test_a_disabled_person_gets_no_link(posted: Installation, mailbox: Mailbox) -> None:
    member = await posted.member()
    async with posted.tenant_call() as call:
        await call.keep("UPDATE users SET disabled_at = now() WHERE id = %s", [member.user_id])
    assert await ask(posted, member.email) == SAME
    await posted.gate.close()
    assert mailbox.empty()


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the mailer logs, whatever level the process logs at."""
    capture = LogCapture()
    everything = structlog.make_filtering_bound_logger(0)
    logger = structlog.wrap_logger(structlog.PrintLogger(), processors=[capture], wrapper_class=everything)
    monkeypatch.setattr("fettle.web.mail.log", logger)
    monkeypatch.setattr("fettle.modules.identity.desk.log", logger)
    return capture.entries


async def test_without_a_mail_server_the_link_is_in_the_log(home: Installation, logs: list[Any]) -> None:
    member = await home.member()
    await ask(home, member.email)
    await home.gate.close()
    entry = next(entry for entry in logs if entry["event"] == "mail not sent: no FETTLE_SMTP_URL")
    assert entry["log_level"] == "info"
    token = re.search(r"http://\S+/reset#token=(\S+)", entry["text"])
    assert token is not None
    assert (await confirm(home, token[1])).status_code == 204


async def test_a_mail_server_that_refuses_is_logged_and_disturbs_nobody(
    posted: Installation, mailbox: Mailbox, logs: list[Any]
) -> None:
    member = await posted.member()
    mailbox.refusing = True
    assert await ask(posted, member.email) == SAME
    await posted.gate.close()
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["mail not sent"]


async def test_the_mail_speaks_the_language_of_the_person(posted: Installation, mailbox: Mailbox) -> None:
    member, _, http = await posted.signed_in()
    changed = await http.patch("/v1/me", json={"locale": "es", "name": "Ana <i>"}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200, changed.text
    await ask(posted, member.email)
    mail = await mailbox.next()
    assert mail["Subject"] == "Elija una contraseña nueva"
    assert "Hola, Ana <i>:" in text_of(mail)
    html = text_of(mail, "html")
    assert "Hola, Ana &lt;i&gt;:" in html
    assert f"#token={token_in(mail)}" in html
