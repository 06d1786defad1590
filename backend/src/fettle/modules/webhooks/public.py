"""The door of webhooks for other modules."""

from fettle.modules.webhooks.rules.messages import message_id

__all__ = ["message_id"]
