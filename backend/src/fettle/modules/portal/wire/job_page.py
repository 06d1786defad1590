"""The page on which a contractor sees their job."""

from urllib.parse import quote

from litestar import Response

from fettle.modules.portal.records.contractors import Allowed, Job, JobTask
from fettle.modules.portal.rules.reports import LONGEST_TEXT, MOST_PHOTOS
from fettle.modules.portal.wire import frame
from fettle.modules.portal.wire.frame import Look, Sent
from fettle.modules.portal.wire.html import Html, el, joined, lines
from fettle.modules.portal.wire.words import WORK_STATES, day, say

MAP = "https://www.openstreetmap.org/"


def job_page(
    look: Look,
    job: Job,
    zone: str,
    *,
    action: str,
    mark: str,
    sent: Sent = frame.NOTHING,
    **headers: str,
) -> Response[str]:
    """What is to be done and where, and a form for each thing that the link allows."""
    words = look.language
    body = [
        el("p", say(words, "job", number=job.number), " · ", say(words, "for_you", name=job.contractor), class_="soft"),
        el("h1", job.title),
        frame.notices(look, sent),
        _facts(look, job, zone),
        _done(look, job, action, mark) if Allowed.DONE in job.scope else _tasks(look, job),
        _time(look, action, mark, sent) if Allowed.TIME in job.scope else None,
        _say(look, job, action, mark, sent),
    ]
    return frame.answer(look, job.title, *body, status=sent.status, **headers)


def _facts(look: Look, job: Job, zone: str) -> Html:
    words = look.language
    address = joined(lines(job.address), " ", _map(words, job)) if job.address else _map(words, job)
    facts: list[tuple[str, str | Html | None]] = [
        ("place", job.site),
        ("address", address),
        ("location", job.location),
        ("assets", ", ".join(job.assets) or None),
        ("planned", day(words, job.scheduled_start, zone) if job.scheduled_start else None),
        ("due", day(words, job.due_at, zone) if job.due_at else None),
    ]
    listed = [joined(el("dt", say(words, key)), el("dd", text)) for key, text in facts if text]
    return el(
        "section",
        el("p", say(words, WORK_STATES.get(job.status, "accepted")), class_="state"),
        el("p", lines(job.description)) if job.description else None,
        el("dl", *listed),
        class_="card",
    )


def _map(words: str, job: Job) -> Html | None:
    if job.latitude is not None and job.longitude is not None:
        place = f"{MAP}?mlat={job.latitude}&mlon={job.longitude}#map=17/{job.latitude}/{job.longitude}"
    elif job.address:
        place = f"{MAP}search?query={quote(job.address)}"
    else:
        return None
    return el("a", say(words, "map"), href=place, rel="noreferrer noopener")


def _tasks(look: Look, job: Job) -> Html | None:
    if not job.tasks:
        return None
    listed = [el("li", *_task(look, task)) for task in job.tasks]
    return el("section", el("h2", say(look.language, "tasks")), el("ol", *listed), class_="card")


def _task(look: Look, task: JobTask) -> list[Html | str | None]:
    optional = None if task.required else el("span", " " + say(look.language, "task_optional"), class_="soft")
    ended = el("span", " ✓ " + say(look.language, "task_done"), class_="soft") if task.status != "open" else None
    more = joined(el("br"), el("span", lines(task.instructions), class_="soft")) if task.instructions else None
    return [task.title, optional, ended, more]


def _done(look: Look, job: Job, action: str, mark: str) -> Html:
    words = look.language
    boxes = [
        el(
            "label",
            el(
                "input",
                type="checkbox",
                name="task",
                value=str(task.id),
                checked=task.status != "open",
                disabled=task.status != "open",
            ),
            el("span", *_task(look, task)),
            class_="check",
        )
        for task in job.tasks
    ]
    note = frame.field(look, frame.NOTHING, "done_note", say(words, "note"), maxlength="1000")
    button = el("button", say(words, "mark_done"), type="submit")
    hint = el("p", say(words, "done_hint_job"), class_="hint")
    group = el("fieldset", el("legend", say(words, "tasks")), *boxes, class_="plain") if boxes else None
    return el(
        "section",
        el("h2", say(words, "mark_done")),
        frame.form(look, f"{action}/done", mark, hint, group, note, button),
        class_="card",
    )


def _time(look: Look, action: str, mark: str, sent: Sent) -> Html:
    words = look.language
    fields = [
        frame.field(look, sent, "hours", say(words, "hours"), required=True, inputmode="decimal", maxlength="6"),
        frame.field(look, sent, "note", say(words, "note"), maxlength="1000"),
        el("button", say(words, "save"), type="submit", class_="plain"),
    ]
    return el("section", el("h2", say(words, "time")), frame.form(look, f"{action}/time", mark, *fields), class_="card")


def _say(look: Look, job: Job, action: str, mark: str, sent: Sent) -> Html | None:
    words = look.language
    text = frame.field(
        look, sent, "text", say(words, "message"), tag="textarea", class_="small", rows="3", maxlength=str(LONGEST_TEXT)
    )
    fields = [
        text if Allowed.COMMENT in job.scope else None,
        frame.photos(look, sent, MOST_PHOTOS) if Allowed.PHOTOS in job.scope else None,
    ]
    if not any(fields):
        return None
    button = el("button", say(words, "send"), type="submit", class_="plain")
    form = frame.form(look, f"{action}/comment", mark, *fields, button, files=True)
    return el("section", el("h2", say(words, "say")), form, class_="card")
