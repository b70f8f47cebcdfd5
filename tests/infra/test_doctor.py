import socket

import pytest

from infra.cli.doctor import port_findings
from infra.environment.doctor import mend, report
from infra.environment.finding import Finding
from infra.environment.machine import find_java, java_release, machine_findings, missing
from tests.servers import LOOPBACK, free_port


@pytest.mark.parametrize(
    ("banner", "release"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_402"', 8),
        ("sh: java: command failed", None),
    ],
)
def test_the_release_of_java_is_read_from_what_it_says(banner, release):
    assert java_release(banner) == release


def test_java_home_wins_over_the_path(tmp_path, monkeypatch):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.touch(mode=0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert find_java() == str(java)


def test_a_machine_without_java_is_told_the_command_that_installs_it(tmp_path, monkeypatch):
    installer = tmp_path / "apt-get"
    installer.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    java = next(finding for finding in missing(machine_findings()) if finding.subject == "Java")

    assert "Java 17 or newer is missing" in str(java)
    assert "apt-get install -y openjdk-17-jre-headless" in str(java)


def test_an_old_java_is_not_taken_for_a_new_one(tmp_path, monkeypatch):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert "Java" in {finding.subject for finding in missing(machine_findings())}


def test_a_taken_port_is_found_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setenv("PULSEPLATE_HOME", str(tmp_path))
    monkeypatch.setenv("PULSEPLATE_APP_PORT", str(free_port()))
    monkeypatch.setenv("PULSEPLATE_MQTT_PORT", str(free_port()))
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        port = listener.getsockname()[1]
        monkeypatch.setenv("PULSEPLATE_API_PORT", str(port))

        taken = [finding for finding in port_findings() if not finding.is_well]

    assert [finding.subject for finding in taken] == [f"Port {port} of the api"]


def test_mending_runs_the_remedy(tmp_path):
    mended = tmp_path / "mended"
    broken = Finding("Java", is_well=False, says="missing", remedy=("touch", str(mended)))

    assert mend([broken])
    assert mended.exists()


def test_what_has_no_remedy_is_not_mended():
    assert not mend([Finding("Disk", is_well=False, says="is full")])
    assert not mend([Finding("Java", is_well=False, says="missing", remedy=("no-such-tool",))])


def test_what_is_only_of_advantage_does_not_make_a_machine_ill():
    slower = Finding("Maven", is_well=False, says="not there", is_needed=False)

    assert report([slower], fix=False) == 0
    assert report([slower, Finding("Java", is_well=False, says="missing")], fix=False) == 1
