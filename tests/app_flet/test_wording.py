from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app_flet import wording

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_what_was_not_recorded_is_said_so_and_never_a_zero():
    said = [
        wording.amount(None, "kcal"),
        wording.signed(None, "kcal"),
        wording.percent(None),
        wording.duration(None),
        wording.clock(None, UTC),
    ]

    assert said == ["not recorded"] * 5


def test_a_zero_that_was_recorded_is_a_zero():
    assert wording.amount(0) == "0"
    assert wording.amount(0.0, "kcal") == "0 kcal"
    assert wording.percent(0.0) == "0 %"
    assert wording.duration(0) == "0 min"


def test_thousands_are_set_apart():
    assert wording.amount(12480.4, "kcal") == "12,480 kcal"


@pytest.mark.parametrize(
    ("kcal", "said"),
    [(-422.3, "−422 kcal"), (120, "+120 kcal"), (0.2, "0 kcal"), (-0.2, "0 kcal")],
)
def test_a_balance_carries_its_sign(kcal, said):
    assert wording.signed(kcal, "kcal") == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(410, "6 h 50 min"), (59.6, "1 h 0 min"), (18, "18 min")]
)
def test_minutes_are_said_in_hours_and_minutes(minutes, said):
    assert wording.duration(minutes) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=9), "9 h ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_how_long_ago_is_never_rounded_up(before, said):
    assert wording.ago(NOW - before, NOW) == said


def test_a_device_that_was_never_seen_is_never_seen():
    assert wording.ago(None, NOW) == "never"


def test_the_wall_clock_is_the_persons_own():
    assert wording.clock(NOW, ZoneInfo("Europe/Rome")) == "13:00"


def test_days_are_named_as_people_name_them():
    assert wording.long_date(date(2026, 11, 4)) == "Wednesday, 4 November"
    assert wording.short_date(date(2027, 1, 18)) == "18 January 2027"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Luca Bianchi", "LB"), ("Ada", "A"), ("Jan van Dam", "JD"), ("", "?")],
)
def test_initials_are_of_first_and_last_name(name, letters):
    assert wording.initials(name) == letters


def test_codes_of_the_graph_become_words():
    assert wording.in_words("LOSE_WEIGHT") == "Lose weight"
    assert wording.in_words("lower_back") == "Lower back"
    assert wording.in_words("SPO2") == "Blood oxygen"
