"""Decisions about what people say."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.kit.refusals import Fault, Forbidden, Invalid, NotFound, Stale
from fettle.modules.work_orders.records import Comment, NewComment


class NotYourComment(Forbidden):
    """Only its author may change a comment."""


def check_mentions(mentions: Collection[UUID], reachable: Collection[UUID]) -> None:
    """Raise `Invalid` for every mention of somebody who is no member or cannot see what the comment is about."""
    faults = [
        Fault(f"/mentions/{place}", "unknown", "nobody here who can see this")
        for place, user in enumerate(mentions)
        if user not in reachable
    ]
    if faults:
        raise Invalid("Some people cannot be mentioned here.", faults=faults)


def check_parent(parent: Comment | None, *, subjects: Collection[UUID]) -> None:
    """Raise `Invalid` unless `parent` belongs to the same conversation."""
    if parent is None or not {parent.work_order_id, parent.work_request_id} & set(subjects):
        raise Invalid.at("/parentId", "unknown", "no such comment here")


def compose(
    new: NewComment,
    *,
    id: UUID,
    work_order_id: UUID | None = None,
    work_request_id: UUID | None = None,
    by: UUID | None,
    at: datetime,
) -> Comment:
    """The comment that `new` becomes."""
    return Comment(
        id=id,
        work_order_id=work_order_id,
        work_request_id=work_request_id,
        parent_id=new.parent_id,
        body=new.body,
        mentions=list(dict.fromkeys(new.mentions)),
        public=new.public,
        author_name=new.author_name,
        created_at=at,
        created_by=by,
        updated_at=at,
    )


def edit(comment: Comment, body: str, *, version: int, by: UUID | None, at: datetime) -> Comment:
    """`comment` with another text. Raises `NotYourComment` or `Stale`."""
    if by is None or comment.created_by != by:
        raise NotYourComment()
    if comment.version != version:
        raise Stale()
    return msgspec.structs.replace(comment, body=body, updated_at=at, version=version + 1)


def remove(comment: Comment, *, version: int, by: UUID | None, moderates: bool) -> None:
    """Raise `NotYourComment` or `Stale` unless `comment` may be removed: by its author or who runs the work."""
    if not moderates and (by is None or comment.created_by != by):
        raise NotYourComment()
    if comment.version != version:
        raise Stale()


def hidden() -> NotFound:
    """The refusal for a comment that the caller may not know of: as if it were not there."""
    return NotFound()


def created(comment: Comment, site_id: UUID | None) -> Change:
    """The change that making `comment` makes."""
    fields = msgspec.structs.asdict(comment)
    after = {name: value for name, value in fields.items() if value not in (None, []) and name != "updated_at"}
    return _change("created", comment, site_id, after=after)


def edited(before: Comment, after: Comment, site_id: UUID | None) -> Change:
    """The change from `before` to `after`."""
    was = {"body": before.body, "version": before.version}
    return _change("updated", after, site_id, before=was, after={"body": after.body, "version": after.version})


def removed(comment: Comment, site_id: UUID | None, at: datetime) -> Change:
    """The change that removing `comment` makes."""
    return _change("deleted", comment, site_id, after={"deleted_at": at, "version": comment.version + 1})


def _change(
    verb: str,
    comment: Comment,
    site_id: UUID | None,
    *,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> Change:
    return Change(
        f"comment.{verb}",
        comment.id,
        before=before or {},
        after=after,
        about_id=comment.work_order_id or comment.work_request_id,
        site_id=site_id,
    )
