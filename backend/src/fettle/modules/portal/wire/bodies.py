"""Bodies of the portal."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from fettle.modules.portal.records.contractors import Allowed, Done, NewContractorLink, Time
from fettle.modules.portal.records.mail import NewMailbox, Security
from fettle.modules.portal.records.places import Ask, NewPlace, Open311Service, PageSettings
from fettle.modules.portal.records.public import Report
from fettle.modules.portal.rules.reports import EMAIL, LONGEST_TEXT
from fettle.web.bodies import LEFT_OUT, Body, Instant, Line, Name, Patch

EMAIL_FORMAT = Field(json_schema_extra={"format": "email"})
Email = Annotated[str, StringConstraints(max_length=320, pattern=EMAIL.pattern.join(("^", "$"))), EMAIL_FORMAT]
Host = Annotated[str, StringConstraints(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:_-]+$")]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
ServiceCode = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9._-]+$")]


class PageBody(Patch):
    """How a page looks and what it asks; null takes the tenant's setting, and that the product's."""

    title: Name | None = None
    greeting: Annotated[str, StringConstraints(max_length=2000)] | None = None
    ask_name: Ask | None = None
    ask_email: Ask | None = None
    ask_phone: Ask | None = None
    photos: bool | None = None
    task_code_ids: Annotated[list[UUID], Field(max_length=50)] | None = None
    show_open: bool | None = None
    language: Literal["en", "es"] | None = None

    def to_record(self) -> PageSettings:
        """The settings of the page."""
        return PageSettings(**self.given())


class PlaceBody(Body):
    """A place to open; without a site, location or asset it stands for the whole tenant."""

    name: Name | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    page: PageBody = Field(default=PageBody())

    def to_record(self) -> NewPlace:
        """The place to open."""
        return NewPlace(
            name=self.name,
            site_id=self.site_id,
            location_id=self.location_id,
            asset_id=self.asset_id,
            page=self.page.to_record(),
        )


class PlacesBody(Body):
    """Open a place for every asset, or every location, of a site that has none yet."""

    site_id: UUID
    kind: Literal["assets", "locations"] = "assets"
    page: PageBody = Field(default=PageBody())


class PlacePatch(Patch):
    """Fields of a place to change."""

    name: Name = LEFT_OUT
    open: bool = LEFT_OUT
    page: PageBody = LEFT_OUT

    def to_fields(self) -> dict[str, Any]:
        """The fields that were sent."""
        return _with_page(self)


class Open311ServiceBody(Body):
    """A kind of request that Open311 clients can make."""

    code: ServiceCode
    name: Name
    description: Annotated[str, StringConstraints(max_length=1000)] = ""
    group: Annotated[str, StringConstraints(max_length=200)] = ""
    keywords: Annotated[list[Name], Field(max_length=20)] = Field(default=[])
    task_code_id: UUID | None = None


class SettingsPatch(Patch):
    """Fields of the portal's settings to change."""

    page: PageBody = LEFT_OUT
    staff_names: bool = LEFT_OUT
    email_address: Email | None = None
    open311_enabled: bool = LEFT_OUT
    open311_services: Annotated[list[Open311ServiceBody], Field(max_length=200)] = LEFT_OUT

    def to_fields(self) -> dict[str, Any]:
        """The fields that were sent."""
        fields = _with_page(self)
        if "open311_services" in fields:
            fields["open311_services"] = [Open311Service(**dict(each)) for each in self.open311_services]
        return fields


class ReportBody(Body):
    """What is wrong; the rest is what the page asks for."""

    text: Said
    name: Name | None = None
    email: Email | None = None
    phone: Name | None = None
    category_id: UUID | None = None

    def to_record(self) -> Report:
        """The report."""
        return Report(**dict(self))


class PublicCommentBody(Body):
    """Something to say about a report or a job."""

    text: Said


class TellBody(Body):
    """Where the person who reported wants to hear of it."""

    email: Email


class ContractorLinkBody(Body):
    """Whom to let in, for what, and until when (two weeks unless said)."""

    name: Name
    email: Email | None = None
    scope: Annotated[list[Allowed], Field(max_length=4)] = Field(default=list(Allowed))
    expires_at: Instant | None = None

    def to_record(self) -> NewContractorLink:
        """The link to make."""
        return NewContractorLink(**dict(self))


class TimeBody(Body):
    """Hours worked today."""

    hours: Annotated[Decimal, Field(gt=0, le=24, max_digits=5, decimal_places=2)]
    note: Text | None = None

    def to_record(self) -> Time:
        """The hours."""
        return Time(hours=self.hours, note=self.note)


class DoneBody(Body):
    """The job is done, and so are these tasks of it."""

    note: Text | None = None
    task_ids: Annotated[list[UUID], Field(max_length=500)] = Field(default=[])

    def to_record(self) -> Done:
        """What is said."""
        return Done(note=self.note, task_ids=self.task_ids)


class MailboxBody(Body):
    """A mailbox to fetch requests from, by IMAP."""

    host: Host
    username: Line
    password: Line
    port: Annotated[int, Field(ge=1, le=65535)] = 993
    security: Security = Security.TLS
    folder: Name = "INBOX"
    done_folder: Name | None = None
    active: bool = True

    def to_record(self) -> NewMailbox:
        """The mailbox."""
        return NewMailbox(**dict(self))


class MailboxPatch(Patch):
    """Fields of a mailbox to change."""

    host: Host = LEFT_OUT
    username: Line = LEFT_OUT
    password: Line = LEFT_OUT
    port: Annotated[int, Field(ge=1, le=65535)] = LEFT_OUT
    security: Security = LEFT_OUT
    folder: Name = LEFT_OUT
    done_folder: Name | None = None
    active: bool = LEFT_OUT


def _with_page(body: Any) -> dict[str, Any]:
    fields: dict[str, Any] = body.given()
    if "page" in fields:
        fields["page"] = body.page.given()
    return fields
