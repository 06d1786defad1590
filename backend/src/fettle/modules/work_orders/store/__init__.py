"""All SQL of work."""
