"""What a webhook may be, and who may make it so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.addresses import Network, TargetRefused, target
from fettle.kit.refusals import Conflict, Fault, Forbidden, Invalid, Stale
from fettle.modules.webhooks.records import NewWebhook, Webhook, WebhookDisabledBecause

MOST = 50
MOST_TYPES = 50
OVERLAP = timedelta(hours=24)
"""How long a former secret signs beside its successor."""
_TYPE = re.compile(r"\*|[a-z][a-z_]{0,40}\.(\*|[a-z][a-z_]{0,40})")


class TooManyWebhooks(Conflict):
    """There are as many webhooks as a tenant can have; delete one first."""


class NeedsAPerson(Forbidden):
    """Keys cannot make webhooks or see their secrets; sign in as a person."""


class CostsNotYours(Forbidden):
    """This webhook sends money, which you may not see."""


class WebhookDisabled(Conflict):
    """The webhook is disabled; enable it first."""


class AlreadyEnabled(Conflict):
    """The webhook is enabled already."""


class AlreadyDisabled(Conflict):
    """The webhook is disabled already."""


def must_not_be_machine(via: str) -> None:
    """Raise `NeedsAPerson` for a key: the webhook would outlive whoever answers for it."""
    if via in ("api_key", "client"):
        raise NeedsAPerson()


def check(
    new: NewWebhook | Webhook, allowed: Sequence[Network], *, sees_costs: bool, scope: frozenset[UUID] | None
) -> None:
    """Raise `Invalid` with a fault for each part of a webhook that cannot be."""
    faults = [*_url_faults(new.url, allowed), *_type_faults(new.event_types)]
    if scope is not None and (new.site_ids is None or not new.site_ids):
        faults.append(Fault("/siteIds", "required", "name the sites: you do not see all of them"))
    if new.site_ids is not None and not new.site_ids:
        faults.append(Fault("/siteIds", "too_short", "name at least one site, or null for all"))
    if new.includes_costs and not sees_costs:
        faults.append(Fault("/includesCosts", "costs_hidden", "needs the permission costs:read"))
    if faults:
        raise Invalid("The webhook cannot be like this.", faults=faults)


def _url_faults(url: str, allowed: Sequence[Network]) -> Iterable[Fault]:
    try:
        target(url, allowed)
    except TargetRefused as refusal:
        yield Fault("/url", refusal.code(), refusal.detail)


def _type_faults(types: Sequence[str]) -> Iterable[Fault]:
    if not 1 <= len(types) <= MOST_TYPES:
        yield Fault("/eventTypes", "length", f"between 1 and {MOST_TYPES} types, or *")
    for place, each in enumerate(types):
        if not _TYPE.fullmatch(each):
            yield Fault(f"/eventTypes/{place}", "format", "such as work_order.completed, work_order.* or *")


def must_have_room(count: int) -> None:
    """Raise `TooManyWebhooks` when one more is too many."""
    if count >= MOST:
        raise TooManyWebhooks()


def must_see_costs(webhook: Webhook, *, sees_costs: bool) -> None:
    """Raise `CostsNotYours` for somebody who would turn a stream of money to where they like."""
    if webhook.includes_costs and not sees_costs:
        raise CostsNotYours()


def change(webhook: Webhook, given: Mapping[str, Any], *, version: int) -> Webhook:
    """`webhook` with the fields `given`. Raises `Stale`."""
    if webhook.version != version:
        raise Stale()
    changed = msgspec.structs.replace(webhook, **given)
    if changed.url == webhook.url:
        return changed
    # Another receiver has not failed yet.
    return msgspec.structs.replace(changed, failing_since=None, paused_until=None)


def enable(webhook: Webhook, *, by: UUID) -> Webhook:
    """`webhook`, sending again: from now on as far as whoever enabled it may see."""
    if webhook.enabled:
        raise AlreadyEnabled()
    return msgspec.structs.replace(
        webhook,
        enabled=True,
        disabled_because=None,
        disabled_at=None,
        failing_since=None,
        paused_until=None,
        owner_id=by,
    )


def restore(webhook: Webhook, *, at: datetime) -> Webhook:
    """`webhook`, no longer deleted, and sending nothing until somebody enables it."""
    if not webhook.enabled:
        return msgspec.structs.replace(webhook, deleted_at=None)
    because = WebhookDisabledBecause.PERSON
    return msgspec.structs.replace(webhook, deleted_at=None, enabled=False, disabled_because=because, disabled_at=at)


def disable(webhook: Webhook, because: WebhookDisabledBecause, *, at: datetime) -> Webhook:
    """`webhook`, sending nothing any more."""
    if not webhook.enabled:
        raise AlreadyDisabled()
    return msgspec.structs.replace(webhook, enabled=False, disabled_because=because, disabled_at=at)


def must_be_enabled(webhook: Webhook) -> None:
    """Raise `WebhookDisabled` unless the webhook sends."""
    if not webhook.enabled:
        raise WebhookDisabled()
