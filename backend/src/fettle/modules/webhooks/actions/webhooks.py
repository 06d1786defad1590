"""Making, showing, changing and ending webhooks."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.addresses import Network
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets import public as assets
from fettle.modules.webhooks import credentials
from fettle.modules.webhooks.records import (
    IssuedWebhook,
    NewWebhook,
    RotatedWebhookSecret,
    Webhook,
    WebhookDisabledBecause,
)
from fettle.modules.webhooks.rules import changes
from fettle.modules.webhooks.rules import webhooks as rules
from fettle.modules.webhooks.store import deliveries
from fettle.modules.webhooks.store import webhooks as store

READ = "webhooks:read"
WRITE = "webhooks:write"


async def create(call: Call, new: NewWebhook, *, allowed: Sequence[Network], key: bytes) -> IssuedWebhook:
    """Make a webhook; its secret is in this answer and nowhere else."""
    call.must(WRITE)
    owner = _person(call)
    rules.check(new, allowed, sees_costs=call.sees_costs, scope=call.caller.site_scope)
    await _must_see_sites(call, new.site_ids)
    rules.must_have_room(await store.count(call))
    fields = msgspec.structs.asdict(new)
    webhook = Webhook(
        id=call.new_id(), owner_id=owner, created_at=call.now, created_by=call.user_id, updated_at=call.now, **fields
    )
    await store.insert(call, webhook, changes.created(webhook))
    secret = credentials.new_secret()
    await store.keep_secret(call, webhook.id, credentials.seal(key, webhook.id, secret))
    return IssuedWebhook(webhook=webhook, secret=secret)


async def listed(call: Call, page: PageRequest, *, deleted: bool) -> Page[Webhook]:
    """The tenant's webhooks, newest first."""
    call.must(READ)
    return page.page(await store.page(call, page, deleted=deleted), key=lambda webhook: [str(webhook.id)])


async def get(call: Call, webhook_id: UUID) -> Webhook:
    """A webhook."""
    call.must(READ)
    return await store.get(call, webhook_id)


async def change(
    call: Call, webhook_id: UUID, given: Mapping[str, Any], *, version: int, allowed: Sequence[Network]
) -> Webhook:
    """Change where a webhook sends, or what of the events."""
    before = await _locked(call, webhook_id)
    after = rules.change(before, given, version=version)
    rules.check(after, allowed, sees_costs=call.sees_costs, scope=call.caller.site_scope)
    if after.site_ids != before.site_ids:
        await _must_see_sites(call, after.site_ids)
    return await _saved(call, "changed", before, after)


async def delete(call: Call, webhook_id: UUID, *, version: int) -> None:
    """Delete a webhook; what waits for it is not sent any more."""
    before = await _locked(call, webhook_id)
    await _saved(call, "deleted", before, rules.change(before, {"deleted_at": call.now}, version=version))
    await deliveries.cancel_waiting(call, webhook_id, "the webhook was deleted")


async def restore(call: Call, webhook_id: UUID) -> Webhook:
    """Bring a deleted webhook back, disabled."""
    call.must(WRITE)
    _person(call)
    before = await store.lock(call, webhook_id, deleted=True)
    rules.must_see_costs(before, sees_costs=call.sees_costs)
    rules.must_have_room(await store.count(call))
    return await _saved(call, "restored", before, rules.restore(before, at=call.now))


async def enable(call: Call, webhook_id: UUID) -> Webhook:
    """Let a webhook send again: events from now on, as far as whoever enables it may see."""
    before = await _locked(call, webhook_id)
    return await _saved(call, "enabled", before, rules.enable(before, by=_person(call)))


async def disable(call: Call, webhook_id: UUID) -> Webhook:
    """Stop a webhook; what waits for it is not sent any more."""
    call.must(WRITE)
    before = await store.lock(call, webhook_id)
    return await stopped(call, before, WebhookDisabledBecause.PERSON, "the webhook was disabled")


async def stopped(call: Call, webhook: Webhook, because: WebhookDisabledBecause, why: str) -> Webhook:
    """A webhook that sends no more, for whichever reason."""
    after = await _saved(call, "disabled", webhook, rules.disable(webhook, because, at=call.now))
    await deliveries.cancel_waiting(call, webhook.id, why)
    return after


async def rotate(call: Call, webhook_id: UUID, *, key: bytes) -> RotatedWebhookSecret:
    """Make a new secret; for a day the former one signs as well."""
    before = await _locked(call, webhook_id)
    secret = credentials.new_secret()
    until = call.now + rules.OVERLAP
    await store.keep_secret(call, webhook_id, credentials.seal(key, webhook_id, secret))
    await _saved(call, "secret_rotated", before, msgspec.structs.replace(before, previous_secret_until=until))
    return RotatedWebhookSecret(secret=secret, previous_valid_until=until)


async def _locked(call: Call, webhook_id: UUID) -> Webhook:
    """A webhook that the caller may turn anywhere."""
    call.must(WRITE)
    _person(call)
    webhook = await store.lock(call, webhook_id)
    rules.must_see_costs(webhook, sees_costs=call.sees_costs)
    return webhook


async def _saved(call: Call, verb: str, before: Webhook, after: Webhook) -> Webhook:
    if after == before:
        return before
    written = msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)
    await store.save(call, written, changes.changed(verb, before, written))
    return written


async def _must_see_sites(call: Call, site_ids: list[UUID] | None) -> None:
    await assets.must_see(call, sites={f"/siteIds/{place}": site for place, site in enumerate(site_ids or ())})


def _person(call: Call) -> UUID:
    rules.must_not_be_machine(call.caller.via)
    if call.user_id is None:
        raise rules.NeedsAPerson()
    return call.user_id
