import pytest

from schema.physiology.training_load import training_balance
from spark_streaming.spans.training import training


def test_the_form_of_each_day_is_that_of_all_days_up_to_it(history, day, by_metric):
    loads = [80.0, None, 120.0, 60.0] * 8
    told = by_metric(training(history(trimp=loads, steps=[1.0] * 32), day(0)), "ctl")

    for place in range(len(loads)):
        assert told[day(place)].value == pytest.approx(
            training_balance(loads[: place + 1]).ctl, abs=1e-12
        )


def test_too_few_training_days_are_told_and_not_guessed(history, day, by_metric):
    told = by_metric(training(history(trimp=[90.0] * 14), day(12)), "tsb")

    assert told[day(12)].value is None
    assert told[day(12)].detail == {"missing": ["need_training_days: have 13, need 14"]}
    assert told[day(13)].value is not None


def test_nothing_is_told_before_the_first_load_or_on_days_without_a_record(history, day):
    told = training(history(steps=[5.0, 5.0], trimp=[None, 90.0, None, 90.0]), day(0))

    assert {one.date for one in told} == {day(1), day(3)}
