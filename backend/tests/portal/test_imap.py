"""Fetching by IMAP, from a real server."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import pytest

from fettle.web.outbound import Outbound
from portal.test_mail import message

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(DOVECOT is None, reason="needs dovecot (tools/system-packages)")
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/log
ssl = no
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{dir}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={dir}/mail/%u
}}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The port of a mail server that was started for these tests."""
    # Its own people must get in, and the folder of all tests is closed to others whenever a run begins.
    with tempfile.TemporaryDirectory(prefix="fettle-dovecot-", ignore_cleanup_errors=True) as name:
        yield from _serving(Path(name))


def _serving(folder: Path) -> Iterator[int]:
    folder.chmod(0o755)
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    group = "nogroup" if os.geteuid() == 0 else str(account.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "mail").mkdir()
    (folder / "mail").chmod(0o777)
    config = folder / "dovecot.conf"
    config.write_text(CONFIG.format(dir=folder, user=account.pw_name, group=group, port=port))
    process = subprocess.Popen([str(DOVECOT), "-F", "-c", str(config)])
    deadline = time.monotonic() + 30
    while not _answers(port):
        assert process.poll() is None, _log(folder)
        assert time.monotonic() < deadline, _log(folder)
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(10)


def _answers(port: int) -> bool:
    try:
        _opened(port, "probe").logout()
    except (OSError, imaplib.IMAP4.error):
        return False
    return True


def _log(folder: Path) -> str:
    log = folder / "log"
    return log.read_text() if log.exists() else "no log"


def _opened(port: int, user: str) -> imaplib.IMAP4:
    client = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    client.login(user, "secret")
    return client


def put(port: int, user: str, *raws: bytes, folder: str = "INBOX") -> None:
    """Lay messages into a mailbox."""
    client = _opened(port, user)
    for raw in raws:
        answer = client.append(folder, "", "", raw)
        assert answer[0] == "OK", answer
    client.logout()


def count(port: int, user: str, folder: str, wanted: str = "ALL") -> int:
    """How many messages lie in a folder."""
    client = _opened(port, user)
    assert client.select(folder)[0] == "OK"
    found = client.search(None, wanted)[1][0].split()
    client.logout()
    return len(found)


@pytest.fixture
def allowed(working: Any) -> Iterator[None]:
    """The operator lets this machine be called."""
    former, working.services["outbound"] = working.services["outbound"], Outbound([IPv4Network("127.0.0.0/8")])
    yield
    working.services["outbound"] = former


async def mailbox(house: Any, server: int, **fields: Any) -> tuple[str, dict[str, Any]]:
    """A mailbox of the tenant's own, set up to be fetched."""
    user = f"u{house.tenant.id.hex}"
    body = {"host": "127.0.0.1", "port": server, "security": "none", "username": user, "password": "secret"}
    made = await house.admin.post("/portal/mailboxes", {**body, **fields})
    assert made.status_code == 201, made.text
    assert "secret" not in made.text
    return user, made.json()


async def state(house: Any) -> dict[str, Any]:
    """How the mailbox does."""
    found: dict[str, Any] = (await house.admin.get("/portal/mailboxes")).json()[0]
    return found


async def test_messages_are_fetched_once_and_put_away(house, server, drain, allowed):
    """New messages become requests in order; bad ones are quarantined and hinder none; all are moved afterwards."""
    user, _ = await mailbox(house, server, doneFolder="Done")
    put(server, user, message(Subject="One").as_bytes(), b"\r\n\r\nnonsense", message(Subject="Two").as_bytes())
    await drain(house.tenant)
    assert [each["title"] for each in await house.requests()] == ["Two", "One"]
    statuses = [each["status"] for each in (await house.admin.get("/portal/messages")).json()["data"]]
    assert statuses == ["request", "quarantined", "request"]
    assert (count(server, user, "INBOX"), count(server, user, "Done", "SEEN")) == (0, 3)
    await drain(house.tenant)
    assert len(await house.requests()) == 2
    put(server, user, message(Subject="Three").as_bytes())
    await drain(house.tenant)
    assert len(await house.requests()) == 3
    assert (await state(house))["failure"] is None


async def test_without_a_folder_they_are_marked_and_not_read_again(house, server, drain, allowed):
    """Marked as seen only; a mailbox that was made anew (another UIDVALIDITY) doubles nothing."""
    user, _ = await mailbox(house, server, folder="Inbound")
    client = _opened(server, user)
    client.create("Inbound")
    client.logout()
    raw = message(Message_ID="<same@example.org>").as_bytes()
    put(server, user, raw, folder="Inbound")
    await drain(house.tenant)
    assert count(server, user, "Inbound", "SEEN") == 1
    client = _opened(server, user)
    client.delete("Inbound")
    client.create("Inbound")
    client.logout()
    put(server, user, raw, message(Subject="New").as_bytes(), folder="Inbound")
    await drain(house.tenant)
    assert [each["title"] for each in await house.requests()] == ["New", "Broken pipe"]


async def test_many_messages_come_in_batches(house, server, drain, allowed):
    """More than one batch in one round."""
    user, _ = await mailbox(house, server)
    # Each from somebody else: one sender is taken twenty times an hour only.
    put(server, user, *(message(From=f"p{n}@example.org", Subject=f"No. {n}").as_bytes() for n in range(53)))
    await drain(house.tenant)
    assert len((await house.admin.get("/work-requests", limit=200)).json()["data"]) == 53


async def test_what_goes_wrong_is_said_without_secrets(house, server, drain, allowed):
    """A wrong password, a folder that is not there, nobody listening: told on the mailbox, mended by a change."""
    user, box = await mailbox(house, server, password="wrong-password")
    put(server, user, message().as_bytes())
    await drain(house.tenant)
    failure = (await state(house))["failure"]
    assert "refused" in failure
    assert "wrong-password" not in failure
    path = f"/portal/mailboxes/{box['id']}"
    await house.admin.patch(path, {"password": "secret", "port": 1}, version=1)
    await drain(house.tenant)
    assert "does not answer" in (await state(house))["failure"]
    await house.admin.patch(path, {"port": server}, version=2)
    await drain(house.tenant)
    assert (await state(house))["failure"] is None
    assert len(await house.requests()) == 1
    assert (await house.admin.delete(path, version=3)).status_code == 204
    assert (await house.admin.get("/portal/mailboxes")).json() == []


async def test_w1_addresses_inside_are_not_called(house, server, drain):
    """W-1: a tenant's mailbox cannot reach what only this machine can reach, however the address is spelt."""
    user, box = await mailbox(house, server)
    put(server, user, message().as_bytes())
    version = 1
    for host in ("127.0.0.1", "localhost", "2130706433", "169.254.169.254", "::1"):
        await house.admin.patch(f"/portal/mailboxes/{box['id']}", {"host": host}, version=version)
        version += 1
        await drain(house.tenant)
        assert "cannot be used" in (await state(house))["failure"], host
    assert await house.requests() == []
