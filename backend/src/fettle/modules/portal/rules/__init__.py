"""Decisions of the portal: pure functions."""
