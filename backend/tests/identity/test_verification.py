"""Which tokens are believed: A-1 to A-8 against our own keys and outside issuers."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from joserfc.jwk import ECKey, RSAKey

from fettle.config import OidcIssuer
from fettle.modules.identity.credentials.issuers import Issuers, ProviderAway
from fettle.modules.identity.credentials.signing import Signer
from fettle.modules.identity.credentials.verification import Verifier
from fettle.modules.identity.records import Grant
from fettle.modules.identity.rules import BadToken
from identity.tokens import AT, NOW, KeyPage, by_secret, key_page, raw, signed

ISSUER, AUDIENCE = "https://fettle.test", "https://fettle.test/v1"
GRANT = Grant(sub=UUID(int=1), tenant_id=UUID(int=2), role="admin", permissions=["a:b"], sid=UUID(int=3))
THEIRS = {"aud": "urn:fettle:api", "sub": "ann", "iat": NOW, "exp": NOW + 600}


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "key.pem", issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(minutes=15))


@pytest.fixture
def own(tmp_path: Path, signer: Signer) -> ECKey:
    """Our private key, as only we have it."""
    key = ECKey.import_key((tmp_path / "key.pem").read_bytes())
    assert key.thumbprint() in signer.public_keys
    return key


@pytest.fixture
def verifier(signer: Signer) -> Verifier:
    return Verifier(signer, Issuers([]))


def claims(**changed: Any) -> dict[str, Any]:
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "x", "iat": NOW, "nbf": NOW, "exp": NOW + 900}
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


async def believed(verifier: Verifier, token: str) -> bool:
    try:
        await verifier.verify(token, at=AT)
    except BadToken:
        return False
    return True


async def test_our_own_token_says_what_was_granted(signer: Signer, verifier: Verifier) -> None:
    token = signer.sign(GRANT, at=AT, token_id=UUID(int=4))
    said = (await verifier.verify(token, at=AT)).claims
    assert said["iss"] == ISSUER
    assert said["aud"] == AUDIENCE
    assert said["exp"] - said["iat"] == 900
    assert (said["tenantId"], said["role"], said["permissions"]) == (str(UUID(int=2)), "admin", ["a:b"])
    assert said["sid"] == str(UUID(int=3))
    with pytest.raises(BadToken, match="expired"):
        await verifier.verify(token, at=AT + timedelta(minutes=15))


async def test_a1_no_other_algorithm_is_taken(signer: Signer, own: ECKey, verifier: Verifier) -> None:
    kid = own.thumbprint()
    good = signed(claims(), own, kid=kid)
    assert await believed(verifier, good)
    assert not await believed(verifier, raw({"alg": "none", "typ": "at+jwt", "kid": kid}, claims()))
    assert not await believed(verifier, raw({"alg": "ES256", "typ": "at+jwt", "kid": kid}, claims()))
    assert not await believed(verifier, by_secret(claims(), own.as_pem(private=False), kid))
    rsa = signed(claims(), RSAKey.generate_key(2048), alg="RS256", kid=kid)
    assert not await believed(verifier, rsa)
    other = signed(claims(), ECKey.generate_key("P-256"), kid=kid)
    assert not await believed(verifier, other)
    head, body, signature = good.split(".")
    for broken in (f"{head}.{body}.", f"{head}.{body}", f"{head}..{signature}", "a.b.c", "", "..", "é.é.é", good * 30):
        assert not await believed(verifier, broken), broken[:30]
    assert not await believed(verifier, f"{head}.{body}.{signature[:-4]}AAAA")
    assert not await believed(verifier, raw([], claims(), b"x"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": None},
        {"iss": None},
        {"aud": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"exp": NOW},
        {"exp": NOW - 1},
        {"exp": str(NOW + 900)},
        {"exp": True},
        {"iss": "https://fettle.test/"},
        {"aud": "https://elsewhere.test/v1"},
        {"aud": [AUDIENCE, "https://elsewhere.test/v1"]},
        {"aud": []},
    ],
)
async def test_a2_claims_that_are_missing_or_wrong(verifier: Verifier, own: ECKey, changed: dict[str, Any]) -> None:
    assert not await believed(verifier, signed(claims(**changed), own, kid=own.thumbprint()))


async def test_a2_a_list_of_audiences_counts_only_where_the_issuer_may(verifier: Verifier, own: ECKey) -> None:
    assert await believed(verifier, signed(claims(aud=[AUDIENCE]), own, kid=own.thumbprint()))
    async with key_page() as page:
        key = ECKey.generate_key("P-256")
        page.publish(("k", key))
        for allowed in (False, True):
            outside = verifier_of(page, audience_list=allowed)
            token = signed({**THEIRS, "iss": page.url, "aud": ["urn:fettle:api", "userinfo"]}, key, kid="k")
            assert await believed(outside, token) is allowed


@pytest.mark.parametrize(
    ("changed", "accepted"),
    [
        ({"exp": 4_102_444_800}, False),
        ({"exp": NOW + 901}, False),
        ({"nbf": NOW + 600}, False),
        ({"iat": NOW + 600, "nbf": None, "exp": NOW + 1200}, False),
        ({"iat": NOW + 30, "nbf": NOW + 30, "exp": NOW + 900}, True),
        ({"nbf": None}, True),
    ],
)
async def test_a3_time(verifier: Verifier, own: ECKey, changed: dict[str, Any], accepted: bool) -> None:
    assert await believed(verifier, signed(claims(**changed), own, kid=own.thumbprint())) is accepted


@pytest.mark.parametrize("kind", ["JWT", None, "rt+jwt", "id+jwt", "logout+jwt"])
async def test_a4_only_access_tokens(verifier: Verifier, own: ECKey, kind: str | None) -> None:
    assert not await believed(verifier, signed(claims(), own, kid=own.thumbprint(), typ=kind))


async def test_a4_where_the_issuer_does_not_say_an_id_token_is_known_by_its_claims() -> None:
    async with key_page() as page:
        key = ECKey.generate_key("P-256")
        page.publish(("k", key))
        verifier = verifier_of(page, require_at_jwt=False)
        theirs = {**THEIRS, "iss": page.url}
        assert await believed(verifier, signed(theirs, key, kid="k", typ="JWT"))
        assert not await believed(verifier, signed({**theirs, "nonce": "n"}, key, kid="k", typ="JWT"))
        assert not await believed(verifier, signed({**theirs, "at_hash": "n"}, key, kid="k", typ=None))
        assert not await believed(verifier, signed(theirs, key, kid="k", typ="logout+jwt"))


async def test_a6_keys_in_the_header_are_ignored_and_nothing_is_fetched(verifier: Verifier, own: ECKey) -> None:
    mallory = ECKey.generate_key("P-256")
    async with key_page() as page:
        page.publish(("k", mallory))
        for header in (
            {"jku": f"{page.url}/jwks", "kid": "k"},
            {"x5u": f"{page.url}/jwks", "kid": own.thumbprint()},
            {"jwk": mallory.as_dict(private=False), "kid": own.thumbprint()},
            {"jku": f"{page.url}/jwks"},
        ):
            assert not await believed(verifier, signed(claims(), mallory, **header))
        assert page.visits == []


def test_the_key_file_is_made_once_and_a_former_key_still_verifies(tmp_path: Path, signer: Signer) -> None:
    path = tmp_path / "key.pem"
    again = Signer(path, issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(minutes=15))
    assert again.jwks() == signer.jwks()
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    path.rename(tmp_path / "key.previous.pem")
    rotated = Signer(path, issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(minutes=15))
    kids = [key["kid"] for key in rotated.jwks()["keys"]]
    assert len(kids) == 2
    assert kids[1] == signer.jwks()["keys"][0]["kid"]
    assert all("d" not in key for key in rotated.jwks()["keys"])


async def test_a_token_of_the_former_key_is_believed_after_rotation(tmp_path: Path, signer: Signer) -> None:
    token = signer.sign(GRANT, at=AT, token_id=UUID(int=4))
    (tmp_path / "key.pem").rename(tmp_path / "key.previous.pem")
    rotated = Signer(tmp_path / "key.pem", issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(minutes=15))
    assert await believed(Verifier(rotated, Issuers([])), token)


def test_a_key_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(ECKey.generate_key("P-384").as_pem(private=True))
    with pytest.raises(ValueError, match="P-256"):
        Signer(tmp_path / "key.pem", issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(minutes=15))


class Seconds:
    """A monotonic clock that moves when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def verifier_of(*pages: KeyPage, timer: Seconds | None = None, folder: Path | None = None, **given: Any) -> Verifier:
    configured = [
        OidcIssuer(**{"issuer": page.url, "audience": "urn:fettle:api", "jwks_url": f"{page.url}/jwks", **given})
        for page in pages
    ]
    return Verifier(NoSigner(), Issuers(configured, timer=timer or Seconds()))  # type: ignore[arg-type]


class NoSigner:
    """An installation whose own keys do not matter."""

    public_keys: ClassVar[dict[str, ECKey]] = {}
    issuer = ISSUER
    audience = AUDIENCE
    lifetime = timedelta(minutes=15)


@pytest.fixture
async def pages() -> AsyncIterator[tuple[KeyPage, KeyPage]]:
    async with key_page() as one, key_page() as two:
        yield one, two


async def test_a5_the_same_kid_under_two_issuers(pages: tuple[KeyPage, KeyPage]) -> None:
    one, two = pages
    key_one, key_two = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
    one.publish(("k", key_one))
    two.publish(("k", key_two))
    verifier = verifier_of(one, two)
    assert await believed(verifier, signed({**THEIRS, "iss": one.url}, key_one, kid="k"))
    assert await believed(verifier, signed({**THEIRS, "iss": two.url}, key_two, kid="k"))
    assert not await believed(verifier, signed({**THEIRS, "iss": one.url}, key_two, kid="k"))
    assert not await believed(verifier, signed({**THEIRS, "iss": two.url}, key_one, kid="k"))


async def test_a5_a_storm_of_unknown_kids_is_one_fetch_a_minute(pages: tuple[KeyPage, KeyPage]) -> None:
    page, seconds = pages[0], Seconds()
    key = ECKey.generate_key("P-256")
    page.publish(("k", key))
    verifier = verifier_of(page, timer=seconds)
    assert await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="k"))
    for number in range(200):
        seconds.now += 0.2
        assert not await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid=f"unknown-{number}"))
    assert len(page.visits) == 1
    assert await believed(verifier, signed({**THEIRS, "iss": page.url, "jti": "other"}, key, kid="k"))
    seconds.now += 60
    assert not await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="unknown"))
    assert len(page.visits) == 2


async def test_a7_a_rotated_key_is_found_and_the_old_one_serves_until_its_tokens_end(
    pages: tuple[KeyPage, KeyPage],
) -> None:
    page, seconds = pages[0], Seconds()
    old, new = ECKey.generate_key("P-256"), RSAKey.generate_key(2048)
    page.publish(("old", old))
    verifier = verifier_of(page, timer=seconds)
    assert await believed(verifier, signed({**THEIRS, "iss": page.url}, old, kid="old"))
    page.publish(("new", new))
    seconds.now = 61
    assert await believed(verifier, signed({**THEIRS, "iss": page.url}, new, alg="RS256", kid="new"))
    assert await believed(verifier, signed({**THEIRS, "iss": page.url, "jti": "unseen"}, old, kid="old"))
    seconds.now = 3700
    assert not await believed(verifier, signed({**THEIRS, "iss": page.url, "jti": "3"}, old, kid="unknown"))
    assert not await believed(verifier, signed({**THEIRS, "iss": page.url, "jti": "late"}, old, kid="old"))


async def test_a_key_in_use_is_looked_up_again_after_an_hour(pages: tuple[KeyPage, KeyPage]) -> None:
    page, seconds = pages[0], Seconds()
    key = ECKey.generate_key("P-256")
    page.publish(("k", key))
    verifier = verifier_of(page, timer=seconds)
    assert await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="k"))
    seconds.now = 3601
    assert await believed(verifier, signed({**THEIRS, "iss": page.url, "jti": "2"}, key, kid="k"))
    refresh = verifier._issuers._keys[page.url]._refresh
    assert refresh is not None
    await refresh
    assert len(page.visits) == 2


async def test_a8_while_the_provider_is_away_known_keys_serve_and_nothing_opens(
    pages: tuple[KeyPage, KeyPage],
) -> None:
    page, seconds = pages[0], Seconds()
    key = ECKey.generate_key("P-256")
    page.publish(("k", key))
    verifier = verifier_of(page, timer=seconds)
    assert await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="k"))
    for broken in (None, "absent", b"<html>", b"[]", {"keys": 7}, b"{" + b" " * 300_000 + b"}"):
        page.answers["/jwks"] = broken
        seconds.now += 600
        assert await believed(verifier, signed({**THEIRS, "iss": page.url, "jti": str(seconds.now)}, key, kid="k"))
        assert not await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="other"))
    assert len(page.visits) == 7


async def test_a8_a_provider_that_was_never_reached_is_said_to_be_away(pages: tuple[KeyPage, KeyPage]) -> None:
    page = pages[0]
    key = ECKey.generate_key("P-256")
    verifier = verifier_of(page)
    with pytest.raises(ProviderAway):
        await verifier.verify(signed({**THEIRS, "iss": page.url}, key, kid="k"), at=AT)


async def test_keys_are_found_through_the_providers_metadata(pages: tuple[KeyPage, KeyPage]) -> None:
    page, seconds = pages[0], Seconds()
    key = ECKey.generate_key("P-256")
    page.publish(("k", key))
    token = signed({**THEIRS, "iss": page.url}, key, kid="k")
    verifier = verifier_of(page, timer=seconds, jwks_url=None)
    about = "/.well-known/openid-configuration"
    page.answers[about] = {"issuer": "https://elsewhere.test", "jwks_uri": f"{page.url}/jwks"}
    with pytest.raises(ProviderAway):
        await verifier.verify(token, at=AT)
    page.answers[about] = {"issuer": page.url, "jwks_uri": f"{page.url}/jwks"}
    seconds.now = 61
    assert await believed(verifier, token)


async def test_keys_that_cannot_verify_signatures_are_left_out(pages: tuple[KeyPage, KeyPage]) -> None:
    page = pages[0]
    key = ECKey.generate_key("P-256")
    public = key.as_dict(private=False)
    page.answers["/jwks"] = {
        "keys": [
            7,
            {**public, "kid": 7},
            {**public, "kid": "for encryption", "use": "enc"},
            {"kty": "oct", "k": "AAAA", "kid": "secret"},
            {"kty": "EC", "kid": "broken"},
            {**public, "kid": "k"},
        ]
    }
    verifier = verifier_of(page, algorithms=["ES256", "HS256", "none"])
    assert await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="k"))
    assert not await believed(verifier, signed({**THEIRS, "iss": page.url}, key, kid="for encryption"))
    forged = by_secret({**THEIRS, "iss": page.url}, b"\x00\x00\x00", "secret")
    assert not await believed(verifier, forged)


async def test_the_memory_of_believed_tokens_is_bounded(
    own: ECKey, verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fettle.modules.identity.credentials.verification.MOST_CACHED", 3)
    for number in range(5):
        assert await believed(verifier, signed(claims(jti=str(number)), own, kid=own.thumbprint()))
    assert len(verifier._cache) == 3
