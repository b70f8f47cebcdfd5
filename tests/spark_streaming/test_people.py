from itertools import count

from schema.facts import EVERYBODY, FactKind
from spark_streaming.people import (
    ALWAYS_MS,
    FOREVER_MS,
    KnownFact,
    People,
    changed_zones,
    known_fact,
    periods,
)

HOUR_MS = 3_600_000
order = count()


def fact(kind, payload=None, key="", since_ms=0, **more):
    whole = {"user_id": "luca", "batch": 0, "sequence": next(order), **more}
    return KnownFact(kind=kind, key=key, valid_from_ms=since_ms, payload=payload or {}, **whole)


def zone(name, since_ms=0, **more):
    return fact(FactKind.TIME_ZONE, {"zone": name}, since_ms=since_ms, **more)


def test_a_fact_that_is_sent_again_holds_as_it_was_sent_last():
    people = People([zone("Europe/Rome"), zone("Europe/Berlin"), zone("UTC", batch=-1)])

    assert [period.value for period in people.zones()] == ["Europe/Berlin"]


def test_the_first_zone_holds_since_ever_and_the_last_for_ever():
    people = People([zone("Asia/Tokyo", 5 * HOUR_MS), zone("Europe/Rome", HOUR_MS)])

    assert people.zones() == [
        ("luca", ALWAYS_MS, 5 * HOUR_MS, "Europe/Rome"),
        ("luca", 5 * HOUR_MS, FOREVER_MS, "Asia/Tokyo"),
    ]


def test_periods_leave_no_gap_and_none_is_empty():
    assert periods("luca", [(7, "a"), (7, "b"), (9, "c")]) == [
        ("luca", ALWAYS_MS, 7, "a"),
        ("luca", 7, 9, "b"),
        ("luca", 9, FOREVER_MS, "c"),
    ]


def test_what_holds_last_is_known_by_kind_person_and_key():
    people = People(
        [
            fact(FactKind.SOURCE_PRIORITY, {"source_ids": ["watch"]}, "steps", 5),
            fact(FactKind.SOURCE_PRIORITY, {"source_ids": ["phone"]}, "steps", 3),
        ]
    )

    assert people.latest(FactKind.SOURCE_PRIORITY, "luca", "steps") == {"source_ids": ["watch"]}
    assert people.latest(FactKind.SOURCE_PRIORITY, "luca", "spo2") is None
    assert people.latest(FactKind.SOURCE_PRIORITY, "anna", "steps") is None


def test_what_is_of_everybody_is_nobodys():
    people = People([fact(FactKind.DEFAULT_OPTION, user_id=EVERYBODY), zone("UTC")])

    assert people.users() == {"luca"}


def test_an_import_that_is_undone_is_known_by_its_person():
    people = People(
        [fact(FactKind.IMPORT_UNDONE, key="b"), fact(FactKind.IMPORT_UNDONE, key="a")]
    )

    assert people.undone_imports() == [("luca", "a"), ("luca", "b")]


def test_more_facts_leave_what_was_known_as_it_was():
    before = People([zone("Europe/Rome")])
    after = before.with_facts([zone("Asia/Tokyo", HOUR_MS)])

    assert len(before.zones()) == 1
    assert len(after.zones()) == 2


def test_moving_house_changes_the_zone_from_then_on():
    before = People([zone("Europe/Rome")])
    after = before.with_facts([zone("Asia/Tokyo", HOUR_MS)])

    assert changed_zones(before, after) == [("luca", HOUR_MS, FOREVER_MS)]
    assert changed_zones(after, after) == []


def test_the_first_zone_changes_all_that_was_unless_it_is_utc():
    assert changed_zones(People(), People([zone("Europe/Rome", HOUR_MS)])) == [
        ("luca", ALWAYS_MS, FOREVER_MS)
    ]
    assert changed_zones(People(), People([zone("UTC", HOUR_MS)])) == []


def test_a_move_that_is_told_afterwards_changes_the_time_between_the_moves():
    before = People([zone("Europe/Rome"), zone("Asia/Tokyo", 9 * HOUR_MS)])
    after = before.with_facts([zone("America/Lima", 4 * HOUR_MS)])

    assert changed_zones(before, after) == [("luca", 4 * HOUR_MS, 9 * HOUR_MS)]


def test_a_stored_row_is_read_with_its_payload():
    row = {"user_id": "luca", "kind": "profile", "key": "", "valid_from_ms": 1, "batch": 2}

    assert known_fact({**row, "sequence": 3, "payload": '{"sex":"MALE"}'}).payload == {
        "sex": "MALE"
    }
    assert known_fact({**row, "sequence": 3, "payload": None}).payload == {}
