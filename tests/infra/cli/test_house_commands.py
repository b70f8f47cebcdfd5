import json
import os
import time

import pytest
from typer.testing import CliRunner

from infra.cli import front_door
from infra.services.running import RunningHouse
from infra.services.states import SERVICE_NAMES, HouseState, ServiceState, nothing_runs


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PULSEPLATE_HOME", str(tmp_path))
    (tmp_path / "run").mkdir()
    (tmp_path / "logs").mkdir()
    return tmp_path


@pytest.fixture
def running_house(home):
    """Let this process pass for the keeper of a house in which only the API runs."""
    addresses = {"app_port": 8501, "api_url": "http://127.0.0.1:8237"}
    RunningHouse.of_this_process(addresses, [], with_demo=False).write(home)
    api = ServiceState("api", os.getpid(), "running", "http://127.0.0.1:8237")
    HouseState(ready=True, written_at=time.time(), services=[api]).write(home / "run")
    return home


def call(*words: str):
    return CliRunner().invoke(front_door(words[0]), list(words))


@pytest.mark.usefixtures("home")
def test_a_closed_house_names_all_its_services_and_is_not_ready():
    said = json.loads(call("status", "--json").stdout)

    assert said["ready"] is False
    assert [service["name"] for service in said["services"]] == list(SERVICE_NAMES)
    assert {service["state"] for service in said["services"]} == {"stopped"}


@pytest.mark.usefixtures("running_house")
def test_status_says_of_each_service_what_the_contract_says():
    said = json.loads(call("status", "--json").stdout)

    assert said["ready"] is True
    assert list(said["services"][0]) == ["name", "pid", "state", "memory_mb", "address"]
    assert said["services"][0]["memory_mb"] > 1


def test_a_state_written_long_ago_is_not_believed(running_house):
    old = HouseState(ready=True, written_at=time.time() - 60, services=nothing_runs().services)
    old.write(running_house / "run")

    assert json.loads(call("status", "--json").stdout)["ready"] is False


def test_a_state_is_believed_though_the_clock_was_set_back(running_house, monkeypatch):
    set_back = time.time() - 3600
    monkeypatch.setattr(time, "time", lambda: set_back)
    HouseState(ready=True, written_at=set_back, services=[]).write(running_house / "run")

    assert json.loads(call("status", "--json").stdout)["ready"] is True


@pytest.mark.usefixtures("running_house")
def test_a_second_house_in_the_same_home_is_refused_with_the_address_of_the_first():
    said = call("up")

    assert said.exit_code == 3
    assert "http://127.0.0.1:8237" in said.stdout
    assert f"process {os.getpid()}" in said.stdout


@pytest.mark.usefixtures("home")
def test_closing_a_house_that_is_closed_is_no_failure():
    said = call("down")

    assert said.exit_code == 0
    assert "No house is running" in said.stdout


def test_the_last_lines_of_one_log_are_shown(home):
    (home / "logs" / "kafka.log").write_text("one\ntwo\nthree\n")

    assert call("logs", "kafka", "-n", "2").stdout == "two\nthree\n"


def test_all_logs_together_name_the_service_of_each_line(home):
    (home / "logs" / "kafka.log").write_text("a broker's line\n")
    (home / "logs" / "live.log").write_text("a live line\n")

    said = call("logs").stdout.splitlines()

    assert [line.strip() for line in said] == ["kafka | a broker's line", "live | a live line"]
