"""The portal for apps of people outside: what the pages do, as JSON, without an account."""

from litestar import Request
from litestar.di import Provide

from fettle.db.callers import Caller
from fettle.modules.files import public as files
from fettle.modules.portal.actions import contractors, reporting, status
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.contractors import Job
from fettle.modules.portal.records.public import Photo, PublicPage, PublicStatus, Received
from fettle.modules.portal.routes.desk import LARGEST_FORM, SENDING, SUBMITTING, VISITOR
from fettle.modules.portal.rules.codes import NothingHere
from fettle.modules.portal.rules.contractors import NotInThisLink
from fettle.modules.portal.rules.pages import language as language_of
from fettle.modules.portal.rules.reports import ReportIncomplete
from fettle.modules.portal.wire.bodies import DoneBody, PublicCommentBody, ReportBody, TellBody, TimeBody
from fettle.modules.work_orders import public as work_orders
from fettle.web.verbs import get, post, put


async def accepted_of(request: Request) -> str:  # type: ignore[type-arg]
    """The language that the app wants."""
    return language_of(None, request.headers.get("accept-language", ""), None, "en")


SPEAKING = {**SUBMITTING, "language": Provide(accepted_of)}
UPLOAD = {"limit": "upload"}
GONE = (NothingHere,)
SAID = (NothingHere, ReportIncomplete)
ENDING = (
    NothingHere,
    NotInThisLink,
    work_orders.NotPossibleNow,
    work_orders.TasksUnanswered,
    work_orders.AnswerNeeded,
    work_orders.NotAnswerable,
    work_orders.InTheFuture,
)
WITH_FILES = (
    *SAID,
    files.FileRefused,
    files.FileQuarantined,
    files.FileTooLarge,
    files.QuotaReached,
    files.StorageAway,
)


@get("/portal/pages/{place_code:str}", may=None, dependencies=VISITOR, refuses=GONE)
async def get_portal_page(place_code: str, desk: Desk, visitor: Caller) -> PublicPage:
    """Get what the page of a place says and asks, for its code."""
    return (await reporting.show(desk, visitor, place_code)).page


@post("/portal/pages/{place_code:str}/requests", may=None, dependencies=SPEAKING, refuses=WITH_FILES)
async def report_at_portal(  # noqa: PLR0917
    place_code: str, data: ReportBody, desk: Desk, visitor: Caller, submission: str | None, language: str
) -> Received:
    """Report a problem at a place; the answer says where its status is shown.

    Repeated with the same Idempotency-Key it makes no second request. Photos follow by the status link.
    """
    return await reporting.report_by_code(
        desk, visitor, place_code, data.to_record(), submission=submission, language=language
    )


@get("/portal/status/{status_token:str}", may=None, dependencies=VISITOR, refuses=GONE)
async def get_portal_status(status_token: str, desk: Desk, visitor: Caller) -> PublicStatus:
    """Get what became of a report, by the link that its maker was given."""
    return (await status.follow(desk, visitor, status_token)).status


@post(
    "/portal/status/{status_token:str}/comments", may=None, dependencies=SUBMITTING, status_code=204, refuses=WITH_FILES
)
async def comment_on_portal_report(
    status_token: str, data: PublicCommentBody, desk: Desk, visitor: Caller, submission: str | None
) -> None:
    """Say more about a report."""
    await status.comment(desk, visitor, status_token, data.text, submission=submission)


@post(
    "/portal/status/{status_token:str}/photos",
    may=None,
    dependencies=SENDING,
    status_code=204,
    opt=UPLOAD,
    request_max_body_size=LARGEST_FORM,
    refuses=WITH_FILES,
)
async def send_portal_photos(
    status_token: str, desk: Desk, visitor: Caller, photos: list[Photo], submission: str | None
) -> None:
    """Send photos of what was reported, as the files of a multipart form."""
    await status.comment(desk, visitor, status_token, "", photos, submission=submission)


@put("/portal/status/{status_token:str}/email", may=None, dependencies=VISITOR, status_code=204, refuses=SAID)
async def hear_of_portal_report(status_token: str, data: TellBody, desk: Desk, visitor: Caller) -> None:
    """Say where the person who reported wants to hear of it."""
    await status.tell(desk, visitor, status_token, data.email)


@get("/portal/jobs/{job_token:str}", may=None, dependencies=VISITOR, refuses=GONE)
async def get_contractor_job(job_token: str, desk: Desk, visitor: Caller) -> Job:
    """Get the job that a contractor's link opens."""
    return (await contractors.see(desk, visitor, job_token)).job


@post(
    "/portal/jobs/{job_token:str}/comments",
    may=None,
    dependencies=SUBMITTING,
    status_code=204,
    refuses=(*WITH_FILES, NotInThisLink),
)
async def comment_on_contractor_job(
    job_token: str, data: PublicCommentBody, desk: Desk, visitor: Caller, submission: str | None
) -> None:
    """Say something about the job."""
    await contractors.comment(desk, visitor, job_token, data.text, submission=submission)


@post(
    "/portal/jobs/{job_token:str}/photos",
    may=None,
    dependencies=SENDING,
    status_code=204,
    opt=UPLOAD,
    request_max_body_size=LARGEST_FORM,
    refuses=(*WITH_FILES, NotInThisLink),
)
async def send_contractor_photos(
    job_token: str, desk: Desk, visitor: Caller, photos: list[Photo], submission: str | None
) -> None:
    """Send photos of the job, as the files of a multipart form."""
    await contractors.comment(desk, visitor, job_token, "", photos, submission=submission)


@post(
    "/portal/jobs/{job_token:str}/time",
    may=None,
    dependencies=SUBMITTING,
    status_code=204,
    refuses=(*GONE, NotInThisLink, work_orders.LogsFrozen),
)
async def log_contractor_time(
    job_token: str, data: TimeBody, desk: Desk, visitor: Caller, submission: str | None
) -> None:
    """Write down hours worked today."""
    await contractors.time(desk, visitor, job_token, data.to_record(), submission=submission)


@post("/portal/jobs/{job_token:str}/done", may=None, dependencies=VISITOR, status_code=204, refuses=ENDING)
async def finish_contractor_job(job_token: str, data: DoneBody, desk: Desk, visitor: Caller) -> None:
    """Answer tasks of the job and say that it is done; the link is closed by it."""
    await contractors.done(desk, visitor, job_token, data.to_record())


ROUTES = [
    get_portal_page,
    report_at_portal,
    get_portal_status,
    comment_on_portal_report,
    send_portal_photos,
    hear_of_portal_report,
    get_contractor_job,
    comment_on_contractor_job,
    send_contractor_photos,
    log_contractor_time,
    finish_contractor_job,
]
