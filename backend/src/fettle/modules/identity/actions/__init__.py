"""The verbs of identity. Those that take a desk open small calls of their own; all others work inside the caller's."""
