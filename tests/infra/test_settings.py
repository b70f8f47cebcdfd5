# ruff: noqa: S603

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import psutil
import pytest
from pydantic import SecretStr, ValidationError

from infra.composition import House
from infra.services.addresses import as_environment, external_services, resolve
from infra.services.running import RunningHouse, house_file
from infra.settings import Settings, load_settings, mqtt_bridge_secret, token_secret
from tests.servers import free_port

# Says that it keeps a house, and is killed.
KILLED_KEEPER = """
import os, signal, sys
from pathlib import Path
from infra.services.running import RunningHouse
RunningHouse.of_this_process({}, [], with_demo=False).write(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PULSEPLATE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def own_ports(home, monkeypatch):
    """A home beside which a house may run on the ports it would want."""
    for name in ("API", "APP", "MQTT"):
        monkeypatch.setenv(f"PULSEPLATE_{name}_PORT", str(free_port()))
    return home


def open_house(home, settings):
    house_file(home).parent.mkdir()
    RunningHouse.of_this_process(settings, [], with_demo=False).write(home)


def test_everything_lies_in_the_home_unless_told_otherwise(home):
    settings = load_settings()

    assert settings.lake_url == str(home / "lake")
    assert settings.objects_url == str(home / "objects")
    assert settings.database_url == f"sqlite:///{home}/pulseplate.db"


@pytest.mark.usefixtures("home")
def test_addresses_follow_the_ports(monkeypatch):
    monkeypatch.setenv("PULSEPLATE_MQTT_PORT", "2883")
    monkeypatch.setenv("PULSEPLATE_API_PORT", "9237")

    settings = load_settings()

    assert settings.mqtt_url == "mqtt://127.0.0.1:2883"
    assert settings.api_url == "http://127.0.0.1:9237"


def test_commands_find_the_ports_of_the_house_that_runs(home):
    open_house(home, {"kafka_url": "127.0.0.1:23456"})

    assert load_settings().kafka_url == "127.0.0.1:23456"


def test_the_environment_wins_over_the_house_that_runs(home, monkeypatch):
    open_house(home, {"kafka_url": "127.0.0.1:23456"})
    monkeypatch.setenv("PULSEPLATE_KAFKA_URL", "kafka://broker.example:9092")

    assert load_settings().kafka_url == "broker.example:9092"


def test_a_house_is_found_after_the_clock_was_set(home, monkeypatch):
    open_house(home, {})
    before = psutil.Process.create_time
    monkeypatch.setattr(psutil.Process, "create_time", lambda process: before(process) + 2)

    assert RunningHouse.find(home).pid == os.getpid()


def test_a_house_whose_keeper_was_killed_is_not_found(home):
    house_file(home).parent.mkdir()
    subprocess.run([sys.executable, "-c", KILLED_KEEPER, str(home)], check=False)

    assert house_file(home).exists()
    assert RunningHouse.find(home) is None


def test_a_process_that_took_over_the_keepers_id_is_not_the_keeper(home):
    house_file(home).parent.mkdir()
    house = RunningHouse.of_this_process({}, [], with_demo=False)
    house_file(home).write_text(json.dumps(asdict(house)))

    assert RunningHouse.find(home) is None


@pytest.mark.usefixtures("own_ports")
def test_a_service_whose_url_is_set_is_somebody_elses(monkeypatch):
    monkeypatch.setenv("PULSEPLATE_REDIS_URL", "redis://elsewhere:6379/0")
    own = load_settings()

    assert external_services(own) == ["redis"]
    assert resolve(own).redis_url == "redis://elsewhere:6379/0"


@pytest.mark.usefixtures("own_ports")
def test_a_role_reads_back_every_address_that_was_settled(monkeypatch):
    monkeypatch.setenv("PULSEPLATE_ALLOWED_ORIGINS", "https://a.example,https://b.example")
    settled = resolve(load_settings())

    for name, value in as_environment(settled).items():
        monkeypatch.setenv(name, value)

    assert load_settings().model_dump() == settled.model_dump()


@pytest.mark.usefixtures("home")
def test_origins_are_told_with_commas_and_read_as_a_browser_names_them(monkeypatch):
    monkeypatch.setenv(
        "PULSEPLATE_ALLOWED_ORIGINS", "https://App.example/, http://127.0.0.1:3000"
    )

    settings = load_settings()

    assert settings.allowed_origins == ("https://app.example", "http://127.0.0.1:3000")
    assert House(settings).graph_options().allowed_origins == settings.allowed_origins


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "name", ["app.example", "https://app.example/page", "ftp://a", "https://"]
)
def test_what_is_no_origin_is_refused(monkeypatch, name):
    monkeypatch.setenv("PULSEPLATE_ALLOWED_ORIGINS", name)

    with pytest.raises(ValidationError, match="is no origin"):
        load_settings()


@pytest.mark.usefixtures("home")
def test_no_secret_is_handed_on_or_written_down(monkeypatch):
    monkeypatch.setenv("PULSEPLATE_TOKEN_SECRET", "very-secret")

    assert "very-secret" not in str(as_environment(load_settings()))


def test_the_house_makes_its_own_secret_for_its_owner_alone(home):
    settings = Settings(home=home)

    first = token_secret(settings)

    assert len(first) >= 32
    assert token_secret(settings) == first
    assert mqtt_bridge_secret(settings) != first
    assert stat.S_IMODE((home / "secrets" / "token_key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_one_secret(home):
    settings = Settings(home=home)

    with ThreadPoolExecutor(16) as together:
        agreed = set(together.map(lambda _: token_secret(settings), range(16)))

    assert len(agreed) == 1
    assert [path.name for path in (home / "secrets").iterdir()] == ["token_key"]


def test_a_secret_that_was_set_is_the_one_used(home):
    assert token_secret(Settings(home=home, token_secret=SecretStr("given"))) == "given"
