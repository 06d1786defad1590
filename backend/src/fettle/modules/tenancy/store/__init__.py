"""All SQL of tenancy, by activity."""
