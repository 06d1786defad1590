"""What changes mean for a phone: which rows to look at again, which work may have come or gone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from fettle.modules.sync.records import Mark

ENDED_FOR = timedelta(days=90)
"""How long work that has ended stays on the phone of who did it; so far back go readings and what one was told."""
RELEASED_FOR = timedelta(days=7)
"""How long work stays on the phone of somebody it was taken from: what they have written offline still arrives."""
KEPT_FOR = timedelta(days=90)
"""A phone that has missed changes older than this gets everything anew."""
OVERLAP = timedelta(minutes=2)
"""How far back is looked again for what no event tells; as long as a transaction of ours may last."""
SCOPES = frozenset({"assignee_id", "crew_id", "site_id", "status", "deleted_at", "requested_by_id"})
GOING = frozenset({"deleted", "removed", "quarantined", "refused"})
ECHOES = frozenset({"sync_echo", "sync_conflict"})


def whole(marks: Sequence[Mark], most: int) -> tuple[list[Mark], bool]:
    """The marks of whole transactions, and whether there are more; `marks` are at most `most`, oldest first."""
    if len(marks) < most:
        return list(marks), False
    return [mark for mark in marks if mark.seq < marks[-1].seq], True


def was_in_sight(mark: Mark, site_scope: Collection[UUID] | None) -> bool:
    """Whether somebody may have carried the record until then: it stood, or stands, at no site or one of theirs."""
    if site_scope is None:
        return True
    sites = {mark.site_id, _uuid(mark.before.get("site_id")) or mark.site_id}
    return bool(sites & {None, *site_scope})


def moved(marks: Iterable[Mark]) -> dict[UUID, list[Mark]]:
    """The work orders that may have come to a phone or gone from it."""
    found: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.entity == "work_order" and SCOPES & (mark.before.keys() | mark.after.keys()):
            found[mark.entity_id].append(mark)
    return found


def things_moved(marks: Iterable[Mark], site_scope: Collection[UUID] | None) -> list[UUID]:
    """The assets and locations that may have come into somebody's sites or left them, with what goes with them."""
    if site_scope is None:
        return []
    moved = {
        mark.entity_id
        for mark in marks
        if mark.entity in ("asset", "location")
        and (mark.type.endswith(".left_site") or "site_id" in mark.before.keys() | mark.after.keys())
        and was_in_sight(mark, site_scope)
    }
    return sorted(moved)


def told_of(marks: Iterable[Mark], told_by: Mapping[str, str], named_in: Mapping[str, str]) -> dict[UUID, list[Mark]]:
    """The ids that the changes name for a table, each with its marks."""
    found: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.entity in told_by:
            found[mark.entity_id].append(mark)
        elif mark.entity in named_in:
            for values in (mark.before, mark.after):
                if (named := _uuid(values.get(named_in[mark.entity]))) is not None:
                    found[named].append(mark)
    return found


def echoes(marks: Iterable[Mark], user_id: UUID | None) -> dict[str, set[str]]:
    """The ids by table of what is to be sent to somebody once more, because their phone holds it otherwise."""
    found: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.entity in ECHOES and user_id is not None and _uuid(mark.after.get("user_id")) == user_id:
            found[str(mark.after.get("collection"))].add(str(mark.after.get("record_id")))
    return found


def first_ids(record_ids: Iterable[str]) -> list[UUID]:
    """The uuids by which records are found: a link is found by the work order that its id begins with."""
    found = (_uuid(each.partition(".")[0]) for each in record_ids)
    return [each for each in found if each is not None]


def says_gone(mark: Mark, *, of_work: bool) -> bool:
    """Whether a record that is not found after a change has gone; what belongs to work may just not be carried."""
    return not of_work or mark.type.rpartition(".")[2] in GOING


def assets_before(marks: Iterable[Mark]) -> set[str]:
    """The ids of links from work orders to assets that there have been."""
    return {
        f"{mark.entity_id}.{asset_id}"
        for mark in marks
        if mark.entity == "work_order"
        for asset_id in mark.before.get("asset_ids") or ()
    }


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
