"""What the events of a webhook hold: never its secrets."""

import msgspec

from fettle.kit.changes import Change, difference
from fettle.modules.webhooks.records import Webhook

BOOKKEEPING = frozenset({"id", "created_at", "created_by", "updated_at", "version", "failing_since", "paused_until"})


def created(webhook: Webhook) -> Change:
    """The change that making `webhook` makes."""
    fields = msgspec.structs.asdict(webhook)
    after = {name: value for name, value in fields.items() if value is not None and name not in BOOKKEEPING}
    return Change("webhook.created", webhook.id, after=after)


def changed(verb: str, before: Webhook, after: Webhook) -> Change:
    """The change from `before` to `after`; who is told that it was disabled finds whose and which it is."""
    was, now = difference(before, after)
    told = {"name": after.name, "owner_id": after.owner_id} if verb == "disabled" else {}
    return Change(
        f"webhook.{verb}",
        after.id,
        before={name: value for name, value in was.items() if name not in BOOKKEEPING},
        after={**told, **{name: value for name, value in now.items() if name not in BOOKKEEPING}},
    )
