"""The supervisor as the keeper speaks to it."""

import time

import pytest

from infra.services.supervision import Supervisor


@pytest.fixture
def supervisor(tmp_path):
    supervisor = Supervisor([], tmp_path, tmp_path)
    yield supervisor
    supervisor.end()


def test_a_supervisor_that_did_not_listen_yet_is_spoken_to_once_it_does(supervisor):
    with pytest.raises(OSError, match="No such file"):
        supervisor.programs()

    assert answer_of(supervisor) == {}


def answer_of(supervisor):
    for _ in range(200):
        try:
            return supervisor.programs()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the supervisor does not answer")
