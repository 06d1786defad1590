"""The nouns of tenancy, by activity."""
