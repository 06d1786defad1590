"""Decisions of the calendar: when something stands in it, what a feed may be, how it is written."""
