"""The door of tenancy for other modules."""

from fettle.modules.tenancy.actions.custom_fields import add_field as add_custom_field
from fettle.modules.tenancy.actions.custom_fields import add_view as save_view
from fettle.modules.tenancy.actions.custom_fields import check as check_custom
from fettle.modules.tenancy.actions.custom_fields import faults_of as custom_faults_of
from fettle.modules.tenancy.actions.custom_fields import filters as custom_filters
from fettle.modules.tenancy.actions.events import history_of
from fettle.modules.tenancy.actions.imports import (
    change_staff,
    crews_called,
    ensure_people,
    ensure_rates,
    join_crews,
    staff_called,
)
from fettle.modules.tenancy.actions.invitations import invite_by_role
from fettle.modules.tenancy.actions.naming import must_have, must_have_all
from fettle.modules.tenancy.actions.people import add as add_member
from fettle.modules.tenancy.actions.reference import change as change_reference
from fettle.modules.tenancy.actions.reference import ensure as ensure_reference
from fettle.modules.tenancy.actions.reference import ids as reference_ids
from fettle.modules.tenancy.actions.searching import find_people, find_staff
from fettle.modules.tenancy.actions.sights import people_of, sights
from fettle.modules.tenancy.actions.staff import add as add_staff
from fettle.modules.tenancy.actions.staff import add_crew, add_rate, ensure_crews, ensure_staff, rate_on
from fettle.modules.tenancy.actions.standings import standings
from fettle.modules.tenancy.actions.tenants import change as change_tenant
from fettle.modules.tenancy.actions.tenants import create as create_tenant
from fettle.modules.tenancy.actions.tenants import current as current_tenant
from fettle.modules.tenancy.actions.tenants import every as every_tenant
from fettle.modules.tenancy.actions.tenants import next_number, suspend
from fettle.modules.tenancy.records.events import Event
from fettle.modules.tenancy.records.people import Membership
from fettle.modules.tenancy.records.sights import Sight
from fettle.modules.tenancy.records.staff import NewStaff, Staff
from fettle.modules.tenancy.records.tenants import DeploymentTier, Edition, NewTenant, Tenant, TenantSettings
from fettle.modules.tenancy.rules.permissions import BUILT_IN_ROLES

__all__ = [
    "BUILT_IN_ROLES",
    "DeploymentTier",
    "Edition",
    "Event",
    "Membership",
    "NewStaff",
    "NewTenant",
    "Sight",
    "Staff",
    "Tenant",
    "TenantSettings",
    "add_crew",
    "add_custom_field",
    "add_member",
    "add_rate",
    "add_staff",
    "change_reference",
    "change_staff",
    "change_tenant",
    "check_custom",
    "create_tenant",
    "crews_called",
    "current_tenant",
    "custom_faults_of",
    "custom_filters",
    "ensure_crews",
    "ensure_people",
    "ensure_rates",
    "ensure_reference",
    "ensure_staff",
    "every_tenant",
    "find_people",
    "find_staff",
    "history_of",
    "invite_by_role",
    "join_crews",
    "must_have",
    "must_have_all",
    "next_number",
    "people_of",
    "rate_on",
    "reference_ids",
    "save_view",
    "sights",
    "staff_called",
    "standings",
    "suspend",
]
