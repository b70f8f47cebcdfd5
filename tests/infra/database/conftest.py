import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from infra.database.accounts import SqlAccounts
from infra.database.engine import make_engine
from infra.database.facts import SqlOutbox
from infra.database.migrate import upgrade
from infra.database.models import Base
from infra.database.seeds import seed
from infra.database.tokens import AccessTokens
from infra.database.transactions import Database, utc_now
from schema.people.accounts import NewAccount

SECRET = "a secret of thirty-two characters"


@dataclass
class Clock:
    """Stands where it is put; moves when it is told."""

    now: datetime = field(default_factory=utc_now)

    def __call__(self):
        return self.now

    def move(self, **by: float):
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    database = Database(make_engine(f"sqlite:///{path}"))
    upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_engine(new_database):
    engine = make_engine(new_database("structured"))
    upgrade(Database(engine))
    yield engine
    engine.dispose()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.distributed)],
)
def database(request, tmp_path, clock):
    if request.param == "sqlite":
        template = request.getfixturevalue("migrated_sqlite")
        copy = shutil.copy(template, tmp_path / "pulseplate.db")
        database = Database(make_engine(f"sqlite:///{copy}"), clock)
    else:
        engine = request.getfixturevalue("postgres_engine")
        with engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
        database = Database(engine, clock)
        database.write_now(seed)
    yield database
    database.close()


@pytest.fixture
def access_tokens():
    return AccessTokens(SECRET, timedelta(minutes=15))


@pytest.fixture
def accounts(database, passwords, access_tokens):
    return SqlAccounts(database, passwords, access_tokens, timedelta(days=30))


@pytest.fixture
async def luca(accounts):
    return await accounts.create(
        NewAccount("luca.bianchi", "luca@example.com", "password1", "Luca", "Europe/Rome")
    )


@pytest.fixture
async def eva(accounts):
    return await accounts.create(NewAccount("eva", "eva@example.com", "password2", "Eva"))


@pytest.fixture
def outbox(database):
    return SqlOutbox(database)


@pytest.fixture
def facts(outbox):
    """What was told of a person so far, oldest first."""

    async def told(user_id, kind=None) -> list:
        return [
            fact
            for fact in await outbox.pending(10_000)
            if fact.user_id == user_id and kind in {None, fact.kind}
        ]

    return told


@pytest.fixture
def long_ago():
    return datetime(1970, 1, 1, tzinfo=UTC)
