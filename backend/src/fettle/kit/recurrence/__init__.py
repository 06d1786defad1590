"""Recurrence: calendar arithmetic without a clock: rules, seasons, local days and instants, text and words."""
