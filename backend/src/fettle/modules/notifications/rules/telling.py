"""What each event of the feed has people told: which kind of notice, for whom, under whose permission."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.modules.notifications.records import Asked, Kind, Notice, Seen, Subject, Work
from fettle.modules.notifications.rules.happenings import Happening, changed, text_of, uuid_of, uuids_of
from fettle.modules.notifications.rules.notices import (
    about_thing,
    about_work,
    known,
    name_of,
    new_request,
    on_request,
    outcome_of,
)

LONGEST_QUOTE = 300
# What becomes of work says what becomes of the requests behind it.
OUTCOMES = frozenset({"complete", "cancelled"})
DECISIONS: Mapping[str, str] = {
    "work_request.approved": "approved",
    "work_request.followed": "approved",
    "work_request.declined": "declined",
    "work_request.merged": "duplicate",
}
FOLLOWED = (
    "work_order.*",
    "work_request.*",
    "comment.created",
    "asset.*",
    "maintenance_plan.stopped",
    "maintenance_plan.paused",
    "job.failed",
    "webhook.disabled",
    "file.quarantined",
    "escalation.raised",
)
"""The types of events that people are told of."""


def notices(event: Happening, seen: Seen) -> list[Notice]:
    """What `event` has people told, the most telling first: one person hears one thing of one event."""
    found = TOLD.get(event.type) or TOLD.get(event.entity)
    return found(event, seen) if found is not None else []


def _work_order(event: Happening, seen: Seen) -> list[Notice]:
    work = seen.work.get(event.about_id)
    if work is None or not work.live:
        return []
    made: list[Notice] = []
    given = _newly_assigned(event, work)
    if given:
        made.append(about_work(Kind.ASSIGNED, event, work, seen, given))
    if event.type != "work_order.created" and changed(event, "status"):
        status = str(event.after["status"])
        if status in OUTCOMES:
            made += [outcome_of(event, asked, seen, status) for asked in _requests_of(work.id, seen)]
        told = frozenset({*work.doers, *known(work.created_by, work.requested_by)})
        made.append(about_work(Kind.STATUS_CHANGED, event, work, seen, told, status=status, note=work.note or ""))
    return made


def _newly_assigned(event: Happening, work: Work) -> frozenset[UUID]:
    """Whom the event has given the work to, as far as nobody has taken it from them since."""
    given: set[UUID] = set()
    if changed(event, "assignee_id") and uuid_of(event, "assignee_id") == work.assignee_id:
        given |= known(work.assignee)
    if changed(event, "crew_id") and uuid_of(event, "crew_id") == work.crew_id:
        given |= set(work.crew)
    return frozenset(given)


def _work_request(event: Happening, seen: Seen) -> list[Notice]:
    asked = seen.asked.get(event.about_id)
    if asked is None:
        return []
    if event.type == "work_request.created":
        return [new_request(event, asked, seen)]
    decision = DECISIONS.get(event.type)
    # What was merged into this one before only changes whom it follows.
    if decision is None or (decision == "duplicate" and not changed(event, "status")):
        return []
    heard = [asked]
    if decision == "declined":
        heard += [each for each in seen.asked.values() if each.duplicate_of_id == asked.id]
    return [outcome_of(event, each, seen, decision) for each in heard]


def _requests_of(work_order_id: UUID, seen: Seen) -> list[Asked]:
    return [asked for asked in seen.asked.values() if asked.work_order_id == work_order_id]


def _comment(event: Happening, seen: Seen) -> list[Notice]:
    said = {"said": text_of(event, "body")[:LONGEST_QUOTE], "who": name_of(event.actor_user_id, seen)}
    mentioned = uuids_of(event, "mentions")
    parent = uuid_of(event, "parent_id")
    answered = known(seen.authors.get(parent)) if parent is not None else set()
    work = seen.work.get(event.about_id)
    if work is not None and work.live:
        others = frozenset({*work.doers, *answered, *known(work.created_by, work.requested_by)})
        return [
            about_work(Kind.MENTIONED, event, work, seen, mentioned, **said),
            about_work(Kind.COMMENTED, event, work, seen, others, **said),
        ]
    asked = seen.asked.get(event.about_id)
    if asked is None:
        return []
    asker = frozenset(known(asked.requested_by))
    # What the office says among itself is not for who asked.
    listening = asker if event.after.get("public") else frozenset()
    return [
        on_request(Kind.MENTIONED, event, asked, people=mentioned, theirs=asker & mentioned, **said),
        on_request(Kind.COMMENTED, event, asked, people=frozenset(answered), theirs=listening, **said),
    ]


def _asset(event: Happening, seen: Seen) -> list[Notice]:
    thing = seen.things.get(event.about_id)
    if thing is None or event.entity != "asset" or event.after.get("condition") != "poor":
        return []
    if not changed(event, "condition"):
        return []
    return [about_thing(Kind.LOW_CONDITION, str(event.id), thing, spared=event.actor_user_id, who=_who(event, seen))]


def _plan(event: Happening, seen: Seen) -> list[Notice]:
    plan_id = event.about_id
    name = seen.names.get(plan_id, "")
    return [
        Notice(
            kind=Kind.PLAN_STOPPED,
            key=str(event.id),
            subject=Subject.MAINTENANCE_PLAN,
            subject_id=plan_id,
            path=f"/plans/{plan_id}",
            facts={"plan": name, "what": f"plan:{event.type.partition('.')[2]}", "reason": _reason(event, "plan")},
            holders="plans:write",
            needs="plans:read",
            site_id=event.site_id,
            spared=event.actor_user_id,
        )
    ]


def _job(event: Happening, _seen: Seen) -> list[Notice]:
    facts = {"job": text_of(event, "name"), "error": text_of(event, "failure")}
    return [_for_holders(Kind.JOB_FAILED, event, Subject.JOB, path="/settings/jobs", holders="jobs:read", facts=facts)]


def _webhook(event: Happening, _seen: Seen) -> list[Notice]:
    facts = {"webhook": text_of(event, "name"), "reason": _reason(event, "webhook")}
    path, holders = "/settings/webhooks", "webhooks:read"
    made = _for_holders(Kind.WEBHOOK_DISABLED, event, Subject.WEBHOOK, path=path, holders=holders, facts=facts)
    return [msgspec.structs.replace(made, spared=event.actor_user_id)]


def _for_holders(
    kind: Kind, event: Happening, subject: Subject, *, path: str, holders: str, facts: Mapping[str, str]
) -> Notice:
    return Notice(
        kind=kind,
        key=str(event.id),
        subject=subject,
        subject_id=event.entity_id,
        path=path,
        facts=facts,
        holders=holders,
        needs=holders,
    )


def _file(event: Happening, seen: Seen) -> list[Notice]:
    uploader = seen.authors.get(event.entity_id, event.actor_user_id)
    return [
        Notice(
            kind=Kind.FILE_QUARANTINED,
            key=str(event.id),
            subject=Subject.FILE,
            subject_id=event.entity_id,
            path="/notifications",
            facts={"file": seen.names.get(event.entity_id, ""), "reason": text_of(event, "reason")},
            theirs=frozenset(known(uploader)),
        )
    ]


def _escalation(event: Happening, seen: Seen) -> list[Notice]:
    work = seen.work.get(uuid_of(event, "work_order_id") or event.about_id)
    if work is None or not work.live:
        return []
    told = uuids_of(event, "recipient_ids")
    return [about_work(Kind.ESCALATED, event, work, seen, told, message=text_of(event, "message"))]


def _reason(event: Happening, of: str) -> str:
    """Why something stopped, as a term that has words in each language."""
    why = text_of(event, "stopped_reason", "disabled_because")
    return f"{of}:{why}" if why else ""


def _who(event: Happening, seen: Seen) -> str:
    return name_of(event.actor_user_id, seen)


TOLD: Mapping[str, Callable[[Any, Seen], list[Notice]]] = {
    "work_order": _work_order,
    "work_request": _work_request,
    "comment.created": _comment,
    "asset": _asset,
    "maintenance_plan.stopped": _plan,
    "maintenance_plan.paused": _plan,
    "job.failed": _job,
    "webhook.disabled": _webhook,
    "file.quarantined": _file,
    "escalation.raised": _escalation,
}


def wanted_people(notices: Iterable[Notice]) -> tuple[set[UUID], set[str]]:
    """Whom to look up for `notices`: people by id, and permissions whose holders are meant."""
    made = list(notices)
    people = {each for notice in made for each in (*notice.people, *notice.theirs)}
    return people, {notice.holders for notice in made if notice.holders is not None}


def with_links(notices: Iterable[Notice], pages: Mapping[UUID, str]) -> list[Notice]:
    """`notices`, those to somebody without an account with the public page of their request."""
    return [
        msgspec.structs.replace(notice, link=pages.get(notice.subject_id))
        if notice.address is not None and notice.subject_id is not None
        else notice
        for notice in notices
    ]
