"""Fettle: maintenance management for organisations with crews and for households."""

__version__ = "0.1.0"
