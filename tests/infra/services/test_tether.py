# ruff: noqa: S603
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from infra.services.tether import environment_for_tethered, tethered

# A parent that starts a tethered sleeper, says its process id, and waits.
PARENT = """
import subprocess, sys, time
from infra.services.tether import environment_for_tethered, tethered
child = subprocess.Popen(tethered(["sleep", "300"]), env=environment_for_tethered())
print(child.pid, flush=True)
time.sleep(300)
"""


def is_gone(process_id, within_s=5.0):
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if not psutil.pid_exists(process_id):
            return True
        if psutil.Process(process_id).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def wait_for_exec(process_id):
    while psutil.Process(process_id).name() != "sleep":
        time.sleep(0.02)


@pytest.fixture(params=["", "1"], ids=["by the kernel", "by a watcher"])
def way(request, monkeypatch):
    monkeypatch.setenv("PULSEPLATE_TETHER_POLL", request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_tethered_process_ends_with_its_parent_however_that_ends(end):
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        wait_for_exec(child)

        parent.send_signal(end)

    assert is_gone(child)


@pytest.mark.usefixtures("way")
def test_a_process_whose_parentis_gone_already_does_not_begin():
    orphaned = {**os.environ, "PULSEPLATE_TETHER_PARENT": "1"}

    ended = subprocess.run(tethered(["sleep", "300"]), env=orphaned, timeout=10, check=False)

    assert ended.returncode == -signal.SIGKILL


@pytest.mark.usefixtures("way")
def test_a_tethered_command_keeps_its_process_id_and_exit_code():
    say = [sys.executable, "-c", "import os; print(os.getpid()); raise SystemExit(7)"]

    with subprocess.Popen(
        tethered(say), env=environment_for_tethered(), stdout=subprocess.PIPE
    ) as child:
        said = int(child.stdout.readline())

    assert said == child.pid
    assert child.returncode == 7
