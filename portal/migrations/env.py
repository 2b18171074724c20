"""Alembic's entry: the connection is handed over by portal/migrating.py."""

from alembic import context
from sqlmodel import SQLModel

import portal.model  # noqa: F401 - registers every table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
