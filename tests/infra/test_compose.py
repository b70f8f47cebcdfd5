import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
PUBLISHED = {
    "emqx": {1883, 8083, 8084, 8883, 18083},
    "kafka-ui": {8082},
    "spark-master": {7077, 8085},
    "minio": {9000, 9001},
    "redis": {6379},
    "redisinsight": {5540},
    "cockroachdb": {26257, 8087},
    "api": {8237},
    "app": {8501},
}
ROLES = {"bridge", "live", "relay", "spark", "api", "trainer", "app"}


@pytest.fixture(scope="module")
def parsed(need):
    """The composition as Compose's own parser reads it."""
    need(shutil.which("compose-go"), "compose-go")
    answer = subprocess.run(
        ["compose-go", "-no-interpolation", "-format", "json", "docker-compose.yml"],  # noqa: S607
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_every_part_is_reached_where_the_contract_says(parsed):
    published = {
        name: {int(port["published"]) for port in service["ports"]}
        for name, service in parsed["services"].items()
        if service.get("ports")
    }
    assert published == PUBLISHED


def test_every_role_of_ours_runs_from_one_image(parsed):
    images = {parsed["services"][role]["image"] for role in ROLES}
    assert images == {"pulseplate"}


def test_the_composition_waits_for_what_a_role_needs(parsed):
    api = parsed["services"]["api"]["depends_on"]
    assert {name: one["condition"] for name, one in api.items()} == dict.fromkeys(
        ("cockroachdb", "redis", "kafka", "minio"), "service_healthy"
    )


def test_no_secret_stands_in_the_composition():
    said = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
    for name, value in (said["x-house"] | said["services"]["emqx"]["environment"]).items():
        if name.endswith(("SECRET", "SECRET_KEY", "ACCESS_KEY", "PASSWORD")):
            assert value.startswith("${"), name
