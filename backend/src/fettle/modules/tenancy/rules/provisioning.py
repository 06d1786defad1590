"""What an outside provider's claims make of somebody."""

from collections.abc import Mapping
from typing import Any

from fettle.kit.refusals import Forbidden
from fettle.modules.tenancy.records.people import Role


class UnknownTenant(Forbidden):
    """Your provider names no tenant that exists here."""


class UnknownRole(Forbidden):
    """Your provider names a role that does not exist here."""


class Removed(Forbidden):
    """You were removed from this tenant; ask its administrators."""


def tenant_slug(claims: Mapping[str, Any], claim: str) -> str:
    """The short name of the tenant in the claims. Raises `UnknownTenant` without one."""
    slug = claims.get(claim)
    if not isinstance(slug, str):
        raise UnknownTenant()
    return slug


def role_code(claimed: Any, mapped: Mapping[str, str], *, default: str) -> str:
    """The first of the claimed roles (one, or a list) that `mapped` knows, else `default`."""
    names = claimed if isinstance(claimed, list) else [claimed]
    return next((mapped[name] for name in names if isinstance(name, str) and name in mapped), default)


def works(role: Role) -> bool:
    """Whether people with this role do work themselves, so that work can be assigned to them."""
    return "work_orders:work" in role.permissions
