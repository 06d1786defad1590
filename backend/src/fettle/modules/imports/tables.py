"""The tables of imports: mappings, runs with their progress, faults, sums, and which source row became what."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Numeric, Text, text
from sqlalchemy.dialects.postgresql import UUID

from fettle.db.tables import (
    closed_set,
    document,
    flag,
    foreign_key,
    index,
    instant,
    link_table,
    ref,
    string,
    tenant_table,
    unique,
)

import_mappings = tenant_table(
    "import_mappings",
    string("name", required=True),
    string("entity", required=True),
    document("mapping"),
    unique("import_mappings", "name"),
    module="imports",
)

imports = tenant_table(
    "imports",
    string("source", required=True),
    string("file_name", required=True),
    string("file_key", required=True),
    Column("file_bytes", BigInteger, nullable=False),
    Column("file_digest", LargeBinary, nullable=False),
    document("mapping"),
    flag("dry_run", default=False),
    *closed_set(
        "imports", "status", ("uploaded", "waiting", "running", "done", "failed", "cancelled"), default="uploaded"
    ),
    Column("runner", UUID),
    instant("heartbeat_at"),
    Column("position_bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("position_line", Integer, nullable=False, server_default=text("1")),
    Column("rows_read", Integer, nullable=False, server_default=text("0")),
    Column("rows_loaded", Integer, nullable=False, server_default=text("0")),
    Column("rows_updated", Integer, nullable=False, server_default=text("0")),
    Column("rows_unchanged", Integer, nullable=False, server_default=text("0")),
    Column("rows_quarantined", Integer, nullable=False, server_default=text("0")),
    Column("warnings", Integer, nullable=False, server_default=text("0")),
    instant("started_at"),
    instant("finished_at"),
    string("failure"),
    index("imports", "created_at"),
    index("imports", "id", name="unfinished", where="status IN ('waiting', 'running')"),
    soft_delete=False,
    module="imports",
)

import_faults = tenant_table(
    "import_faults",
    ref("import_faults", "import_id", "imports", required=True, ondelete="CASCADE"),
    Column("line", Integer, nullable=False),
    string("column_name"),
    *closed_set("import_faults", "severity", ("quarantined", "warning")),
    string("code", required=True),
    string("message", required=True),
    document("row"),
    Index("ix_import_faults_line", "tenant_id", "import_id", "line", "id"),
    soft_delete=False,
    versioned=False,
    module="imports",
)

import_sums = link_table(
    "import_sums",
    Column("import_id", UUID, nullable=False),
    foreign_key("import_sums", "import_id", "imports", ondelete="CASCADE"),
    string("dimension", required=True),
    string("key", required=True),
    Column("rows", Integer, nullable=False),
    Column("amount", Numeric(18, 2)),
    key=("import_id", "dimension", "key"),
    module="imports",
)

import_records = link_table(
    "import_records",
    Column("source", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("entity_id", UUID, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", UUID),
    Column("line", Integer, nullable=False, server_default=text("0")),
    index("import_records", "entity_id"),
    index("import_records", "import_id", "entity", "ref", name="import_id"),
    key=("source", "entity", "ref"),
    module="imports",
)
