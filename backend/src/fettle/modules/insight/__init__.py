"""Insight: one box to look for anything."""
