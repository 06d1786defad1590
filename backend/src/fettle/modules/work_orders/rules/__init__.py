"""Decisions about work: pure functions, the transition table, and the refusals beside them."""
