"""What of a record that a phone changed is taken, column by column, when the office may have changed it as well.

A column that the phone did not change is never overwritten by its stale copy; of one that both changed, the policy
of the column decides. Clocks of phones take no part in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.modules.sync.records import ConflictReason, Policy, Table
from fettle.modules.sync.rules.taking import Sent

R = ConflictReason


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is stored, its values read as those of a phone are."""

    id: str
    values: dict[str, Any]
    raw: dict[str, Any]
    version: int = 1
    deleted: bool = False

    def get(self, column: str) -> Any:
        """The value of a column."""
        return self.values.get(column)


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did to a record: the columns that changed, and to what.

    `late`: since the phone last pulled. Otherwise that pull has brought it, and its owner may not have seen it before
    they typed.
    """

    by: UUID | None
    after: Mapping[str, Any]
    late: bool = True


class Overwritten(msgspec.Struct, frozen=True, kw_only=True):
    """A column that somebody else had changed meanwhile and that the phone's value takes over."""

    column: str
    authors: tuple[UUID | None, ...]


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """Whose phone it is, and whether they may edit such records as the office does; `free` are columns for anybody."""

    user_id: UUID | None
    edits: bool = True
    free: frozenset[str] = frozenset()


class Verdict(msgspec.Struct, kw_only=True):
    """What becomes of the columns of a record.

    `apply` are values to write, `status` those that a move of the life cycle takes along, `refused` columns with why
    they stay as they are, `echo` that the phone holds something else than we do, `stale` that it has to pull first.
    """

    apply: dict[str, Any] = {}
    status: dict[str, Any] = {}
    refused: dict[str, ConflictReason] = {}
    overwritten: list[Overwritten] = []
    echo: bool = False
    stale: bool = False


def creating(table: Table, sent: Sent) -> dict[str, Any]:
    """The values that a new record starts with: all that a phone may say."""
    return {
        column.name: sent.values[column.name]
        for column in table.columns
        if column.policy is not Policy.SERVER and column.name in sent.values
    }


def differing(table: Table, sent: Sent, held: Held, columns: Iterable[str] | None = None) -> set[str]:
    """The columns in which what was sent is not what is stored."""
    names = {column.name for column in table.columns} if columns is None else set(columns)
    return {name for name in names & sent.values.keys() if sent.values[name] != held.values.get(name)}


def merge(table: Table, sent: Sent, held: Held, edits: Sequence[Edit], rights: Rights) -> Verdict:
    """What to take of `sent`; `edits` are those that its owner may not have seen, oldest first."""
    verdict = Verdict()
    apart = differing(table, sent, held)
    writable = {column.name for column in table.columns if column.policy is not Policy.SERVER}
    unseen = _others(edits, rights.user_id)
    others = _others((edit for edit in edits if edit.late), rights.user_id)
    if sent.changed:
        wanted = apart & sent.changed
    elif sent.new:
        wanted = (apart & writable) - others.keys()
        verdict.echo = bool(apart & others.keys())
    elif not any(edit.late for edit in edits):
        wanted = apart & writable
    else:
        verdict.stale = bool(apart & writable)
        return verdict
    for column in table.columns:
        if column.name in sent.faults and (column.name in sent.changed or not sent.changed):
            verdict.refused[column.name] = R.INVALID
        elif column.name in wanted:
            _judge(verdict, column.name, column.policy, sent, others, unseen, rights)
    # What means the same and is written in another way ('' for nothing, say) comes back as we write it.
    alike = (sent.raw.keys() & held.raw.keys() & sent.values.keys()) - apart
    otherwise = any(sent.raw[name] != held.raw[name] for name in alike)
    verdict.echo = verdict.echo or otherwise or bool(verdict.refused)
    return verdict


def _judge(  # noqa: PLR0917
    verdict: Verdict,
    name: str,
    policy: Policy,
    sent: Sent,
    others: Mapping[str, Sequence[Edit]],
    unseen: Mapping[str, Sequence[Edit]],
    rights: Rights,
) -> None:
    value = sent.values[name]
    match policy:
        case Policy.SERVER:
            verdict.echo = True
        case Policy.CREATE:
            verdict.echo = True
            if name in sent.changed:
                verdict.refused[name] = R.SERVER_OWNED
        case Policy.STATUS:
            verdict.status[name] = value
        case Policy.ASSIGNMENT if name in others:
            verdict.refused[name] = R.REASSIGNED
        case _ if not rights.edits and name not in rights.free:
            verdict.refused[name] = R.FORBIDDEN
        case _:
            verdict.apply[name] = value
            if name in unseen:
                authors = tuple(dict.fromkeys(edit.by for edit in unseen[name]))
                verdict.overwritten.append(Overwritten(column=name, authors=authors))


def _others(edits: Iterable[Edit], user_id: UUID | None) -> dict[str, list[Edit]]:
    """The edits of other people that stand, by column: what somebody has overwritten before is theirs by now."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        for name in edit.after:
            if edit.by is not None and edit.by == user_id:
                found.pop(name, None)
            else:
                found.setdefault(name, []).append(edit)
    return found


def same_once_written(table: Table, sent: Sent, held: Held, *, ignored: Iterable[str] = ()) -> bool:
    """Whether a record that is written once says what is stored; what a phone leaves open the server may have filled.

    `ignored` are columns that the server may have put right: a clock that was ahead, prices that are hidden.
    """
    return not any(
        sent.values[column.name] is not None
        and sent.values[column.name] != ""
        and sent.values[column.name] != held.values.get(column.name)
        for column in table.columns
        if column.policy is Policy.CREATE and column.name in sent.values and column.name not in set(ignored)
    )
