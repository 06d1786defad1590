"""Which links of this installation the field app may open: what Apple's and Google's phones ask every host for.

A link in an e-mail then opens the work order in the app where it is installed, and the same address in a browser
elsewhere. Without the ids of an app of one's own (FETTLE_IOS_APPS, FETTLE_ANDROID_APPS) nothing is claimed.
"""

from typing import Any

import litestar
from litestar import Request

PATHS = ("/work-orders/*", "/assets/*", "/requests/*", "/field/*")
"""What the app has screens for. Public pages stay in the browser: who scans a label need not have the app."""


@litestar.get("/.well-known/apple-app-site-association", include_in_schema=False)
async def apple_app_site_association(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The apps for iOS that may open links of this host."""
    apps: list[str] = request.app.state.settings.ios_apps
    details = [{"appIDs": apps, "components": [{"/": path} for path in PATHS]}] if apps else []
    return {"applinks": {"details": details}, "webcredentials": {"apps": apps}}


@litestar.get("/.well-known/assetlinks.json", include_in_schema=False)
async def assetlinks(request: Request[Any, Any, Any]) -> list[dict[str, Any]]:
    """The apps for Android that may open links of this host."""
    return [
        {
            "relation": ["delegate_permission/common.handle_all_urls"],
            "target": {
                "namespace": "android_app",
                "package_name": app.package,
                "sha256_cert_fingerprints": app.fingerprints,
            },
        }
        for app in request.app.state.settings.android_apps
    ]


plain_routes = [apple_app_site_association, assetlinks]
