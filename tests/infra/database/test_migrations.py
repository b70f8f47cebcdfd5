import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, inspect, make_url, select

from infra.database.engine import make_engine
from infra.database.migrate import steps, upgrade
from infra.database.models import Base, DefaultOptionRow
from infra.database.transactions import Database


def differences(connection):
    context = MigrationContext.configure(
        connection,
        opts={"include_name": lambda name, _kind, _parents: name != "migration_lock"},
    )
    return compare_metadata(context, Base.metadata)


def test_migrations_make_the_tables_that_the_models_say(migrated_sqlite):
    engine = make_engine(f"sqlite:///{migrated_sqlite}")

    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


@pytest.mark.distributed
def test_migrations_make_the_same_tables_on_a_server(postgres_engine):
    plain = create_engine(make_url(postgres_engine.url).set(drivername="postgresql+psycopg"))

    with plain.connect() as connection:
        assert differences(connection) == []
    plain.dispose()


def test_every_step_can_be_taken_back(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'house.db'}")
    upgrade(Database(engine))

    with engine.begin() as connection:
        command.downgrade(steps(connection), "base")

    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_second_upgrade_changes_nothing(database):
    count = select(func.count()).select_from(DefaultOptionRow)
    before = database.write_now(lambda tx: tx.rows.scalars(count).one())

    upgrade(database)

    assert database.write_now(lambda tx: tx.rows.scalars(count).one()) == before
