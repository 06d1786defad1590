"""Escalation: what happens when work waits too long."""
