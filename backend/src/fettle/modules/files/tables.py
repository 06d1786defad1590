"""The tables of files: what is attached, drawings over it, and how much the tenant keeps."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Numeric, Text, text
from sqlalchemy.dialects.postgresql import UUID

from fettle.db.tables import (
    closed_set,
    document,
    index,
    instant,
    link_table,
    ref,
    string,
    tenant_table,
    unique,
)

SUBJECTS = (
    "work_order",
    "work_request",
    "asset",
    "site",
    "location",
    "comment",
    "log_entry",
    "work_order_task",
    "work_order_template",
    "maintenance_plan",
)

files = tenant_table(
    "files",
    *closed_set("files", "subject", SUBJECTS),
    Column("subject_id", UUID, nullable=False),
    *closed_set("files", "role", ("before", "after", "detail", "document", "receipt", "manual"), default="detail"),
    string("name", required=True),
    string("caption"),
    *closed_set("files", "state", ("awaiting", "checking", "stored", "quarantined", "refused"), default="awaiting"),
    string("reason"),
    Column("object_key", Text(collation="C"), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    string("media_type", required=True),
    string("sha256"),
    Column("width", Integer),
    Column("height", Integer),
    instant("taken_at"),
    Column("latitude", Numeric(9, 6)),
    Column("longitude", Numeric(9, 6)),
    *closed_set("files", "preview", ("none", "waiting", "made", "failed"), default="none"),
    ref("files", "paired_with_id", "files"),
    instant("expires_at"),
    CheckConstraint("size_bytes > 0", name="ck_files_size_bytes"),
    CheckConstraint("latitude BETWEEN -90 AND 90", name="ck_files_latitude"),
    CheckConstraint("longitude BETWEEN -180 AND 180", name="ck_files_longitude"),
    index("files", "subject", "subject_id", "id", name="subject"),
    index("files", "object_key"),
    index("files", "created_at", name="unsettled", where="state IN ('awaiting', 'checking')"),
    index("files", "deleted_at", where="deleted_at IS NOT NULL"),
    module="files",
)

file_drawings = tenant_table(
    "file_drawings",
    ref("file_drawings", "file_id", "files", required=True, ondelete="CASCADE"),
    Column("number", Integer, nullable=False),
    document("shapes", default="[]"),
    unique("file_drawings", "file_id", "number", live_only=False),
    soft_delete=False,
    versioned=False,
    module="files",
)

file_books = link_table(
    "file_books",
    Column("bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("quota_bytes", BigInteger),
    CheckConstraint("bytes >= 0", name="ck_file_books_bytes"),
    key=(),
    module="files",
)
