"""Nouns of files."""

from fettle.modules.files.records.drawings import Drawing, Shape, ShapeKind
from fettle.modules.files.records.files import (
    Count,
    File,
    FileFilters,
    NewFile,
    Preview,
    Role,
    Standing,
    State,
    Subject,
    Usage,
)
from fettle.modules.files.records.findings import Allowance, Found, Limits, Looked, Report, Staged

__all__ = [
    "Allowance",
    "Count",
    "Drawing",
    "File",
    "FileFilters",
    "Found",
    "Limits",
    "Looked",
    "NewFile",
    "Preview",
    "Report",
    "Role",
    "Shape",
    "ShapeKind",
    "Staged",
    "Standing",
    "State",
    "Subject",
    "Usage",
]
