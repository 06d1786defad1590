"""Sync: what a phone carries in its pocket, and what it brings back."""
