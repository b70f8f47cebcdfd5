import pytest

from infra.environment.coordinates import artifact, coordinates
from infra.environment.made import POM


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("kafka-clients-3.9.2.jar", "kafka-clients"),
        ("delta-spark_4.2_2.13-4.4.0.jar", "delta-spark_4.2_2.13"),
        ("spark-sql-kafka-0-10_2.13-4.2.0.jar", "spark-sql-kafka-0-10_2.13"),
        ("zstd-jni-1.5.6-10.jar", "zstd-jni"),
        ("jsr305-3.0.0.jar", "jsr305"),
    ],
)
def test_a_jar_is_known_by_its_artifact_whatever_its_version(file_name, name):
    assert artifact(file_name) == name


def test_the_coordinates_are_those_of_the_pom_with_its_properties_filled_in():
    kafka = coordinates(POM, "kafka")

    assert any(line.startswith("org.apache.kafka:kafka_2.13:4.") for line in kafka)


def test_spark_itself_is_not_fetched_twice():
    assert all("spark-sql_2.13" not in line for line in coordinates(POM, "spark"))
