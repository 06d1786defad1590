"""Decisions about webhooks."""
