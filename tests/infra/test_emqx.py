"""EMQX in the composition: what it tells the house, and whom it lets do what."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from amqtt.contexts import Action
from paho.mqtt.client import topic_matches_sub

from graph_api.platform.broker import SECRET_HEADER
from infra.mqtt.admission import may_use

REPOSITORY = Path(__file__).parents[2]
EMQX = REPOSITORY / "infra" / "emqx"
RULE = re.compile(r'{(allow|deny), (?:all|{user, "(\w+)"})(?:, (\w+), \[(.*)\])?}\.')


@pytest.fixture
def service():
    said = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
    return said["services"]["emqx"]


def test_it_shows_the_house_the_secret_of_the_house(service, tmp_path):
    (tmp_path / "etc").mkdir()
    shutil.copy(EMQX / "base.hocon", tmp_path / "etc" / "house.hocon")
    (tmp_path / "bin").mkdir()
    emqx = tmp_path / "bin" / "emqx"
    emqx.write_text("#!/bin/sh\nexec grep x-house-secret etc/base.hocon")
    emqx.chmod(0o700)

    read = subprocess.run(  # noqa: S603
        [word.replace("$$", "$") for word in service["command"]],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOUSE_SECRET": "known2both"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert read.split() == [f'"{SECRET_HEADER}"', "=", '"known2both"']
    assert "PULSEPLATE_MQTT_BRIDGE_SECRET" in service["environment"]["HOUSE_SECRET"]
    assert "./infra/emqx/base.hocon:/opt/emqx/etc/house.hocon:ro" in service["volumes"]


def emqx_lets(name, action, topic):
    """Decide as EMQX does: by the first rule that is about it."""
    for verdict, user, asked, topics in RULE.findall((EMQX / "acl.conf").read_text()):
        filters = re.findall(r'"([^"]+)"', topics.replace("${username}", name)) or ["#"]
        if (
            user in {"", name}
            and asked in {"", "all", action.value}
            and any(topic_matches_sub(each, topic) for each in filters)
        ):
            return verdict == "allow"
    return False


TOPICS = [
    *("devices/watch/events", "devices/watch/acks", "devices/watch/settings"),
    *("devices/ring/events", "devices/ring/acks", "devices/ring/settings", "other"),
]
FILTERS = ["devices/watch/#", "devices/+/events", "devices/+/acks", "devices/#", "#"]


@pytest.mark.parametrize("name", ["watch", "ring", "bridge"])
@pytest.mark.parametrize(
    ("action", "topic"),
    [
        *((Action.PUBLISH, topic) for topic in TOPICS),
        *((Action.SUBSCRIBE, topic) for topic in TOPICS + FILTERS),
    ],
)
def test_it_lets_a_client_do_what_the_broker_of_one_machine_lets_it(name, action, topic):
    assert emqx_lets(name, action, topic) == may_use(name, topic, action)
