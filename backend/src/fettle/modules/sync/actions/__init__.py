"""The verbs of sync."""
