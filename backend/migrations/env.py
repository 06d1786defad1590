"""Alembic's environment: migrations run as the owner role, each in a transaction with a short lock timeout."""

from alembic import context
from sqlalchemy import NullPool, create_engine, text

from fettle.db.migrate import URL_ATTRIBUTE
from fettle.schema import metadata

engine = create_engine(context.config.attributes[URL_ATTRIBUTE], poolclass=NullPool)

with engine.connect() as connection:
    connection.execute(text("SET lock_timeout = '2s'"))
    connection.commit()
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
