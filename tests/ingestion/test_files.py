"""Files, folders and archives."""

import zipfile

import pytest

from ingestion.files import (
    SeveralPeopleError,
    UnknownFormatError,
    UnknownPersonError,
    survey,
)
from ingestion.formats.clock import LocalClock
from ingestion.formats.table import UnreadableFileError

HOURS = "Id,ActivityHour,StepTotal\n"
ROME = LocalClock("Europe/Rome")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hours.csv").write_text(HOURS + "7,4/12/2016 1:00:00 AM,40\n", "utf-8-sig")
    (tmp_path / "deeper").mkdir()
    heart = "Id,Time,Value\n7,4/1/2016 8:00:00 AM,60\n8,4/1/2016 8:00:00 AM,61\n"
    (tmp_path / "deeper" / "heart.csv").write_text(heart)
    (tmp_path / "notes.txt").write_text("not ours")
    return tmp_path


def test_a_folder_is_read_file_by_file_and_says_what_it_does_not_know(folder):
    found = survey(folder, person="7")

    assert found.origin == "fitbit"
    assert found.unknown == ["notes.txt"]
    assert [event["type"] for event in found.events(ROME)] == ["heart_rate", "steps"]


def test_an_archive_is_read_like_its_folder(folder, tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.csv")):
            archive.write(file, file.relative_to(folder))

    found = survey(path, person="8")

    assert [event["values"] for event in found.events(ROME)] == [[61.0]]


def test_progress_counts_what_was_read(folder):
    read = []
    found = survey(folder, person="7")

    list(found.events(ROME, read.append))

    assert found.size - 3 == sum(read)  # the byte-order mark is no character


def test_of_several_people_one_must_be_named(folder):
    with pytest.raises(SeveralPeopleError, match="7, 8") as raised:
        survey(folder)

    assert raised.value.people == ["7", "8"]


def test_somebody_who_is_not_in_the_file_is_not_imported(folder):
    with pytest.raises(UnknownPersonError, match="7, 8"):
        survey(folder, person="9")


def test_a_file_of_one_person_needs_no_name(folder):
    assert survey(folder / "hours.csv").person == "7"


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"PK\x03\x04 broken"])
def test_a_file_of_no_known_format_is_refused(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(UnknownFormatError, match=r"fitbit\.minute_steps"):
        survey(path)


def test_nothing_at_a_path_is_said(tmp_path):
    with pytest.raises(UnreadableFileError):
        survey(tmp_path / "nowhere")


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text(HOURS + "7" * 3_000_000)

    with pytest.raises(UnreadableFileError, match="too long"):
        list(survey(path, person=None).events(ROME))
