"""What every room's tests share: their order, optional parts, other people's servers."""

import os
import shutil

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

# How long an example takes is the machine's affair: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REQUIRE_ALL = "PULSEPLATE_TEST_REQUIRE_ALL"
SPARK, HOUSES, SCREENS = "spark", "houses", "screens"
TURNS = {
    "tests/spark_streaming/": SPARK,
    "tests/infra/": None,
    "tests/end_to_end/test_story.py": HOUSES,
    "tests/end_to_end/test_faults.py": HOUSES,
    "tests/end_to_end/test_retraining.py": SCREENS,
    "tests/end_to_end/": SCREENS,
    "tests/": None,
}
"""Places of tests in the order in which they are begun, and what those of a place share.

Beside Spark the other worker tries single servers. Then one tells the story to a house and
breaks it, the other retrains and looks at screens. All that is light comes last: whoever is
done sooner does more of it.
"""


def pytest_configure(config):
    config.stash[_NEED] = _need


_NEED = pytest.StashKey()


class OneSparkAndOneHouseAtATime(LoadFileScheduling):
    """Keeps to one worker what shares the Spark session, and what shares a house."""

    def _split_scope(self, nodeid):
        return TURNS[place_of(nodeid)] or super()._split_scope(nodeid)


def place_of(nodeid):
    return next(place for place in TURNS if nodeid.startswith(place))


def pytest_xdist_make_scheduler(config, log):
    return OneSparkAndOneHouseAtATime(config, log)


def pytest_collection_modifyitems(items):
    turns = [*TURNS]
    items.sort(key=lambda item: turns.index(place_of(item.nodeid)))


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
