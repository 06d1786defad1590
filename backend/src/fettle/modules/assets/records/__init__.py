"""The nouns of places and things."""
