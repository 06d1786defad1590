"""The door of imports for the composition: files by command line, and the runs that wait."""

from fettle.modules.imports.actions.running import run_import
from fettle.modules.imports.actions.steering import import_file, was_imported
from fettle.modules.imports.actions.tidying import tidy
from fettle.modules.imports.actions.uploads import read_mapping
from fettle.modules.imports.records import Counts, Import, Mapping, Reconciliation

__all__ = [
    "Counts",
    "Import",
    "Mapping",
    "Reconciliation",
    "import_file",
    "read_mapping",
    "run_import",
    "tidy",
    "was_imported",
]
