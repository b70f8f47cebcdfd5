"""What was said to be accepted is there once, whatever is killed meanwhile."""

import json
import os
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from deltalake import DeltaTable

from schema.tables import DAY, OBSERVATION
from tests.houses import comes_true

pytestmark = pytest.mark.house

COUNT = 1000
AT_ONCE = 20
VICTIMS = {100: "kafka", 350: "bridge", 600: "spark", 800: "mqtt"}
YESTERDAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
    days=1
)
NOBODY_WALKS = 100_000


def walk(place):
    """A minute of yesterday; each fiftieth is one that no body can have walked."""
    start = YESTERDAY + timedelta(minutes=place)
    return {
        "id": f"walk-{place}",
        "type": "steps",
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=1)).isoformat(),
        "value": NOBODY_WALKS if place % 50 == 49 else place % 100,
        "unit": "count",
    }


def kill(house, name):
    """Kill a child of the house; return who it was."""
    pid = house.pid(name)
    os.kill(pid, signal.SIGKILL)
    return pid


def is_back(house, name, old_pid):
    service = next(one for one in house.status()["services"] if one["name"] == name)
    return service["state"] == "running" and service["pid"] != old_pid


def send_until_answered(device, events, faults=()):
    """Send what no answer has named, again and again, as a sensor does."""
    by_id = {event["id"]: event for event in events}
    faults = dict(faults)
    until = time.monotonic() + 240

    def unanswered():
        refused = {one["id"] for one in device.rejected if one["code"] != "log_unavailable"}
        return [id_ for id_ in by_id if id_ not in device.accepted | refused]

    while missing := unanswered():
        assert time.monotonic() < until, f"{len(missing)} events have no answer"
        for begin in range(0, len(missing), AT_ONCE):
            for place in [
                place for place in faults if len(by_id) - len(missing) + begin >= place
            ]:
                faults.pop(place)()
            device.publish(*(by_id[id_] for id_ in missing[begin : begin + AT_ONCE]))
            time.sleep(0.1)  # a sensor's pace: some ten messages a second
        comes_before_sending_again(unanswered)


def comes_before_sending_again(unanswered, patience_s=5.0):
    """Give the answers that are on their way a moment, as long as some still come."""
    while waiting := len(unanswered()):
        time.sleep(patience_s / 10)
        if len(unanswered()) == waiting:
            return


def silver_of(house, user_id):
    table = DeltaTable(f"{house.home}/home/lake/{OBSERVATION.path}")
    rows = table.to_pyarrow_table(columns=["user_id", "event_id", "effect"])
    return [row for row in rows.to_pylist() if row["user_id"] == user_id]


@pytest.fixture(scope="module")
def walker(house):
    """Somebody whose day was reported while the house's parts were killed."""
    person = house.sign_up(timezone="UTC")
    device = person.register()
    killed = {}

    def fault(name):
        return lambda: killed.update({name: kill(house, name)})

    events = [walk(place) for place in range(COUNT)]
    with device.connected():
        comes_true(lambda: device.is_connected)
        send_until_answered(device, events, {at: fault(name) for at, name in VICTIMS.items()})
    for name, pid in killed.items():
        comes_true(lambda name=name, pid=pid: is_back(house, name, pid), every_s=1)
    assert set(killed) == set(VICTIMS.values())
    return person, device


def test_each_acknowledged_event_is_in_silver_once(house, walker):
    person, device = walker
    assert device.accepted == {f"walk-{n}" for n in range(COUNT) if n % 50 != 49}
    comes_true(lambda: len({r["event_id"] for r in silver_of(house, person.user_id)}) == 980)
    new = [row for row in silver_of(house, person.user_id) if row["effect"] == "new"]
    assert Counter(row["event_id"] for row in new) == Counter(device.accepted)


def test_each_refused_event_is_a_dead_letter_with_its_reason(house, walker):
    _, device = walker
    letters = json.loads(house.run("dead-letters", "list", "--most", 500, "--json").stdout)
    mine = {one["event_id"]: one["code"] for one in letters if one["source_id"] == device.id}
    assert mine == {f"walk-{n}": "implausible_measurement" for n in range(49, COUNT, 50)}


def test_the_day_is_what_a_batch_computation_tells(house, walker):
    person, _ = walker
    right = sum(event["value"] for n in range(COUNT) if n % 50 != 49 for event in [walk(n)])
    date = YESTERDAY.date().isoformat()
    comes_true(lambda: person.day("steps", date)["steps"] == right)

    alter_by_hand(house, person.user_id, "steps")
    found = house.run("recompute", "--check", "--from", "bronze", within_s=300)
    assert found.returncode == 1
    said = [line for line in found.stdout.splitlines() if "should be" in line]
    assert said == [
        f"gold/day {person.user_id} {date} steps: value is -1.0, should be {float(right)}"
    ]

    righted = house.run("recompute", within_s=300)
    assert righted.returncode == 0, righted.stdout[-2000:]
    comes_true(lambda: person.day("steps", date)["steps"] == right)


def alter_by_hand(house, user_id, metric):
    table = DeltaTable(f"{house.home}/home/lake/{DAY.path}")
    table.update(
        updates={"value": "-1.0"},
        predicate=f"user_id = '{user_id}' AND metric = '{metric}' AND value IS NOT NULL",
    )
