"""Calendar: what happens when, for screens and for calendar programs."""
