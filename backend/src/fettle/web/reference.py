"""The API reference page: Swagger UI served from its package, so that it works without the internet."""

from importlib.resources import files

import litestar
from litestar import MediaType, Response
from litestar.response import Redirect

from fettle.kit.refusals import NotFound

ASSETS = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css", "favicon-32x32.png": "image/png"}
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fettle API</title>
<link rel="icon" href="/reference/favicon-32x32.png">
<link rel="stylesheet" href="/reference/swagger-ui.css">
</head>
<body>
<main id="reference"></main>
<script src="/reference/swagger-ui-bundle.js"></script>
<script src="/reference/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#reference", deepLinking: true, docExpansion: "none", filter: true,
  persistAuthorization: true, tryItOutEnabled: true, validatorUrl: null,
});
"""


@litestar.get("/", include_in_schema=False)
async def front_door() -> Redirect:
    """Whoever opens the bare address in a browser wants to see something."""
    return Redirect("/reference")


@litestar.get("/reference", include_in_schema=False)
async def reference_page() -> Response[str]:
    """The reference page."""
    return Response(PAGE, media_type=MediaType.HTML, headers={"Content-Security-Policy": POLICY})


@litestar.get("/reference/{name:str}", include_in_schema=False, sync_to_thread=False)
def reference_asset(name: str) -> Response[bytes]:
    """One of the files that the reference page loads."""
    if name == "start.js":
        return Response(START.encode(), media_type="text/javascript")
    if name not in ASSETS:
        raise NotFound()
    body = files("swagger_ui").joinpath("static", name).read_bytes()
    return Response(body, media_type=ASSETS[name], headers={"Cache-Control": "public, max-age=86400"})


plain_routes = [front_door, reference_page, reference_asset]
