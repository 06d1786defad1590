"""The door of sync for later modules: what they hand to the composition as `synced` travels to phones as well."""

from fettle.modules.sync.records import Column, Kind, Policy, Table
from fettle.modules.sync.rules import declared
from fettle.modules.sync.rules.schema import document as schema_document
from fettle.modules.sync.store.sources import SOURCES, Source

SYNCED = tuple((table, SOURCES[table.name]) for table in declared.TABLES)
"""What phones keep of the modules below."""

__all__ = ["SYNCED", "Column", "Kind", "Policy", "Source", "Table", "schema_document"]
