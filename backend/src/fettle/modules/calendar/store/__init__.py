"""The SQL of the calendar."""
