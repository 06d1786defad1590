"""The HTTP routes of identity. Those before sign-in take a `visitor`: somebody of whom only the address is known."""
