"""The verbs of places and things."""
