"""A small house of real processes: a store, and a page that waits for it."""

# ruff: noqa: S603

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from infra.services.checks import page_check, socket_check
from infra.services.keeper import Keeper, SupervisorEndedError
from infra.services.pause import paused
from infra.services.ports import free_port
from infra.services.running import RunningHouse
from infra.services.service import Health, Service
from infra.services.states import HouseState, nothing_runs
from infra.settings import Settings

LOOPBACK = "127.0.0.1"
# Keeps the small house of this module, and says each change of its services.
KEEPER = """
import json, sys, time
from pathlib import Path
from infra.services.keeper import Keeper
sys.path.insert(0, sys.argv[1])
from test_house import house_of, settings_in
home = Path(sys.argv[2])
keeper = Keeper(house_of(home), settings_in(home))
while True:
    house = keeper.step()
    print(json.dumps([[s.name, s.pid, s.state] for s in house.services]), flush=True)
    time.sleep(0.1)
"""
# Pauses the writer of such a house for as long as it lives.
PAUSER = """
import signal, sys, time
from pathlib import Path
from infra.services.pause import paused
from infra.settings import Settings
signal.signal(signal.SIGINT, signal.default_int_handler)
with paused("spark", Settings(home=Path(sys.argv[1]))):
    print("paused", flush=True)
    time.sleep(300)
"""


def settings_in(home):
    settings = Settings(home=home)
    settings.run_folder.mkdir(parents=True, exist_ok=True)
    settings.logs_folder.mkdir(exist_ok=True)
    return settings


def page(name, folder, after=()):
    port = free_port(LOOPBACK)
    server = (sys.executable, "-m", "http.server", str(port), "--bind", LOOPBACK)
    return Service(
        name,
        page_check(LOOPBACK, port, "/"),
        (*server, "--directory", str(folder)),
        after=frozenset(after),
    )


def house_of(home):
    return [
        page("app", home, after=["redis"]),
        page("redis", home),
    ]


@pytest.fixture
def keeper(tmp_path):
    keeper = Keeper(house_of(tmp_path), settings_in(tmp_path))
    yield keeper
    keeper.close()


def steps_until(keeper, is_so, within_s=20.0):
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        services = {state.name: state for state in keeper.step().services}
        if is_so(services):
            return services
        time.sleep(0.05)
    raise AssertionError(f"never came to be: {services}")


def all_run(services):
    return all(state.state == "running" for state in services.values())


def refuse():
    raise PermissionError("the data belongs to somebody else")


def family(process_id):
    parent = psutil.Process(process_id)
    return [parent, *parent.children(recursive=True)]


def test_what_waits_for_another_is_started_once_that_one_stands(keeper):
    steps_until(keeper, lambda s: s["redis"].pid is not None and s["app"].state == "waiting")

    steps_until(keeper, all_run)


def test_a_killed_child_comes_back_by_itself(keeper):
    before = steps_until(keeper, all_run)

    os.kill(before["redis"].pid, signal.SIGKILL)

    after = steps_until(keeper, lambda s: all_run(s) and s["redis"].pid != before["redis"].pid)
    assert after["app"].pid == before["app"].pid


def test_a_paused_service_is_away_meanwhile_and_comes_back(keeper, tmp_path):
    before = steps_until(keeper, all_run)
    RunningHouse.of_this_process({}, [], with_demo=False).write(tmp_path)

    with paused("redis", settings_in(tmp_path)):
        for _ in range(10):
            states = {state.name: state for state in keeper.step().services}
            assert states["redis"].pid is None

    after = steps_until(keeper, all_run)
    assert after["redis"].pid != before["redis"].pid
    assert after["app"].pid == before["app"].pid


@pytest.fixture
def writer(tmp_path):
    """The keeper of a house in which only the stream runs, which takes a second to stop."""
    stream = ("sh", "-c", "trap 'sleep 1; exit' TERM; while :; do sleep 0.1; done")
    spark = Service("spark", lambda _: Health.READY, stream)
    keeper = Keeper([spark], settings_in(tmp_path))
    RunningHouse.of_this_process({}, [], with_demo=False).write(tmp_path)
    yield keeper
    keeper.close()


@pytest.fixture
def pauser(tmp_path):
    """Another process, which has begun to pause the stream."""
    command = [sys.executable, "-c", PAUSER, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_paused_service_comes_back_however_the_pause_ends(writer, request, ending):
    before = steps_until(writer, all_run)
    pauser = request.getfixturevalue("pauser")
    assert pauser.stdout.readline() == b"paused\n"

    pauser.send_signal(ending)

    pauser.wait(timeout=10)
    after = steps_until(writer, lambda s: s["spark"].pid is not None, within_s=5)
    assert after["spark"].pid != before["spark"].pid


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_service_comes_back_when_the_pause_ends_while_it_stops(writer, request, ending):
    before = steps_until(writer, all_run)["spark"].pid
    pauser = request.getfixturevalue("pauser")
    steps_until(writer, lambda s: s["spark"].state == "stopping")

    pauser.send_signal(ending)

    pauser.wait(timeout=10)
    steps_until(writer, lambda s: s["spark"].pid not in {before, None}, within_s=5)


def test_a_pause_waits_for_a_service_that_stops_already(writer, request, tmp_path):
    before = steps_until(writer, all_run)["spark"].pid
    pauser = request.getfixturevalue("pauser")
    steps_until(writer, lambda s: s["spark"].state == "stopping")
    pauser.kill()

    with paused("spark", settings_in(tmp_path)):
        assert not psutil.pid_exists(before)


def test_a_service_paused_before_the_house_opened_waits_for_the_end_of_the_pause(tmp_path):
    with paused("spark", settings_in(tmp_path)):
        keeper = Keeper([farewell("spark", tmp_path)], settings_in(tmp_path))
        for _ in range(30):
            assert keeper.step().services[0].state == "waiting"
            time.sleep(0.05)
    try:
        steps_until(keeper, all_run)
    finally:
        keeper.close()


def test_the_state_that_a_killed_keeper_left_is_not_taken_for_the_next_ones(tmp_path):
    run = settings_in(tmp_path).run_folder
    nothing_runs().write(run)

    keeper = Keeper(house_of(tmp_path), settings_in(tmp_path))
    try:
        assert HouseState.read(run) is None
    finally:
        keeper.close()


@pytest.fixture
def neighbours():
    """What this run had started before the house."""
    return psutil.Process().children(recursive=True)


def test_closing_the_house_leaves_no_process(neighbours, keeper):
    steps_until(keeper, all_run)
    everybody = psutil.Process().children(recursive=True)
    ours = [process for process in everybody if process not in neighbours]

    keeper.close()

    assert not [process for process in ours if process.is_running()]


def farewell(name, folder):
    """A service that writes its name down when it is asked to end."""
    said = f"trap 'echo {name} >> {folder}/closed; exit' TERM; while :; do sleep 0.1; done"
    return Service(name, lambda _: Health.READY, ("sh", "-c", said))


def test_doors_close_first_then_who_writes_what_they_took_then_the_stores(tmp_path):
    names = ("redis", "spark", "bridge")
    keeper = Keeper([farewell(name, tmp_path) for name in names], settings_in(tmp_path))
    steps_until(keeper, all_run)

    keeper.close()

    assert (tmp_path / "closed").read_text().split() == ["bridge", "spark", "redis"]


def test_the_keeper_notices_that_the_supervisor_was_killed(keeper):
    services = steps_until(keeper, all_run)
    supervisor = psutil.Process(services["app"].pid).parent()
    children = supervisor.children(recursive=True)

    supervisor.kill()

    with pytest.raises(SupervisorEndedError):
        steps_until(keeper, lambda _: False)
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_a_killed_parent_leaves_no_process(tmp_path):
    command = [sys.executable, "-c", KEEPER, str(Path(__file__).parent), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        for line in parent.stdout:
            if all(state == "running" for _, _, state in json.loads(line)):
                break
        house = family(parent.pid)

        parent.kill()

    assert len(house) == 4
    assert psutil.wait_procs(house, timeout=10)[1] == []


def test_somebody_elses_service_is_asked_but_not_started(tmp_path):
    port = free_port(LOOPBACK)
    elsewhere = Service("kafka", socket_check(LOOPBACK, port))
    keeper = Keeper([elsewhere], settings_in(tmp_path))
    try:
        services = steps_until(keeper, lambda _: True)
        assert services["kafka"].state == "unreachable"
        assert services["kafka"].pid is None
    finally:
        keeper.close()


def test_a_service_that_cannot_be_prepared_stops_the_opening(tmp_path):
    broken = Service("kafka", lambda _: Health.DOWN, ("sleep", "300"), prepare=refuse)
    keeper = Keeper([broken], settings_in(tmp_path))
    try:
        with pytest.raises(PermissionError, match="belongs to somebody else"):
            steps_until(keeper, lambda _: False)
    finally:
        keeper.close()
