"""Accepting an invitation while connections are few."""

import asyncio
import re
from typing import Any

from identity.conftest import PASSWORD, Installation
from identity.mailbox import Mailbox


async def test_accepting_needs_one_connection_at_a_time(install: Any, mailbox: Mailbox) -> None:
    home: Installation = await install(connections=1, smtp_url=mailbox.url, sign_in_rate_per_minute=1000)
    _, _, admin = await home.signed_in()
    known = [await home.user() for _ in range(3)]
    tokens = []
    for email in (*(user.email for user in known), f"somebody.new.{known[0].id.hex}@example.test"):
        made = await admin.post("/v1/invitations", json={"email": email, "role": "technician", "name": "Nora"})
        assert made.status_code == 201, made.text
        body = (await mailbox.next()).get_body(("plain",))
        assert body is not None
        found = re.search(r"/invitation#token=(\S+)", body.get_content())
        assert found is not None
        tokens.append(found[1])
    bodies = [{"token": token, "password": PASSWORD} for token in tokens]
    answers = await asyncio.gather(*(home.client().post("/v1/invitations/accept", json=body) for body in bodies))
    assert [answer.status_code for answer in answers] == [200] * 4, [answer.text for answer in answers]


async def test_an_invitation_accepted_twice_at_once_lets_in_once(install: Any, mailbox: Mailbox) -> None:
    home: Installation = await install(smtp_url=mailbox.url, sign_in_rate_per_minute=1000)
    _, _, admin = await home.signed_in()
    user = await home.user()
    await admin.post("/v1/invitations", json={"email": user.email, "role": "technician"})
    body = (await mailbox.next()).get_body(("plain",))
    assert body is not None
    found = re.search(r"/invitation#token=(\S+)", body.get_content())
    assert found is not None
    given = {"token": found[1], "password": PASSWORD}
    answers = await asyncio.gather(*(home.client().post("/v1/invitations/accept", json=given) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410]
