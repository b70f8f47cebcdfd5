from datetime import UTC, date, datetime

from schema.facts import FactKind
from spark_streaming.people import KnownFact, People
from spark_streaming.spans.touched import BEGINNING, touched_by_facts

NOON_MS = int(datetime(2026, 9, 7, 12, tzinfo=UTC).timestamp() * 1000)
DAY_MS = 86_400_000


def fact(kind, payload, days=0, key=""):
    return KnownFact("luca", kind, key, NOON_MS + round(days * DAY_MS), 1, 0, payload)


def test_another_goal_touches_the_days_from_then_on():
    first = fact(FactKind.GOALS, {"daily_energy_kcal": 2000.0})
    later = fact(FactKind.GOALS, {"daily_energy_kcal": 2200.0}, days=5)
    people = People([first, later])

    assert touched_by_facts([later], people) == {"luca": date(2026, 9, 12)}
    assert touched_by_facts([first], people) == {"luca": BEGINNING}


def test_a_plan_touches_its_own_day_and_what_follows():
    session = {"kind": "cardio", "load": 240.0}
    told = fact(FactKind.PLAN, {"date": "2026-09-03", **session}, key="a")

    assert touched_by_facts([told], People([told])) == {"luca": date(2026, 9, 3)}


def test_a_move_touches_the_first_day_that_its_time_has_anywhere():
    home = fact(FactKind.TIME_ZONE, {"zone": "America/New_York"}, days=-90)
    moved = fact(FactKind.TIME_ZONE, {"zone": "Asia/Tokyo"})

    assert touched_by_facts([moved], People([home, moved])) == {"luca": date(2026, 9, 7)}
    assert touched_by_facts([home], People([home])) == {"luca": BEGINNING}

    at_noon_and_before_it = moved._replace(valid_from_ms=NOON_MS - 1)
    people = People([home, at_noon_and_before_it])
    assert touched_by_facts([at_noon_and_before_it], people) == {"luca": date(2026, 9, 6)}


def test_a_goal_told_before_a_move_west_touches_the_day_that_comes_again():
    home = fact(FactKind.TIME_ZONE, {"zone": "Asia/Tokyo"}, days=-90)
    before = fact(FactKind.GOALS, {"daily_energy_kcal": 2000.0}, days=-90)
    goal = fact(FactKind.GOALS, {"daily_energy_kcal": 2200.0}, days=0.25)
    west = fact(FactKind.TIME_ZONE, {"zone": "America/New_York"}, days=0.3)

    people = People([home, before, goal, west])
    assert touched_by_facts([goal], people) == {"luca": date(2026, 9, 7)}


def test_an_option_about_devices_touches_no_day():
    told = fact(FactKind.DEFAULT_OPTION, {"name": "device.alerts"}, key="*:*:*:*/device.alerts")

    assert touched_by_facts([told], People([told])) == {}
