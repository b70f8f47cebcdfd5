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


@pytest.fixture
def archive(folder, tmp_path):
    """An archive of one good file and a note, as bytes that can be damaged."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "hours.csv", "hours.csv")
        archive.writestr("progress.log", "half\rdone\r" * 100)
    return path


def test_a_foreign_file_beside_good_ones_is_named_and_left_out(archive):
    found = survey(archive)

    assert found.unknown == ["progress.log"]
    assert [event["value"] for event in found.events(ROME)] == [40.0]


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (6, b"\x01\x00", "password"),
        (8, b"\x61\x00", "compression"),
        (30 + len("hours.csv"), b"\xff\xff\xff\xff", r"hours\.csv: Error -3"),
        (30 + len("hours.csv") + 20, b"\0" * 4, r"hours\.csv: "),
        (0, b"junk", "magic"),
    ],
)
def test_a_damaged_or_locked_member_is_said(archive, place, value, says):
    content = bytearray(archive.read_bytes())
    directory = content.index(b"PK\x01\x02")
    content[place : place + len(value)] = value
    if place in (6, 8):  # the directory says it too
        content[directory + place + 2 : directory + place + 4] = value
    archive.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=says):
        list(survey(archive).events(ROME))


def test_two_members_of_one_name_are_both_read(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hours.csv", HOURS + "7,4/12/2016 1:00:00 AM,40\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("hours.csv", HOURS + "7,4/12/2016 2:00:00 AM,50\n")

    assert [event["value"] for event in survey(path).events(ROME)] == [40.0, 50.0]


def test_lines_may_end_as_on_an_old_mac(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_bytes(HOURS.replace("\n", "\r").encode() + b"7,4/12/2016 1:00:00 AM,40\r")

    assert [event["value"] for event in survey(path).events(ROME)] == [40.0]


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
