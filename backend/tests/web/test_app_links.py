"""Links that open in the field app: what phones ask a host for."""

from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from fettle.config import AndroidApp, Settings

FINGERPRINT = ":".join(["AB"] * 32)


async def test_without_an_app_nothing_is_claimed(http: httpx.AsyncClient) -> None:
    """Phones are answered, and open every link in the browser."""
    apple = await http.get("/.well-known/apple-app-site-association")
    assert apple.status_code == 200
    assert apple.headers["content-type"].startswith("application/json")
    assert apple.json()["applinks"] == {"details": []}
    assert (await http.get("/.well-known/assetlinks.json")).json() == []


async def test_links_to_work_open_in_the_app(
    http: httpx.AsyncClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work orders and assets do; pages of the portal and the office do not."""
    monkeypatch.setattr(settings, "ios_apps", ["ABCDE12345.org.example.fettle"])
    monkeypatch.setattr(
        settings, "android_apps", [AndroidApp(package="org.example.fettle", fingerprints=[FINGERPRINT])]
    )
    [detail] = (await http.get("/.well-known/apple-app-site-association")).json()["applinks"]["details"]
    assert detail["appIDs"] == ["ABCDE12345.org.example.fettle"]
    paths = [component["/"] for component in detail["components"]]
    assert "/work-orders/*" in paths
    assert not any(path.startswith(("/r/", "/c/", "/settings", "/*")) for path in paths)
    [link] = (await http.get("/.well-known/assetlinks.json")).json()
    assert link["target"]["package_name"] == "org.example.fettle"
    assert link["target"]["sha256_cert_fingerprints"] == [FINGERPRINT]


@pytest.mark.parametrize(
    "wrong", [{"ios_apps": ["fettle"]}, {"android_apps": [{"package": "fettle", "fingerprints": ["AB"]}]}]
)
def test_misspelt_apps_are_refused_at_the_start(wrong: dict[str, Any]) -> None:
    """A link that silently does not open is hard to find."""
    with pytest.raises(ValidationError):
        Settings(**wrong)
