"""Requests by e-mail: what a message becomes, and the answer to it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
import structlog

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.letters import Letter as Written
from fettle.kit.letters import written
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Refusal, Unavailable
from fettle.modules.files import public as files
from fettle.modules.portal.actions import status
from fettle.modules.portal.actions.staging import staged
from fettle.modules.portal.credentials import tokens
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.mail import Letter, Message, MessageStatus
from fettle.modules.portal.records.places import Place
from fettle.modules.portal.records.public import Photo
from fettle.modules.portal.rules import letters
from fettle.modules.portal.rules import mail as rules
from fettle.modules.portal.rules import reports as report_rules
from fettle.modules.portal.rules.codes import codes_in, hash_of, known_token, tokens_in
from fettle.modules.portal.store import doors, places, threads
from fettle.modules.portal.store import mail as store
from fettle.modules.portal.store import settings as settings_store
from fettle.modules.work_orders import public as work_orders
from fettle.queue import enqueue

READ = "portal:read"
WRITE = "portal:write"
MAY = ("requests:create", "requests:read", "comments:create", "files:create")
VIA = "email"
log = structlog.get_logger("fettle.portal")
Also = Callable[[Call], Awaitable[None]]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a message: to whom, what, and with which headers."""

    to: str
    letter: Written
    headers: dict[str, str]


async def take_from_provider(desk: Desk, visitor: Caller, secret: str, raw: bytes) -> None:
    """Take a message that a mail provider hands over to the secret address of a tenant."""
    doorway = await desk.doorway(visitor, VIA, hash_of(known_token(secret)))
    await take(desk, visitor, doorway.tenant_id, raw)


async def take(
    desk: Desk, visitor: Caller, tenant_id: UUID, raw: bytes, *, also: Also | None = None, kept: Message | None = None
) -> None:
    """Make of a message what it is: a request, a comment, nothing. What cannot be read is quarantined, seen by staff.

    `also` is done in the same transaction; `kept` is a message in quarantine that is tried again.
    """
    try:
        letter = rules.read(raw)
        await _take(desk, visitor, tenant_id, letter, also, kept)
    except Unavailable:
        raise
    except Refusal as refusal:
        await _quarantine(desk, visitor, tenant_id, raw, refusal.detail, also, kept)
    except Exception as error:
        # Whatever it is about this one message: the others wait behind it.
        log.error("message not read", exc_info=error)
        await _quarantine(desk, visitor, tenant_id, raw, f"It could not be read ({type(error).__name__}).", also, kept)


async def _take(  # noqa: PLR0917
    desk: Desk, visitor: Caller, tenant_id: UUID, letter: Letter, also: Also | None, kept: Message | None
) -> None:
    photos, lost = await _staged(desk, tenant_id, letter)
    async with desk.inside(visitor, tenant_id, VIA, *MAY) as call:
        if also is not None:
            await also(call)
        known = await store.known(call, letter.message_id)
        if known is not None and (kept is None or kept.id != known):
            return
        told, subject, verdict = await _become(call, letter, photos, lost, retried=kept is not None)
        message = _message(call, letter, verdict, subject, told, kept)
        if kept is None:
            await store.insert(call, message, None, rules.told(message, "received"))
        else:
            await store.save(call, message, rules.decided(kept, message, "retried"))
        if verdict is MessageStatus.REQUEST and subject is not None:
            await enqueue(call, "portal.answer_mail", message_id=message.id)


async def _become(
    call: Call, letter: Letter, photos: Sequence[files.Staged], lost: int, *, retried: bool
) -> tuple[str | None, UUID | None, MessageStatus]:
    """What a letter becomes: (why not, the request that it belongs to, what it is)."""
    hints = " ".join(letter.hints)
    if letter.automatic is not None:
        return letter.automatic, None, MessageStatus.IGNORED
    if await threads.linked(call, [hash_of(each) for each in tokens_in(letter.message_id)]):
        return "It is a message of our own.", None, MessageStatus.IGNORED
    sender = letter.sender or ""
    if not retried and await store.recent(call, sender, call.now - timedelta(hours=1)) >= rules.MOST_AN_HOUR:
        raise rules.TooManyOfOne()
    request_id = await threads.linked(call, [hash_of(each) for each in tokens_in(hints)])
    words = letter.text + (f"\n\n[{lost} attachment(s) could not be taken]" if lost else "")
    if request_id is not None:
        return None, await _comment(call, request_id, letter, words, photos), MessageStatus.COMMENT
    return None, await _request(call, letter, words, photos), MessageStatus.REQUEST


async def _comment(call: Call, request_id: UUID, letter: Letter, words: str, photos: Sequence[files.Staged]) -> UUID:
    body = report_rules.words_of(words or letter.subject, [Photo("", "", b"")] * bool(photos))
    if body:
        new = work_orders.NewComment(body=body, public=True, author_name=letter.sender_name or letter.sender)
        await work_orders.comment_on_request(call, request_id, new)
    for each in photos:
        await files.attach(call, each, "work_request", request_id)
    return request_id


async def _request(call: Call, letter: Letter, words: str, photos: Sequence[files.Staged]) -> UUID:
    place = await _place(call, letter)
    title, description = rules.request_text(msgspec.structs.replace(letter, text=words))
    new = work_orders.NewRequest(
        title=title,
        description=description,
        site_id=place.site_id if place else None,
        location_id=place.location_id if place else None,
        asset_id=place.asset_id if place else None,
        requester_name=letter.sender_name,
        requester_email=letter.sender,
    )
    request = await work_orders.create_request(call, new)
    house = await doors.house(call)
    language = house.locale.partition("-")[0]
    await threads.begin(call, request.id, place_id=place.id if place else None, language=language)
    for each in photos:
        await files.attach(call, each, "work_request", request.id)
    return request.id


async def _place(call: Call, letter: Letter) -> Place | None:
    settings = await settings_store.get(call)
    base = (settings.email_address or "").partition("@")[0].lower()
    hints = [hint.lower().replace(f"{base}+", " ") if base else hint.lower() for hint in letter.hints]
    found = await store.place_of(call, [hash_of(code) for code in codes_in(" ".join(hints))])
    return None if found is None else await places.get(call, found)


async def _staged(desk: Desk, tenant_id: UUID, letter: Letter) -> tuple[list[files.Staged], int]:
    """What came along, checked and stored, and how much of it could not be taken."""
    taken: list[files.Staged] = []
    if letter.automatic is not None:
        return taken, 0
    for photo in letter.attachments:
        try:
            taken += await staged(desk, tenant_id, [photo])
        except report_rules.ReportIncomplete:
            continue
    return taken, len(letter.attachments) - len(taken)


def _message(  # noqa: PLR0917
    call: Call,
    letter: Letter,
    verdict: MessageStatus,
    request_id: UUID | None,
    reason: str | None,
    kept: Message | None,
) -> Message:
    if kept is not None:
        return msgspec.structs.replace(
            kept, status=verdict, request_id=request_id, reason=reason, version=kept.version + 1
        )
    return Message(
        id=call.new_id(),
        message_id=letter.message_id,
        sender=letter.sender,
        subject=letter.subject,
        body=letter.whole,
        status=verdict,
        reason=reason,
        request_id=request_id,
        received_at=call.now,
        created_at=call.now,
        updated_at=call.now,
    )


async def _quarantine(  # noqa: PLR0917
    desk: Desk,
    visitor: Caller,
    tenant_id: UUID,
    raw: bytes,
    reason: str,
    also: Also | None,
    kept: Message | None,
) -> None:
    async with desk.inside(visitor, tenant_id, VIA, *MAY) as call:
        if also is not None:
            await also(call)
        name, sender, subject = rules.labelled(raw)
        if kept is not None or await store.known(call, name) is not None:
            return
        message = Message(
            id=call.new_id(),
            message_id=name,
            sender=sender,
            subject=subject,
            status=MessageStatus.QUARANTINED,
            reason=reason,
            received_at=call.now,
            created_at=call.now,
            updated_at=call.now,
        )
        kept_bytes = raw if len(raw) <= rules.LARGEST_MESSAGE else raw[: rules.LARGEST_KEPT]
        await store.insert(call, message, kept_bytes, rules.told(message, "quarantined"))


async def some(call: Call, statuses: Sequence[MessageStatus] | None, page: PageRequest) -> Page[Message]:
    """A page of the messages that came in, newest first."""
    call.must(READ)
    rows = await store.some(call, None if statuses is None else [each.value for each in statuses], page)
    return page.page(rows, key=lambda row: [row.created_at.isoformat(), str(row.id)])


async def get(call: Call, message_id: UUID) -> Message:
    """A message with its whole text."""
    call.must(READ)
    return await store.get(call, message_id)


async def dismiss(call: Call, message_id: UUID) -> Message:
    """Let a message in quarantine go; its bytes are deleted."""
    call.must(WRITE)
    before = await store.get(call, message_id, locked=True)
    rules.must_be_quarantined(before)
    after = msgspec.structs.replace(before, status=MessageStatus.DISMISSED, version=before.version + 1)
    await store.save(call, after, rules.decided(before, after, "dismissed"))
    return after


async def ask_again(call: Call, message_id: UUID) -> Message:
    """Read a message in quarantine once more, in the background."""
    call.must(WRITE)
    message = await store.get(call, message_id)
    rules.must_be_quarantined(message)
    await enqueue(call, "portal.retry_message", message_id=message_id, once=f"retry {message_id}")
    return message


async def kept_bytes(call: Call, message_id: UUID) -> tuple[Message, bytes] | None:
    """A message in quarantine with its bytes, None once it is decided."""
    call.must(WRITE)
    message, raw = await store.get(call, message_id), await store.raw(call, message_id)
    return (message, raw) if raw is not None and message.status is MessageStatus.QUARANTINED else None


async def answer(call: Call, message_id: UUID, *, base_url: str, domain: str) -> Answer | None:
    """The answer to a message that became a request: its number, and where its status is shown."""
    call.must(WRITE)
    message = await store.get(call, message_id)
    row = None if message.request_id is None else await threads.status(call, message.request_id)
    if row is None or message.request_id is None or message.sender is None:
        return None
    token = tokens.new_token()
    await threads.link(call, row.id, hash_of(token))
    settings, house = await settings_store.get(call), await doors.house(call)
    language = await threads.language(call, row.id)
    letter = written(
        letters.RECEIVED,
        language,
        link=f"{base_url}{status.PATH}{token}",
        tenant=house.name,
        number=str(row.number),
    )
    headers = {"Message-ID": f"<{token}@{domain}>", "Auto-Submitted": "auto-replied"}
    headers |= {"In-Reply-To": message.message_id, "References": message.message_id}
    if settings.email_address:
        name, _, host = settings.email_address.partition("@")
        headers["Reply-To"] = f"{name}+{token}@{host}"
    return Answer(to=message.sender, letter=letter, headers=headers)
