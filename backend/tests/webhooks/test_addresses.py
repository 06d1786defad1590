"""Which addresses may be called: the public internet, in every spelling, and nothing else (W-1)."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.addresses import TargetRefused, is_public, may_call, target

INSIDE = [
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "127.0.1",
    "0",
    "0.0.0.0",
    "00000177.0.0.1",
    "1.2.3.08",
    "256.1.1.1",
    "127.0.0.1.",
    "2130706433.",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[fd00::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fec0::1]",
    "100.64.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "[ff02::1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001::1]",
    "[2001:db8::1]",
    "[100::1]",
    "[2a00:1450::200:5efe:127.0.0.1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "router",
    "printer.local",
    "metadata.google.internal",
    "db.home.arpa",
]


@pytest.mark.parametrize("host", INSIDE)
def test_w1_what_lies_inside_is_refused_in_every_spelling(host):
    """W-1: refused before anything is saved or asked."""
    for url in (f"https://{host}/hook", f"https://{host}:8443/hook"):
        with pytest.raises(TargetRefused):
            target(url, ())


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https://127.0.0.1\\@example.com/",
        "https://example.com/#here",
        "https:// example.com/",
        "https://example.com/\r\nX: y",
        "https://exa\x00mple.com/",
        "https://ex%61mple.com/",
        "https://①②⑦.0.0.1/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://[::1/",
        "https:///path",
        "https://",
        "//example.com/",
        "example.com",
        "",
        "https://example.com/" + "a" * 2000,
        "https://" + "a" * 64 + ".com/",
    ],
)
def test_what_is_no_plain_https_address_is_refused(url):
    """User names, escapes, other schemes and tricks of spelling."""
    with pytest.raises(TargetRefused):
        target(url, ())


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://example.com", "example.com", 443),
        ("https://EXAMPLE.com.:8443/a?b=c", "example.com", 8443),
        ("https://93.184.215.14/x", "93.184.215.14", 443),
        ("https://[2606:4700::1111]/x", "2606:4700::1111", 443),
        ("https://[64:ff9b::5db8:d70e]/x", "64:ff9b::5db8:d70e", 443),
        ("https://hooks.my-farm.co.uk/x", "hooks.my-farm.co.uk", 443),
    ],
)
def test_public_addresses_may_be_called(url, host, port):
    """What people really use."""
    aim = target(url, ())
    assert (aim.host, aim.port) == (host, port)


def test_the_operator_allows_networks():
    """FETTLE_OUTBOUND_ALLOW opens what it names, over http as well, and nothing beside it."""
    allowed = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
    assert target("http://10.1.2.3:8080/", allowed).port == 8080
    assert target("https://[fd00::1]/", allowed).address == ip_address("fd00::1")
    assert target("http://receiver:9000/", allowed).address is None
    assert may_call(ip_address("::ffff:10.1.2.3"), allowed, encrypted=False)
    for refused in ("http://127.0.0.1/", "https://169.254.169.254/", "http://93.184.215.14/", "http://167772161/"):
        with pytest.raises(TargetRefused):
            target(refused, allowed)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_w1_no_wrapping_makes_an_address_public(address):
    """W-1: an IPv4 address inside an IPv6 address is never more public than it is by itself."""
    packed = address.packed
    wraps = [
        IPv6Address(b"\x00" * 10 + b"\xff\xff" + packed),
        IPv6Address(b"\x00" * 12 + packed),
        IPv6Address(b"\x00\x64\xff\x9b" + b"\x00" * 8 + packed),
        IPv6Address(b"\x20\x02" + packed + b"\x00" * 10),
        IPv6Address(b"\x2a\x00\x14\x50" + b"\x00" * 4 + b"\x00\x00\x5e\xfe" + packed),
    ]
    assert all(not is_public(wrap) or is_public(address) for wrap in wraps)
    assert not is_public(address) or address.is_global


@given(st.integers(0, 2**32 - 1), st.integers(0, 5))
def test_w1_no_spelling_reaches_what_the_plain_address_does_not(number, form):
    """W-1: whatever a resolver takes for an address is refused, or is an address that may be called."""
    first, rest = number >> 24, number & 0xFFFFFF
    second, low = rest >> 16, rest & 0xFFFF
    spelling = [
        str(number),
        hex(number),
        f"0{number:o}",
        f"{first}.{rest}",
        f"0x{first:x}.{second}.{low}",
        f"{first}.{second}.{low >> 8}.{low & 255}",
    ][form]
    meant = IPv4Address(socket.inet_aton(spelling))
    try:
        aim = target(f"https://{spelling}/", ())
    except TargetRefused:
        return
    assert aim.address == meant
    assert is_public(meant)
