"""The verbs of the calendar."""
