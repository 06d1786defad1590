"""What the database refuses, said in the product's words; its own details never leave the process."""

import re

import psycopg
from psycopg import errors

from fettle.kit.refusals import (
    AlreadyExists,
    Conflict,
    Fault,
    Forbidden,
    InUse,
    Invalid,
    Refusal,
    Unavailable,
)


class DatabaseAway(Unavailable):
    """The database is away; nothing was changed. Try again shortly."""

    def __init__(self) -> None:
        super().__init__(retry_after=2)


class NoConnection(Unavailable):
    """No connection to the database was free in time; nothing was changed. Try again shortly."""

    def __init__(self) -> None:
        super().__init__(retry_after=2)


class OutcomeUnknown(Unavailable):
    """The connection broke while the change was being saved; repeat the request with the same Idempotency-Key."""

    def __init__(self) -> None:
        super().__init__(retry_after=2)


class TryAgain(Unavailable):
    """Somebody else was changing the same records; nothing was changed. Try again."""

    def __init__(self) -> None:
        super().__init__(retry_after=1)


class Locked(Unavailable):
    """Somebody else holds the same records for too long; nothing was changed. Try again."""

    def __init__(self) -> None:
        super().__init__(retry_after=2)


class TookTooLong(Unavailable):
    """This took longer than allowed and was stopped; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(retry_after=5)


class LostWork(Exception):
    """A statement failed and nobody minded: the transaction was rolled back instead of committed."""


class QueryFailed(Exception):
    """A statement of ours is wrong; the database's words about it, without the rows and values in their details."""

    def __init__(self, error: psycopg.Error) -> None:
        said = error.diag.message_primary if error.sqlstate else str(error)
        super().__init__(f"{type(error).__name__} {error.sqlstate or ''}: {said}")


def translate(error: psycopg.Error) -> Exception:
    """The refusal that `error` stands for, or `QueryFailed` when it is a fault of ours."""
    match error:
        case errors.UniqueViolation() | errors.ExclusionViolation():
            return AlreadyExists(faults=_faults(error, "taken", "already used by another record"))
        case errors.ForeignKeyViolation():
            return _foreign_key(error)
        case errors.CheckViolation() | errors.NotNullViolation():
            return Invalid(faults=_faults(error, "rule", "not allowed by the rule " + _rule(error)))
        case errors.RaiseException():
            return Conflict(str(error.diag.message_primary))
        case errors.InsufficientPrivilege():
            return Forbidden("This record lies outside of what you may change.")
        case errors.ProgramLimitExceeded():
            return Invalid("A value is too large to be stored.")
        case errors.DataError():
            return Invalid("A value cannot be stored: " + _plain(error))
        case _:
            return _misfortune(error)


def _misfortune(error: psycopg.Error) -> Exception:
    """What is nobody's input: others at work, limits, a server that is away, or a fault of ours."""
    match error:
        case errors.SerializationFailure() | errors.DeadlockDetected():
            return TryAgain()
        case errors.LockNotAvailable():
            return Locked()
        case errors.QueryCanceled() | errors.IdleInTransactionSessionTimeout():
            return TookTooLong()
        case errors.PipelineAborted() | errors.InFailedSqlTransaction():
            return LostWork()
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return DatabaseAway()
        case _:
            return QueryFailed(error)


def _foreign_key(error: psycopg.Error) -> Refusal:
    if "is still referenced" in str(error.diag.message_detail or ""):
        return InUse()
    return Invalid(faults=_faults(error, "unknown", "no such record"))


def _faults(error: psycopg.Error, code: str, message: str) -> list[Fault]:
    name = error.diag.column_name or _rule(error)
    return [Fault("/" + _camel(name), code, f"{_camel(name)}: {message}")]


def _rule(error: psycopg.Error) -> str:
    """`due_at` of `fk_work_orders_due_at`: the constraint's name without kind and table."""
    name = error.diag.constraint_name or ""
    table = error.diag.table_name or ""
    return re.sub(rf"^(fk|uq|ck|pk|ex)_{re.escape(table)}_?", "", name) or "id"


def _plain(error: psycopg.Error) -> str:
    return str(error.diag.message_primary or "it does not fit").partition(":")[0]


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
