"""The verbs of tenancy, by activity."""
