"""The request bodies of places and things."""
