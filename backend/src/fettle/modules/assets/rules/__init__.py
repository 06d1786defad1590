"""The decisions about places and things."""
