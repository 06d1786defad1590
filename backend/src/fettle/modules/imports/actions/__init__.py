"""Verbs of imports: map, preview, upload, run, report."""
