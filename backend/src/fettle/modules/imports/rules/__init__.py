"""What a file says, what a mapping makes of it, and what is plausible: pure functions."""
