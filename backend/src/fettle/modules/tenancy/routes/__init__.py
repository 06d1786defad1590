"""The routes of tenancy, by activity."""
