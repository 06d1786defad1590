"""Permissions and the built-in roles of each edition."""

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Fault, Forbidden, Invalid
from fettle.modules.tenancy.records.people import Role
from fettle.modules.tenancy.records.tenants import Edition

_EVERY_CODE = """
keys:write tenant:read tenant:write people:read people:write roles:write staff:read staff:write reference:read
reference:write tags:write custom_fields:write views:write audit:read costs:read assets:read assets:write
places:write meters:write readings:create downtime:write logs:read logs:create logs:reverse requests:create
requests:read requests:decide work_orders:read work_orders:create work_orders:write work_orders:approve
work_orders:work work_orders:complete work_orders:close work_orders:cancel work_orders:skip comments:create
templates:write reports:read imports:run files:read files:create files:write jobs:read jobs:write plans:read
plans:write portal:read portal:write contractors:invite calendar:read escalations:read
escalations:write webhooks:read webhooks:write
"""
ALL = frozenset(_EVERY_CODE.split())
_ADMINS = """
tenant:write people:write roles:write keys:write custom_fields:write imports:run audit:read jobs:read jobs:write
escalations:write webhooks:read webhooks:write
"""
FOR_ADMINS_ONLY = frozenset(_ADMINS.split())
SUPERVISOR = ALL - FOR_ADMINS_ONLY
_TECHNICIAN = """
tenant:read people:read staff:read reference:read views:write assets:read readings:create downtime:write logs:read
logs:create requests:create requests:read work_orders:read work_orders:create work_orders:work
work_orders:complete comments:create files:read files:create plans:read calendar:read
"""
TECHNICIAN = frozenset(_TECHNICIAN.split())
REQUESTER = frozenset({"tenant:read", "requests:create", "comments:create", "files:read", "files:create"})
AUDITOR = frozenset(code for code in ALL if code.endswith(":read"))
EDITOR = SUPERVISOR | {"custom_fields:write", "imports:run"}
_VIEWER = """
tenant:read people:read staff:read reference:read assets:read logs:read requests:read work_orders:read
reports:read files:read plans:read calendar:read
"""
VIEWER = frozenset(_VIEWER.split())

BUILT_IN: Mapping[Edition, Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Edition.ORGANISATION: {
            "admin": ALL,
            "supervisor": SUPERVISOR,
            "technician": TECHNICIAN,
            "requester": REQUESTER,
            "auditor": AUDITOR,
        },
        Edition.HOUSEHOLD: {"owner": ALL, "editor": EDITOR, "viewer": VIEWER},
    }
)
IN_DELETION = frozenset({"tenant:read", "tenant:write"})
"""What is left to people of a tenant that is being deleted: to see that, and to take it back."""


class BuiltInRole(msgspec.Struct, frozen=True):
    """A role as it comes with an edition."""

    code: str
    permissions: frozenset[str]


BUILT_IN_ROLES = tuple(BuiltInRole(code, granted) for roles in BUILT_IN.values() for code, granted in roles.items())


class RoleIsBuiltIn(Conflict):
    """Built-in roles cannot be changed; make a role of your own."""


class RoleInUse(Conflict):
    """People still have this role; give them another one first."""


class RoleGone(Conflict):
    """The role that this person had no longer exists; invite them with another one."""


class GrantsTooMuch(Forbidden):
    """You cannot give away permissions that you do not have yourself."""


def known(codes: Iterable[str]) -> list[str]:
    """The codes, sorted and once each. Raises `Invalid` naming each that does not exist."""
    given = list(codes)
    faults = [
        Fault(f"/permissions/{position}", "unknown", "is not a permission")
        for position, code in enumerate(given)
        if code not in ALL
    ]
    if faults:
        raise Invalid("Some permissions do not exist.", faults=faults)
    return sorted(set(given))


def may_grant(holder: Set[str], granted: Iterable[str]) -> None:
    """Raise `GrantsTooMuch` when somebody holding `holder` would give away what they do not hold."""
    missing = set() if "*" in holder else set(granted) - holder
    if missing:
        raise GrantsTooMuch(f"You do not have: {', '.join(sorted(missing))}.")


def changeable(role: Role) -> None:
    """Raise `RoleIsBuiltIn` for a role that came with the edition."""
    if role.built_in:
        raise RoleIsBuiltIn()


def standing(granted: Iterable[str], *, in_deletion: bool) -> frozenset[str]:
    """The permissions of somebody in a tenant, cut down while the tenant is being deleted."""
    return frozenset(granted) & IN_DELETION if in_deletion else frozenset(granted)


def built_in(edition: Edition, *, new_id: Callable[[], UUID], at: datetime) -> list[Role]:
    """The roles that a tenant of this edition starts with."""
    return [
        Role(
            id=new_id(),
            code=code,
            name=code.title(),
            permissions=sorted(granted),
            built_in=True,
            created_at=at,
            updated_at=at,
        )
        for code, granted in BUILT_IN[edition].items()
    ]
