"""Webhooks: the event feed sent to other programs."""
