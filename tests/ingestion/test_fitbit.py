"""Fitbit's export: local times, wide minutes, several people."""

from datetime import datetime

import pytest

from ingestion.formats import FORMATS, recognise
from ingestion.formats.clock import LocalClock
from ingestion.formats.fitbit.times import local_time
from ingestion.formats.table import Table, UnreadableRows
from schema.errors import InvalidInputError
from schema.events import EVENT_TYPES

MINUTES = ",".join(f"Steps{minute:02}" for minute in range(60))
ROME = LocalClock("Europe/Rome")


def events(text, clock=ROME, person=None):
    known = recognise(text)
    assert known is not None
    table = Table("file.csv", known, lambda: iter(text.splitlines(keepends=True)))
    return list(table.events(clock, person))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("4/12/2016 12:00:00 AM", datetime(2016, 4, 12)),  # noqa: DTZ001
        ("4/12/2016 12:30:05 PM", datetime(2016, 4, 12, 12, 30, 5)),  # noqa: DTZ001
        ("11/2/2016 11:59:59 pm", datetime(2016, 11, 2, 23, 59, 59)),  # noqa: DTZ001
        ("4/12/2016", datetime(2016, 4, 12)),  # noqa: DTZ001
    ],
)
def test_local_times_are_read_month_first(text, time):
    assert local_time(text) == time


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 1, 15, 12), "2026-01-15T11:00:00.000+00:00"),  # noqa: DTZ001
        (datetime(2026, 7, 15, 12), "2026-07-15T10:00:00.000+00:00"),  # noqa: DTZ001
        # 02:30 never was on 29 March 2026: it is taken as 03:30.
        (datetime(2026, 3, 29, 2, 30), "2026-03-29T01:30:00.000+00:00"),  # noqa: DTZ001
        # 02:30 was twice on 25 October 2026: it is taken as the first.
        (datetime(2026, 10, 25, 2, 30), "2026-10-25T00:30:00.000+00:00"),  # noqa: DTZ001
    ],
)
def test_the_clock_on_the_wall_knows_summer_time(local, utc):
    assert ROME.utc(local) == utc


@pytest.mark.parametrize(
    "text",
    [
        "4/12/2016 15:00:00 AM",
        "4/12/2016 0:30:00 PM",
        "4/12/2016 24:00:00",
        "2/30/2016",
        "1/1/0001",
        "12/31/9999 11:00:00 PM",
    ],
)
def test_a_time_that_was_never_on_a_clock_is_refused(text):
    (refused,) = events(
        f"Id,ActivityHour,StepTotal\n7,{text},40\n", LocalClock("America/New_York")
    )

    assert refused == UnreadableRows(
        1, f"file.csv, line 2: ActivityHour cannot be read: '{text}'"
    )


@pytest.mark.parametrize(
    ("hour", "start", "end"),
    [
        # Clocks went forward: 2:00 never was, and begins when 3:00 does.
        ("3/27/2016 1:00:00 AM", "2016-03-27T00:00", "2016-03-27T01:00"),
        ("3/27/2016 2:00:00 AM", "2016-03-27T01:00", "2016-03-27T02:00"),
        ("3/27/2016 3:00:00 AM", "2016-03-27T01:00", "2016-03-27T02:00"),
        # Clocks went back: 2:00 was twice, the first of them is meant.
        ("10/30/2016 2:00:00 AM", "2016-10-30T00:00", "2016-10-30T01:00"),
        ("10/30/2016 3:00:00 AM", "2016-10-30T02:00", "2016-10-30T03:00"),
    ],
)
@pytest.mark.parametrize("column", ["StepTotal", "Calories"])
def test_an_hour_is_sixty_minutes_when_clocks_change_too(hour, start, end, column):
    (told,) = events(f"Id,ActivityHour,{column}\n7,{hour},40\n")

    assert (told["start"][:16], told["end"][:16]) == (start, end)


def test_a_zone_that_is_none_is_named():
    with pytest.raises(InvalidInputError, match="Mars"):
        LocalClock("Mars/Olympus")


def test_an_hour_of_minutes_is_one_series():
    row = "7,4/12/2016 1:00:00 AM," + ",".join(str(minute) for minute in range(60))

    (hour,) = events(f"Id,ActivityHour,{MINUTES}\r\n{row}\r\n")

    assert hour["type"] == "steps"
    assert hour["start"] == "2016-04-11T23:00:00.000+00:00"
    assert hour["interval_ms"] == 60_000
    assert sum(hour["values"]) == sum(range(60))


def test_a_day_lasts_from_midnight_to_midnight_where_the_person_lives():
    header = "Id,ActivityDate,TotalSteps,TotalDistance,Calories\n"

    steps, distance, energy = events(header + "7,3/27/2016,8000,5.5,2100\n")

    assert steps["start"] == "2016-03-26T23:00:00.000+00:00"
    assert steps["end"] == "2016-03-27T22:00:00.000+00:00"  # a day of 23 hours
    assert (distance["value"], distance["unit"]) == (5.5, "km")
    assert energy["type"] == "total_energy"


def test_a_day_not_worn_has_no_steps():
    header = "Id,ActivityDate,TotalSteps,TotalDistance,Calories\n"

    (energy,) = events(header + "7,4/12/2016,0,0,1700\n")

    assert energy["type"] == "total_energy"


def test_heart_rates_of_an_hour_are_one_series_in_order():
    rows = ("7:59:55 AM,90", "8:00:05 AM,80", "8:00:00 AM,82", "8:00:00 AM,83")
    text = "Id,Time,Value\n" + "".join(f"7,4/1/2016 {row}\n" for row in rows)

    seven, eight, again = events(text)

    assert (seven["offsets_ms"], seven["values"]) == ([0], [90.0])
    assert (eight["offsets_ms"], eight["values"]) == ([0, 5000], [82.0, 80.0])
    assert (again["offsets_ms"], again["values"]) == ([0], [83.0])


def test_a_column_that_lost_its_time_of_day_is_read_to_its_end():
    rows = "7,4/1/2016,70\n7,4/1/2016 0:00:05,80\n" + "7,4/1/2016,71\n" * 2_000

    first, *further = events("Id,Time,Value\n" + rows)

    assert (first["offsets_ms"], first["values"]) == ([0, 5000], [70.0, 80.0])
    assert [one["values"] for one in further] == [[71.0]] * 2_000


def test_a_heart_rate_that_cannot_be_read_leaves_its_hour_whole():
    rows = ("8:00:00 AM,80", "8:00:05 AM,", "8:00:10 AM,82")
    text = "Id,Time,Value\n" + "".join(f"7,4/1/2016 {row}\n" for row in rows)

    eight, refused = events(text)

    assert (eight["offsets_ms"], eight["values"]) == ([0, 10_000], [80.0, 82.0])
    assert refused.count == 1


def test_a_minute_without_a_number_is_no_minute():
    row = "7,4/12/2016 1:00:00 AM,5," + ",".join([""] * 58) + ",0"

    (hour,) = events(f"Id,ActivityHour,{MINUTES}\n{row}\n")

    assert hour["values"] == [5.0, *[None] * 58, 0.0]


def test_sleep_of_a_day_is_known_by_its_day():
    text = "Id,SleepDay,TotalSleepRecords,TotalMinutesAsleep,TotalTimeInBed\n"

    (sleep,) = events(text + "7,4/29/2016 12:00:00 AM,1,119,127\n")

    assert sleep["id"] == "sleep-day-2016-04-29"
    assert (sleep["asleep_minutes"], sleep["in_bed_minutes"]) == (119.0, 127.0)


def test_body_fat_is_there_where_the_scale_gave_it():
    header = "Id,Date,WeightKg,WeightPounds,Fat,BMI,IsManualReport,LogId\n"
    rows = (
        "7,4/17/2016 11:59:59 PM,72.4,159.6,25,27.4,True,1\n"
        "7,4/18/2016 11:59:59 PM,72,158.7,,27.3,True,2\n"
    )

    assert [one["type"] for one in events(header + rows)] == [
        "body_weight",
        "body_fat",
        "body_weight",
    ]


def test_intensities_are_recognised_and_left_out():
    header = ",".join(["Id", "ActivityHour", *(f"Intensity{m:02}" for m in range(60))])
    row = ",".join(["7", "4/12/2016 1:00:00 AM", *["1"] * 60])

    assert events(f"{header}\n{row}\n") == []


def test_a_row_that_is_cut_off_names_its_line():
    (refused,) = events("Id,Time,Value\n7,4/1/2016 8:00:00 AM\n")

    assert refused == UnreadableRows(1, "file.csv, line 2: 2 fields, the header has 3")


def test_a_field_that_is_no_number_is_named():
    (refused,) = events("Id,Time,Value\n7,4/1/2016 8:00:00 AM,much\n")

    assert refused == UnreadableRows(1, "file.csv, line 2: Value cannot be read: 'much'")


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e400", "1_00"])
@pytest.mark.parametrize(
    "row",
    [
        "Id,Time,Value\n7,4/1/2016 8:00:00 AM,{}\n",
        "Id,ActivityHour,StepTotal\n7,4/1/2016 8:00:00 AM,{}\n",
        "Id,ActivityHour,Calories\n7,4/1/2016 8:00:00 AM,{}\n",
        "Id,Date,WeightKg,Fat\n7,4/1/2016 8:00:00 AM,{},\n",
        "Id,ActivityDate,TotalSteps,TotalDistance,Calories\n7,4/12/2016,{},1,2000\n",
        "Id,SleepDay,TotalMinutesAsleep,TotalTimeInBed\n7,4/12/2016,{},400\n",
    ],
)
def test_what_is_no_finite_number_is_refused_wherever_it_stands(row, text):
    (refused,) = events(row.format(text))

    assert refused.count == 1
    assert refused.example.endswith(f"cannot be read: '{text}'")


def test_each_format_covers_only_types_of_the_house():
    assert {name for known in FORMATS for name in known.covers} <= EVENT_TYPES.keys()


@pytest.mark.parametrize("head", ["", "\n", "a,b,c\n1,2,3", '{"json": 1}', "\0\0\0"])
def test_what_no_decoder_knows_is_not_recognised(head):
    assert recognise(head) is None
