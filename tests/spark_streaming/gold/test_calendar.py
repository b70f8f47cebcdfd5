from datetime import UTC, datetime, timedelta

import pytest

from schema.facts import FactKind
from spark_streaming.gold.calendar import on_local_days
from spark_streaming.local_days import local_date
from spark_streaming.people import KnownFact, People
from spark_streaming.tables import SmallTables
from tests.spark_streaming.frames import frame, instant
from tests.spark_streaming.messages import at

pytestmark = pytest.mark.spark

# Known to Python's tables; to Java's only in later years, and as an offset all the same.
UNKNOWN_TO_JAVA = ("America/Coyhaique", "Factory")
BERLIN, CHATHAM, LIMA = "Europe/Berlin", "Pacific/Chatham", "America/Lima"
MOVED = "2026-06-01 12:00"
INSTANTS = {"user_id": "STRING", "minute_at": "TIMESTAMP"}


def lives_in(user_id, zone, since="2026-01-01 00:00"):
    return KnownFact(user_id, FactKind.TIME_ZONE, "", at(since), 0, 0, {"zone": zone})


PEOPLE = People(
    [
        lives_in("berliner", BERLIN),
        lives_in("islander", CHATHAM),
        lives_in("mover", BERLIN),
        lives_in("mover", LIMA, MOVED),
        lives_in("patagonian", UNKNOWN_TO_JAVA[0]),
        lives_in("patagonian", UNKNOWN_TO_JAVA[1], MOVED),
    ]
)
EVERY_HALF_HOUR = [
    datetime(2026, month, day, tzinfo=UTC) + timedelta(minutes=30 * place)
    for month, day in ((3, 28), (5, 31), (10, 24))
    for place in range(3 * 48)
]
USERS = ("berliner", "islander", "mover", "nomad", "patagonian")


@pytest.fixture(scope="module")
def placed(spark):
    """Each person's instants with their local day and minute."""
    rows = [
        {"user_id": user, "minute_at": moment} for user in USERS for moment in EVERY_HALF_HOUR
    ]
    zones = SmallTables(spark).zones(PEOPLE)
    found = on_local_days(frame(spark, INSTANTS, rows), zones).orderBy("minute_at").collect()
    return {user: [row for row in found if row["user_id"] == user] for user in USERS}


def hours(rows, date):
    return sum(str(row["date"]) == date for row in rows) / 2


def test_a_day_has_24_hours_and_23_or_25_when_the_clocks_change(placed):
    assert hours(placed["berliner"], "2026-03-29") == 23
    assert hours(placed["berliner"], "2026-10-25") == 25
    assert hours(placed["berliner"], "2026-06-01") == 24


def test_minutes_are_those_of_the_clock_on_the_wall(placed):
    winter = [
        row["local_minute"] for row in placed["berliner"] if str(row["date"]) == "2026-10-25"
    ]

    assert winter[:4] == [0, 30, 60, 90]
    assert winter.count(150) == 2
    assert [row["local_minute"] % 30 for row in placed["islander"][:2]] == [15, 15]


def test_who_has_no_zone_lives_by_utc(placed):
    assert hours(placed["nomad"], "2026-03-29") == 24
    assert placed["nomad"][0]["local_minute"] == 0


def test_a_move_leaves_the_days_before_it_as_they_were(placed):
    def dates_before(user):
        moved = instant(at(MOVED)).timestamp()
        return [row["date"] for row in placed[user] if row["minute_at"].timestamp() < moved]

    assert dates_before("mover") == dates_before("berliner")
    assert hours(placed["mover"], "2026-06-01") == 24 + 7


@pytest.mark.parametrize("user", USERS)
def test_spark_and_plain_python_have_the_same_calendar(placed, user):
    zones = [period for period in PEOPLE.zones() if period.user_id == user]

    for row in placed[user]:
        assert row["date"] == local_date(round(row["minute_at"].timestamp() * 1000), zones)
