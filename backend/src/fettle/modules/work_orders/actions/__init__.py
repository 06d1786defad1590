"""The verbs of work."""
