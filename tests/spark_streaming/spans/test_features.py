import pytest

from spark_streaming.spans.features import Features


def test_features_are_of_the_whole_days_before(history, day):
    known = history(steps=[8000.0, 9000.0, 10000.0, 9000.0, 100.0])
    told = {one.feature: one.value for one in Features(known).since(day(4))}

    assert told == {"mean_steps": 9000.0}


def test_who_trained_at_all_did_nothing_of_the_other_kinds(history, day):
    known = history({0: {"cardio": 240.0}, 2: {"cardio": 160.0}}, steps=[1.0] * 4)
    told = {one.feature: one.value for one in Features(known).on(day(3))}

    assert told["weekly_cardio_load"] == pytest.approx(100.0)
    assert told["weekly_strength_load"] == 0.0


def test_three_days_are_too_few_for_a_feature(history, day):
    assert list(Features(history(steps=[8000.0] * 4)).on(day(3))) == []
