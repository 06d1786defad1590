"""Which events go to which webhook: by type, by site, by what its owner may see."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

import msgspec

from fettle.modules.webhooks.records import Webhook

BULK = frozenset({"import", "cli"})
"""Ways in which a whole past arrives at once."""
READING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(("work_order", "work_order_task", "work_order_template"), frozenset({"work_orders:read"})),
        **dict.fromkeys(("asset", "site", "location", "downtime"), frozenset({"assets:read"})),
        **dict.fromkeys(("meter", "meter_segment", "meter_reading"), frozenset({"assets:read"})),
        **dict.fromkeys(("maintenance_plan", "plan_occurrence"), frozenset({"plans:read"})),
        **dict.fromkeys(("escalation", "escalation_rule"), frozenset({"escalations:read"})),
        **dict.fromkeys(("staff", "crew"), frozenset({"staff:read"})),
        "work_request": frozenset({"requests:read"}),
        # About work, about requests, about things: the event does not say which of them.
        "comment": frozenset({"work_orders:read", "requests:read"}),
        "file": frozenset({"files:read", "work_orders:read", "requests:read", "assets:read"}),
        "log_entry": frozenset({"logs:read"}),
        "webhook": frozenset({"webhooks:read"}),
    }
)
"""What somebody needs to read the records of an entity; of all others the audit trail tells."""
OTHERS = frozenset({"audit:read"})


class Sight(msgspec.Struct, frozen=True):
    """What the owner of a webhook may see."""

    every_site: bool
    site_ids: frozenset[UUID]
    permissions: frozenset[str]


class Happening(msgspec.Struct, frozen=True):
    """As much of an event as decides where it goes."""

    type: str
    entity: str
    site_id: UUID | None
    bears_costs: bool
    via: str


def wants(types: Sequence[str], type: str) -> bool:
    """Whether a list of types, entities and `*` names this type."""
    return "*" in types or type in types or f"{type.partition('.')[0]}.*" in types


def goes_to(event: Happening, webhook: Webhook, owner: Sight | None) -> bool:
    """Whether `event` is sent to `webhook`."""
    return (
        owner is not None
        and webhook.enabled
        and webhook.deleted_at is None
        and wants(webhook.event_types, event.type)
        and (webhook.includes_imports or event.via not in BULK)
        and (not event.bears_costs or (webhook.includes_costs and "costs:read" in owner.permissions))
        and READING.get(event.entity, OTHERS) <= owner.permissions
        and (owner.every_site or event.site_id in owner.site_ids)
        and (webhook.site_ids is None or event.site_id in webhook.site_ids)
    )
