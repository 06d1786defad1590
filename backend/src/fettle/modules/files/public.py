"""The door of files for other modules."""

from fettle.modules.files.actions.attaching import attach, carry, stage
from fettle.modules.files.actions.files import agree_on_quota, counts_of
from fettle.modules.files.actions.reconciling import reconcile
from fettle.modules.files.desk import Desk
from fettle.modules.files.desk import make_desk as make_files
from fettle.modules.files.records import File, Report, Role, Staged, Subject
from fettle.modules.files.rules.content import FileRefused
from fettle.modules.files.rules.files import FileQuarantined, FileTooLarge, QuotaReached
from fettle.modules.files.storage.contract import StorageAway

__all__ = [
    "Desk",
    "File",
    "FileQuarantined",
    "FileRefused",
    "FileTooLarge",
    "QuotaReached",
    "Report",
    "Role",
    "Staged",
    "StorageAway",
    "Subject",
    "agree_on_quota",
    "attach",
    "carry",
    "counts_of",
    "make_files",
    "reconcile",
    "stage",
]
