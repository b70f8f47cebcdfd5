import shutil

import pytest

from infra.environment.places import jars_folder
from infra.spark_session import SparkPlace, spark_session
from spark_streaming.effort import walk
from spark_streaming.lake import Lake
from tests.spark_streaming.lakes import FragileLake, QuickLake, Versions
from tests.spark_streaming.world import PARTS


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """The Spark session of this run."""
    place = SparkPlace(
        "local[2]", (jars_folder("spark"),), "1g", tmp_path_factory.mktemp("spark")
    )
    session = spark_session("tests", place)
    walk(session)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def empty_lake(spark, tmp_path_factory):
    """Makes a folder with the tables of a lake, and nothing in them."""
    first = tmp_path_factory.mktemp("lakes") / "first"
    Lake(spark, str(first)).create()

    def made():
        folder = tmp_path_factory.mktemp("lake")
        return shutil.copytree(first, folder, dirs_exist_ok=True)

    return made


@pytest.fixture(scope="session")
def spare_lake(spark, empty_lake):
    """One lake for tests of writing as such."""
    return FragileLake(spark, str(empty_lake()))


@pytest.fixture(scope="session")
def told(spark, empty_lake):
    """The lake of the little world, told in four batches."""
    lake = QuickLake(spark, empty_lake())
    for part in PARTS:
        lake.say(*part)
    return lake


@pytest.fixture(scope="session")
def story(told):
    """All that is in it."""
    return Versions(told.lake)
