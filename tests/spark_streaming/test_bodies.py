import json
from datetime import UTC, date, datetime

import pytest

from schema.facts import FactKind
from schema.physiology.sex import Sex
from spark_streaming.bodies import (
    Body,
    bodies,
    body_days,
    changed_spans,
)
from spark_streaming.people import KnownFact, People
from spark_streaming.weighings import daily_weights

ROME = "Europe/Rome"


def ms(*parts):
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1000)


def profile(since, user_id="luca", **payload):
    return KnownFact(user_id, FactKind.PROFILE, "", ms(*since), 0, 0, payload)


def lives_in(zone, since=(2026, 1, 1), user_id="luca"):
    return KnownFact(user_id, FactKind.TIME_ZONE, "", ms(*since), 0, 0, {"zone": zone})


def bodies_of(facts, weights):
    return bodies(People(list(facts)), {"luca": weights}, ["luca"])


@pytest.mark.parametrize(
    ("birth", "sex", "height_cm", "weight_kg", "kcal"),
    [
        (date(1996, 9, 1), Sex.MALE, 180.0, 80.0, 1780.0),
        (date(2001, 9, 1), Sex.FEMALE, 165.0, 60.0, 1345.25),
        (date(1981, 9, 1), Sex.FEMALE, 165.1, 75.0, 1395.875),
        (date(1996, 9, 1), None, 180.0, 80.0, 1697.0),
        (date(1996, 9, 1), Sex.OTHER, 180.0, 80.0, 1697.0),
    ],
)
def test_a_day_at_rest_costs_what_mifflin_st_jeor_say(birth, sex, height_cm, weight_kg, kcal):
    body = Body("luca", date.min, date.max, birth, sex, height_cm, weight_kg)

    assert body.on(date(2026, 9, 1)).resting_cal == round(kcal * 1000)


def test_a_body_that_is_not_known_costs_nothing_and_says_what_is_missing():
    body = Body("luca", date.min, date.max, None, Sex.MALE, 180.0, None).on(date(2026, 9, 1))

    assert (body.resting_cal, body.age_years) == (None, None)
    assert json.loads(body.missing) == ["weight", "age"]


def test_a_person_ages_on_their_birthday():
    body = Body("luca", date.min, date.max, date(1996, 9, 2), Sex.MALE, 180.0, 80.0)

    assert [body.on(date(2026, 9, day)).age_years for day in (1, 2)] == [29, 30]


def test_the_first_weight_holds_before_it_was_taken_and_each_until_the_next():
    weights = {date(2026, 9, 1): 80.0, date(2026, 9, 5): 78.0}
    wanted = [
        ("luca", date(2026, month, day)) for month, day in ((1, 1), (9, 4), (9, 5), (12, 1))
    ]

    days = body_days(bodies_of([], weights), wanted)

    assert [day.weight_kg for day in days] == [80.0, 80.0, 78.0, 78.0]


def test_a_profile_holds_from_its_local_day_on_and_what_it_leaves_out_stays():
    known = bodies_of(
        [
            lives_in(ROME),
            profile((2026, 1, 1), height_cm=180.0, sex="MALE"),
            profile((2026, 8, 31, 22, 30), height_cm=181.0, sex=None),
        ],
        {},
    )

    assert [(body.from_date, body.height_cm, body.sex) for body in known] == [
        (date.min, 180.0, Sex.MALE),
        (date(2026, 9, 1), 181.0, Sex.MALE),
    ]


def test_of_weights_around_a_move_west_the_later_reading_holds_whatever_its_date():
    people = People([lives_in(ROME), lives_in("America/New_York", since=(2026, 8, 31, 22, 40))])
    weighings = {"luca": {ms(2026, 8, 31, 22, 30): 80.0, ms(2026, 8, 31, 23): 84.0}}
    wanted = [("luca", date(2026, *day)) for day in ((8, 30), (8, 31), (9, 1), (9, 2))]

    known = bodies(people, daily_weights(weighings, people, ["luca"]), ["luca"])

    assert [day.weight_kg for day in body_days(known, wanted)] == [84.0] * 4


def test_a_profile_told_before_a_move_west_gives_way_to_one_told_after_it():
    known = bodies_of(
        [
            lives_in(ROME),
            lives_in("America/New_York", since=(2026, 8, 31, 22, 40)),
            profile((2026, 1, 1), height_cm=180.0),
            profile((2026, 8, 31, 22, 30), height_cm=181.0),
            profile((2026, 8, 31, 23), height_cm=182.0),
        ],
        {},
    )

    assert [(body.from_date, body.height_cm) for body in known] == [
        (date.min, 180.0),
        (date(2026, 8, 31), 182.0),
    ]


def test_nobody_known_is_a_body_of_which_nothing_is_known():
    (body,) = bodies(People(), {}, ["luca"])

    assert body.figures == (None, None, None, None)


def test_another_weight_changes_the_days_until_the_next_one():
    before = {date(2026, 9, 1): 80.0, date(2026, 9, 9): 79.0}
    after = {**before, date(2026, 9, 5): 78.0}

    assert changed_spans(bodies_of([], before), bodies_of([], after)) == [
        ("luca", date(2026, 9, 5), date(2026, 9, 9))
    ]


def test_the_first_weight_changes_every_day():
    after = bodies_of([], {date(2026, 9, 5): 78.0})

    assert changed_spans(bodies_of([], {}), after) == [("luca", date.min, date.max)]
    assert changed_spans(after, after) == []
