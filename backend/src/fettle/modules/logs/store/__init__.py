"""All SQL of the log."""

from fettle.modules.logs.store.reading import accounts, amounts, export, get, page, summary, totals
from fettle.modules.logs.store.writing import add, amend_closed

__all__ = ["accounts", "add", "amend_closed", "amounts", "export", "get", "page", "summary", "totals"]
