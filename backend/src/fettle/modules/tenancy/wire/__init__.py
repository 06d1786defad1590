"""Request bodies of tenancy, by activity."""
