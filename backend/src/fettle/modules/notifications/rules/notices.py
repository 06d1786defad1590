"""Notices about work, requests and assets: under whose permission, with which facts, leading where."""

from uuid import UUID

from fettle.modules.notifications.records import Asked, Kind, Notice, Seen, Subject, Thing, Work
from fettle.modules.notifications.rules.happenings import Happening

READ_WORK = "work_orders:read"
READ_REQUESTS = "requests:read"


def about_work(
    kind: Kind, event: Happening | None, work: Work, seen: Seen, people: frozenset[UUID], **facts: str
) -> Notice:
    """A notice about work, for those who may read work orders of its site."""
    actor = event.actor_user_id if event is not None else None
    return Notice(
        kind=kind,
        key=str(event.id) if event is not None else "",
        subject=Subject.WORK_ORDER,
        subject_id=work.id,
        path=f"/work-orders/{work.id}",
        facts={**facts_of_work(work), "who": name_of(actor, seen), **facts},
        people=people,
        needs=READ_WORK,
        site_id=work.site_id,
        spared=actor,
        urgent=work.priority == "urgent",
    )


def facts_of_work(work: Work) -> dict[str, str]:
    """What is said of work whatever happened to it."""
    return {
        "number": f"WO-{work.number}",
        "title": work.title,
        "site": work.site or "",
        "due": work.due_at.isoformat() if work.due_at else "",
    }


def new_request(event: Happening, asked: Asked, seen: Seen) -> Notice:
    return Notice(
        kind=Kind.NEW_REQUEST,
        key=str(event.id),
        subject=Subject.WORK_REQUEST,
        subject_id=asked.id,
        path=f"/requests/{asked.id}",
        facts={**facts_of_request(asked), "who": asked.name or name_of(asked.requested_by, seen)},
        holders="requests:decide",
        needs=READ_REQUESTS,
        site_id=asked.site_id,
        spared=event.actor_user_id,
        urgent=asked.priority == "urgent",
    )


def outcome_of(event: Happening, asked: Asked, seen: Seen, outcome: str) -> Notice:
    """What became of a request, for whoever asked; without an account by mail, with the link to its public page."""
    without_account = asked.requested_by is None
    return Notice(
        kind=Kind.REQUEST_OUTCOME,
        key=str(event.id),
        subject=Subject.WORK_REQUEST,
        subject_id=asked.id,
        path=f"/requests/{asked.id}",
        facts={**facts_of_request(asked), "outcome": f"outcome:{outcome}", "note": asked.note or ""},
        theirs=frozenset(known(asked.requested_by)),
        site_id=asked.site_id,
        spared=event.actor_user_id,
        address=asked.email if without_account else None,
        language=asked.language,
    )


def on_request(
    kind: Kind, event: Happening, asked: Asked, *, people: frozenset[UUID], theirs: frozenset[UUID], **said: str
) -> Notice:
    return Notice(
        kind=kind,
        key=str(event.id),
        subject=Subject.WORK_REQUEST,
        subject_id=asked.id,
        path=f"/requests/{asked.id}",
        facts={**facts_of_request(asked), **said},
        people=people,
        theirs=theirs,
        needs=READ_REQUESTS,
        site_id=asked.site_id,
        spared=event.actor_user_id,
        urgent=asked.priority == "urgent",
    )


def facts_of_request(asked: Asked) -> dict[str, str]:
    return {"number": f"#{asked.number}", "title": asked.title, "site": asked.site or ""}


def about_thing(kind: Kind, key: str, thing: Thing, *, spared: UUID | None = None, **facts: str) -> Notice:
    """A notice about an asset, for those who look after assets at its site."""
    return Notice(
        kind=kind,
        key=key,
        subject=Subject.ASSET,
        subject_id=thing.id,
        path=f"/assets/{thing.id}",
        facts={"asset": thing.name, "site": thing.site or "", **facts},
        holders="assets:write",
        needs="assets:read",
        site_id=thing.site_id,
        spared=spared,
    )


def name_of(user_id: UUID | None, seen: Seen) -> str:
    return seen.names.get(user_id, "") if user_id is not None else ""


def known(*people: UUID | None) -> set[UUID]:
    return {each for each in people if each is not None}
