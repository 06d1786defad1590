"""Built-in roles: the whole truth table, role by permission."""

import pytest

from fettle.kit.refusals import Forbidden, Invalid
from fettle.main import PERMISSIONS
from fettle.modules.tenancy.records.tenants import Edition
from fettle.modules.tenancy.rules import permissions

# One line a permission: who holds it among admin, supervisor, technician, requester, auditor | owner, editor, viewer.
TABLE = """
keys:write             a....|o..
tenant:read            astru|oev
tenant:write           a....|o..
people:read            ast.u|oev
people:write           a....|o..
roles:write            a....|o..
staff:read             ast.u|oev
staff:write            as...|oe.
reference:read         ast.u|oev
reference:write        as...|oe.
tags:write             as...|oe.
custom_fields:write    a....|oe.
views:write            ast..|oe.
audit:read             a...u|o..
costs:read             as..u|oe.
assets:read            ast.u|oev
assets:write           as...|oe.
places:write           as...|oe.
meters:write           as...|oe.
readings:create        ast..|oe.
downtime:write         ast..|oe.
logs:read              ast.u|oev
logs:create            ast..|oe.
logs:reverse           as...|oe.
requests:create        astr.|oe.
requests:read          ast.u|oev
requests:decide        as...|oe.
work_orders:read       ast.u|oev
work_orders:create     ast..|oe.
work_orders:write      as...|oe.
work_orders:approve    as...|oe.
work_orders:work       ast..|oe.
work_orders:complete   ast..|oe.
work_orders:close      as...|oe.
work_orders:cancel     as...|oe.
work_orders:skip       as...|oe.
comments:create        astr.|oe.
templates:write        as...|oe.
reports:read           as..u|oev
imports:run            a....|oe.
files:read             astru|oev
files:create           astr.|oe.
files:write            as...|oe.
jobs:read              a...u|o..
jobs:write             a....|o..
plans:read             ast.u|oev
plans:write            as...|oe.
portal:read            as..u|oe.
portal:write           as...|oe.
contractors:invite     as...|oe.
calendar:read          ast.u|oev
escalations:read       as..u|oe.
escalations:write      a....|o..
webhooks:read          a...u|o..
webhooks:write         a....|o..
"""
ROWS = dict(line.split() for line in TABLE.strip().splitlines())
COLUMNS = ["admin", "supervisor", "technician", "requester", "auditor", "owner", "editor", "viewer"]
ROLES = {role: (edition, codes) for edition, roles in permissions.BUILT_IN.items() for role, codes in roles.items()}


@pytest.mark.parametrize("role", COLUMNS)
def test_each_built_in_role_holds_exactly_its_column(role: str) -> None:
    """The role × permission truth table."""
    position = COLUMNS.index(role)
    expected = {code for code, marks in ROWS.items() if marks.replace("|", "")[position] != "."}
    assert ROLES[role][1] == expected


def test_the_table_names_every_permission_of_the_product_and_no_other() -> None:
    assert set(ROWS) == permissions.ALL
    assert set(PERMISSIONS) == permissions.ALL


def test_editions_have_their_roles() -> None:
    assert [role for role, (edition, _) in ROLES.items() if edition is Edition.HOUSEHOLD] == COLUMNS[5:]


def test_unknown_codes_are_named_by_position() -> None:
    with pytest.raises(Invalid) as refused:
        permissions.known(["tenant:read", "moon:land", "tenant:read"])
    assert [fault.pointer for fault in refused.value.faults] == ["/permissions/1"]
    assert permissions.known(["tenant:write", "tenant:read", "tenant:write"]) == ["tenant:read", "tenant:write"]


def test_nobody_grants_what_they_do_not_hold() -> None:
    permissions.may_grant(frozenset({"*"}), permissions.ALL)
    permissions.may_grant(frozenset({"tags:write"}), ["tags:write"])
    with pytest.raises(Forbidden, match="roles:write"):
        permissions.may_grant(frozenset({"tags:write"}), ["tags:write", "roles:write"])


def test_a_tenant_in_deletion_leaves_only_the_way_back() -> None:
    assert permissions.standing(permissions.ALL, in_deletion=True) == {"tenant:read", "tenant:write"}
    assert permissions.standing(permissions.REQUESTER, in_deletion=True) == {"tenant:read"}
    assert permissions.standing(permissions.REQUESTER, in_deletion=False) == permissions.REQUESTER
