"""Contracts of this house that import-linter does not bring along."""
