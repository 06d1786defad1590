"""A job is performed: in its tenant, within its time, and with an outcome that is written down whatever happens."""

import asyncio
import inspect
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.db.errors import DatabaseAway, NoConnection, OutcomeUnknown
from fettle.kit.changes import Change
from fettle.kit.refusals import Refusal
from fettle.queue.declared import Job
from fettle.queue.tickets import Ticket, WrongArguments, arguments
from fettle.queue.work import GiveUp, TryLater, Work

FINISH = "SELECT app.finish_job(%s, %s)"
PUT_OFF = "SELECT app.put_off_job(%s, %s, %s, %s, %s)"
BURY = "SELECT app.bury_job(%s, %s, %s)"
LAY_ASIDE = "SELECT app.lay_aside(%s, %s::jsonb, %s, %s, %s)"
AWAY = (DatabaseAway, NoConnection, OutcomeUnknown)
"""Nobody's fault: these do not count as attempts."""
FIRST_WAIT = 2.0
LONGEST_WAIT = 3600.0
RESTING = timedelta(hours=1)
UNKNOWN_WAIT = timedelta(minutes=1)
UNKNOWN_FOR = timedelta(days=1)
"""How long a job with arguments that this release does not take waits for a release that does."""
LONGEST_MESSAGE = 500

log = structlog.get_logger("fettle.queue")


class Lost(Exception):
    """Its worker was killed in the middle of it as often as it may be tried."""


async def perform(door: Door, ticket: Ticket, job: Job, services: Mapping[str, Any]) -> BaseException | None:
    """Do what the ticket says and record the outcome; the failure, if it failed. Raises only what cannot be recorded.

    A tenant that is suspended or asked for its deletion rests: its jobs wait. Those of a deleted tenant are dropped.
    """
    if ticket.standing == "gone":
        await _finish(door, ticket)
        return None
    if ticket.standing == "resting":
        await _put_off(door, ticket, RESTING, counted=False)
        return None
    try:
        await _run(door, ticket, job, services)
    except asyncio.CancelledError:
        await asyncio.shield(_put_off(door, ticket, timedelta(0), counted=False))
        raise
    except Exception as error:
        await _failed(door, ticket, job, error)
        return error
    return None


async def _run(door: Door, ticket: Ticket, job: Job, services: Mapping[str, Any]) -> None:
    if ticket.attempts >= job.attempts:
        raise GiveUp(explained(Lost()))
    given = arguments(job, ticket.args)
    async with asyncio.timeout(job.seconds):
        if takes_call(job):
            async with door.open(_caller(ticket)) as call:
                await job.run(call, **given)
                # What it did and that it is done become true together.
                await call.keep(FINISH, [ticket.id, ticket.runs])
            return
        last = ticket.attempts + 1 >= job.attempts
        work = Work(door, ticket.tenant_id, services, attempt=ticket.attempts + 1, last=last)
        await job.run(work, **given)
    await _finish(door, ticket)


def takes_call(job: Job) -> bool:
    """Whether the job works inside one transaction that is opened for it."""
    return next(iter(inspect.signature(job.run).parameters)) == "call"


async def _failed(door: Door, ticket: Ticket, job: Job, error: Exception) -> None:
    said = explained(error)
    tried = ticket.attempts + 1
    if isinstance(error, WrongArguments) and door.clock() < ticket.enqueued_at + UNKNOWN_FOR:
        log.warning("job put off", reason=said)
        await _put_off(door, ticket, UNKNOWN_WAIT, counted=False, said=said)
    elif isinstance(error, AWAY):
        await _put_off(door, ticket, _wait(1), counted=False, said=said)
    elif isinstance(error, GiveUp | WrongArguments) or tried >= job.attempts:
        log.error("job failed", attempts=tried, reason=said, exc_info=_unforeseen(error))
        await _bury(door, ticket, tried, said)
    else:
        asked = error.wait if isinstance(error, TryLater) else None
        log.warning("job will be tried again", attempts=tried, reason=said, exc_info=_unforeseen(error))
        await _put_off(door, ticket, asked or _wait(tried), counted=True, said=said)


def _unforeseen(error: Exception) -> Exception | None:
    return None if isinstance(error, Refusal | TryLater | GiveUp | WrongArguments | TimeoutError) else error


def explained(error: BaseException) -> str:
    """What may be shown of a failure: its name, and its words where they are ours; never those of the database."""
    name = type(error).__name__
    if isinstance(error, Refusal):
        words = error.detail
    elif isinstance(error, TryLater | GiveUp | WrongArguments):
        return str(error)[:LONGEST_MESSAGE] or name
    elif isinstance(error, TimeoutError):
        words = "It took too long."
    else:
        words = inspect.getdoc(type(error)) or "" if isinstance(error, Lost) else ""
    return f"{name}: {words}"[:LONGEST_MESSAGE] if words else name


def _wait(tried: int) -> timedelta:
    """Twice as long each time, give or take a quarter so that those who failed together come back apart."""
    seconds = min(FIRST_WAIT * 2 ** (tried - 1), LONGEST_WAIT)
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311 - no secret


def _caller(ticket: Ticket) -> Caller:
    return system(ticket.tenant_id, via="job")


async def _finish(door: Door, ticket: Ticket) -> None:
    async with door.open(_caller(ticket)) as call:
        await call.keep(FINISH, [ticket.id, ticket.runs])


async def _put_off(door: Door, ticket: Ticket, wait: timedelta, *, counted: bool, said: str | None = None) -> None:
    async with door.open(_caller(ticket)) as call:
        await call.keep(PUT_OFF, [ticket.id, ticket.runs, wait, counted, said])


async def _bury(door: Door, ticket: Ticket, tried: int, said: str) -> None:
    async with door.open(_caller(ticket)) as call:
        await call.write(failed(ticket.uid, ticket.name, tried, said), BURY, [ticket.id, ticket.runs, said])


def failed(uid: UUID, name: str, tried: int, said: str) -> Change:
    """The change that a dead letter makes."""
    return Change("job.failed", uid, {"status": "failed", "name": name, "attempts": tried, "failure": said})


async def lay_aside(call: Call, name: str, given: str, tried: int, said: str) -> UUID:
    """A dead letter of a job that was never enqueued; its id."""
    uid = call.new_id()
    await call.write(failed(uid, name, tried, said), LAY_ASIDE, [name, given, tried, said, uid])
    return uid
