from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, inspect, make_url, select, text

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


def count_defaults(database):
    count = select(func.count()).select_from(DefaultOptionRow)
    return database.write_now(lambda tx: tx.rows.scalars(count).one())


def test_several_processes_may_begin_a_new_house_at_once(tmp_path):
    houses = [Database(make_engine(f"sqlite:///{tmp_path / 'h.db'}")) for _ in range(4)]

    with ThreadPoolExecutor() as processes:
        list(processes.map(upgrade, houses))

    assert len({count_defaults(house) for house in houses}) == 1
    for house in houses:
        house.close()


@pytest.mark.distributed
def test_several_processes_may_begin_on_a_new_server_at_once(postgres_engine):
    houses = [Database(make_engine(postgres_engine.url)) for _ in range(4)]
    with postgres_engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))

    with ThreadPoolExecutor() as processes:
        list(processes.map(upgrade, houses))

    assert len({count_defaults(house) for house in houses}) == 1
    for house in houses:
        house.close()


def test_every_step_can_be_taken_back(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'house.db'}")
    upgrade(Database(engine))

    with engine.begin() as connection:
        command.downgrade(steps(connection), "base")

    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_second_upgrade_changes_nothing(database):
    before = count_defaults(database)

    upgrade(database)

    assert count_defaults(database) == before
