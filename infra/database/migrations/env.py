"""How Alembic runs the steps: on the connection that is handed to it."""

from alembic import context

from infra.database.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
