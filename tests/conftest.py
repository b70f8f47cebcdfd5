"""What every room's tests share: optional parts, and the one house of a run."""

import os
import shutil

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

# How long an example takes is the machine's affair: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REQUIRE_ALL = "PULSEPLATE_TEST_REQUIRE_ALL"
SPARK, SERVERS, HOUSES, SCREENS = "spark", "servers", "houses", "screens"
SHARING = {
    "tests/spark_streaming/": SPARK,
    "tests/end_to_end/test_faults.py": HOUSES,
    "tests/end_to_end/test_story.py": HOUSES,
    "tests/end_to_end/": SCREENS,
    "tests/app_flet/test_screens.py": SCREENS,
}


def pytest_configure(config):
    config.stash[_NEED] = _need


_NEED = pytest.StashKey()


class OneSparkAndOneHouseAtATime(LoadFileScheduling):
    """Keeps to one worker what shares the Spark session, and what shares a house."""

    def _split_scope(self, nodeid):
        return shared_by(nodeid) or super()._split_scope(nodeid)


def shared_by(nodeid):
    return next((what for place, what in SHARING.items() if nodeid.startswith(place)), None)


def pytest_xdist_make_scheduler(config, log):
    return OneSparkAndOneHouseAtATime(config, log)


def pytest_collection_modifyitems(items):
    """Begin with Spark, beside which the other worker tries single servers; then the houses.

    One worker breaks a house and tells the story to another, the other looks at screens and
    retrains. All that is light comes last: whoever is done sooner does more of it.
    """
    turns = (SPARK, SERVERS, HOUSES, SCREENS, None)
    items.sort(key=lambda item: turns.index(turn_of(item.nodeid)))


def turn_of(nodeid):
    return shared_by(nodeid) or (SERVERS if nodeid.startswith("tests/infra/") else None)


def _need(is_there, what):
    """Go on if the part is there; else skip, or fail where every part is required."""
    if is_there:
        return
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{what} is missing, and {REQUIRE_ALL} asks for every optional part")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def need():
    return _need


@pytest.fixture(scope="session")
def passwords():
    """Passwords that cost little, for accounts by the hundred."""
    from infra.database.passwords import Passwords

    return Passwords(memory_kib=64, iterations=1)


@pytest.fixture(scope="session")
def postgres_url(need):
    """A PostgreSQL of this run's own; take a database of it, it is shared."""
    from tests.servers import postgres, postgres_programs

    need(postgres_programs(), "PostgreSQL")
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def new_database(postgres_url):
    """Makes an empty database that is its caller's alone; returns its URL."""
    from tests.servers import make_database

    return lambda name: make_database(postgres_url, name)


@pytest.fixture(scope="session")
def minio_url(tmp_path_factory, need):
    """A MinIO server of this run's own; keys are minioadmin, minioadmin."""
    from tests.servers import minio

    need(shutil.which("minio"), "MinIO's server")
    with minio(tmp_path_factory.mktemp("minio")) as url:
        yield url


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """The whole house, once for all tests of a worker that need it."""
    from tests.houses import running_house

    with running_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def distributed_house(tmp_path_factory, new_database, minio_url):
    """The whole house on somebody else's SQL and object store."""
    from tests.houses import running_house
    from tests.servers import MINIO_KEY

    with running_house(
        tmp_path_factory.mktemp("distributed"),
        PULSEPLATE_DATABASE_URL=new_database("house"),
        PULSEPLATE_LAKE_URL="s3a://lake",
        PULSEPLATE_OBJECTS_URL="s3://objects",
        PULSEPLATE_S3_ENDPOINT=minio_url,
        PULSEPLATE_S3_ACCESS_KEY=MINIO_KEY,
        PULSEPLATE_S3_SECRET_KEY=MINIO_KEY,
    ) as house:
        yield house
