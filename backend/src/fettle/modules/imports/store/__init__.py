"""The SQL of imports, and the files on disk."""
