"""The decisions of tenancy, by activity."""
