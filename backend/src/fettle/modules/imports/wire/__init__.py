"""Bodies of imports, and files as they arrive."""
