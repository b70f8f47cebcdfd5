"""Files as they are read: what cannot be taken is counted, and the rest goes on."""

import zipfile

import pytest

from ingestion.envelopes import Delivery
from ingestion.files import survey
from ingestion.formats.clock import LocalClock
from ingestion.formats.table import UnreadableFileError
from ingestion.pipeline import Pipeline, now_ms
from ingestion.reading import FileReading
from schema.events import Door
from schema.people.devices import SourceKind
from schema.people.imports import Rejection
from schema.ports.doors import Sender

HOURS = "Id,ActivityHour,StepTotal\n"
DAYS = "Id,ActivityDate,TotalSteps,TotalDistance,Calories\n"


def read(path, person=None):
    """Read a file to its end; return the count of it, and what goes on the log."""
    delivery = Delivery(Sender("7", "file", SourceKind.IMPORT), Door.FILE, now_ms(), "import")
    reading = FileReading(
        survey(path, person).events(LocalClock("Europe/Rome")), Pipeline(), delivery
    )
    envelopes = []
    while (batch := reading.next_batch()) is not None:
        envelopes += batch.envelopes
    return reading.tally, envelopes


@pytest.fixture
def file(tmp_path):
    """Write a file of these words."""

    def written(text):
        path = tmp_path / "file.csv"
        path.write_text(text)
        return path

    return written


def hours(*counts):
    rows = [
        f"7,4/{1 + place // 24}/2016 {place % 24}:00:00,{count}\n"
        for place, count in enumerate(counts)
    ]
    return HOURS + "".join(rows)


@pytest.mark.parametrize("count", ["", '"13,162"', "much"])
def test_a_row_that_cannot_be_read_refuses_itself_and_not_its_file(file, count):
    tally, _ = read(file(hours(*[40] * 500, count, *[40] * 200)))

    assert (tally.read, tally.sent) == (701, 700)
    shown = count.strip('"')
    assert tally.rejected["unreadable_row"] == Rejection(
        "unreadable_row", 1, f"file.csv, line 502: StepTotal cannot be read: '{shown}'"
    )


def test_rows_that_cannot_be_read_are_counted_with_the_first_as_the_example(file):
    tally, _ = read(file(hours(1, "a", 2, "b") + "7,yesterday,3\n7,4/9/2016\n"))

    assert (tally.read, tally.sent) == (6, 2)
    assert tally.rejected["unreadable_row"] == Rejection(
        "unreadable_row", 4, "file.csv, line 3: StepTotal cannot be read: 'a'"
    )


def test_a_row_is_taken_whole_or_not_at_all(file):
    _, sent = read(file(DAYS + "7,4/12/2016,8000,5.5,much\n"))

    assert sent == []


def test_what_another_persons_rows_say_refuses_nothing_of_ones_own(file):
    tally, _ = read(file(hours(40) + "8,4/12/2016,much\n"), person="7")

    assert (tally.sent, tally.rejected) == (1, {})


@pytest.mark.parametrize("empty", [",,", ",,,,", ",", " , , ", '"","",""'])
def test_a_row_of_empty_fields_is_nobody_and_nothing(file, empty):
    tally, _ = read(file(f"{HOURS}{empty}\n7,4/12/2016,40\n{empty}\n"))

    assert (tally.read, tally.sent, tally.rejected) == (1, 1, {})


def test_a_file_of_nothing_readable_is_read_to_its_end(file):
    tally, sent = read(file(hours(*["much"] * 300)))

    assert sent == []
    assert tally.rejected["unreadable_row"].count == 300


def test_an_archive_is_read_on_after_a_row_that_cannot_be_read(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", hours("much"))
        archive.writestr("b.csv", hours(40))

    tally, _ = read(path)

    assert tally.sent == 1
    assert tally.rejected["unreadable_row"].example.startswith("a.csv, line 2")


@pytest.mark.parametrize(
    ("header", "rest"),
    [(HOURS, "40"), (DAYS, "8000,5.5,2100"), ("Id,Date,WeightKg,Fat\n", "72,")],
)
def test_dates_with_the_day_first_refuse_a_file_before_it_is_read(file, header, rest):
    rows = [f"7,{day:02}/04/2016 08:00:00,{rest}\n" for day in range(1, 31)]

    with pytest.raises(UnreadableFileError, match=r"line 14: '13/04/2016 .*'.* 4/30/2016"):
        survey(file(header + "".join(rows)))


@pytest.mark.parametrize("time", ["", "2/30/2016", "4/12/2016 15:00:00 AM", "2016-04-12", "x"])
def test_a_time_that_is_none_is_a_row_that_cannot_be_read(file, time):
    tally, _ = read(file(f"{hours(40)}7,{time},40\n"))

    assert (tally.sent, tally.rejected["unreadable_row"].count) == (1, 1)
