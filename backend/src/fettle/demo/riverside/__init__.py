"""Riverside Parks & Recreation: fourteen months of a department's life, up to the moment at which it is loaded."""

from fettle.demo.riverside.telling import tell

__all__ = ["tell"]
