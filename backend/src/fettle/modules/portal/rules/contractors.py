"""Decisions about contractors' links."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from fettle.kit.changes import Change
from fettle.kit.refusals import Conflict, Fault, Forbidden, Invalid, Stale
from fettle.modules.portal.records.contractors import Allowed, ContractorLink, Job, NewContractorLink, Time
from fettle.modules.portal.rules.codes import NothingHere

LASTS = timedelta(days=14)
LONGEST = timedelta(days=365)
OPEN = frozenset({"approved", "in_progress", "on_hold"})


class WorkNotOpen(Conflict):
    """A contractor can be let in only while the work order is released and not finished."""


class LinkRevoked(Conflict):
    """This link was withdrawn before."""


class NotInThisLink(Forbidden):
    """This link does not allow that."""


def new(given: NewContractorLink, *, id: UUID, work_order_id: UUID, by: UUID | None, at: datetime) -> ContractorLink:
    """The link that `given` makes. Raises `Invalid` for an end in the past or more than a year away."""
    expires_at = given.expires_at or at + LASTS
    if not at < expires_at <= at + LONGEST:
        raise Invalid.at("/expiresAt", "out_of_range", "must lie ahead, at most a year")
    return ContractorLink(
        id=id,
        work_order_id=work_order_id,
        name=given.name,
        email=given.email,
        scope=sorted(set(given.scope)),
        expires_at=expires_at,
        created_at=at,
        created_by=by,
    )


def must_be_open(status: str) -> None:
    """Raise `WorkNotOpen` for work that nobody does (any more)."""
    if status not in OPEN:
        raise WorkNotOpen(f"This work order is {status.replace('_', ' ')}.")


def must_be_live(link: ContractorLink, *, at: datetime) -> None:
    """Raise `NothingHere` for a link that was withdrawn or has expired."""
    if link.revoked_at is not None or at >= link.expires_at:
        raise NothingHere()


def must_allow(scope: Collection[Allowed], wanted: Allowed) -> None:
    """Raise `NotInThisLink` unless the link allows `wanted`."""
    if wanted not in scope:
        raise NotInThisLink()


def must_be_job_of(job: Job, task_ids: Collection[UUID]) -> None:
    """Raise `Invalid` for tasks that are none of this job's."""
    known = {task.id for task in job.tasks}
    faults = [
        Fault(f"/taskIds/{n}", "unknown", "no such task here") for n, each in enumerate(task_ids) if each not in known
    ]
    if faults:
        raise Invalid("Some tasks are unknown here.", faults=faults)


def check_time(time: Time) -> None:
    """Raise `Invalid` for hours that nobody can have worked in a day."""
    if not time.hours.is_finite() or not 0 < time.hours <= 24:
        raise Invalid.at("/hours", "out_of_range", "must be more than 0 and at most 24")


def revoke(link: ContractorLink, *, version: int) -> None:
    """Raise `Stale`, or `LinkRevoked` for a link that is withdrawn already."""
    if link.version != version:
        raise Stale()
    if link.revoked_at is not None:
        raise LinkRevoked()


def issued(link: ContractorLink, site_id: UUID | None) -> Change:
    """The change that making a link makes."""
    after = {
        "work_order_id": link.work_order_id,
        "name": link.name,
        "email": link.email,
        "scope": link.scope,
        "expires_at": link.expires_at,
    }
    return Change("contractor_link.issued", link.id, after=after, about_id=link.work_order_id, site_id=site_id)


def revoked(link: ContractorLink, site_id: UUID | None, at: datetime) -> Change:
    """The change that withdrawing a link makes."""
    return Change(
        "contractor_link.revoked",
        link.id,
        before={"revoked_at": None},
        after={"revoked_at": at},
        about_id=link.work_order_id,
        site_id=site_id,
    )
