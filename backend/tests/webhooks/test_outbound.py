"""Calling outside: pinned to the checked address, cut in time and length, with the right name on the certificate."""

import asyncio
import socket
import ssl
import time
from ipaddress import ip_address, ip_network

import pytest

from fettle.kit.addresses import TargetRefused
from fettle.web import outbound as module
from fettle.web.outbound import Outbound, Unreachable
from webhooks.receiver import certificate, receiver

HERE = [ip_network("127.0.0.0/8")]


def says(monkeypatch, *answers):
    """Let the resolver of this machine say this; there is no name server to be had here that would."""
    turns = list(answers)

    def getaddrinfo(host, port, **_options):
        said = turns[0] if len(turns) == 1 else turns.pop(0)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in said]

    asked: list[str] = []
    monkeypatch.setattr(module.socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["10.0.0.1", "169.254.169.254"], ["::1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::"]]
)
async def test_w2_a_name_that_leads_inside_is_not_called(monkeypatch, found):
    """W-1, W-2: whatever a public name resolves to is checked, CNAMEs included: only the address counts."""
    says(monkeypatch, found)
    with pytest.raises(Unreachable, match="not on the public internet"):
        await Outbound(seconds=2).post("https://rebind.example.com/", body=b"{}", headers={})


async def test_w2_the_connection_goes_to_the_address_that_was_checked(monkeypatch, tmp_path):
    """W-2: looked up once; what the name means a moment later does not matter, and the certificate is the name's."""
    tls, trusted = certificate(tmp_path, "hooks.example.com")
    async with receiver(tls) as inbox:
        asked = says(monkeypatch, ["127.0.0.1"], ["10.255.255.1"])
        client = Outbound(HERE, seconds=5, tls=ssl.create_default_context(cafile=str(trusted)))
        answer = await client.post(f"https://hooks.example.com:{inbox.port}/x?y=z", body=b"{}", headers={"A": "b"})
        assert answer.status == 204
        assert asked == ["hooks.example.com"]
        got = inbox.got[0]
        assert got.path == "/x?y=z"
        assert got.headers["host"] == f"hooks.example.com:{inbox.port}"
        assert got.headers["a"] == "b"


async def test_w2_of_several_addresses_only_those_that_may_be_called_are(monkeypatch):
    """W-2: one good answer among bad ones does not let the bad ones in."""
    async with receiver() as inbox:
        says(monkeypatch, ["10.0.0.1", "127.0.0.1", "169.254.169.254"])
        found = await Outbound(HERE).lookup("mixed.example.com", inbox.port, encrypted=True)
        assert found == [ip_address("127.0.0.1")]


async def test_w4_a_bad_certificate_is_not_accepted(tmp_path):
    """W-4: self-signed, or another's: nothing is sent."""
    tls, trusted = certificate(tmp_path, "127.0.0.1")
    other, _ = certificate(tmp_path, "other.example.com")
    async with receiver(tls) as inbox:
        with pytest.raises(Unreachable, match="certificate is not trusted"):
            await Outbound(HERE, seconds=5).post(inbox.url(), body=b"{}", headers={})
        assert inbox.got == []
        good = Outbound(HERE, seconds=5, tls=ssl.create_default_context(cafile=str(trusted)))
        assert (await good.post(inbox.url(), body=b"{}", headers={})).status == 204
    async with receiver(other) as inbox:
        with pytest.raises(Unreachable, match="certificate is not trusted"):
            await good.post(inbox.url(), body=b"{}", headers={})
        assert inbox.got == []


async def test_w3_a_redirect_is_an_answer(inbox):
    """W-3: never followed, wherever it leads."""
    inbox.answers = [(302, {"Location": inbox.url("/inside")}, b"")]
    answer = await Outbound(HERE).post(inbox.url(), body=b"{}", headers={})
    assert answer.status == 302
    assert [got.path for got in inbox.got] == ["/hook"]


async def test_w4_who_never_answers_is_cut(inbox):
    """W-4: silence, a header that drips, and no end of headers all end in time."""

    async def silence(writer):
        await asyncio.sleep(30)

    async def drips(writer):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(300):
            writer.write(b"X-%d: y\r\n" % number)
            await writer.drain()
            await asyncio.sleep(0.1)

    for misbehaves in (silence, drips):
        inbox.misbehaves = misbehaves
        begun = time.monotonic()
        with pytest.raises(Unreachable, match="too long"):
            await Outbound(HERE, seconds=0.5).post(inbox.url(), body=b"{}", headers={})
        assert time.monotonic() - begun < 5


async def test_w4_long_slow_and_broken_bodies_are_answers(inbox):
    """W-4: a gigabyte is read to a few kilobytes, a body that never ends for a moment, one that breaks off as it is."""
    sent = 0

    async def gigabyte(writer):
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(1000):
            writer.write(b"x" * 1_000_000)
            await writer.drain()
            sent += 1

    async def trickle(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwell")
        await writer.drain()
        await asyncio.sleep(30)

    async def broken(writer):
        writer.write(b"HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\nwell")
        await writer.drain()

    for misbehaves, status, body in ((gigabyte, 200, b"x" * 4096), (trickle, 200, b"well"), (broken, 500, b"well")):
        inbox.misbehaves = misbehaves
        answer = await Outbound(HERE, seconds=2).post(inbox.url(), body=b"{}", headers={})
        assert (answer.status, answer.body) == (status, body)
    assert sent < 100


async def test_w4_nonsense_closed_doors_and_compressed_bombs(inbox):
    """W-4: what is no HTTP and who is not there are failures; nothing is ever unpacked."""

    async def nonsense(writer):
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        await writer.drain()

    inbox.misbehaves = nonsense
    with pytest.raises(Unreachable, match="connection failed"):
        await Outbound(HERE, seconds=2).post(inbox.url(), body=b"{}", headers={})
    inbox.misbehaves = None
    inbox.answers = [(200, {"Content-Encoding": "gzip"}, b"\x1f\x8bnot gzip at all")]
    assert (await Outbound(HERE).post(inbox.url(), body=b"{}", headers={})).body.startswith(b"\x1f\x8b")
    with pytest.raises(Unreachable):
        await Outbound(HERE, seconds=2).post("http://127.0.0.1:9/", body=b"{}", headers={})


async def test_no_proxy_of_the_environment_is_asked(monkeypatch, inbox):
    """A proxy would look names up by itself."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert (await Outbound(HERE).post(inbox.url(), body=b"{}", headers={})).status == 204


async def test_plain_http_only_where_the_operator_allows_it(monkeypatch):
    """A public address over http would carry signed contents in the clear."""
    says(monkeypatch, ["93.184.215.14"])
    with pytest.raises(Unreachable, match="not on the public internet"):
        await Outbound(HERE, seconds=1).post("http://example.com/", body=b"{}", headers={})
    with pytest.raises(TargetRefused):
        await Outbound(seconds=1).post("http://example.com/", body=b"{}", headers={})
