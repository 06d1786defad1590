"""Links with which somebody stops mails without signing in: signed, so that nobody stops those of others."""

from uuid import UUID

import msgspec

from fettle.kit.pages import BadCursor, seal, unseal
from fettle.kit.refusals import NotFound
from fettle.modules.notifications.records import Kind

SCOPE = b"fettle unsubscribe"
DIGEST = "digest"


class LinkIsNotOurs(NotFound):
    """This link is not complete, or not ours; choose what you are told about in your settings."""


class Wish(msgspec.Struct, frozen=True):
    """Whose mails of which kind stop: of a member, or all to an address without an account."""

    tenant_id: UUID
    user_id: UUID | None
    address: str | None
    kind: str


def token(secret: bytes, wish: Wish) -> str:
    """The signed word of a link; it holds as long as the installation keeps its secret."""
    who = str(wish.user_id) if wish.user_id is not None else f"mailto:{wish.address}"
    return seal(secret, SCOPE, [str(wish.tenant_id), who, wish.kind])


def read(secret: bytes, given: str) -> Wish:
    """What a link asks for. Raises `LinkIsNotOurs`."""
    try:
        tenant_id, who, kind = unseal(secret, SCOPE, given)
    except BadCursor:
        raise LinkIsNotOurs() from None
    address = who.removeprefix("mailto:") if who.startswith("mailto:") else None
    return Wish(UUID(tenant_id), None if address is not None else UUID(who), address, kind)


def kinds(wish: Wish) -> list[Kind]:
    """The kinds of which no mail comes any more: one, or all for a daily mail that holds many."""
    return list(Kind) if wish.kind == DIGEST else [Kind(wish.kind)]
