"""Decisions about files."""
