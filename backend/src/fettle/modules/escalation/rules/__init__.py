"""Decisions about escalation."""
