# ruff: noqa: S603
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.environment.made import is_made, one_at_a_time, record_made
from infra.environment.places import REPOSITORY

FRONT_DOOR = str(REPOSITORY / "pulseplate")


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """Return an environment whose `pulseplate` only says what it was called with."""
    monkeypatch.setenv("PULSEPLATE_ENV", str(tmp_path))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    command = tmp_path / "bin" / "pulseplate"
    command.write_text('#!/bin/sh\necho "$@"\n')
    command.chmod(0o755)
    return tmp_path


def knock(arguments, variables):
    return subprocess.run(
        [FRONT_DOOR, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("environment")
def test_once_made_the_front_door_only_lets_through():
    record_made("house")

    said = knock(["logs", "two words"], {"PULSEPLATE_PYTHON": "no-python-is-needed"})

    assert said.stdout == "logs two words\n"


def test_what_was_made_from_other_sources_counts_as_not_made(environment):
    record_made("house")
    assert is_made("house")

    record = environment / "made" / "house"
    record.write_bytes(record.read_bytes() + b"one pin more\n")

    assert not is_made("house")


@pytest.mark.usefixtures("environment")
def test_the_tests_need_more_than_the_house():
    record_made("house")

    said = knock(["test"], {"PULSEPLATE_PYTHON": "no-such-python"})

    assert said.returncode == 1
    assert "Python 3.11 or newer is missing" in said.stderr


@pytest.mark.usefixtures("environment")
def test_a_machine_without_python_is_told_the_command_that_mends_it(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "readlink", "cat", "cmp", "id"):
        (tools / tool).symlink_to(shutil.which(tool))
    (tools / "dnf").touch(mode=0o755)

    said = knock(["up"], {"PATH": str(tools)})

    assert said.returncode == 1
    assert "Python 3.11 or newer is missing" in said.stderr
    assert "dnf install -y python3.11" in said.stderr


def test_two_makers_exclude_each_other(environment):
    order = []

    def make(name) -> None:
        with one_at_a_time(environment):
            order.append(name)
            time.sleep(0.2)
            order.append(name)

    with ThreadPoolExecutor(2) as together:
        list(together.map(make, ["first", "second"]))

    assert order[0] == order[1]
    assert order[2] == order[3]
