"""Stopping mails without signing in: a page for people who click, and one POST for mail programs (RFC 8058)."""

from typing import Annotated, Any

from litestar import MediaType, Request, Response
from litestar.params import HeaderParameter, Parameter

from fettle.db.call import Call
from fettle.modules.notifications.actions import choosing as actions
from fettle.modules.notifications.rules import pages
from fettle.modules.notifications.rules.unsubscribing import LinkIsNotOurs
from fettle.web.verbs import get, post

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
Token = Annotated[str, Parameter(max_length=500, description="The signed word of the link in the mail.")]
Language = Annotated[str | None, HeaderParameter(name="Accept-Language", max_length=200)]


@get("/notifications/unsubscribe", may=None, refuses=[LinkIsNotOurs], media_type=MediaType.HTML)
async def show_unsubscribe(token: Token, request: Request[Any, Any, Any], language: Language = None) -> Response[str]:
    """Show a page with a button that stops the mails; opening it stops nothing, as programs look at links too."""
    page = pages.ask(request.app.state.post_office.secret, token, language)
    return Response(page, media_type=MediaType.HTML, headers={"Content-Security-Policy": POLICY})


@post("/notifications/unsubscribe", may=None, status_code=200, refuses=[LinkIsNotOurs], media_type=MediaType.HTML)
async def unsubscribe(
    lobby: Call, token: Token, request: Request[Any, Any, Any], language: Language = None
) -> Response[str]:
    """Stop the mails that the link stands for; mail programs send this by themselves (RFC 8058)."""
    tenant = await actions.unsubscribe(lobby, request.app.state.post_office.secret, token)
    return Response(
        pages.done(tenant, language), media_type=MediaType.HTML, headers={"Content-Security-Policy": POLICY}
    )


ROUTES = [show_unsubscribe, unsubscribe]
