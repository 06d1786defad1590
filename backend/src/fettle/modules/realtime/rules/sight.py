"""Who may hear of an event: by what it is about, where it was, whether it bears costs, whose own it is.

Site and costs are the rules of the row policies of `events`, said once more for what is handed on in memory; a test
holds the two equal.
"""

from collections.abc import Mapping
from types import MappingProxyType

from fettle.modules.realtime.records import Happened, Viewer, Wanted

_WORK = ("work_orders:read",)
_THINGS = ("assets:read",)
_REFERENCE = ("reference:read",)
_STAFF = ("staff:read",)
_PEOPLE = ("people:read",)
_PLANS = ("plans:read",)
_PORTAL = ("portal:read",)
_ESCALATIONS = ("escalations:read",)
_WEBHOOKS = ("webhooks:read",)
# A file is seen by whoever sees what it is attached to, which the event does not say: it takes all of them here.
_FILES = ("files:read", "work_orders:read", "requests:read", "assets:read")
_IMPORTS = ("imports:run", "costs:read")

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "asset": _THINGS,
        "asset_category": _REFERENCE,
        "asset_type": _REFERENCE,
        "comment": ("work_orders:read", "requests:read"),
        "contractor_link": ("contractors:invite", "work_orders:read"),
        "crew": _STAFF,
        "custom_field": ("tenant:read",),
        "downtime": _THINGS,
        "escalation": (*_ESCALATIONS, *_WORK),
        "escalation_rule": _ESCALATIONS,
        "failure_code": _REFERENCE,
        "file": _FILES,
        "file_drawing": _FILES,
        "gl_code": _REFERENCE,
        "import": _IMPORTS,
        "import_mapping": _IMPORTS,
        "invitation": _PEOPLE,
        "job": ("jobs:read",),
        "location": _THINGS,
        "log_entry": ("logs:read",),
        "machine_key": ("keys:write",),
        "maintenance_plan": _PLANS,
        "membership": _PEOPLE,
        "meter": _THINGS,
        "meter_reading": _THINGS,
        "meter_segment": _THINGS,
        "occurrence": _PLANS,
        "plan_occurrence": _PLANS,
        "portal_mailbox": _PORTAL,
        "portal_message": (*_PORTAL, "requests:read"),
        "portal_place": _PORTAL,
        "portal_settings": _PORTAL,
        "reason": _REFERENCE,
        "role": _PEOPLE,
        "site": _THINGS,
        "staff": _STAFF,
        "staff_rate": ("staff:read", "costs:read"),
        "tag": _REFERENCE,
        "task_code": _REFERENCE,
        "tenant": ("tenant:read",),
        "webhook": _WEBHOOKS,
        "work_order": _WORK,
        "work_order_task": _WORK,
        "work_order_template": _WORK,
        "work_request": ("requests:read",),
    }
)
"""The permissions that it takes to read each kind of record, all of them."""
OWN = frozenset(
    {
        "calendar_feed",
        "notification",
        "notification_settings",
        "push_device",
        "saved_view",
        "sync_conflict",
        "sync_echo",
    }
)
"""Kinds of records that belong to one person, who alone hears of them."""
UNKNOWN = ("audit:read",)
"""What it takes for a kind of record that is not listed: to see everything that happens anyway."""


def may_hear(viewer: Viewer, event: Happened) -> bool:
    """Whether `viewer` may be told of `event`."""
    if event.entity in OWN and viewer.user_id not in (*event.owners, event.actor_user_id):
        return False
    if event.bears_costs and not viewer.may("costs:read"):
        return False
    if event.entity not in OWN and not all(viewer.may(each) for each in NEEDED.get(event.entity, UNKNOWN)):
        return False
    return _is_in_sight(viewer, event)


def is_wanted(wanted: Wanted, event: Happened) -> bool:
    """Whether somebody asked for events such as `event`."""
    if wanted.about_id is not None and wanted.about_id not in (event.about_id, event.entity_id):
        return False
    return not wanted.entities or event.entity in wanted.entities


def _is_in_sight(viewer: Viewer, event: Happened) -> bool:
    if viewer.site_scope is None or event.site_id in viewer.site_scope:
        return True
    return event.site_id is None and event.actor_user_id is not None and event.actor_user_id == viewer.user_id
