"""The SQL of files."""
