"""How tables are declared: the house rules of keys, names and audit columns, applied in one place.

SQLAlchemy tables serve Alembic, the drift test and the ER diagram; they are never on the request path.
"""

from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

metadata = MetaData()

Part = Column[Any] | ForeignKeyConstraint | UniqueConstraint | CheckConstraint | Index | list[Any]


def tenant_table(name: str, *parts: Part, soft_delete: bool = True, versioned: bool = True, module: str) -> Table:
    """A table of a tenant: key `(tenant_id, id)`, who and when, optionally `deleted_at` and `version`."""
    columns: list[Any] = [
        Column("tenant_id", UUID, nullable=False),
        Column("id", UUID, nullable=False),
        *(part for part in _flat(parts) if isinstance(part, Column)),
        instant("created_at", required=True, default="now()"),
        Column("created_by", UUID),
    ]
    if versioned:
        columns += [
            instant("updated_at", required=True, default="now()"),
            Column("updated_by", UUID),
            Column("version", Integer, nullable=False, server_default=text("1")),
        ]
    if soft_delete:
        columns.append(instant("deleted_at"))
    columns.append(PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{name}"))
    rules = (part for part in _flat(parts) if not isinstance(part, Column))
    return Table(name, metadata, *columns, *rules, info={"module": module, "tenant": True})


def link_table(name: str, *parts: Part, key: tuple[str, ...], module: str) -> Table:
    """A table of a tenant without an id of its own, keyed by `(tenant_id, *key)`."""
    return Table(
        name,
        metadata,
        Column("tenant_id", UUID, nullable=False),
        *_flat(parts),
        PrimaryKeyConstraint("tenant_id", *key, name=f"pk_{name}"),
        info={"module": module, "tenant": True},
    )


def ref(table: str, column: str, to: str, *, required: bool = False, ondelete: str | None = None) -> list[Any]:
    """A column that points at `to` of the same tenant: composite foreign key `fk_{table}_{column}` and its index."""
    return [
        Column(column, UUID, nullable=not required),
        foreign_key(table, column, to, ondelete=ondelete),
        Index(f"ix_{table}_{column}", "tenant_id", column),
    ]


def foreign_key(table: str, column: str, to: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """The composite foreign key of `ref` alone."""
    name = f"fk_{table}_{column}"
    return ForeignKeyConstraint(["tenant_id", column], [f"{to}.tenant_id", f"{to}.id"], name=name, ondelete=ondelete)


def string(name: str, *, required: bool = False, default: str | None = None) -> Column[Any]:
    """A text column."""
    return Column(name, Text, nullable=not required, server_default=None if default is None else default)


def closed_set(
    table: str, name: str, values: tuple[str, ...], *, required: bool = True, default: str | None = None
) -> list[Any]:
    """A text column that holds one of `values`; never a PostgreSQL enum: not leakproof, not changeable under load."""
    listed = ", ".join(f"'{value}'" for value in values)
    return [
        string(name, required=required, default=default),
        CheckConstraint(f"{name} IN ({listed})", name=f"ck_{table}_{name}"),
    ]


def instant(name: str, *, required: bool = False, default: str | None = None) -> Column[Any]:
    """A `timestamptz` column."""
    return Column(
        name, TIMESTAMP(timezone=True), nullable=not required, server_default=text(default) if default else None
    )


def money(name: str, *, required: bool = False) -> Column[Any]:
    """An amount in the tenant's currency, `numeric(14,2)`."""
    return Column(name, Numeric(14, 2), nullable=not required)


def quantity(name: str, *, required: bool = False) -> Column[Any]:
    """A quantity, `numeric(14,4)`."""
    return Column(name, Numeric(14, 4), nullable=not required)


def flag(name: str, *, default: bool) -> Column[Any]:
    """A boolean that is always known."""
    return Column(name, Boolean, nullable=False, server_default=text("true" if default else "false"))


def document(name: str, *, default: str = "{}") -> Column[Any]:
    """A jsonb column that is never null."""
    return Column(name, JSONB, nullable=False, server_default=text(f"'{default}'::jsonb"))


def unique(table: str, *columns: str, live_only: bool = True) -> Index:
    """Uniqueness within the tenant, `uq_{table}_{columns}`; deleted records do not count unless `live_only` is off."""
    where = text("deleted_at IS NULL") if live_only else None
    return Index(f"uq_{table}_{'_'.join(columns)}", "tenant_id", *columns, unique=True, postgresql_where=where)


def index(table: str, *columns: Any, name: str | None = None, where: str | None = None) -> Index:
    """An index led by the tenant."""
    label = name or "_".join(str(column) for column in columns)
    return Index(f"ix_{table}_{label}", "tenant_id", *columns, postgresql_where=None if where is None else text(where))


def _flat(parts: tuple[Part, ...]) -> list[Any]:
    flat: list[Any] = []
    for part in parts:
        flat.extend(part) if isinstance(part, list) else flat.append(part)
    return flat
