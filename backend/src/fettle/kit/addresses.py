"""Which addresses outside may be called on somebody's word: the public internet, and what the operator allows.

Python calls 64:ff9b::7f00:1 and 2002:7f00:1:: global, and does not know that 0177.0.0.1 and 2130706433 mean 127.0.0.1
to every resolver; so what is public is said here, and numbers that are no plain addresses are refused.
"""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

import msgspec

from fettle.kit.refusals import Invalid

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL = 2000
_NOT_PUBLIC_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_TRANSLATED = IPv6Network("64:ff9b::/96")
_TUNNELLED = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
"""The middle of an ISATAP address, after which an IPv4 address follows."""
_NUMBER = re.compile(r"(0[xX][0-9a-fA-F]*|[0-9]+)")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_OURS = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "test", "invalid", "onion")


class TargetRefused(Invalid):
    """This address may not be called from here."""


class Target(msgspec.Struct, frozen=True):
    """Where a URL leads: `address` when it names one itself, else its `host` has to be looked up."""

    url: str
    scheme: str
    host: str
    port: int
    address: Address | None


def is_public(address: Address) -> bool:
    """Whether `address` belongs to the public internet, and so does any that is wrapped in it."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _NOT_PUBLIC_4)
    if address in _TRANSLATED:
        return is_public(IPv4Address(address.packed[-4:]))
    if address.packed[8:12] in _TUNNELLED:
        return False
    return address in _PUBLIC_6 and address.is_global and not any(address in network for network in _NOT_PUBLIC_6)


def is_allowed(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether the operator lets this address be called although it may not be public."""
    plain = address.ipv4_mapped if isinstance(address, IPv6Address) and address.ipv4_mapped else address
    return any(plain in network for network in allowed if network.version == plain.version)


def may_call(address: Address, allowed: Sequence[Network], *, encrypted: bool) -> bool:
    """Whether `address` may be called: a public one over TLS only, one that the operator allows either way."""
    zoned = isinstance(address, IPv6Address) and address.scope_id is not None
    return not zoned and (is_allowed(address, allowed) or (encrypted and is_public(address)))


def target(url: str, allowed: Sequence[Network]) -> Target:
    """Where `url` leads. Raises `TargetRefused` for what may not be called, as far as it can be told without asking."""
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".").lower()
    address = _address(host)
    port = parts.port if parts.port is not None else {"https": 443, "http": 80}[parts.scheme]
    if parts.scheme == "http" and not allowed:
        raise TargetRefused("Only https:// addresses may be called.")
    if address is not None and not may_call(address, allowed, encrypted=parts.scheme == "https"):
        raise TargetRefused("This address is not on the public internet.")
    if address is None:
        _check_name(host, allowed)
    return Target(url=url, scheme=parts.scheme, host=host, port=port, address=address)


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST_URL or not url.isascii() or re.search(r"[\x00-\x20\x7f\\]", url):
        raise TargetRefused("The address is too long, or holds spaces or signs that no address has.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise TargetRefused("This is no web address.") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        raise TargetRefused("The address must look like https://example.org/path.")
    if "@" in parts.netloc:
        raise TargetRefused("The address may not hold a user name or password.")
    if "%" in parts.netloc or parts.fragment:
        raise TargetRefused("The address may hold neither a zone, nor an escaped host, nor a fragment.")
    return parts


def _address(host: str) -> Address | None:
    """The address that `host` is, None for a name. Raises `TargetRefused` for numbers in any other spelling."""
    if ":" in host or re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", host):
        try:
            return ip_address(host)
        except ValueError:
            raise TargetRefused("This is no address in its usual spelling.") from None
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise TargetRefused("This is no address in its usual spelling.")
    return None


def _check_name(host: str, allowed: Sequence[Network]) -> None:
    if not _NAME.fullmatch(host):
        raise TargetRefused("The address must look like https://example.org/path.")
    inside = "." not in host or any(host == name or host.endswith("." + name) for name in _OURS)
    if inside and not allowed:
        raise TargetRefused("This name is not on the public internet.")
