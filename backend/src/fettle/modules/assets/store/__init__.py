"""The SQL of places and things."""
