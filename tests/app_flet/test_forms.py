from datetime import datetime
from zoneinfo import ZoneInfo

import flet as ft
import pytest

from app_flet import forms
from app_flet.answers.devices import Device, DeviceSettings
from app_flet.answers.person import Goals, Person, Profile
from app_flet.components import device_change, goals_form, profile_form, weight_form
from app_flet.components.fields import Form, toggled
from app_flet.components.zone import matching, zones
from schema.people.rules import check_zone

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 11, 24, 12, 0, 30, tzinfo=ROME)


def test_what_was_typed_is_what_is_said_of_it_though_the_field_was_drawn_anew_meanwhile():
    values = {}
    field = Form(values, None, values.__setitem__).text("login", "Login")

    field.on_change(ft.Event(name="change", control=field, data="ada"))

    assert (values, field.value) == ({"login": "ada"}, "")


@pytest.mark.parametrize(("typed", "read"), [("78,2", 78.2), (" −0.4 ", -0.4), ("", None)])
def test_numbers_are_read_as_people_write_them(typed, read):
    assert forms.number({"field": typed}, "field") == read


def test_what_is_no_number_names_its_field():
    with pytest.raises(forms.UnreadableError) as refused:
        forms.number({"heightCm": "tall"}, "heightCm")

    assert refused.value.problem.field == "heightCm"


def test_steps_are_whole():
    assert forms.whole_number({"dailySteps": "9000"}, "dailySteps") == 9000
    with pytest.raises(forms.UnreadableError):
        forms.whole_number({"dailySteps": "9000.5"}, "dailySteps")


def test_a_time_is_of_today_in_the_persons_zone():
    read = forms.moment("8:30", "time", NOON)

    assert read.isoformat() == "2026-11-24T08:30:00+01:00"
    assert forms.moment("", "time", NOON) is NOON


@pytest.mark.parametrize("typed", ["half past eight", "25:00"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(forms.UnreadableError):
        forms.moment(typed, "time", NOON)


def test_only_what_was_changed_in_a_profile_is_sent():
    person = Person("Luca", "l@example.com", "Europe/Rome", Profile(height_cm=178), Goals())
    before = profile_form.as_typed(person)

    typed = {**before, "heightCm": "", "timezone": "America/New York", "allergens": []}

    assert profile_form.changed(before, before) == {}
    assert profile_form.changed(before, typed) == {
        "heightCm": None,
        "timezone": "America/New_York",
        "allergens": [],
    }


def test_a_goal_that_is_emptied_is_sent_as_null():
    before = goals_form.as_typed(Goals(daily_steps=9000, target_weight_kg=75))

    changed = goals_form.changed(before, {**before, "dailySteps": ""})

    assert changed == {"dailySteps": None}


def test_a_weight_must_be_said_to_be_logged():
    with pytest.raises(forms.UnreadableError):
        weight_form.as_input({"weightKg": " "})


def test_device_settings_left_empty_follow_the_defaults():
    device = Device("1", "Strap", "CHEST_STRAP", "ONLINE", DeviceSettings(alerts=False))
    typed = device_change.as_typed(device)

    assert device_change.as_input(typed)["settings"] == {
        "samplingIntervalS": None,
        "metrics": None,
        "alerts": False,
    }


def test_taking_the_last_choice_away_is_silence_and_not_none():
    assert toggled(None, "milk") == ["milk"]
    assert toggled([], "milk") == ["milk"]
    assert toggled(["milk", "eggs"], "milk") == ["eggs"]
    assert toggled(["milk"], "milk") is None


def test_zones_are_found_by_the_name_of_a_place():
    assert "America/New_York" in matching("new york")
    assert matching("Europe/Rome") == []
    assert matching("r") == []


def test_only_zones_that_the_house_takes_are_offered():
    for name in zones():
        check_zone(name)
    assert {"UTC", "Europe/Rome"} <= set(zones())
