"""All SQL of sync."""
