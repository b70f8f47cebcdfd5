import pytest

from infra.environment.places import jars_folder
from infra.spark_session import SparkPlace, spark_session


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """The Spark session of this run."""
    place = SparkPlace(
        "local[2]", (jars_folder("spark"),), "512m", tmp_path_factory.mktemp("spark")
    )
    session = spark_session("tests", place)
    yield session
    session.stop()
