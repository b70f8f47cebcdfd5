from configparser import RawConfigParser
from pathlib import Path

from infra.services.service import Health, Service
from infra.services.supervision import configuration, socket_of


def program_of(supervised, run=Path("/house/run"), logs=Path("/house/logs")):
    parser = RawConfigParser(strict=False)
    parser.read_string(configuration([supervised], run, logs))
    return dict(parser["program:live"])


def service(command, niceness=0):
    return Service("live", lambda _: Health.READY, tuple(command), niceness=niceness)


def test_a_program_that_dies_is_started_again_and_writes_a_log_that_rolls():
    program = program_of(service(["sleep", "1"]))

    assert program["autorestart"] == "true"
    assert program["stdout_logfile"] == "/house/logs/live.log"
    assert program["stdout_logfile_maxbytes"] == "5MB"


def test_every_program_is_on_a_tether():
    assert "tether.py sleep 1" in program_of(service(["sleep", "1"]))["command"]


def test_a_service_steps_back_for_what_people_wait_for():
    assert "nice -n 10 sleep 1" in program_of(service(["sleep", "1"], niceness=10))["command"]


def test_words_with_blanks_and_percent_signs_reach_the_program_as_they_are():
    command = program_of(service(["say", "100 % of it"]))["command"]

    assert command.endswith("say '100 %% of it'")


def test_somebody_elses_service_is_not_supervised():
    text = configuration([Service("kafka", lambda _: Health.READY)], Path("/r"), Path("/l"))

    assert "program:" not in text


def test_a_deep_home_still_gets_a_socket_that_the_system_accepts():
    deep = Path("/home") / ("x" * 200)

    assert len(str(socket_of(deep))) < 100
    assert socket_of(deep) == socket_of(deep)
