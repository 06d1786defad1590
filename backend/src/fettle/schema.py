"""All tables of the product, for Alembic, the drift test and the ER diagram."""

from importlib import import_module
from pkgutil import iter_modules

import fettle.db.feed_tables
import fettle.modules
from fettle.db.tables import metadata

for _module in iter_modules(fettle.modules.__path__):
    if any(part.name == "tables" for part in iter_modules([f"{fettle.modules.__path__[0]}/{_module.name}"])):
        import_module(f"fettle.modules.{_module.name}.tables")

__all__ = ["metadata"]
